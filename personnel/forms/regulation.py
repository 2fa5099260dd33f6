"""Form with which a new value of an open setting is decided."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.forms.fields import DayField, PersonnelForm
from personnel.rules.dates import long_date
from personnel.rules.regulation import (
    BadSettingValue,
    Setting,
    SettingKind,
    Value,
    checked_value,
)
from sabang_kinerja.common.numbers import format_decimal, parse_decimal

FARTHEST: Final = timedelta(days=5 * 366)
"""A value is decided at most about five years ahead; a later day is a slip of the pen."""
LONGEST_NUMBER: Final = 24
_NUMBERS: Final = (SettingKind.WHOLE, SettingKind.DECIMAL)
_YES_NO: Final = (("yes", gettext_lazy("Ya")), ("no", gettext_lazy("Tidak")))
_CHOOSE: Final = ("", gettext_lazy("Pilih"))


class DecisionForm(PersonnelForm):
    """A value from a day on, with its basis. A table has one field for each row."""

    constraint_fields = {"regulation_setting_has_basis": "legal_basis"}

    valid_from = DayField(label=gettext_lazy("Berlaku mulai"))
    legal_basis = forms.CharField(
        label=gettext_lazy("Dasar hukum"),
        max_length=300,
        help_text=gettext_lazy("Nomor peraturan, surat edaran, atau surat keputusan."),
    )
    note = forms.CharField(
        label=gettext_lazy("Catatan"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        setting: Setting,
        value: Value,
        seen: str,
        today: date,
    ) -> None:
        self.setting = setting
        self.today = today
        super().__init__(data, initial={"seen": seen, "valid_from": today + timedelta(days=1)})
        self.fields = {**self._value_fields(value), **self.fields}

    def _value_fields(self, value: Value) -> dict[str, forms.Field]:
        if self.setting.kind is SettingKind.TABLE:
            cells = value if isinstance(value, Mapping) else {}
            return {
                f"value-{row}": self._field(label, cells.get(row, ""))
                for row, label in self.setting.rows.items()
            }
        return {"value": self._field(_("Nilai baru"), value)}

    def _field(self, label: Any, value: Any) -> forms.Field:
        """One control, not required: the rule itself says what is missing or wrong."""
        options: dict[str, Any] = {"label": label, "required": False}
        if self.setting.kind is SettingKind.YES_NO:
            options |= {"choices": _YES_NO, "widget": forms.RadioSelect}
            return forms.ChoiceField(initial="yes" if value else "no", **options)
        if self.setting.choices:
            choices = [_CHOOSE, *self.setting.choices.items()]
            return forms.ChoiceField(initial=value, choices=choices, **options)
        whole = self.setting.kind is SettingKind.WHOLE
        return forms.CharField(
            initial=format_decimal(Decimal(str(value))) if value != "" else "",
            help_text=self._range(),
            widget=forms.TextInput(
                attrs={
                    "inputmode": "numeric" if whole else "decimal",
                    "maxlength": LONGEST_NUMBER,
                    "autocomplete": "off",
                }
            ),
            **options,
        )

    def _range(self) -> str:
        least, most = self.setting.least, self.setting.most
        if least is None or most is None:
            return str(self.setting.unit)
        words = _("Antara %(least)s dan %(most)s") % {
            "least": format_decimal(Decimal(least)),
            "most": format_decimal(Decimal(most)),
        }
        return f"{words} {self.setting.unit}".strip() + "."

    def clean_valid_from(self) -> date:
        """From today on, and not by a slip of the pen in another century."""
        day: date = self.cleaned_data["valid_from"]
        if day < self.today:
            raise forms.ValidationError(
                _("Nilai tidak dapat berlaku surut. Pilih hari ini atau sesudahnya.")
            )
        if day > self.today + FARTHEST:
            raise forms.ValidationError(
                _("Pilih tanggal paling lambat %(date)s."),
                params={"date": long_date(self.today + FARTHEST)},
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Hold the value against the setting; each refusal stands at its field."""
        cleaned = super().clean() or self.cleaned_data
        if any(name.partition("-")[0] == "value" for name in self.errors):
            return cleaned
        try:
            cleaned["value"] = checked_value(self.setting, self._entered(cleaned))
        except BadSettingValue as error:
            field = f"value-{error.key}" if error.key else "value"
            self.add_error(field if field in self.fields else None, self._sentence(error.problem))
        return cleaned

    def carry_state(self, seen: str) -> None:
        """Let the next attempt start from what the setting is now."""
        data = cast("QueryDict", self.data).copy()
        data["seen"] = seen
        self.data = data

    def _entered(self, cleaned: Mapping[str, Any]) -> object:
        if self.setting.kind is SettingKind.TABLE:
            return {row: self._one(cleaned.get(f"value-{row}", "")) for row in self.setting.rows}
        return self._one(cleaned.get("value", ""))

    def _one(self, text: str) -> object:
        """What was typed as the rule takes it; a text that is no number stays one."""
        if self.setting.kind is SettingKind.YES_NO:
            return {"yes": True, "no": False}.get(text)
        if self.setting.choices:
            return text
        try:
            number = parse_decimal(text[:LONGEST_NUMBER])
        except ValueError:
            return text
        if self.setting.kind is SettingKind.WHOLE:
            return int(number) if number == number.to_integral_value() else text
        return f"{number:f}"

    def _sentence(self, problem: str) -> str:
        least, most = self.setting.least, self.setting.most
        return {
            "not_whole": _("Tulis bilangan bulat, misalnya 14."),
            "not_a_number": _("Tulis angka, misalnya 12 atau 95,5."),
            "not_yes_no": _("Pilih ya atau tidak."),
            "too_small": _("Nilai paling kecil %(n)s.")
            % {"n": "" if least is None else format_decimal(Decimal(least))},
            "too_large": _("Nilai paling besar %(n)s.")
            % {"n": "" if most is None else format_decimal(Decimal(most))},
            "unknown_choice": _("Pilih salah satu dari daftar."),
            "table_incomplete": _("Isi setiap baris tabel."),
        }[problem]
