"""Filters of the lists of accounts and roles; their state stands in the URL."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from personnel.enums import DERIVED_ROLES, Role
from personnel.models import RoleGrant, Unit, User
from personnel.rules.nip import normalise_nip
from personnel.selectors.accounts import in_agency

_GRANTED = [choice for choice in Role.choices if choice[0] not in DERIVED_ROLES]


def _agencies(_request: object) -> QuerySet[Unit]:
    return Unit.objects.agencies().active()


def _by_name(text: str, prefix: str) -> Q:
    bare = normalise_nip(text)
    found = Q(**{f"{prefix}employee__name__icontains": text}) | Q(
        **{f"{prefix}username__icontains": text}
    )
    return found | Q(**{f"{prefix}username__startswith": bare}) if bare else found


class AccountFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped
    """Accounts by name or number, state, agency, role of today."""

    q = django_filters.CharFilter(method="search", label=_("Nama atau NIP"))
    state = django_filters.ChoiceFilter(
        method="by_state",
        choices=[
            ("new", _("Belum pernah masuk")),
            ("active", _("Pernah masuk")),
            ("disabled", _("Tidak aktif")),
        ],
        label=_("Status"),
        empty_label=_("Semua status"),
    )
    agency = django_filters.ModelChoiceFilter(
        method="by_agency",
        queryset=_agencies,
        label=_("Perangkat daerah"),
        empty_label=_("Semua perangkat daerah"),
    )

    class Meta:
        model = User
        fields = ["q", "state", "agency"]

    def search(self, rows: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        """By part of the name, or by the beginning of the number in any grouping."""
        return rows.filter(_by_name(value, ""))

    def by_state(self, rows: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        """Never signed in, signed in before, or kept out."""
        if value == "disabled":
            return rows.filter(is_active=False)
        return rows.filter(is_active=True, last_login__isnull=value == "new")

    def by_agency(self, rows: QuerySet[User], _name: str, value: Unit) -> QuerySet[User]:
        """People whose own post is in the agency today."""
        return in_agency(rows, value, timezone.localdate())


class GrantFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped
    """Granted roles by holder, role, agency and whether they hold today."""

    q = django_filters.CharFilter(method="search", label=_("Nama atau NIP"))
    role = django_filters.ChoiceFilter(
        choices=_GRANTED, label=_("Peran"), empty_label=_("Semua peran")
    )
    agency = django_filters.ModelChoiceFilter(
        queryset=_agencies,
        label=_("Perangkat daerah"),
        empty_label=_("Semua perangkat daerah"),
    )
    when = django_filters.ChoiceFilter(
        method="by_time",
        choices=[
            ("now", _("Berlaku hari ini")),
            ("coming", _("Belum mulai")),
            ("past", _("Sudah berakhir")),
        ],
        label=_("Masa berlaku"),
        empty_label=_("Semua"),
    )

    class Meta:
        model = RoleGrant
        fields = ["q", "role", "agency", "when"]

    def search(self, rows: QuerySet[RoleGrant], _name: str, value: str) -> QuerySet[RoleGrant]:
        """By part of the holder's name, or by the beginning of the number."""
        return rows.filter(_by_name(value, "user__"))

    def by_time(self, rows: QuerySet[RoleGrant], _name: str, value: str) -> QuerySet[RoleGrant]:
        """Against today's date."""
        today = timezone.localdate()
        if value == "coming":
            return rows.filter(effective_from__gt=today)
        if value == "past":
            return rows.filter(effective_until__lt=today)
        return rows.filter(effective_from__lte=today).exclude(effective_until__lt=today)
