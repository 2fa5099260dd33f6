"""The door of the API: a key in the header, one scope for each address."""

from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.security import HttpBearer

from personnel.actions.api_clients import KeyRefused, Refusal, TooOften, admit
from personnel.enums import ApiScope
from personnel.models import ApiClient
from sabang_kinerja.common.problems import Problem

_SAID: Final = {
    Refusal.UNKNOWN: gettext_lazy("Kunci API ini tidak dikenal."),
    Refusal.REVOKED: gettext_lazy("Kunci API ini sudah dicabut. Hubungi BKPSDM."),
    Refusal.EXPIRED: gettext_lazy("Masa berlaku kunci API ini sudah lewat. Hubungi BKPSDM."),
    Refusal.SCOPE: gettext_lazy("Kunci API ini tidak mencakup permintaan ini."),
}


class ApiKey(HttpBearer):
    """``Authorization: Bearer …`` with a key that has a scope; ``request.auth`` is its client."""

    def __init__(self, scope: ApiScope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        """Ask for a key also where no header is."""
        found = super().__call__(request)
        if found is None:
            raise _unauthorized("missing-key", _("Sertakan kunci API pada kepala Authorization."))
        return found

    def authenticate(self, request: HttpRequest, token: str) -> ApiClient:
        """The client behind a key. Raises: ``Problem``."""
        try:
            return admit(token.strip(), self.scope, now=timezone.now())
        except KeyRefused as refused:
            said = str(_SAID[refused.refusal])
            if refused.refusal is Refusal.SCOPE:
                raise Problem(403, "wrong-scope", said) from refused
            raise _unauthorized(f"{refused.refusal}-key", said) from refused
        except TooOften as over:
            raise Problem(
                429,
                "too-many-requests",
                _("Terlalu banyak permintaan. Coba lagi sesudah %(n)s detik.")
                % {"n": over.seconds},
                headers={"Retry-After": str(over.seconds)},
            ) from over


def client_of(request: HttpRequest) -> ApiClient:
    """Who asks; only behind ``ApiKey``."""
    client: ApiClient = request.auth  # type: ignore[attr-defined]  # set by django-ninja
    return client


def key_of(request: HttpRequest) -> str:
    """The key itself, as it was sent; only behind ``ApiKey``."""
    return request.headers["Authorization"].partition(" ")[2].strip()


def _unauthorized(kind: str, detail: str) -> Problem:
    return Problem(401, kind, detail, headers={"WWW-Authenticate": "Bearer"})
