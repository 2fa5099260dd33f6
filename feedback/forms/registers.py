"""Forms of registers: which one, and its counts by what people are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from feedback.enums import Dimension, Frame
from feedback.models import Register, Service, SurveyPeriod
from feedback.selectors.registers import RegisterFacts, margin_tables
from personnel.forms.fields import DayField, PersonnelForm
from personnel.forms.units import UnitField
from personnel.models import Unit

_COUNT = {"inputmode": "numeric", "autocomplete": "off", "class": "form-control n", "size": 8}


class RegisterChoiceForm(PersonnelForm):
    """Whose register: of a unit's services together, of one of them, or of residents."""

    frame = forms.ChoiceField(
        label=_("Kerangka"),
        choices=Frame.choices,
        help_text=_("Survei pelayanan memakai register layanan; penduduk tidak pernah dicampur."),
    )
    unit = UnitField(label=_("Unit"))
    service = forms.ModelChoiceField(
        label=_("Hanya satu layanan"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("Semua layanan unit ini"),
    )

    def __init__(self, *args: Any, units: list[Unit], city: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        self.fields["unit"].offer(units, _g("Pilih unit"))  # type: ignore[attr-defined]
        services = Service.objects.active().filter(unit__in=self.units).order_by("name")
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        if not city:
            only = [choice for choice in Frame.choices if choice[0] != Frame.RESIDENTS]
            self.fields["frame"].choices = only  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A service belongs to the unit; residents have none."""
        data = super().clean() or self.cleaned_data
        service, unit = data.get("service"), self.units.get(data.get("unit") or 0)
        if service and data.get("frame") == Frame.RESIDENTS:
            self.add_error("service", _("Register penduduk tidak memuat layanan."))
        elif service and unit and not service.unit.path.startswith(unit.path):
            self.add_error("service", _("Layanan ini milik unit lain."))
        return data

    def register(self) -> Register:
        """An empty register of what was chosen."""
        data = self.cleaned_data
        return Register(frame=data["frame"], unit=self.units[data["unit"]], service=data["service"])


@dataclass(frozen=True, slots=True)
class MarginFields:
    """A margin on the page: its name and its fields with their labels."""

    key: str
    label: str
    fields: list[forms.BoundField]


class RegisterForm(PersonnelForm):
    """What a register says, with one table for each dimension.

    Without a number of people the first filled table gives it.
    """

    constraint_fields = {
        "register_once_a_period": "ends",
        "register_dates_in_order": "ends",
    }

    period = forms.ModelChoiceField(
        label=_("Masa menurut periode survei"),
        queryset=SurveyPeriod.objects.all(),
        required=False,
        empty_label=_("Isi tanggal sendiri"),
    )
    starts = DayField(label=_("Dari tanggal"), required=False)
    ends = DayField(label=_("Sampai tanggal"), required=False)
    population = forms.IntegerField(
        label=_("Jumlah penerima"),
        min_value=1,
        max_value=10_000_000,
        required=False,
        help_text=_("Bila kosong, dipakai jumlah sebaran pertama yang terisi."),
    )
    source = forms.CharField(
        label=_("Sumber"), max_length=200, help_text=_("Misalnya: buku register pelayanan.")
    )
    dated = DayField(label=_("Tanggal data"), help_text=_("Hari ketika jumlah ini dihitung."))

    def __init__(
        self, *args: Any, register: Register, like: Register | None = None, **kwargs: Any
    ) -> None:
        shown = like or register
        names = ("population", "source") if like else ("population", "source", "starts", "ends")
        initial = {name: getattr(shown, name) for name in names}
        if register.pk:
            initial["dated"] = register.dated
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.instance = register
        self.tables = margin_tables(shown)
        for table in self.tables:
            for place, line in enumerate(table.lines):
                self.fields[_name(table.dimension, place)] = forms.IntegerField(
                    label=line.label,
                    required=False,
                    min_value=0,
                    max_value=10_000_000,
                    initial=line.count,
                    widget=forms.NumberInput(attrs=_COUNT),
                )

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """Fields beside the tables, in order."""
        return [self[name] for name in self.base_fields]

    @property
    def margin_fields(self) -> Iterator[MarginFields]:
        """The tables as the page shows them."""
        for table in self.tables:
            fields = [self[_name(table.dimension, n)] for n in range(len(table.lines))]
            yield MarginFields(table.dimension.value, table.label, fields)

    def margins(self) -> dict[Dimension, dict[str, int]]:
        """Counts by dimension and category; a table without any number is left out."""
        found: dict[Dimension, dict[str, int]] = {}
        for table in self.tables:
            counts = {
                line.code: self.cleaned_data.get(_name(table.dimension, place))
                for place, line in enumerate(table.lines)
            }
            if any(count is not None for count in counts.values()):
                found[table.dimension] = {code: count or 0 for code, count in counts.items()}
        return found

    def clean(self) -> dict[str, Any]:
        """Take days from the period and the number of people from the first table."""
        data = super().clean() or self.cleaned_data
        if period := data.get("period"):
            data["starts"], data["ends"] = period.starts, period.ends
        elif not self.errors.keys() & {"starts", "ends"}:
            for name in ("starts", "ends"):
                if not data.get(name):
                    self.add_error(name, _("Pilih periode, atau isi tanggal ini."))
        self.check_order("starts", "ends")
        starts, dated = data.get("starts"), data.get("dated")
        if starts and dated and dated < starts:
            self.add_error("dated", _("Tanggal data tidak boleh sebelum masa register."))
        if not data.get("population") and "population" not in self.errors:
            sums = [total for counts in self.margins().values() if (total := sum(counts.values()))]
            if sums:
                data["population"] = sums[0]
            else:
                self.add_error("population", _("Isi jumlah penerima, atau satu sebaran."))
        return data

    def facts(self) -> RegisterFacts:
        """What the action takes."""
        data = self.cleaned_data
        return RegisterFacts(
            frame=Frame(self.instance.frame),
            unit=self.instance.unit,
            service=self.instance.service,
            starts=data["starts"],
            ends=data["ends"],
            population=data["population"],
            source=data["source"],
            dated=data["dated"],
        )

    def differing(self) -> list[tuple[str, int]]:
        """Tables whose total is not the number of people, with their totals."""
        population = self.cleaned_data["population"]
        return [
            (str(dimension.label), total)
            for dimension, counts in self.margins().items()
            if (total := sum(counts.values())) != population
        ]


def _name(dimension: Dimension, place: int) -> str:
    return f"{dimension.value}-{place}"
