"""Who may open an address, declared beside the view that answers it.

Five rules: ``@public``, ``@signed_in``, ``@roles(...)``, ``@object_rule(...)`` and
``@keyed(...)``. The first three are enforced here; an object rule only puts its words on record,
because the view fetches through a ``visible_…`` set and asks a ``Verdict``, and so does ``keyed``,
because the API asks for the key. The access matrix and the test of all addresses read the same
declarations. Put the declaration next to the function, below ``require_POST`` and the like:

    @require_POST
    @roles(Role.BKPSDM_ADMIN)
    def grant_create(request): ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.db.models import TextChoices
    from django_stubs_ext import StrOrPromise

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)

_ATTRIBUTE: Final = "access"


class AccessKind(Enum):
    """How an address decides."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    ROLES = "roles"
    OBJECT = "object"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Access:
    """Rule of one address: ``roles`` only for ``ROLES``, ``words`` for ``OBJECT`` and ``KEY``."""

    kind: AccessKind
    roles: frozenset[str] = frozenset()
    words: "StrOrPromise" = ""


PUBLIC: Final = Access(AccessKind.PUBLIC)
SIGNED_IN: Final = Access(AccessKind.SIGNED_IN)


class HeldRoles(Protocol):
    """What ``request.roles`` offers; set by the personnel room's middleware."""

    @property
    def roles(self) -> frozenset[str]:
        """Names of the roles that the account has today."""


def roles_held(request: HttpRequest) -> HeldRoles:
    """Roles of the account behind a request."""
    return cast("HeldRoles", request.roles)  # type: ignore[attr-defined]  # set by middleware


def public(view: V) -> V:
    """Open to everybody, signed in or not."""
    setattr(view, _ATTRIBUTE, PUBLIC)
    return login_not_required(view)


def signed_in(view: V) -> V:
    """Open to every account."""
    setattr(view, _ATTRIBUTE, SIGNED_IN)
    return view


def roles(*allowed: "TextChoices") -> Callable[[V], V]:
    """Open to accounts that have one of the roles today; others get a 403 that names them."""

    def declare(view: V) -> V:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if roles_held(request).roles.isdisjoint(allowed):
                raise PermissionDenied(
                    _("Halaman ini hanya untuk peran %(roles)s. Bila perlu, hubungi BKPSDM.")
                    % {"roles": get_text_list([str(role.label) for role in allowed], _("atau"))}
                )
            return view(request, *args, **kwargs)

        setattr(guarded, _ATTRIBUTE, Access(AccessKind.ROLES, frozenset(allowed)))
        return cast("V", guarded)

    return declare


def object_rule(words: "StrOrPromise") -> Callable[[V], V]:
    """Decided by the view for each object; ``words`` say for whom it opens, in Indonesian."""

    def declare(view: V) -> V:
        setattr(view, _ATTRIBUTE, Access(AccessKind.OBJECT, words=words))
        return view

    return declare


def keyed(words: "StrOrPromise") -> Callable[[V], V]:
    """Open to programs with a key of the API, whoever is signed in; ``words`` say so."""

    def declare(view: V) -> V:
        setattr(view, _ATTRIBUTE, Access(AccessKind.KEY, words=words))
        return login_not_required(view)

    return declare


def declared_access(view: View) -> Access | None:
    """The rule declared beside a view, or None when somebody forgot."""
    return cast("Access | None", getattr(view, _ATTRIBUTE, None))
