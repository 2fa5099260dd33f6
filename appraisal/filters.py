"""Filters of list pages; their state stands in the URL."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from appraisal.enums import EvaluationState, ObjectionState, PlanState, Predicate
from appraisal.models import Evaluation, Objection, Plan
from personnel.models import PerformanceYear, Period, Unit


def _years(request: object) -> QuerySet[PerformanceYear]:
    return PerformanceYear.objects.without_rehearsal()


def _agencies(request: object) -> QuerySet[Unit]:
    return Unit.objects.agencies().active()


def _periods(request: object) -> QuerySet[Period]:
    return Period.objects.select_related("year").order_by("-year__year", "-ends", "-starts")


class PlanFilter(django_filters.FilterSet):  # type: ignore[misc]  # the base has no types
    """Plans by name or number, state, agency, year."""

    q = django_filters.CharFilter(method="search", label=_("Nama atau NIP"))
    state = django_filters.ChoiceFilter(
        choices=PlanState, label=_("Status"), empty_label=_("Semua status")
    )
    agency = django_filters.ModelChoiceFilter(
        queryset=_agencies,
        field_name="assignment__post__unit__agency",
        label=_("Perangkat daerah"),
        empty_label=_("Semua perangkat daerah"),
    )
    year = django_filters.ModelChoiceFilter(
        queryset=_years,
        to_field_name="year",
        label=_("Tahun"),
        empty_label=_("Semua tahun"),
    )

    class Meta:
        model = Plan
        fields = ["q", "state", "agency", "year"]

    def search(self, rows: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        """By part of the name, or of the number without its blanks."""
        bare = value.replace(" ", "")
        return rows.filter(Q(employee__name__icontains=value) | Q(employee__nip__startswith=bare))


class EvaluationFilter(django_filters.FilterSet):  # type: ignore[misc]  # the base has no types
    """Evaluations by name or number, period, state, predicate, agency."""

    q = django_filters.CharFilter(method="search", label=_("Nama atau NIP"))
    period = django_filters.ModelChoiceFilter(
        queryset=_periods, label=_("Periode"), empty_label=_("Semua periode")
    )
    state = django_filters.ChoiceFilter(
        choices=EvaluationState, label=_("Status"), empty_label=_("Semua status")
    )
    predicate = django_filters.ChoiceFilter(
        choices=Predicate, label=_("Predikat"), empty_label=_("Semua predikat")
    )
    agency = django_filters.ModelChoiceFilter(
        queryset=_agencies,
        field_name="plan__assignment__post__unit__agency",
        label=_("Perangkat daerah"),
        empty_label=_("Semua perangkat daerah"),
    )

    class Meta:
        model = Evaluation
        fields = ["q", "period", "state", "predicate", "agency"]

    def search(self, rows: QuerySet[Evaluation], name: str, value: str) -> QuerySet[Evaluation]:
        """By part of the name, or of the number without its blanks."""
        bare = value.replace(" ", "")
        return rows.filter(
            Q(plan__employee__name__icontains=value) | Q(plan__employee__nip__startswith=bare)
        )


class ObjectionFilter(django_filters.FilterSet):  # type: ignore[misc]  # the base has no types
    """Objections by name or number, state, agency."""

    q = django_filters.CharFilter(method="search", label=_("Nama atau NIP"))
    state = django_filters.ChoiceFilter(
        choices=ObjectionState, label=_("Status"), empty_label=_("Semua status")
    )
    agency = django_filters.ModelChoiceFilter(
        queryset=_agencies,
        field_name="evaluation__plan__assignment__post__unit__agency",
        label=_("Perangkat daerah"),
        empty_label=_("Semua perangkat daerah"),
    )

    class Meta:
        model = Objection
        fields = ["q", "state", "agency"]

    def search(self, rows: QuerySet[Objection], name: str, value: str) -> QuerySet[Objection]:
        """By part of the name, or of the number without its blanks."""
        bare = value.replace(" ", "")
        return rows.filter(
            Q(evaluation__plan__employee__name__icontains=value)
            | Q(evaluation__plan__employee__nip__startswith=bare)
        )
