"""Filters of list pages; their state stands in the URL."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from appraisal.enums import (
    CreditLevel,
    EvaluationState,
    ObjectionState,
    OrganisationPredicateValue,
    OrganisationState,
    PlanState,
    Predicate,
    ResultKind,
)
from appraisal.models import Evaluation, LibraryResult, Objection, OrganisationPredicate, Plan
from appraisal.models.library import LibraryQuerySet
from appraisal.selectors.library import agency_kinds, matching
from personnel.enums import PostKind
from personnel.models import Assignment, PerformanceYear, Period, Unit


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


class LibraryFilter(django_filters.FilterSet):  # type: ignore[misc]  # the base has no types
    """Library entries by words, kind of post, agency kind, kind of result, offered or not."""

    q = django_filters.CharFilter(method="search", label=_("Jabatan, hasil, atau indikator"))
    agency_kind = django_filters.ChoiceFilter(
        choices=agency_kinds,
        method="of_agency_kind",
        label=_("Rumpun perangkat daerah"),
        empty_label=_("Semua rumpun"),
    )
    post_kind = django_filters.ChoiceFilter(
        choices=PostKind, label=_("Jenis jabatan"), empty_label=_("Semua jenis")
    )
    kind = django_filters.ChoiceFilter(
        choices=ResultKind, label=_("Jenis hasil kerja"), empty_label=_("Utama dan tambahan")
    )
    offered = django_filters.ChoiceFilter(
        choices=[("true", _("Ditawarkan")), ("false", _("Tidak ditawarkan"))],
        method="by_offer",
        label=_("Status"),
        empty_label=_("Semua status"),
    )

    class Meta:
        model = LibraryResult
        fields = ["q", "agency_kind", "post_kind", "kind", "offered"]

    def search(self, rows: LibraryQuerySet, name: str, value: str) -> LibraryQuerySet:
        """Every word somewhere in post, result or indicator."""
        return matching(rows, value)

    def of_agency_kind(self, rows: LibraryQuerySet, name: str, value: str) -> LibraryQuerySet:
        """Entries for one kind of agency."""
        return rows.filter(agency_kinds__contains=[value])

    def by_offer(self, rows: LibraryQuerySet, name: str, value: str) -> LibraryQuerySet:
        """Entries that are offered, or that were retired."""
        return rows.filter(is_active=value == "true")


class MissingPlanFilter(django_filters.FilterSet):  # type: ignore[misc]  # the base has no types
    """Posts without a plan by name or number of the holder, and agency."""

    q = django_filters.CharFilter(method="search", label=_("Nama atau NIP"))
    agency = django_filters.ModelChoiceFilter(
        queryset=_agencies,
        field_name="post__unit__agency",
        label=_("Perangkat daerah"),
        empty_label=_("Semua perangkat daerah"),
    )

    class Meta:
        model = Assignment
        fields = ["q", "agency"]

    def search(self, rows: QuerySet[Assignment], name: str, value: str) -> QuerySet[Assignment]:
        """By part of the name, or of the number without its blanks."""
        bare = value.replace(" ", "")
        return rows.filter(Q(employee__name__icontains=value) | Q(employee__nip__startswith=bare))


class OrganisationFilter(django_filters.FilterSet):  # type: ignore[misc]  # the base has no types
    """Organisation predicates by unit, state and predicate."""

    q = django_filters.CharFilter(
        field_name="unit__name", lookup_expr="icontains", label=_("Nama unit")
    )
    state = django_filters.ChoiceFilter(
        choices=OrganisationState, label=_("Status"), empty_label=_("Semua status")
    )
    predicate = django_filters.ChoiceFilter(
        choices=OrganisationPredicateValue, label=_("Predikat"), empty_label=_("Semua predikat")
    )

    class Meta:
        model = OrganisationPredicate
        fields = ["q", "state", "predicate"]


REACHED = {
    "rank": _("Cukup untuk kenaikan pangkat"),
    "level": _("Cukup untuk kenaikan jenjang"),
    "none": _("Belum cukup untuk kenaikan pangkat"),
}


class CreditFilter(django_filters.FilterSet):  # type: ignore[misc]  # the base has no types
    """Functional officers by name or number, level, what their points reach, agency."""

    q = django_filters.CharFilter(method="search", label=_("Nama atau NIP"))
    reached = django_filters.ChoiceFilter(
        choices=list(REACHED.items()),
        method="by_points",
        label=_("Angka kredit"),
        empty_label=_("Semua"),
    )
    level = django_filters.ChoiceFilter(
        field_name="post__level",
        choices=CreditLevel,
        label=_("Jenjang"),
        empty_label=_("Semua jenjang"),
    )
    agency = django_filters.ModelChoiceFilter(
        queryset=_agencies,
        field_name="post__unit__agency",
        label=_("Perangkat daerah"),
        empty_label=_("Semua perangkat daerah"),
    )

    class Meta:
        model = Assignment
        fields = ["q", "reached", "level", "agency"]

    def search(self, rows: QuerySet[Assignment], name: str, value: str) -> QuerySet[Assignment]:
        """By part of the name, or of the number without its blanks."""
        bare = value.replace(" ", "")
        return rows.filter(Q(employee__name__icontains=value) | Q(employee__nip__startswith=bare))

    def by_points(self, rows: QuerySet[Assignment], name: str, value: str) -> QuerySet[Assignment]:
        """What the points alone suffice for; the annotations are those of ``credit_rows``."""
        return rows.filter(
            **{"rank": {"to_rank__gte": 0}, "level": {"to_level__gte": 0}}.get(
                value, {"to_rank__lt": 0}
            )
        )
