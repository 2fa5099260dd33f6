"""The supervisor's form: a rating and words for each result and value, and the overall ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appraisal.actions.ratings import RatingInput
from appraisal.enums import CoreValue, Rating, ResultKind
from appraisal.forms.versions import VersionedForm
from appraisal.models import Evaluation
from appraisal.selectors.evaluations import result_rows, value_ratings
from appraisal.selectors.proposals import grounds_of, proposals

LONGEST_TEXT = 2000
WORST_FIRST = list(reversed(Rating.choices))


@dataclass(frozen=True, slots=True)
class Stop:
    """One of the three stops of a rating line."""

    value: str
    label: str
    is_checked: bool
    is_proposed: bool
    id: str


@dataclass(frozen=True, slots=True)
class Stops:
    """Three stops on one line: the proposal as a ring, the choice as a dot."""

    name: str
    legend: str
    stops: list[Stop]
    chosen: str
    proposed: str = ""

    @property
    def differs(self) -> bool:
        """Whether the choice is not the proposal."""
        return bool(self.chosen and self.proposed) and self.chosen != self.proposed


SHORT_LABELS = {
    Rating.BELOW: _("Di bawah"),
    Rating.MEETS: _("Sesuai"),
    Rating.ABOVE: _("Di atas"),
}


def stops_of(name: str, legend: str, chosen: str, proposed: str = "") -> Stops:
    """A rating line from worst to best."""
    return Stops(
        name=name,
        legend=legend,
        stops=[
            Stop(
                value=value,
                label=str(SHORT_LABELS[Rating(value)]),
                is_checked=value == chosen,
                is_proposed=value == proposed,
                id=f"id_{name}_{value}",
            )
            for value, _label in WORST_FIRST
        ],
        chosen=chosen,
        proposed=proposed,
    )


class RatingForm(VersionedForm):
    """Everything that a supervisor enters for one person and period.

    Nothing is required, because it is saved as one goes. Words without a rating have no place to
    be stored, so they draw a sentence at the rating.
    """

    results_rating = forms.ChoiceField(
        label=_("Rating hasil kerja"), choices=Rating, required=False, widget=forms.RadioSelect
    )
    results_reason = forms.CharField(
        label=_("Mengapa berbeda dari usulan?"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dibaca oleh pegawai dan atasan penilai."),
    )
    behaviour_rating = forms.ChoiceField(
        label=_("Rating perilaku kerja"), choices=Rating, required=False, widget=forms.RadioSelect
    )
    behaviour_reason = forms.CharField(
        label=_("Mengapa berbeda dari usulan?"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dibaca oleh pegawai dan atasan penilai."),
    )
    recommendation = forms.CharField(
        label=_("Catatan dan rekomendasi"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dicetak pada dokumen evaluasi."),
    )

    annual_note = forms.CharField(
        label=_("Penjelasan jarak dari evaluasi periodik"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wajib bila predikat tahunan jauh dari predikat periodik. Dibaca pegawai."),
    )

    def __init__(self, data: QueryDict | None = None, *, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.grounds = grounds_of(evaluation, timezone.localdate())
        stored = stored_ratings(evaluation)
        super().__init__(data, initial=stored | {"row_version": evaluation.row_version})
        self.proposed = self._proposals(stored)
        if self.grounds.unit is not None:
            self.initial["results_rating"] = self.proposed["results"]
        for key in self._singles():
            self.fields[f"rating-{key}"] = forms.ChoiceField(
                choices=Rating, required=False, widget=forms.RadioSelect
            )
            self.fields[f"feedback-{key}"] = forms.CharField(
                label=_("Umpan balik"),
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def _singles(self) -> Iterator[str]:
        for result in self.evaluation.plan.results.all():
            yield str(result.pk)
        yield from CoreValue.values

    def clean(self) -> dict[str, Any]:
        """Words belong to a rating; a choice that is the proposal needs no reason."""
        cleaned = super().clean() or self.cleaned_data
        for key in self._singles():
            if cleaned.get(f"feedback-{key}") and not cleaned.get(f"rating-{key}"):
                self.add_error(f"rating-{key}", _("Pilih rating agar umpan baliknya tersimpan."))
        before, self.proposed = self.proposed, self._proposals(cleaned)
        if self.grounds.unit is not None:
            cleaned["results_rating"] = self.proposed["results"]
        for side in ("results", "behaviour"):
            chosen = cleaned.get(f"{side}_rating")
            if not chosen or chosen in (before[side], self.proposed[side]):
                cleaned[f"{side}_reason"] = ""
            elif self.proposed[side] and not cleaned.get(f"{side}_reason"):
                self.add_error(
                    f"{side}_reason",
                    _(
                        "Pilihan Anda berbeda dari usulan sistem. "
                        "Tuliskan alasannya agar pegawai dapat memahaminya."
                    ),
                )
        return cleaned

    def _proposals(self, cleaned: dict[str, Any]) -> dict[str, str]:
        """What the rules make of the entered single ratings; empty while one is missing."""
        results = list(self.evaluation.plan.results.all())
        found = proposals(
            self.grounds,
            [cleaned.get(f"rating-{r.pk}") or "" for r in results if r.kind == ResultKind.MAIN],
            [cleaned.get(f"rating-{r.pk}") or "" for r in results if r.kind != ResultKind.MAIN],
            [cleaned.get(f"rating-{key}") or "" for key in CoreValue.values],
        )
        return {"results": found.results, "behaviour": found.behaviour}

    def to_input(self) -> RatingInput:
        """The entered ratings as the action takes them."""
        data = self.cleaned_data
        results = [str(result.pk) for result in self.evaluation.plan.results.all()]
        return RatingInput(
            results={int(key): data[f"rating-{key}"] for key in results if data[f"rating-{key}"]},
            result_feedback={int(key): data[f"feedback-{key}"] for key in results},
            values={
                key: data[f"rating-{key}"] for key in CoreValue.values if data[f"rating-{key}"]
            },
            value_feedback={key: data[f"feedback-{key}"] for key in CoreValue.values},
            results_rating=data["results_rating"] or None,
            results_reason=data["results_reason"],
            behaviour_rating=data["behaviour_rating"] or None,
            behaviour_reason=data["behaviour_reason"],
            recommendation=data["recommendation"],
            annual_note=data["annual_note"],
        )

    def stops(self, key: str, legend: str) -> Stops:
        """The line of one result or value, with what was typed."""
        return stops_of(f"rating-{key}", legend, str(self[f"rating-{key}"].value() or ""))

    def overall_stops(self, side: str) -> Stops:
        """The line of an overall rating, ``side`` being "results" or "behaviour"."""
        return stops_of(
            f"{side}_rating",
            str(self[f"{side}_rating"].label),
            str(self[f"{side}_rating"].value() or ""),
            self.proposed[side],
        )


def stored_ratings(evaluation: Evaluation) -> dict[str, Any]:
    """What is stored now, by field name."""
    stored: dict[str, Any] = {
        name: getattr(evaluation, name)
        for name in (
            "results_rating",
            "results_reason",
            "behaviour_rating",
            "behaviour_reason",
            "recommendation",
            "annual_note",
        )
    }
    for row in result_rows(evaluation):
        stored[f"rating-{row.result.pk}"] = row.rating
        stored[f"feedback-{row.result.pk}"] = row.feedback
    for value in value_ratings(evaluation):
        stored[f"rating-{value.guide.value}"] = value.rating
        stored[f"feedback-{value.guide.value}"] = value.feedback
    return stored
