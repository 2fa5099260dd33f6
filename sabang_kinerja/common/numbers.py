"""Numbers as people here write them: decimal comma, full stop for thousands."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def parse_decimal(text: str) -> Decimal:
    """Read "1.240", "82,96", "1.240,5" or "82.96"; raise ``ValueError`` for anything else.

    A single full stop followed by other than three digits is a decimal point, because
    spreadsheets write it so.
    """
    bare = text.strip().replace(" ", "")
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    else:
        groups = bare.split(".")
        if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
            bare = "".join(groups)
    try:
        value = Decimal(bare)
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite():
        raise ValueError(text)
    return value


def format_decimal(value: Decimal) -> str:
    """Write "1.240" or "82,96": no trailing zeros after the comma, no rounding."""
    whole, _point, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.replace(",", ".")
    return f"{whole},{fraction}" if fraction else whole


def grouped_decimal(value: Decimal) -> str:
    """Write "1.240" or "82,90" with the decimals that the value has."""
    whole, _point, fraction = f"{value:,f}".partition(".")
    whole = whole.replace(",", ".")
    return f"{whole},{fraction}" if fraction else whole


def rounded(value: Decimal | float, decimals: int) -> Decimal:
    """So many decimals, half up; Django's own formatting cuts the rest off."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


class LocalDecimalField(forms.CharField):
    """A decimal number entered with a comma; up to 12 digits before it and two after."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "maxlength": "24"}

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number with a decimal comma; leave what was typed as it is."""
        return format_decimal(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """Parse; empty is ``None``."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            number = parse_decimal(text)
        except ValueError:
            raise forms.ValidationError(
                _("Tulis angka, misalnya 12 atau 95,5."), code="invalid"
            ) from None
        if abs(number) >= Decimal(10) ** 12 or number != round(number, 2):
            raise forms.ValidationError(
                _("Angka paling banyak 12 digit dengan dua angka di belakang koma."),
                code="invalid",
            )
        return number
