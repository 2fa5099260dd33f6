"""Languages in which citizens are asked, and which text is shown where one is missing."""

from collections.abc import Mapping
from typing import Final

INDONESIAN: Final = "id"
ENGLISH: Final = "en"
ACEHNESE: Final = "ace"

NAMES: Final[Mapping[str, str]] = {
    INDONESIAN: "Indonesia",
    ENGLISH: "English",
    ACEHNESE: "Acèh",
}
"""Each in its own words."""


def languages_on_offer(*, acehnese_checked: bool) -> tuple[str, ...]:
    """Acehnese is a draft until a native speaker has checked it."""
    return (INDONESIAN, ENGLISH, ACEHNESE) if acehnese_checked else (INDONESIAN, ENGLISH)


def said(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, else in Indonesian."""
    return texts.get(language) or texts.get(INDONESIAN, "")
