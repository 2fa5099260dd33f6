"""Filters of the lists of this room; their state stands in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import ComplaintKind, ComplaintState, Frame, SurveyState
from feedback.models import (
    CitizenSurvey,
    Complaint,
    Counter,
    Register,
    Reviewee,
    Service,
    SurveyPeriod,
)
from feedback.models.services import ServiceQuerySet
from personnel.models.units import UnitQuerySet

_ANY = _("Semua")
_SEARCH = {"autocomplete": "off"}


class UnitedFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Base: a search in ``searched`` fields, and the agencies offered."""

    searched: tuple[str, ...] = ("unit__name",)

    q = django_filters.CharFilter(
        label=_("Cari"), method="search", widget=forms.TextInput(attrs=_SEARCH)
    )
    agency = django_filters.ModelChoiceFilter(
        label=_("Perangkat daerah"), field_name="unit__agency", queryset=None, empty_label=_ANY
    )

    def __init__(self, *args: Any, agencies: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["agency"].queryset = agencies

    def search(self, queryset: Any, _name: str, value: str) -> Any:
        """Every word of the text, in any of the fields."""
        for word in value.split():
            found = Q()
            for path in self.searched:
                found |= Q(**{f"{path}__icontains": word})
            queryset = queryset.filter(found)
        return queryset


class SurveyFilter(UnitedFilter):
    """Surveys by unit, period and state."""

    searched = ("unit__name", "unit__agency__name")

    period = django_filters.ModelChoiceFilter(
        label=_("Periode"), queryset=SurveyPeriod.objects.all(), empty_label=_ANY
    )
    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=SurveyState.choices, empty_label=_ANY
    )

    class Meta:
        model = CitizenSurvey
        fields: tuple[str, ...] = ()


class ServiceFilter(UnitedFilter):
    """Services by name, code or unit; those no longer given only when asked for."""

    searched = ("name", "code", "unit__name")

    state = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[("all", _("Semua")), ("ended", _("Tidak diberikan lagi"))],
        method="in_state",
        empty_label=_("Diberikan"),
    )

    class Meta:
        model = Service
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: ServiceQuerySet) -> ServiceQuerySet:
        """Narrow; without a wish only what is given today."""
        found: ServiceQuerySet = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.active()

    def in_state(self, queryset: ServiceQuerySet, _name: str, value: str) -> ServiceQuerySet:
        """Everything, or only what ended."""
        return queryset if value == "all" else queryset.filter(is_active=False)


class CounterFilter(UnitedFilter):
    """Counters by name or unit."""

    searched = ("name", "unit__name")

    class Meta:
        model = Counter
        fields: tuple[str, ...] = ()


class RegisterFilter(UnitedFilter):
    """Registers by unit or service, and by frame."""

    searched = ("unit__name", "service__name", "source")

    frame = django_filters.ChoiceFilter(
        label=_("Kerangka"), choices=Frame.choices, empty_label=_ANY
    )

    class Meta:
        model = Register
        fields: tuple[str, ...] = ()


class ComplaintFilter(UnitedFilter):
    """Cases by number, words, kind and state."""

    searched = ("tracking_id", "summary", "unit__name")

    kind = django_filters.ChoiceFilter(
        label=_("Jenis"), choices=ComplaintKind.choices, empty_label=_ANY
    )
    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=ComplaintState.choices, empty_label=_ANY
    )

    class Meta:
        model = Complaint
        fields: tuple[str, ...] = ()


class ReviewFilter(UnitedFilter):
    """People of a 360 round, by agency and by whether their list was approved."""

    searched = ("employee__name", "employee__nip", "unit__name")

    approved = django_filters.BooleanFilter(
        label=_("Disetujui"),
        field_name="approved_at",
        lookup_expr="isnull",
        exclude=True,
        widget=forms.Select(choices=[("", _ANY), ("true", _("Ya")), ("false", _("Belum"))]),
    )

    class Meta:
        model = Reviewee
        fields: tuple[str, ...] = ()
