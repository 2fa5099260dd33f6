"""A remark to somebody, on one result or one value."""

from collections.abc import Sequence

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from appraisal.actions.continuous_feedback import FeedbackInput
from appraisal.enums import CoreValue, FeedbackTone
from appraisal.models import WorkResult

LONGEST_TEXT = 1500


class FeedbackForm(forms.Form):
    """What it is about, the tone, the words, and a link that shows it."""

    about = forms.ChoiceField(label=_("Tentang"), error_messages={"required": _("Isi kolom ini.")})
    tone = forms.ChoiceField(
        label=_("Nada"),
        choices=FeedbackTone,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )
    text = forms.CharField(
        label=_("Umpan balik"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Tulis apa yang Anda lihat, bukan pendapat tentang orangnya."),
        error_messages={"required": _("Isi kolom ini.")},
    )
    url = forms.URLField(
        label=_("Tautan bukti (boleh kosong)"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={
            "invalid": _("Tulis tautan lengkap, misalnya https://contoh.go.id/laporan.")
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, results: Sequence[WorkResult], about: str = ""
    ) -> None:
        super().__init__(data, use_required_attribute=False, initial={"about": about})
        self.fields["about"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("Pilih hasil kerja atau nilai")),
            (_("Nilai BerAKHLAK"), [(f"value-{v}", label) for v, label in CoreValue.choices]),
            (_("Hasil kerja"), [(f"result-{row.pk}", row.text) for row in results]),
        ]

    def to_input(self) -> FeedbackInput:
        """What was entered, as the action takes it."""
        kind, _dash, key = self.cleaned_data["about"].partition("-")
        return FeedbackInput(
            tone=self.cleaned_data["tone"],
            text=self.cleaned_data["text"],
            result_id=int(key) if kind == "result" else None,
            core_value=key if kind == "value" else "",
            url=self.cleaned_data["url"],
        )
