"""Forms of a person's records: entering, verifying, turning down."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.forms.fields import DayField, PersonField, PersonnelForm
from training.actions.records import RecordInput
from training.enums import Scope, TrainingForm
from training.forms.fields import DaysListField, HoursField
from training.models import Competence, Training, TrainingRecord


class RecordForm(PersonnelForm):
    """Something that was completed; ``year`` is the year on whose page it is entered."""

    constraint_fields = {
        "record_ends_after_start": "ends_on",
        "certificate_counts_once": "certificate_number",
        "certificate_file_once": "file",
        "record_hours_believable": "hours_claimed",
    }

    employee = PersonField(label=gettext_lazy("Pegawai"), required=False)
    training = forms.ModelChoiceField(
        label=gettext_lazy("Pelatihan dari katalog"),
        queryset=Training.objects.none(),
        required=False,
        empty_label=gettext_lazy("Tidak ada di katalog"),
    )
    title = forms.CharField(label=gettext_lazy("Nama kegiatan"), max_length=200)
    form = forms.ChoiceField(label=gettext_lazy("Bentuk"), choices=TrainingForm.choices)
    scope = forms.ChoiceField(label=gettext_lazy("Tingkat"), choices=Scope.choices)
    organiser = forms.CharField(label=gettext_lazy("Penyelenggara"), max_length=120)
    starts_on = DayField(label=gettext_lazy("Mulai"))
    ends_on = DayField(label=gettext_lazy("Selesai"))
    other_year = forms.BooleanField(
        label=gettext_lazy("Hitung untuk tahun selesainya"),
        required=False,
        widget=forms.HiddenInput,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Jumlah hari"), required=False, min_value=1, max_value=400
    )
    programme_hours = HoursField(label=gettext_lazy("JP pada sertifikat"), required=False)
    meetings = DaysListField(
        label=gettext_lazy("Hari pertemuan"),
        required=False,
        help_text=gettext_lazy(
            "Untuk coaching, mentoring, dan bimbingan: satu tanggal per baris. Coaching dan "
            "mentoring dihitung paling banyak dua kali sebulan."
        ),
    )
    hours_claimed = HoursField(
        label=gettext_lazy("JP diajukan"),
        required=False,
        help_text=gettext_lazy("Kosongkan bila sama dengan JP menurut tabel."),
    )
    competence = forms.ModelChoiceField(
        label=gettext_lazy("Kompetensi"),
        queryset=Competence.objects.none(),
        required=False,
        empty_label=gettext_lazy("Belum dipilih"),
    )
    certificate_number = forms.CharField(
        label=gettext_lazy("Nomor sertifikat"), max_length=80, required=False
    )
    certificate_date = DayField(label=gettext_lazy("Tanggal sertifikat"), required=False)
    file = forms.FileField(
        label=gettext_lazy("Sertifikat"),
        required=False,
        help_text=gettext_lazy("PDF atau gambar, paling besar 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.webp"}),
        allow_empty_file=True,
    )

    def __init__(
        self,
        *args: Any,
        year: int,
        for_others: bool = False,
        record: TrainingRecord | None = None,
        **kwargs: Any,
    ) -> None:
        if record is not None:
            kwargs["initial"] = {
                name: getattr(record, name)
                for name in self.base_fields
                if name not in ("file", "other_year", "employee")
            } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.year = year
        self.record = record
        if not for_others or record is not None:
            del self.fields["employee"]
        trainings = Training.objects.filter(is_active=True)
        if record is not None and record.training_id:
            trainings |= Training.objects.filter(pk=record.training_id)
        self._choices("training").queryset = trainings
        self._choices("competence").queryset = Competence.objects.all()

    def _choices(self, name: str) -> "forms.ModelChoiceField[Any]":
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  declared above
        return field

    def clean(self) -> dict[str, Any]:
        """Days in order; another year only when it is meant."""
        data = super().clean() or self.cleaned_data
        self.check_order("starts_on", "ends_on")
        ends_on = data.get("ends_on")
        if ends_on and ends_on.year != self.year and not data.get("other_year"):
            self.fields["other_year"].widget = forms.CheckboxInput()
            self.add_error(
                "other_year",
                _(
                    "Kegiatan ini selesai pada %(other)s, jadi JP-nya dihitung untuk tahun itu, "
                    "bukan %(year)s. Beri tanda bila memang begitu, atau perbaiki tanggalnya."
                )
                % {"other": ends_on.year, "year": self.year},
            )
        return data

    def entered(self) -> RecordInput:
        """What was typed, once valid."""
        data = self.cleaned_data
        return RecordInput(
            title=data["title"],
            form=TrainingForm(data["form"]),
            scope=Scope(data["scope"]),
            organiser=data["organiser"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            days=data["days"],
            programme_hours=data["programme_hours"],
            meetings=data["meetings"],
            hours_claimed=data["hours_claimed"],
            certificate_number=data["certificate_number"],
            certificate_date=data["certificate_date"],
            training=data["training"],
            competence=data["competence"],
        )


class VerifyForm(PersonnelForm):
    """Approve hours."""

    constraint_fields = {
        "record_hours_within_table": "hours",
        "record_hours_believable": "hours",
    }

    hours = HoursField(label=gettext_lazy("JP disetujui"))


class RejectForm(PersonnelForm):
    """Turn a record down."""

    constraint_fields = {"record_rejected_with_reason": "reason"}

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Pegawai membacanya dan dapat memperbaiki riwayat ini."),
    )
