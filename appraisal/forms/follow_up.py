"""Forms of what follows a result: improvement plans, awards, measures, files of other offices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appraisal.actions.follow_up import AwardFacts, MeasureFacts
from appraisal.enums import AwardKind, CheckProgress, MeasureLevel
from appraisal.forms.versions import VersionedForm
from appraisal.models import DisciplinaryMeasure
from personnel.forms.fields import DayField, PersonField, PersonnelForm

LONGEST_TEXT = 4000


def _text(label: Any, rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class VersionedPersonnelForm(VersionedForm, PersonnelForm):
    """Carries the version of the row that the page showed."""


class GoalsForm(VersionedPersonnelForm):
    """What is to improve within the plan's months."""

    goals = _text(
        _("Tujuan perbaikan"),
        6,
        help_text=_(
            "Tulis bersama pegawai: apa yang akan membaik, bagaimana terlihat, dan bantuan apa "
            "yang tersedia."
        ),
    )


class CommentForm(VersionedPersonnelForm):
    """The employee's own words on the plan."""

    comment = _text(_("Tanggapan Anda"), required=False)


class CheckForm(VersionedPersonnelForm):
    """One monthly check-in as the supervisor records it."""

    held_on = DayField(label=_("Tanggal pertemuan"))
    progress = forms.ChoiceField(label=_("Perkembangan"), choices=CheckProgress)
    note = _text(_("Catatan pertemuan"))


class AnswerForm(VersionedPersonnelForm):
    """The employee's own words on a check-in."""

    text = _text(_("Catatan Anda"), required=False)


class ConclusionForm(VersionedPersonnelForm):
    """The conclusion and its reasons."""

    outcome = forms.ChoiceField(
        label=_("Kesimpulan"),
        choices=[("improved", _("Membaik")), ("not_improved", _("Belum membaik"))],
    )
    conclusion = _text(_("Uraian kesimpulan"))


class NextStepForm(VersionedPersonnelForm):
    """What BKPSDM arranges when nothing improved."""

    step = _text(
        _("Langkah berikutnya"),
        help_text=_(
            "Misalnya uji kompetensi: tanggal, penyelenggara, dan hasilnya. Untuk PPPK, sebutkan "
            "akibatnya bagi perjanjian kerja."
        ),
    )


class AwardForm(PersonnelForm):
    """One award by decree."""

    constraint_fields = {"award_once_a_year": "kind", "award_has_decree": "decree_number"}

    kind = forms.ChoiceField(label=_("Jenis penghargaan"), choices=AwardKind)
    decree_number = forms.CharField(label=_("Nomor SK"), max_length=80)
    decree_date = DayField(label=_("Tanggal SK"))
    note = _text(_("Catatan"), 3, required=False)

    def facts(self) -> AwardFacts:
        """What was typed, for the action."""
        data = self.cleaned_data
        return AwardFacts(data["kind"], data["decree_number"], data["decree_date"], data["note"])


class MeasureForm(PersonnelForm):
    """One disciplinary measure; ``measure`` is one that exists."""

    constraint_fields = {
        "measure_once_a_decree": "decree_number",
        "measure_has_decree": "decree_number",
        "measure_dates_in_order": "effective_until",
    }

    employee = PersonField(label=_("Pegawai"))
    level = forms.ChoiceField(label=_("Tingkat"), choices=MeasureLevel)
    decree_number = forms.CharField(label=_("Nomor SK"), max_length=80)
    effective_from = DayField(label=_("Mulai berlaku"))
    effective_until = DayField(label=_("Berlaku sampai"))
    note = _text(_("Catatan"), 3, required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, measure: DisciplinaryMeasure | None = None, **kwargs: Any):
        if measure is not None:
            kwargs["initial"] = {
                name: getattr(measure, name)
                for name in (
                    *("employee", "level", "decree_number", "effective_from"),
                    *("effective_until", "note", "row_version"),
                )
            }
        super().__init__(*args, **kwargs)
        if measure is not None:
            self.fields["employee"].disabled = True

    def clean(self) -> dict[str, Any]:
        """The end does not lie before the start."""
        data = super().clean() or self.cleaned_data
        self.check_order("effective_from", "effective_until")
        return data

    def facts(self) -> MeasureFacts:
        """What was typed, for the action."""
        data = self.cleaned_data
        return MeasureFacts(
            data["level"],
            data["decree_number"],
            data["effective_from"],
            data["effective_until"],
            data["note"],
        )


class ValueFileForm(PersonnelForm):
    """A table of another office."""

    file = forms.FileField(
        label=_("Berkas"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class AttendanceFileForm(ValueFileForm):
    """A table of attendance and the month that it counts."""

    month = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$",
        label=_("Bulan"),
        help_text=_("Tahun dan bulan, misalnya 2026-10."),
        error_messages={"invalid": _("Tulis tahun dan bulan, misalnya 2026-10.")},
        widget=forms.TextInput(attrs={"type": "month"}),
    )
    field_order = ("month", "file")
