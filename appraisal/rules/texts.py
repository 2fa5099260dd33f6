"""When two texts say the same: blanks, capitals and the last full stop do not count."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

Key = TypeVar("Key")

_BLANKS: Final = re.compile(r"\s+")


def plain(text: str) -> str:
    """A text as it is compared: one blank between words, small letters, no final full stop."""
    return _BLANKS.sub(" ", text).strip().rstrip(".").strip().casefold()


def same_text(one: str, other: str) -> bool:
    """Whether two texts say the same."""
    return plain(one) == plain(other)


def found_by_text(wanted: str, offered: Mapping[Key, str]) -> Key | None:
    """Key of the first offered text that says what ``wanted`` says; None for an empty one."""
    text = plain(wanted)
    if not text:
        return None
    return next((key for key, other in offered.items() if plain(other) == text), None)


def not_yet_there(texts: Iterable[str], present: Iterable[str]) -> list[int]:
    """Places (from 0) of the texts that say something new, each said only once."""
    known = {plain(text) for text in present}
    places = []
    for place, text in enumerate(texts):
        if plain(text) and plain(text) not in known:
            known.add(plain(text))
            places.append(place)
    return places
