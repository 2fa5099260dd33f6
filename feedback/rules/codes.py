"""The code on a receipt that opens the survey once: drawn, grouped, read as people type it.

Source: statistics B1.
"""

import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that looks like a digit."""

BITS: Final = 80
LENGTH: Final = BITS // 5 + 1
"""Sixteen signs of randomness and one that checks them."""

_GROUP: Final = 4
_LOOKALIKES: Final = str.maketrans("OIL", "011")
_VALUES: Final = {sign: value for value, sign in enumerate(ALPHABET)}
_FIELD: Final = 0b100101
"""x⁵ + x² + 1, by which the 32 signs form a field with x as a generator."""


def new_code() -> str:
    """Draw a code of ``LENGTH`` signs from the operating system's randomness."""
    number = secrets.randbits(BITS)
    drawn = "".join(ALPHABET[number >> shift & 31] for shift in range(0, BITS, 5))
    return drawn + check_sign(drawn)


def check_sign(signs: str) -> str:
    """The sign that follows: a sum in the field of 32, each place with a weight of its own.

    One wrong sign always changes it, and so do two signs that changed places.
    """
    total = 0
    for sign in signs:
        total = _times_x(total ^ _VALUES[sign])
    return ALPHABET[total]


def group_code(code: str) -> str:
    """Write a code as paper shows it: ``ABCD-EFGH-JKMN-PQRS-T``."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def normalise_code(text: str) -> str:
    """Read a code as people type it: any case, spaces and hyphens, O for 0, I or L for 1.

    Empty when the text cannot be a code: too short, too long, a strange sign, a wrong sign.
    """
    code = "".join(sign for sign in text.upper() if sign.isalnum()).translate(_LOOKALIKES)
    if len(code) != LENGTH or not _VALUES.keys() >= set(code):
        return ""
    return code if check_sign(code[:-1]) == code[-1] else ""


def survey_url(address: str, code: str) -> str:
    """Address of a code's page in capitals: a QR code then needs fewer modules.

    The route ignores case. ``address`` is that of the site, without a final slash.
    """
    return f"{address}/s/{group_code(code)}".upper()


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD if doubled & 32 else doubled
