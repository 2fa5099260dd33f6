"""Forms of the catalogue and of sessions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from personnel.forms.fields import DayField, PersonField, PersonnelForm
from personnel.models import Unit
from personnel.models.units import UnitQuerySet
from training.actions.catalogue import TrainingInput
from training.actions.sessions import SessionInput
from training.enums import Scope, TrainingForm
from training.forms.fields import HoursField, RupiahField
from training.models import Competence, Training, TrainingSession


class CatalogueForm(PersonnelForm):
    """An entry of the catalogue."""

    constraint_fields = {
        "training_hours_believable": "programme_hours",
        "training_days_believable": "days",
    }

    code = forms.CharField(label=gettext_lazy("Kode"), max_length=12)
    title = forms.CharField(label=gettext_lazy("Judul"), max_length=200)
    form = forms.ChoiceField(label=gettext_lazy("Bentuk"), choices=TrainingForm.choices)
    scope = forms.ChoiceField(label=gettext_lazy("Tingkat"), choices=Scope.choices)
    days = forms.IntegerField(
        label=gettext_lazy("Jumlah hari"), required=False, min_value=1, max_value=400
    )
    programme_hours = HoursField(label=gettext_lazy("JP program"), required=False)
    provider = forms.CharField(label=gettext_lazy("Penyelenggara"), max_length=120, required=False)
    competence = forms.CharField(
        label=gettext_lazy("Kompetensi"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Nama yang belum ada ditambahkan ke daftar kompetensi."),
    )
    aim = forms.CharField(
        label=gettext_lazy("Yang dipelajari"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    result = forms.CharField(
        label=gettext_lazy("Hasil kerja yang dilatih"), max_length=300, required=False
    )
    measure = forms.CharField(
        label=gettext_lazy("Cara mengukur"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Indikator yang dipelajari peserta. Peserta dapat memakainya saat menyusun SKP."
        ),
    )
    measure_target = forms.CharField(
        label=gettext_lazy("Contoh target"), max_length=40, required=False
    )
    measure_unit = forms.CharField(label=gettext_lazy("Satuan"), max_length=60, required=False)
    needs_approval = forms.BooleanField(
        label=gettext_lazy("Perlu persetujuan atasan"), required=False, initial=True
    )
    cost = RupiahField(label=gettext_lazy("Biaya per peserta (Rp)"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_active = forms.BooleanField(label=gettext_lazy("Ditawarkan"), required=False, initial=True)

    def __init__(self, *args: Any, training: Training | None = None, **kwargs: Any) -> None:
        if training is not None:
            kwargs["initial"] = {name: getattr(training, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.training = training
        names = list(Competence.objects.values_list("name", flat=True))
        self.fields["competence"].widget = forms.TextInput(
            attrs={"list": "competence-names", "autocomplete": "off"}
        )
        self.competences = names

    def entered(self) -> TrainingInput:
        """What was typed, once valid."""
        data = dict(self.cleaned_data)
        return TrainingInput(
            **data
            | {
                "form": TrainingForm(data["form"]),
                "scope": Scope(data["scope"]),
                "competence": " ".join(data["competence"].split()),
                "audience": self.training.audience if self.training else [],
            }
        )


class SessionForm(PersonnelForm):
    """A session of a training."""

    constraint_fields = {
        "session_ends_after_start": "ends_on",
        "session_enrolment_before_start": "enrol_until",
        "session_has_places": "capacity",
    }

    training = forms.ModelChoiceField(
        label=gettext_lazy("Pelatihan"),
        queryset=Training.objects.filter(is_active=True),
        empty_label=gettext_lazy("Pilih pelatihan"),
    )
    batch = forms.CharField(label=gettext_lazy("Angkatan"), max_length=40, required=False)
    starts_on = DayField(label=gettext_lazy("Mulai"))
    ends_on = DayField(label=gettext_lazy("Selesai"))
    enrol_until = DayField(label=gettext_lazy("Pendaftaran sampai"))
    place = forms.CharField(label=gettext_lazy("Tempat atau tautan"), max_length=200)
    organiser = forms.CharField(label=gettext_lazy("Penyelenggara"), max_length=120)
    capacity = forms.IntegerField(label=gettext_lazy("Jumlah tempat"), min_value=1, max_value=3000)
    needs_approval = forms.BooleanField(
        label=gettext_lazy("Perlu persetujuan atasan"), required=False, initial=True
    )
    agency = forms.ModelChoiceField(
        label=gettext_lazy("Hanya untuk perangkat daerah"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=gettext_lazy("Seluruh kota"),
    )

    def __init__(
        self,
        *args: Any,
        agencies: UnitQuerySet,
        session: TrainingSession | None = None,
        **kwargs: Any,
    ) -> None:
        if session is not None:
            kwargs["initial"] = {name: getattr(session, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        agency: Any = self.fields["agency"]
        agency.queryset = agencies

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        data = super().clean() or self.cleaned_data
        self.check_order("starts_on", "ends_on")
        return data

    def entered(self) -> SessionInput:
        """What was typed, once valid."""
        return SessionInput(**self.cleaned_data)


class CancelForm(PersonnelForm):
    """Why a session is cancelled."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=300,
        help_text=gettext_lazy("Peserta dan yang menunggu membacanya."),
    )


class WishForm(PersonnelForm):
    """Why somebody wants to take part."""

    wish = forms.CharField(
        label=gettext_lazy("Alasan mengikuti"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Membantu atasan memutuskan."),
    )


class PutInForm(PersonnelForm):
    """A participant entered by the officer."""

    employee = PersonField(label=gettext_lazy("Pegawai"))


class DeclineForm(PersonnelForm):
    """Why a superior says no for now."""

    constraint_fields = {"enrolment_declined_with_reason": "reason"}

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=300,
        help_text=gettext_lazy("Pegawai membacanya dan dapat mendaftar lagi."),
    )
