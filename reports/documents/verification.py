"""The code that a document carries and that opens its verification page."""

import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that looks like a digit."""

LENGTH: Final = 26
"""Characters of a code: 130 bits, so that codes cannot be guessed or counted through."""

_GROUP: Final = 5
_LOOKALIKES: Final = str.maketrans("OIL", "011")


def new_verification_code() -> str:
    """Draw a code from the operating system's randomness."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def group_code(code: str) -> str:
    """Write a code as paper shows it: groups of five with hyphens."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def normalise_code(text: str) -> str:
    """Read a code as people type it: any case, with hyphens or spaces, O for 0, I or L for 1.

    Empty when the text cannot be a code.
    """
    code = "".join(letter for letter in text.upper() if letter.isalnum()).translate(_LOOKALIKES)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def verification_url(address: str, code: str) -> str:
    """Address of a code's page in capitals: a QR code then needs fewer modules.

    The route ignores case. ``address`` is that of the verification page, without a final slash.
    """
    return f"{address}/{code}".upper()
