"""Forms of the calibration room and of parts of a year."""

from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from appraisal.enums import Predicate, Rating
from appraisal.forms.versions import VersionedForm
from appraisal.models import DeviationReason, Segment
from appraisal.selectors.calibration import CalibrationPerson, Room

LONGEST_TEXT: Final = 2000
_YES: Final = [("", _("Semua")), ("1", _("Ya"))]


def _text(label: Any, rows: int, required: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
        help_text=help_text,
    )


class ReviewForm(forms.Form):
    """What the supervisor is asked to look at."""

    reason = _text(
        _("Yang perlu ditinjau"),
        3,
        _("Tuliskan apa yang perlu ditinjau agar pejabat penilai memahaminya."),
        _("Dibaca oleh pejabat penilai dan semua yang membaca kalibrasi ini."),
    )


class AnswerForm(VersionedForm):
    """What came of a request."""

    answer = _text(
        _("Tanggapan Anda"),
        2,
        _("Tuliskan tanggapan Anda, juga bila rating tetap."),
        _("Ubah rating lebih dahulu bila perlu, lalu tanggapi."),
    )


class DeviationForm(VersionedForm):
    """Why a unit leaves its pattern."""

    text = _text(
        _("Alasan penyimpangan"),
        3,
        _("Tuliskan alasannya agar dapat dipahami."),
        _("Dibaca pimpinan di atas unit dan dicetak pada ringkasan."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, row: DeviationReason | None = None
    ) -> None:
        super().__init__(
            data,
            initial={
                "row_version": row.row_version if row else 0,
                "text": row.text if row else "",
            },
            auto_id="alasan_%s",
        )


class FinishForm(VersionedForm):
    """A word beside the signature."""

    summary = forms.CharField(
        label=_("Catatan sidang"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SegmentForm(VersionedForm):
    """Closing ratings of a part of the year."""

    results_rating = forms.ChoiceField(
        label=_("Rating hasil kerja"),
        choices=Rating,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih rating hasil kerja.")},
    )
    behaviour_rating = forms.ChoiceField(
        label=_("Rating perilaku kerja"),
        choices=Rating,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih rating perilaku kerja.")},
    )
    leave_months = forms.IntegerField(
        label=_("Bulan cuti panjang"),
        min_value=0,
        max_value=12,
        initial=0,
        help_text=_("Cuti besar, sakit panjang, atau melahirkan; bulannya tidak ikut dihitung."),
    )
    note = _text(
        _("Catatan untuk pejabat penilai berikutnya"),
        4,
        _("Tuliskan catatan untuk pejabat penilai berikutnya."),
        _("Hasil yang sudah dicapai dan yang perlu dilanjutkan."),
    )

    def __init__(self, data: QueryDict | None = None, *, segment: Segment) -> None:
        super().__init__(data, initial={"row_version": segment.row_version, "leave_months": 0})


class CalibrationFilter(forms.Form):
    """Which people of a room are listed."""

    q = forms.CharField(label=_("Nama"), required=False, max_length=80)
    supervisor = forms.ChoiceField(label=_("Pejabat penilai"), required=False)
    predicate = forms.ChoiceField(
        label=_("Predikat"),
        required=False,
        choices=[("", _("Semua predikat")), *Predicate.choices],
    )
    near = forms.ChoiceField(label=_("Di dekat batas"), required=False, choices=_YES)
    review = forms.ChoiceField(label=_("Sedang ditinjau"), required=False, choices=_YES)

    def __init__(self, data: QueryDict, *, room: Room) -> None:
        super().__init__(data)
        self.room = room
        names = {
            str(row.supervisor.pk): row.supervisor.name
            for row in room.supervisors
            if row.supervisor
        }
        self.fields["supervisor"].choices = [  # type: ignore[attr-defined]
            ("", _("Semua pejabat penilai")),
            *sorted(names.items(), key=lambda pair: pair[1]),
        ]

    @property
    def form(self) -> "CalibrationFilter":
        """Itself, for the component that draws filters."""
        return self

    def people(self) -> list[CalibrationPerson]:
        """People that fit; a value that is not known leaves the list whole."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        return [one for one in self.room.people if _fits(one, wanted)]


def _fits(one: CalibrationPerson, wanted: dict[str, str]) -> bool:
    word = wanted.get("q", "").casefold()
    return (
        word in one.row.name.casefold()
        and wanted.get("supervisor", "") in ("", str(one.evaluation.supervisor_id))
        and wanted.get("predicate", "") in ("", one.row.predicate)
        and not (one.is_hidden and "predicate" in wanted)
        and ("near" not in wanted or (one.near is not None and not one.is_hidden))
        and ("review" not in wanted or one.open_review is not None)
    )
