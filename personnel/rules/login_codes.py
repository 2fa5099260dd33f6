"""One-time codes that are printed and typed: their letters, their life, their reading."""

from datetime import timedelta
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTWXYZ"
"""Without signs that are taken for another on paper: 0 O, 1 I L, U V."""

GROUPS: Final = 3
GROUP_LENGTH: Final = 4
CODE_LENGTH: Final = GROUPS * GROUP_LENGTH
"""Twelve of 29 signs are about 58 bits."""

LIFETIME: Final = timedelta(days=14)
MAXIMUM_ATTEMPTS: Final = 5
"""Wrong entries after which a code is void."""


def normalise_code(text: str) -> str:
    """Capital letters and digits only, as a person may type a code with spaces or hyphens."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def group_code(code: str) -> str:
    """As it is printed: ``ABCD-EFGH-JKMN``."""
    return "-".join(
        code[start : start + GROUP_LENGTH] for start in range(0, len(code), GROUP_LENGTH)
    )
