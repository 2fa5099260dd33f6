"""Fields that several forms of the training room need."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from personnel.rules.dates import InvalidDate, parse_date


class HoursField(forms.DecimalField):
    """Training hours; a comma or a full stop before the hundredths."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=Decimal(0), max_value=Decimal(1500), max_digits=6, decimal_places=2, **kwargs
        )
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as DecimalField
        """Take an Indonesian comma for the point."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """Show without needless zeros, with a comma."""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", ",")
        return value


class DaysListField(forms.CharField):
    """Several days, one on a line."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = 3

    def prepare_value(self, value: Any) -> Any:
        """Days as they are typed."""
        if isinstance(value, list):
            return "\n".join(date.fromisoformat(one).strftime("%d-%m-%Y") for one in value)
        return value

    def clean(self, value: Any) -> list[date]:
        """Read every line; the first that is no day is named."""
        days = []
        for line in str(super().clean(value)).replace(";", "\n").splitlines():
            if not line.strip():
                continue
            try:
                days.append(parse_date(line.strip()))
            except InvalidDate:
                raise forms.ValidationError(
                    _("%(line)s bukan tanggal. Tulis satu tanggal per baris, seperti 05-01-2026.")
                    % {"line": line.strip()[:40]}
                ) from None
        return days


class RupiahField(forms.IntegerField):
    """Whole rupiah; dots between thousands are taken."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=2_000_000_000, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """Without dots and the sign of the currency."""
        if isinstance(value, str):
            value = value.replace("Rp", "").replace(".", "").strip()
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """With dots between thousands."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value
