"""Filters of list pages of the reports room."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee, Period, Unit
from personnel.selectors.people import matching
from reports.enums import FollowUpKind, LetterState
from reports.models import FollowUpLetter, Letter


class LetterFilter(django_filters.FilterSet):  # type: ignore[misc]  # the base has no types
    """Letters by name, employee number or number, state, period, agency.

    ``agencies`` are those that the reader may tell apart; with fewer than two there is no choice.
    """

    q = django_filters.CharFilter(method="search", label=_("Nama, NIP, atau nomor surat"))
    state = django_filters.ChoiceFilter(
        choices=LetterState, label=_("Status"), empty_label=_("Semua status")
    )
    period = django_filters.ModelChoiceFilter(
        field_name="evaluation__period",
        queryset=Period.objects.select_related("year").order_by("-ends", "starts"),
        label=_("Periode"),
        empty_label=_("Semua periode"),
    )
    agency = django_filters.ModelChoiceFilter(
        queryset=Unit.objects.none(),
        label=_("Perangkat daerah"),
        empty_label=_("Semua perangkat daerah"),
    )

    class Meta:
        model = Letter
        fields = ["q", "state", "period", "agency"]

    def __init__(self, *args: Any, agencies: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if agencies.count() > 1:
            self.filters["agency"].queryset = agencies
        else:
            del self.filters["agency"]

    def search(self, rows: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        """By words of the name, part of the number, or the beginning of the employee number."""
        people = matching(Employee.objects.all(), value)
        return rows.filter(Q(evaluation__plan__employee__in=people) | Q(number__icontains=value))


class FollowUpLetterFilter(django_filters.FilterSet):  # type: ignore[misc]  # the base has no types
    """Warnings and appreciations by name, employee number or number, and kind."""

    q = django_filters.CharFilter(method="search", label=_("Nama, NIP, atau nomor surat"))
    kind = django_filters.ChoiceFilter(
        choices=FollowUpKind, label=_("Jenis"), empty_label=_("Semua jenis")
    )

    class Meta:
        model = FollowUpLetter
        fields = ["q", "kind"]

    def search(
        self, rows: QuerySet[FollowUpLetter], name: str, value: str
    ) -> QuerySet[FollowUpLetter]:
        """By words of the name, part of the number, or the beginning of the employee number."""
        people = matching(Employee.objects.all(), value)
        return rows.filter(Q(employee__in=people) | Q(number__icontains=value))
