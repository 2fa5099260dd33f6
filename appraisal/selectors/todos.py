"""One thing that waits, as the home page shows it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Todo:
    """A sentence, why it waits, the last day, and the button's verb and address.

    ``is_answer``: a period of the law ends that day. ``plain`` is the title without the name of
    another person, for what leaves the application; empty where the title names nobody.
    """

    title: str
    text: str
    verb: str
    url: str
    due: date | None = None
    is_answer: bool = False
    plain: str = ""
