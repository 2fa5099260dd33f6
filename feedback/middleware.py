"""Remember in a browser that staff signed in there, for one sign of abuse and nothing else."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from feedback.actions.signs import STAFF_COOKIE

_SECONDS: Final = 24 * 3600


class StaffCookieMiddleware:
    """Set the cookie while somebody is signed in; it outlives the session by up to a day."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Visitors without a session are not looked at."""
        response = self.get_response(request)
        known = STAFF_COOKIE in request.COOKIES
        if known or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return response
        if request.user.is_authenticated:
            response.set_cookie(
                STAFF_COOKIE,
                "1",
                max_age=_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
        return response
