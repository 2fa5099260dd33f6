"""Who may open which address: one table, read from the views themselves.

A view declares its rule beside itself (``common.access``); only the views of other packages are
declared here. The page of rights and the test of all addresses read the same rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from personnel.enums import DERIVED_ROLES, ROLE_DESCRIPTIONS, SECOND_FACTOR_ROLES, Role
from sabang_kinerja.access_words import has_words, words_of
from sabang_kinerja.common.access import (
    PUBLIC,
    SIGNED_IN,
    Access,
    AccessKind,
    declared_access,
    signed_in,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_OWN: Final = Access(AccessKind.OBJECT, words=gettext_lazy("Hanya akun sendiri"))

OTHERS: Final[dict[str, Access]] = {
    **dict.fromkeys(
        [
            "account_login",
            "account_logout",
            "account_inactive",
            "account_signup",
            "account_email_verification_sent",
            "account_confirm_email",
            "account_confirm_login_code",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "mfa_authenticate",
            "mfa_login_webauthn",
        ],
        PUBLIC,
    ),
    **dict.fromkeys(
        [
            "account_reauthenticate",
            "account_email",
            "account_change_password",
            "account_set_password",
            "mfa_index",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_activate_totp",
            "mfa_generate_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "usersessions_list",
        ],
        SIGNED_IN,
    ),
    **dict.fromkeys(
        [
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_remove_webauthn",
            "mfa_edit_webauthn",
        ],
        _OWN,
    ),
}
"""Rules of the addresses of django-allauth, by name."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its name with namespace, its route, its rule (None: somebody forgot)."""

    name: str
    route: str
    access: Access | None

    @property
    def room(self) -> str:
        """Namespace, which is the name of an app; empty for addresses of the whole."""
        return self.name.rpartition(":")[0]


def addresses() -> list[Address]:
    """Every address of the application, in the order of the map."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(
    patterns: Iterable[URLPattern | URLResolver], prefix: str, namespace: str
) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, route, inner)
        else:
            name = f"{namespace}{pattern.name}"
            yield Address(name, route, declared_access(pattern.callback) or OTHERS.get(name))


@dataclass(slots=True)
class Row:
    """One line of the page: what may be done with a thing, and by whom.

    ``marks`` say of each ``Role`` whether it may; empty where not the role decides.
    """

    noun: str
    access: Access
    verbs: list[str]

    @property
    def marks(self) -> list[bool]:
        """Whether each role may, where roles decide."""
        if self.access.kind is AccessKind.ROLES:
            return [role in self.access.roles for role in Role]
        return []

    @property
    def words(self) -> "StrOrPromise":
        """For whom it opens, where the relation to the object decides."""
        return self.access.words

    @property
    def open_to_all(self) -> bool:
        """Whether one need not sign in."""
        return self.access.kind is AccessKind.PUBLIC


def rows_of(members: Iterable[tuple[Address, Access]]) -> list[Row]:
    """Lines for addresses: steps with one thing that open to the same people share a line."""
    rows: dict[tuple[str, Access], Row] = {}
    for address, access in members:
        noun, verb = words_of(address.name)
        row = rows.setdefault((noun, access), Row(noun, access, []))
        if verb and verb not in row.verbs:
            row.verbs.append(verb)
    order = list(dict.fromkeys(row.noun for row in rows.values()))
    return sorted(rows.values(), key=lambda row: order.index(row.noun))


@require_GET
@signed_in
def access_matrix(request: HttpRequest) -> HttpResponse:
    """Who may do what, drawn from the declarations; open to everybody who works here."""
    known = [
        (address, address.access)
        for address in addresses()
        if address.access is not None and (address.name not in OTHERS or has_words(address.name))
    ]
    groups = [
        (_room_label(room), rows_of(members))
        for room, members in groupby(
            sorted(known, key=lambda pair: pair[0].room), key=lambda pair: pair[0].room
        )
    ]
    columns = [
        {
            "label": role.label,
            "description": ROLE_DESCRIPTIONS[role],
            "derived": role in DERIVED_ROLES,
            "second_factor": role in SECOND_FACTOR_ROLES,
        }
        for role in Role
    ]
    return render(request, "access_matrix.html", {"groups": groups, "columns": columns})


def _room_label(room: str) -> str:
    return str(apps.get_app_config(room).verbose_name) if room else _("Umum dan akun sendiri")
