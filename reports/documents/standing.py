"""Whether a document holds, and the marks that say so on paper.

The standing is no part of the frozen content: a letter that was replaced keeps its number, its
data and its fingerprint; a marked copy is printed beside the file that was once made.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString


class DocumentState(StrEnum):
    """A document is a draft, holds, or no longer holds."""

    DRAFT = "draft"
    VALID = "valid"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


_WORDS: Final = {
    DocumentState.DRAFT: "RANCANGAN",
    DocumentState.SUPERSEDED: "DIGANTI",
    DocumentState.WITHDRAWN: "DICABUT",
}
_PALE: Final = "#b4bdc0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """State of a document on the day of printing.

    ``since`` is the day on which it ceased to hold, ``successor`` the number of the document that
    took its place (required when superseded), ``printed_at`` the moment that a draft shows.
    Raises: ``ValueError`` when a state lacks what it must show.
    """

    state: DocumentState = DocumentState.VALID
    since: date | None = None
    successor: str = ""
    printed_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.state is DocumentState.DRAFT and self.printed_at is None:
            raise ValueError("a draft shows when it was printed")
        if self.state is DocumentState.SUPERSEDED and not self.successor:
            raise ValueError("a superseded document names its successor")
        if self.ended and self.since is None:
            raise ValueError("a document that no longer holds says since when")

    @property
    def is_draft(self) -> bool:
        """Not yet fixed: no number, no code, no force."""
        return self.state is DocumentState.DRAFT

    @property
    def ended(self) -> bool:
        """Superseded or withdrawn."""
        return self.state in (DocumentState.SUPERSEDED, DocumentState.WITHDRAWN)

    @property
    def word(self) -> str:
        """What is printed across the page; empty for a document that holds."""
        return _WORDS.get(self.state, "")

    @property
    def stamp(self) -> SafeString:
        """The word in hollow letters behind the text, between two lines when it ended."""
        return _stamp(self.word, crossed=self.ended) if self.word else SafeString("")


VALID: Final = Standing()
"""A document that holds: no mark, the QR code only."""


def _stamp(word: str, *, crossed: bool) -> SafeString:
    """Outline first, white filling on top: overlapping strokes of a letter then do not show."""
    lines = (
        f'<path d="M-20 222h600M-20 322h600" stroke="{_PALE}" stroke-width="1.2" fill="none"/>'
        if crossed
        else ""
    )
    letters = (
        '<text x="280" y="300" font-family="Source Serif 4" font-weight="600" font-size="78" '
        f'letter-spacing="5" text-anchor="middle" {{ink}}>{escape(word)}</text>'
    )
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 560"><title>{escape(word)}'
        f'</title><g transform="rotate(-37 280 280)">{lines}'
        + letters.format(ink=f'fill="none" stroke="{_PALE}" stroke-width="2.6"')
        + letters.format(ink='fill="#fff"')
        + "</g></svg>"
    )
