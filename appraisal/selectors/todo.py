"""One thing that waits, as the home page shows it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits: a sentence, why, the last day, and the button's verb and address."""

    title: str
    text: str
    verb: str
    url: str
    due: date | None = None
