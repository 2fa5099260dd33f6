"""Forms of the employee's side of an evaluation: achievements, self-assessment, evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from appraisal.actions.evaluations import AchievementInput
from appraisal.forms.versions import VersionedForm
from appraisal.models import Evaluation, Indicator, WorkResult
from sabang_kinerja.common.numbers import LocalDecimalField

LONGEST_TEXT = 4000
SHOWN_ROWS = 2


@dataclass(frozen=True, slots=True)
class IndicatorFields:
    """The three fields of one indicator, ready for the template."""

    indicator: Indicator
    text: forms.BoundField
    value: forms.BoundField
    data_source: forms.BoundField


class AchievementForm(VersionedForm):
    """What was reached of every indicator of a plan in one period, and the self-assessment.

    Nothing is required: what is missing is asked when the period is handed in.
    """

    self_assessment = forms.CharField(
        label=_("Penilaian diri"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Apa yang berjalan baik, apa yang menghambat, apa yang Anda perlukan."),
    )

    def __init__(self, data: QueryDict | None = None, *, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        super().__init__(
            data, initial=stored_texts(evaluation) | {"row_version": evaluation.row_version}
        )
        for indicator in self._indicators():
            name = indicator.pk
            self.fields[f"text-{name}"] = forms.CharField(
                label=_("Realisasi"),
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": SHOWN_ROWS}),
            )
            self.fields[f"value-{name}"] = LocalDecimalField(
                label=_("Angka realisasi"), required=False
            )
            self.fields[f"source-{name}"] = forms.CharField(
                label=_("Sumber data"), required=False, max_length=200
            )

    def _indicators(self) -> Iterator[Indicator]:
        for result in self.evaluation.plan.results.all():
            yield from result.indicators.all()

    def fields_of(self, result: WorkResult) -> list[IndicatorFields]:
        """The fields of one result's indicators, in plan order."""
        return [
            IndicatorFields(
                indicator,
                self[f"text-{indicator.pk}"],
                self[f"value-{indicator.pk}"],
                self[f"source-{indicator.pk}"],
            )
            for indicator in result.indicators.all()
        ]

    def to_input(self) -> dict[int, AchievementInput]:
        """Indicator → what was entered, as the action takes it."""
        data = self.cleaned_data
        return {
            indicator.pk: AchievementInput(
                text=data[f"text-{indicator.pk}"],
                value=data[f"value-{indicator.pk}"],
                data_source=data[f"source-{indicator.pk}"],
            )
            for indicator in self._indicators()
        }


def stored_texts(evaluation: Evaluation) -> dict[str, Any]:
    """What is stored now, by field name."""
    stored: dict[str, Any] = {"self_assessment": evaluation.self_assessment}
    for row in evaluation.achievements.all():
        stored[f"text-{row.indicator_id}"] = row.text
        stored[f"value-{row.indicator_id}"] = row.value
        stored[f"source-{row.indicator_id}"] = row.data_source
    return stored


class EvidenceForm(forms.Form):
    """One piece of evidence: a file or a link."""

    file = forms.FileField(
        label=_("Berkas"),
        required=False,
        help_text=_("PDF, gambar, Word, Excel, atau PowerPoint, paling besar 10 MB."),
        error_messages={"empty": _("Berkas ini kosong. Pilih berkas lain.")},
    )
    url = forms.URLField(
        label=_("Tautan"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={
            "invalid": _("Tulis tautan lengkap, misalnya https://contoh.go.id/laporan.")
        },
    )
    title = forms.CharField(
        label=_("Nama bukti"),
        required=False,
        max_length=200,
        help_text=_("Boleh kosong; nama berkas dipakai."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        result: WorkResult,
    ) -> None:
        super().__init__(data, files, prefix=f"bukti-{result.pk}", use_required_attribute=False)
        self.fields["file"].widget.attrs["accept"] = ".pdf,.png,.jpg,.jpeg,.webp,.docx,.xlsx,.pptx"
        for field in self.fields.values():
            field.widget.attrs["form"] = self.form_id

    @property
    def form_id(self) -> str:
        """Id of the form element to which the fields belong wherever they stand."""
        return f"form-{self.prefix}"

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned.get("file")) == bool(cleaned.get("url")):
            raise forms.ValidationError(_("Pilih berkas atau isi tautan, salah satu."))
        return cleaned
