"""The quick entry of a day's work, and the note with which an entry is returned."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from appraisal.actions.progress import ProgressInput
from appraisal.forms.versions import VersionedForm
from appraisal.models import ActionPlan, DailyProgress, WorkResult
from personnel.forms.fields import DayField
from sabang_kinerja.common.numbers import LocalDecimalField

LONGEST_TEXT = 2000


class PickedDayField(DayField):
    """A day picked on the device's own calendar, or typed where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)
        self.widget.attrs.pop("placeholder", None)

    def prepare_value(self, value: Any) -> Any:
        """The form that such a field takes: 2026-01-05."""
        return value.isoformat() if isinstance(value, date) else value


class ProgressForm(VersionedForm):
    """One entry. Only the day and the text are required."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    day = PickedDayField(label=_("Tanggal"), error_messages={"required": _("Isi kolom ini.")})
    result = forms.TypedChoiceField(
        label=_("Untuk hasil kerja"), required=False, coerce=int, empty_value=None
    )
    action_plan = forms.TypedChoiceField(
        label=_("Rencana aksi (boleh kosong)"), required=False, coerce=int, empty_value=None
    )
    text = forms.CharField(
        label=_("Apa yang dikerjakan"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Isi kolom ini.")},
    )
    quantity = LocalDecimalField(label=_("Jumlah (boleh kosong)"), required=False)
    unit = forms.CharField(label=_("Satuan (boleh kosong)"), required=False, max_length=40)
    starts_at = forms.TimeField(
        label=_("Mulai pukul (boleh kosong)"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    ends_at = forms.TimeField(
        label=_("Sampai pukul (boleh kosong)"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    file = forms.FileField(
        label=_("Foto atau berkas"),
        required=False,
        help_text=_(
            "Paling besar 10 MB. Foto diperkecil, dan tanpa sambungan disimpan bersama isiannya."
        ),
        error_messages={"empty": _("Berkas ini kosong. Pilih berkas lain.")},
    )
    url = forms.URLField(
        label=_("atau tautan"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={
            "invalid": _("Tulis tautan lengkap, misalnya https://contoh.go.id/laporan.")
        },
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        results: Sequence[WorkResult],
        steps: Sequence[ActionPlan],
        today: date,
        entry: DailyProgress | None = None,
    ) -> None:
        start = {"client_id": uuid4(), "day": today} if entry is None else _stored(entry)
        super().__init__(data, files, initial=start, use_required_attribute=False)
        self.fields["result"].choices = [  # type: ignore[attr-defined]  # a choice field
            *((row.pk, row.text) for row in results),
            ("", _("Tanpa hasil kerja")),
        ]
        self.fields["result"].widget = forms.RadioSelect(choices=self._choices("result"))
        self.fields["action_plan"].choices = [  # type: ignore[attr-defined]
            ("", _("tidak dipilih")),
            *((row.pk, row.text) for row in steps),
        ]
        self.fields["day"].widget.attrs["max"] = today.isoformat()
        self.fields["file"].widget.attrs["accept"] = (
            "image/*,.pdf,.png,.jpg,.jpeg,.webp,.docx,.xlsx,.pptx"
        )
        self.has_steps = bool(steps)

    def _choices(self, name: str) -> Any:
        return self.fields[name].choices  # type: ignore[attr-defined]

    @property
    def chips(self) -> list[tuple[str, str, bool]]:
        """Results to tap: value, words, whether it is chosen."""
        chosen = str(self["result"].value() or "")
        return [
            (str(value), str(words), str(value) == chosen)
            for value, words in self._choices("result")
        ]

    def clean(self) -> dict[str, Any]:
        """Times in order; a file or a link, not both."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if ends and not starts:
            self.add_error("starts_at", _("Isi kolom ini."))
        elif starts and ends and ends <= starts:
            self.add_error("ends_at", _("Jam selesai harus setelah jam mulai."))
        if cleaned.get("file") and cleaned.get("url"):
            self.add_error("url", _("Pilih berkas atau isi tautan, salah satu."))
        quantity = cleaned.get("quantity")
        if quantity is not None and quantity < 0:
            self.add_error("quantity", _("Jumlah tidak boleh kurang dari nol."))
        return cleaned

    @property
    def entered_id(self) -> UUID:
        """The id that the entry was given where it was typed."""
        found: UUID = self.cleaned_data["client_id"]
        return found

    def to_input(self) -> ProgressInput:
        """What was entered, as the action takes it."""
        data = self.cleaned_data
        return ProgressInput(
            day=data["day"],
            text=data["text"],
            result_id=data["result"],
            action_plan_id=data["action_plan"],
            quantity=data["quantity"],
            unit=data["unit"],
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            url=data["url"],
            file=data["file"] or None,
        )


def _stored(entry: DailyProgress) -> dict[str, Any]:
    return {
        "client_id": entry.client_id,
        "row_version": entry.row_version,
        "day": entry.day,
        "result": entry.result_id,
        "action_plan": entry.action_plan_id,
        "text": entry.text,
        "quantity": entry.quantity,
        "unit": entry.unit,
        "starts_at": entry.starts_at and entry.starts_at.strftime("%H:%M"),
        "ends_at": entry.ends_at and entry.ends_at.strftime("%H:%M"),
        "url": entry.url,
    }
