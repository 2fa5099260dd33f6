"""Light, dark, or as the device has it; remembered in a cookie so that no page flashes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sabang_kinerja.common.access import public

_YEAR = 365 * 24 * 60 * 60


@require_POST
@public
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember the chosen theme and go back to the page it was chosen on.

    "system" forgets the choice: a script then follows the device, and without one it is light.
    """
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = redirect(target)
    theme = request.POST.get("theme")
    if theme in ("light", "dark"):
        response.set_cookie(
            "theme",
            theme,
            max_age=_YEAR,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    elif theme == "system":
        response.delete_cookie("theme", samesite="Lax")
    return response
