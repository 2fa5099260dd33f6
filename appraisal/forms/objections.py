"""Forms of the objection: grounds, statements, formal rejection, decision."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from appraisal.enums import ObjectionOutcome, Rating
from appraisal.forms.versions import VersionedForm
from appraisal.models import Objection

LONGEST_TEXT = 4000


class GroundsForm(forms.Form):
    """Why the employee objects."""

    grounds = forms.CharField(
        label=_("Alasan keberatan"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Sebutkan rating yang Anda nilai tidak sesuai dan bukti yang mendukungnya."),
        error_messages={"required": _("Tuliskan alasan keberatan Anda.")},
    )


class StatementForm(VersionedForm):
    """One's own statement: the employee's or the supervisor's."""

    text = forms.CharField(
        label=_("Keterangan Anda"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Isi kolom ini.")},
    )

    def __init__(self, data: QueryDict | None = None, *, objection: Objection, text: str) -> None:
        super().__init__(
            data, initial={"row_version": objection.row_version, "text": text}, prefix="keterangan"
        )


class RejectionForm(forms.Form):
    """Why an objection does not meet the formal conditions."""

    reason = forms.CharField(
        label=_("Syarat formal yang tidak dipenuhi"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tuliskan alasannya agar dapat dipahami.")},
    )


class DecisionForm(VersionedForm):
    """The decision: uphold, or change one or both ratings; the predicate follows."""

    outcome = forms.ChoiceField(
        label=_("Putusan"),
        choices=ObjectionOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu putusan.")},
    )
    results_rating = forms.ChoiceField(label=_("Rating hasil kerja"), choices=Rating)
    behaviour_rating = forms.ChoiceField(label=_("Rating perilaku kerja"), choices=Rating)
    decision = forms.CharField(
        label=_("Putusan dan alasannya"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Dibaca oleh pegawai dan pejabat penilai. Putusan ini final."),
        error_messages={"required": _("Tuliskan putusan dan alasannya.")},
    )

    def __init__(self, data: QueryDict | None = None, *, objection: Objection) -> None:
        self.evaluation = objection.evaluation
        super().__init__(
            data,
            initial={
                "row_version": objection.row_version,
                "results_rating": self.evaluation.results_rating,
                "behaviour_rating": self.evaluation.behaviour_rating,
            },
        )

    def clean(self) -> dict[str, Any]:
        """“Diubah” needs another rating, “tetap” none."""
        cleaned = super().clean() or self.cleaned_data
        now = (self.evaluation.results_rating, self.evaluation.behaviour_rating)
        chosen = (cleaned.get("results_rating"), cleaned.get("behaviour_rating"))
        if cleaned.get("outcome") == ObjectionOutcome.CHANGED and chosen == now:
            self.add_error(
                "results_rating", _("Pilih rating yang berubah, atau pilih putusan “tetap”.")
            )
        if cleaned.get("outcome") == ObjectionOutcome.UPHELD and chosen != now:
            self.add_error("outcome", _("Putusan “tetap” tidak mengubah rating."))
        return cleaned
