"""Filters of the lists; their state stands in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.enums import EmployeeKind, LegalStatus, PostKind
from personnel.models import Assignment, Employee
from personnel.models.employees import EmployeeQuerySet
from personnel.models.units import UnitQuerySet
from personnel.permissions import local_day
from personnel.selectors.people import matching

_ANY = _("Semua")


class EmployeeFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Search and narrow the list of people; those who left are shown only when asked for.

    ``agencies`` are the agencies offered, ``now`` the moment whose posts count.
    """

    q = django_filters.CharFilter(
        label=_("Nama atau NIP"),
        method="search",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    agency = django_filters.ModelChoiceFilter(
        label=_("Perangkat daerah"), queryset=None, method="in_agency", empty_label=_ANY
    )
    kind = django_filters.ChoiceFilter(
        label=_("Jenis pegawai"), choices=EmployeeKind.choices, empty_label=_ANY
    )
    post_kind = django_filters.ChoiceFilter(
        label=_("Jenis jabatan"), choices=PostKind.choices, method="with_post", empty_label=_ANY
    )
    status = django_filters.ChoiceFilter(
        label=_("Status kepegawaian"),
        choices=LegalStatus.choices,
        field_name="legal_status",
        empty_label=_("Semua yang bertugas"),
    )

    class Meta:
        model = Employee
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, agencies: UnitQuerySet, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = local_day(now)
        self.filters["agency"].queryset = agencies

    def filter_queryset(self, queryset: EmployeeQuerySet) -> EmployeeQuerySet:
        """Narrow; without a wish about the status only those who have not left."""
        found: EmployeeQuerySet = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("status"):
            return found
        return found.exclude(legal_status=LegalStatus.LEFT)

    def search(self, queryset: EmployeeQuerySet, _name: str, value: str) -> EmployeeQuerySet:
        """Every word of the text."""
        return matching(queryset, value)

    def in_agency(self, queryset: EmployeeQuerySet, _name: str, value: Any) -> EmployeeQuerySet:
        """Own post in an agency today."""
        return self._holding(queryset, Q(post__unit__agency=value))

    def with_post(self, queryset: EmployeeQuerySet, _name: str, value: str) -> EmployeeQuerySet:
        """Own post of a kind today."""
        return self._holding(queryset, Q(post__kind=value))

    def _holding(self, queryset: EmployeeQuerySet, wanted: Q) -> EmployeeQuerySet:
        posts = Assignment.objects.on(self.day).own_posts().filter(wanted)
        return queryset.filter(pk__in=posts.values("employee"))
