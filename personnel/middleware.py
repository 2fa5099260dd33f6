"""Who is asking: signed in, with which roles, and with a second factor where a role needs it."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from personnel.enums import SECOND_FACTOR_ROLES
from personnel.models import User
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.access import AccessKind, declared_access, roles_held

FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes alone are no second factor: they only stand in for one."""

OPEN_WITHOUT_FACTOR: Final = frozenset(
    {"account_logout", "account_reauthenticate", "set_language", "personnel:second-factor"}
)
"""Beside the ``mfa_…`` addresses of allauth and everything public."""

_WITHOUT_ACCOUNT: Final = frozenset({AccessKind.PUBLIC, AccessKind.KEY})


class SignInMiddleware(LoginRequiredMiddleware):
    """Send visitors to the sign-in page, tell them when a session has ended, and back again."""

    def handle_no_permission(  # type: ignore[override]  # a fragment needs a header, not a 302
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        """Redirect; a fragment or a lost form comes back to the page that it belongs to."""
        if self._session_ended(request):
            messages.info(
                request,
                _("Sesi Anda berakhir demi keamanan. Masuk kembali; isian Anda masih ada."),
            )
        back = _page_behind(request)
        if getattr(request, "htmx", False):
            query = f"?{urlencode({REDIRECT_FIELD_NAME: back})}" if back else ""
            return HttpResponse(
                status=401, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL) + query}
            )
        if back is None:
            return HttpResponseRedirect(resolve_url(settings.LOGIN_URL))
        return redirect_to_login(back, resolve_url(settings.LOGIN_URL))

    @staticmethod
    def _session_ended(request: HttpRequest) -> bool:
        """Whether the browser still carries the key of a session that is gone."""
        return (
            settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.session_key is None
        )


def _page_behind(request: HttpRequest) -> str | None:
    """Where a person stood: the address itself, or the page of a form or fragment."""
    if request.method == "GET" and not getattr(request, "htmx", False):
        return request.get_full_path()
    address = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    parts = urlsplit(address)
    if parts.netloc != request.get_host() or not parts.path.startswith("/"):
        return None
    return parts._replace(scheme="", netloc="", fragment="").geturl()


class RolesMiddleware:
    """Set ``request.roles``: read once, when somebody asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the roles of today."""
        request.roles = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: roles_of(request.user, timezone.localdate())
        )
        return self.get_response(request)


class SecondFactorMiddleware:
    """Accounts with a role that needs it work only after a second factor in this session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the decision needs the address and falls in ``process_view``."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Lead to the page that explains and sets up, or to the question for the code."""
        rule = declared_access(view)
        if not request.user.is_authenticated or (rule and rule.kind in _WITHOUT_ACCOUNT):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN_WITHOUT_FACTOR or name.startswith("mfa_"):
            return None
        if proved_second_factor(request):
            return None
        if roles_held(request).roles.isdisjoint(SECOND_FACTOR_ROLES):
            return None
        return _to_second_factor(request)


def proved_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this session."""
    return any(
        record["method"] == "mfa" for record in get_authentication_records(request, request.user)
    )


def _to_second_factor(request: HttpRequest) -> HttpResponse:
    kinds = set(
        Authenticator.objects.filter(user=request.user.pk, type__in=FACTORS).values_list(
            "type", flat=True
        )
    )
    if not kinds:
        target = reverse("personnel:second-factor")
    else:
        totp = Authenticator.Type.TOTP in kinds
        target = reverse("mfa_reauthenticate" if totp else "mfa_reauthenticate_webauthn")
        back = _page_behind(request)
        if back:
            target += f"?{urlencode({REDIRECT_FIELD_NAME: back})}"
    if getattr(request, "htmx", False):
        return HttpResponse(status=401, headers={"HX-Redirect": target})
    return redirect(target)


@receiver(authenticator_added)
def count_new_factor(
    request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: object
) -> None:
    """Who just set up a factor has shown it; do not ask again in this session."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(authenticator_removed)
def forget_lost_factor(request: HttpRequest, user: User, **_kwargs: object) -> None:
    """Who removed the last factor has none to show in this session either."""
    if not Authenticator.objects.filter(user=user, type__in=FACTORS).exists():
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            record
            for record in get_authentication_records(request, user)
            if record["method"] != "mfa"
        ]
