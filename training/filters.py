"""Filters of the lists of this room; their state stands in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Assignment, Employee
from personnel.models.units import UnitQuerySet
from personnel.selectors.people import matching
from training.enums import (
    AttendanceState,
    DevelopmentNeed,
    DevelopmentState,
    RecordOrigin,
    RecordState,
    SessionState,
    TrainingForm,
)
from training.models import (
    Attendance,
    Competence,
    DevelopmentPlan,
    Training,
    TrainingRecord,
    TrainingSession,
)

_ANY = _("Semua")
_SEARCH = {"autocomplete": "off"}


class SearchedFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Base: every word of a search in any of the ``searched`` fields."""

    searched: tuple[str, ...] = ("title",)

    q = django_filters.CharFilter(
        label=_("Cari"), method="search", widget=forms.TextInput(attrs=_SEARCH)
    )

    def search(self, queryset: Any, _name: str, value: str) -> Any:
        """Every word, in any of the fields."""
        for word in value.split():
            found = Q()
            for path in self.searched:
                found |= Q(**{f"{path}__icontains": word})
            queryset = queryset.filter(found)
        return queryset


class TrainingFilter(SearchedFilter):
    """The catalogue by form and competence."""

    searched = ("title", "code", "competence__name", "provider")

    form = django_filters.ChoiceFilter(
        label=_("Bentuk"), choices=TrainingForm.choices, empty_label=_ANY
    )
    competence = django_filters.ModelChoiceFilter(
        label=_("Kompetensi"), queryset=Competence.objects.all(), empty_label=_ANY
    )

    class Meta:
        model = Training
        fields: tuple[str, ...] = ()


class SessionFilter(SearchedFilter):
    """Sessions by state."""

    searched = ("training__title", "batch", "place", "organiser")

    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=SessionState.choices, empty_label=_ANY
    )

    class Meta:
        model = TrainingSession
        fields: tuple[str, ...] = ()


class RecordFilter(SearchedFilter):
    """Records by state, form and origin."""

    searched = ("title", "organiser", "certificate_number", "employee__name", "employee__nip")

    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=RecordState.choices, empty_label=_ANY
    )
    form = django_filters.ChoiceFilter(
        label=_("Bentuk"), choices=TrainingForm.choices, empty_label=_ANY
    )
    origin = django_filters.ChoiceFilter(
        label=_("Asal"), choices=RecordOrigin.choices, empty_label=_ANY
    )

    class Meta:
        model = TrainingRecord
        fields: tuple[str, ...] = ()


class AttendanceFilter(SearchedFilter):
    """People of an event by name and presence."""

    searched = ("employee__name", "employee__nip")

    state = django_filters.ChoiceFilter(
        label=_("Kehadiran"), choices=AttendanceState.choices, empty_label=_ANY
    )

    class Meta:
        model = Attendance
        fields: tuple[str, ...] = ()


class LearnerFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """People by name, agency and kind."""

    q = django_filters.CharFilter(
        label=_("Cari"), method="search", widget=forms.TextInput(attrs=_SEARCH)
    )
    agency = django_filters.ModelChoiceFilter(
        label=_("Perangkat daerah"), method="in_agency", queryset=None, empty_label=_ANY
    )
    kind = django_filters.ChoiceFilter(
        label=_("Jenis"),
        method="of_kind",
        choices=[("pns", _("PNS dan CPNS")), ("pppk", _("PPPK"))],
        empty_label=_ANY,
    )

    class Meta:
        model = Employee
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, agencies: UnitQuerySet, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["agency"].queryset = agencies
        self.day = day

    def search(self, queryset: Any, _name: str, value: str) -> Any:
        """By name or number."""
        return matching(queryset, value)

    def in_agency(self, queryset: Any, _name: str, value: Any) -> Any:
        """Who serves in an agency today."""
        serving = Assignment.objects.on(self.day).filter(post__unit__agency=value)
        return queryset.filter(pk__in=serving.values("employee"))

    def of_kind(self, queryset: Any, _name: str, value: str) -> Any:
        """Civil servants with or without a contract."""
        contract = Q(kind__startswith="PPPK")
        return queryset.filter(contract if value == "pppk" else ~contract)


class DevelopmentFilter(SearchedFilter):
    """Development plans by year, reason and state; ``late`` keeps those past their deadline."""

    searched = ("employee__name", "employee__nip")

    year = django_filters.NumberFilter(label=_("Tahun"))
    need = django_filters.ChoiceFilter(
        label=_("Alasan"), choices=DevelopmentNeed.choices, empty_label=_ANY
    )
    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=DevelopmentState.choices, empty_label=_ANY
    )
    late = django_filters.BooleanFilter(
        label=_("Lewat batas waktu"),
        method="past_deadline",
        widget=forms.Select(choices=[("", _ANY), ("true", _("Ya"))]),
    )

    class Meta:
        model = DevelopmentPlan
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    def past_deadline(self, queryset: Any, _name: str, value: bool) -> Any:
        """Drafts whose last day has passed."""
        if not value:
            return queryset
        return queryset.filter(state=DevelopmentState.DRAFT, deadline__lt=self.day)
