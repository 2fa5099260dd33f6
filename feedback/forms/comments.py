"""The search of citizens' words, and the form with which one is moderated."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.enums import CommentState, Element
from feedback.models import Comment, SurveyPeriod
from personnel.forms.fields import PersonnelForm
from personnel.models import Unit
from personnel.models.units import UnitQuerySet


class CommentFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Comments by words, theme, state, unit and period."""

    q = django_filters.CharFilter(label=_("Kata"), field_name="shown", lookup_expr="icontains")
    element = django_filters.ChoiceFilter(
        label=_("Tema"), choices=Element.choices, empty_label=_("Semua")
    )
    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=CommentState.choices, empty_label=_("Semua")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"),
        field_name="survey__unit",
        queryset=Unit.objects.none(),
        empty_label=_("Semua"),
    )
    period = django_filters.ModelChoiceFilter(
        label=_("Periode"),
        field_name="survey__period",
        queryset=SurveyPeriod.objects.all(),
        empty_label=_("Semua"),
    )

    class Meta:
        model = Comment
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["unit"].queryset = units


class CommentForm(PersonnelForm):
    """What is read of one comment, its theme, and why."""

    state = forms.ChoiceField(label=_("Status"), choices=CommentState.choices)
    shown = forms.CharField(
        label=_("Teks yang tampil"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tanpa nama, nomor, alamat, atau keterangan kesehatan."),
    )
    element = forms.ChoiceField(
        label=_("Tema"), required=False, choices=[("", _("tanpa tema")), *Element.choices]
    )
    reason = forms.CharField(
        label=_("Alasan"),
        required=False,
        max_length=300,
        help_text=_("Wajib bila statusnya berubah."),
    )
