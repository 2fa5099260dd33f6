"""One thing that waits, as the home page shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from personnel.models import User


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


SOURCES: list[Callable[[User, datetime], list[Todo]]] = []
"""What waits in rooms above this one; each adds its own when the application starts."""
