"""Forms of services, counters and who serves there."""

from ipaddress import ip_network
from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.text import slugify
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from feedback.models import Counter, Service
from personnel.forms.fields import DayField, PersonField, PersonnelForm
from personnel.forms.units import UnitField
from personnel.models import Unit


class ServiceForm(PersonnelForm):
    """A service of a unit."""

    constraint_fields = {
        "service_once_in_unit": "name",
        "feedback_service_code_key": "code",
    }

    unit_id = UnitField(label=_("Unit penyelenggara"))
    name = forms.CharField(label=_("Nama layanan"), max_length=160)
    service_class = forms.CharField(
        label=_("Rumpun layanan"),
        max_length=40,
        help_text=_("Nama pendek yang sama untuk layanan sejenis di unit lain, untuk pembanding."),
        widget=forms.TextInput(attrs={"list": "service-classes", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Kode"),
        max_length=40,
        required=False,
        validators=[validate_slug],
        help_text=_("Dibuat dari nama bila dikosongkan; tidak berubah lagi."),
    )
    has_fee = forms.BooleanField(
        label=_("Layanan ini berbayar"),
        required=False,
        help_text=_("Bila gratis, unsur biaya bernilai 4 tanpa ditanyakan."),
    )

    def __init__(
        self, *args: Any, units: list[Unit], service: Service | None = None, **kwargs: Any
    ) -> None:
        initial = kwargs.pop("initial", {})
        if service is not None:
            names = ("unit_id", "name", "service_class", "code", "has_fee")
            initial = {name: getattr(service, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        self.fields["unit_id"].offer(units, _g("Pilih unit"))  # type: ignore[attr-defined]
        for name in ("unit_id", "code"):
            self.fields[name].disabled = service is not None

    def clean_service_class(self) -> str:
        """A short word in small letters."""
        found: str = slugify(self.cleaned_data["service_class"])
        if not found:
            raise forms.ValidationError(_("Tulis dengan huruf."))
        return found

    def clean(self) -> dict[str, Any]:
        """Make the code from the name where none was typed; a taken one is refused."""
        data = super().clean() or self.cleaned_data
        if not data.get("code") and data.get("name"):
            data["code"] = slugify(data["name"])[:40]
        code = data.get("code", "")
        if not self.fields["code"].disabled and Service.objects.filter(code=code).exists():
            self.add_error(
                "code", _("Kode ini sudah dipakai layanan lain. Tulis kode yang berbeda.")
            )
        return data


class CounterForm(PersonnelForm):
    """A counter of a unit, with the addresses of the office's own networks."""

    constraint_fields = {"counter_once_in_unit": "name"}

    unit_id = UnitField(label=_("Unit"))
    name = forms.CharField(label=_("Nama loket"), max_length=80)
    networks = forms.CharField(
        label=_("Jaringan kantor"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_(
            "Satu alamat jaringan tiap baris, misalnya 10.20.30.0/24. Jawaban yang datang dari "
            "jaringan ini segera setelah kode dicetak ditandai untuk diperiksa."
        ),
    )

    def __init__(
        self, *args: Any, units: list[Unit], counter: Counter | None = None, **kwargs: Any
    ) -> None:
        initial = kwargs.pop("initial", {})
        if counter is not None:
            initial = {name: getattr(counter, name) for name in ("unit_id", "name", "networks")}
        super().__init__(*args, initial=initial, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        self.fields["unit_id"].offer(units, _g("Pilih unit"))  # type: ignore[attr-defined]
        self.fields["unit_id"].disabled = counter is not None

    def clean_networks(self) -> str:
        """One network a line, each in the form address/prefix; all wrong lines are named."""
        kept, wrong = [], []
        for number, line in enumerate(self.cleaned_data["networks"].splitlines(), start=1):
            if not line.strip():
                continue
            try:
                kept.append(str(ip_network(line.strip(), strict=False)))
            except ValueError:
                wrong.append(f"{number} ({line.strip()[:40]})")
        if wrong:
            raise forms.ValidationError(
                _("Baris %(rows)s bukan alamat jaringan. Tulis seperti 10.20.30.0/24."),
                params={"rows": ", ".join(wrong)},
            )
        return "\n".join(dict.fromkeys(kept))


class DutyForm(PersonnelForm):
    """Somebody who serves at a counter."""

    constraint_fields = {
        "counter_duty_once": "employee",
        "counter_duty_dates_in_order": "effective_until",
    }

    employee = PersonField(label=_("Petugas (NIP atau nama)"))
    effective_from = DayField(label=_("Mulai"))
    effective_until = DayField(label=_("Sampai"), required=False)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data = super().clean() or self.cleaned_data
        self.check_order("effective_from", "effective_until")
        return data


class DutyEndForm(PersonnelForm):
    """The last day of somebody at a counter."""

    last_day = DayField(label=_("Hari terakhir"))
