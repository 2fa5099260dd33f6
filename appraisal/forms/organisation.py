"""Form of an organisation predicate: by its two sides over a year, by the words over a period."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from appraisal.enums import OrganisationPredicateValue, Rating
from appraisal.forms.versions import VersionedForm
from appraisal.models import OrganisationPredicate
from personnel.enums import PeriodKind

LONGEST_TEXT = 2000

PERIODIC_WORDS = {
    OrganisationPredicateValue.EXCELLENT: _(
        "Rencana aksi melampaui target yang disepakati dengan pimpinan."
    ),
    OrganisationPredicateValue.GOOD: _("Seluruh atau sebagian besar rencana aksi sesuai target."),
    OrganisationPredicateValue.NEEDS_IMPROVEMENT: _(
        "Sebagian rencana aksi tertinggal, tetapi masih berjalan."
    ),
    OrganisationPredicateValue.POOR: _("Sebagian besar rencana aksi tertinggal."),
    OrganisationPredicateValue.VERY_POOR: _("Sebagian besar rencana aksi belum ada kemajuan."),
}
"""What each predicate means over a period (SE MenPANRB 3/2023, regulation 4.4)."""

_MISSING = {
    "agreement": _("Pilih capaian perjanjian kinerja."),
    "expectation": _("Pilih pemenuhan ekspektasi pimpinan."),
}
_BY_THE_TABLE = ("", _("Menurut tabel"))


class OrganisationForm(VersionedForm):
    """The predicate of a unit and what it rests on.

    Over a year both sides are asked and the table gives the predicate; one that is chosen by hand
    goes before, and the basis says why. Over a period the predicate is chosen by its words.
    """

    agreement = forms.ChoiceField(
        label=_("Capaian perjanjian kinerja"),
        choices=Rating,
        required=False,
        widget=forms.RadioSelect,
    )
    expectation = forms.ChoiceField(
        label=_("Ekspektasi pimpinan terhadap unit"),
        choices=Rating,
        required=False,
        widget=forms.RadioSelect,
    )
    predicate = forms.ChoiceField(
        label=_("Predikat organisasi"),
        choices=OrganisationPredicateValue,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu predikat.")},
    )
    basis = forms.CharField(
        label=_("Dasar penetapan"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Capaian perjanjian kinerja dan ekspektasi pimpinan terhadap unit, dengan angkanya."
        ),
        error_messages={"required": _("Tuliskan dasar penetapan.")},
    )

    def __init__(self, data: QueryDict | None = None, *, row: OrganisationPredicate) -> None:
        super().__init__(
            data,
            initial={
                "row_version": row.row_version,
                "agreement": row.agreement,
                "expectation": row.expectation,
                "predicate": row.predicate,
                "basis": row.basis,
            },
        )
        self.is_annual = row.period.kind == PeriodKind.ANNUAL
        choice = self.fields["predicate"]
        if self.is_annual:
            choice.required = False
            choice.choices = [_BY_THE_TABLE, *OrganisationPredicateValue.choices]  # type: ignore[attr-defined]
        else:
            del self.fields["agreement"], self.fields["expectation"]

    def clean(self) -> dict[str, Any]:
        """The table needs both sides."""
        cleaned = super().clean() or self.cleaned_data
        if self.is_annual and not cleaned.get("predicate") and "predicate" not in self.errors:
            for side, sentence in _MISSING.items():
                if not cleaned.get(side) and side not in self.errors:
                    self.add_error(side, sentence)
        return cleaned

    def to_input(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        return {
            "predicate": data["predicate"],
            "agreement": data.get("agreement", ""),
            "expectation": data.get("expectation", ""),
            "basis": data["basis"],
        }
