"""Chance with a seed: the same number, the same day and the same seed give the same city."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from personnel.rules.calendar import WIB, is_working_day

T = TypeVar("T")


def stream(*names: object) -> random.Random:
    """A source of chance of its own for everything that is named, independent of the others."""
    return random.Random(":".join(map(str, names)))  # noqa: S311  makes sample data, no secret


def pick(source: random.Random, weights: Mapping[T, float]) -> T:
    """One key, by weight."""
    return source.choices(list(weights), list(weights.values()))[0]


def sometimes(source: random.Random, share: float) -> bool:
    """True with probability ``share`` (0 to 1)."""
    return source.random() < share


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in the ratio of ``weights`` that add up to ``total`` (largest remainders)."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts


def scaled(count: int, factor: float) -> int:
    """A count of the full city in a smaller or larger one; at least one."""
    return max(1, round(count * factor))


def month_before(today: date, month: int) -> date:
    """The latest first day of ``month`` that is not after ``today``."""
    day = date(today.year, month, 1)
    return day if day <= today else date(today.year - 1, month, 1)


def office_time(source: random.Random, day: date) -> datetime:
    """A moment in office hours of ``day``, moved on to a weekday."""
    while not is_working_day(day, frozenset()):
        day += timedelta(days=1)
    minutes = source.randrange(8 * 60, 16 * 60 + 30)
    return datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=WIB)


def between(source: random.Random, first: datetime, last: datetime) -> datetime:
    """A moment between two others; ``first`` when nothing lies between."""
    seconds = max(0, int((last - first).total_seconds()))
    return first + timedelta(seconds=source.randint(0, seconds))
