"""Forms of the register of complaints; personal data is refused at its field."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from feedback.enums import ComplaintKind
from feedback.models import Complaint, Service
from feedback.rules.complaints import personal_data
from personnel.forms.fields import DayField, PersonnelForm
from personnel.forms.units import UnitField
from personnel.models import Unit

KINDS = {
    "nik": _("NIK"),
    "phone": _("nomor telepon"),
    "email": _("alamat surel"),
}


def personal_words(text: str) -> str:
    """Kinds of personal data in a text, for a sentence; empty for none."""
    return ", ".join(str(KINDS[kind]) for kind in personal_data(text))


class CleanText(forms.CharField):
    """Text without identity numbers, telephone numbers or addresses."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, **kwargs)

    def clean(self, value: Any) -> str:
        """Name what must be taken out."""
        text: str = super().clean(value)
        if found := personal_words(text):
            raise forms.ValidationError(
                _("Teks ini tampaknya memuat %(found)s. Hapus data pribadi sebelum menyimpan."),
                params={"found": found},
            )
        return text


class ComplaintForm(PersonnelForm):
    """A case as it came in."""

    tracking_id = forms.CharField(label=_("Nomor LAPOR!"), max_length=40)
    received_on = DayField(label=_("Tanggal diterima"))
    kind = forms.ChoiceField(label=_("Jenis"), choices=ComplaintKind.choices)
    unit_id = UnitField(label=_("Unit"))
    service = forms.ModelChoiceField(
        label=_("Layanan"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("Tidak tentang satu layanan"),
    )
    summary = CleanText(
        label=_("Ringkasan"),
        help_text=_("Tanpa nama, NIK, nomor telepon, atau alamat pelapor maupun petugas."),
    )

    def __init__(
        self, *args: Any, units: Iterable[Unit], complaint: Complaint | None = None, **kwargs: Any
    ) -> None:
        initial = kwargs.pop("initial", {})
        if complaint is not None:
            names = ("tracking_id", "received_on", "kind", "unit_id", "service", "summary")
            initial = {name: getattr(complaint, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        self.fields["unit_id"].offer(self.units.values(), _g("Pilih unit"))  # type: ignore[attr-defined]
        services = Service.objects.filter(unit__in=self.units).order_by("name")
        self.fields["service"].queryset = services  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The service belongs to the agency of the unit."""
        data = super().clean() or self.cleaned_data
        unit = self.units.get(data.get("unit_id") or 0)
        service = data.get("service")
        if unit and service and service.unit.agency_id != unit.agency_id:
            self.add_error("service", _("Layanan ini milik perangkat daerah lain."))
        return data


class ComplaintStepForm(PersonnelForm):
    """The next step of a case: its day, and the words of an answer."""

    constraint_fields = {"complaint_days_in_order": "day"}

    day = DayField(label=_("Tanggal"))
    answer = CleanText(label=_("Tanggapan"), required=False)

    def __init__(self, *args: Any, with_answer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_answer:
            del self.fields["answer"]
