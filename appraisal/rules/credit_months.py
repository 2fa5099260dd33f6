"""Which months of a period an evaluation converts: whose they are, what is left, in which runs.

A month belongs to the assignment in force on its first day, so the parts of a full year always
sum to twelve (regulation 5.2 no. 2, worked example W8). Source: docs/legal.md#credit.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final

from appraisal.rules.credit import CONVERSION_SINCE, FunctionalLevel

FIRST_DAY: Final = "first-day-1"
"""Named version of the rule: the first day of a month decides whose it is."""


@dataclass(frozen=True, slots=True)
class PostSpan:
    """A span in one's own post; ``level`` is None where it gives no angka kredit.

    ``assignment`` identifies the span, ``ends`` None means that it lasts.
    """

    assignment: int
    level: FunctionalLevel | None
    starts: date
    ends: date | None

    def holds(self, day: date) -> bool:
        """Whether the post was held on a day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class MonthRun:
    """Months in a row (1–12, both included) at one level."""

    level: FunctionalLevel
    first: int
    last: int

    @property
    def months(self) -> int:
        """How many months."""
        return self.last - self.first + 1


def month_owners(starts: date, ends: date, posts: Sequence[PostSpan]) -> Mapping[int, PostSpan]:
    """Month (1–12) → the post held on its first day, for the months that begin in a period.

    Both days belong to the period, which lies within one year; months in nobody's post are absent.
    """
    owners = {}
    for month in range(1, 13):
        day = date(starts.year, month, 1)
        if starts <= day <= ends:
            found = next((post for post in posts if post.holds(day)), None)
            if found is not None:
                owners[month] = found
    return owners


def runs_to_convert(
    owners: Mapping[int, PostSpan],
    *,
    year: int,
    covers: AbstractSet[int],
    taken: AbstractSet[int] = frozenset(),
) -> tuple[MonthRun, ...]:
    """The months that an evaluation turns into points, as runs at one level each.

    ``covers`` are the assignments of which it speaks, ``taken`` the months converted already.
    Nothing before 2023 is converted.
    """
    if year < CONVERSION_SINCE:
        return ()
    runs: list[MonthRun] = []
    for month, level in _levels(owners, covers):
        if month in taken:
            continue
        if runs and runs[-1].last == month - 1 and runs[-1].level is level:
            runs[-1] = MonthRun(level, runs[-1].first, month)
        else:
            runs.append(MonthRun(level, month, month))
    return tuple(runs)


def _levels(
    owners: Mapping[int, PostSpan], covers: AbstractSet[int]
) -> Iterable[tuple[int, FunctionalLevel]]:
    for month in sorted(owners):
        post = owners[month]
        if post.level is not None and post.assignment in covers:
            yield month, post.level
