"""Periods of surveys: their days, and the words by which files name them.

Source: PermenPANRB 14/2017 (feedback A.1): a quarter, a half-year or a year.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final


class PeriodLength(StrEnum):
    """Triwulan, semester, tahun."""

    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS: Final[Mapping[str, int]] = {
    PeriodLength.QUARTER: 3,
    PeriodLength.HALF_YEAR: 6,
    PeriodLength.YEAR: 12,
}
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS: Final = (
    (PeriodLength.QUARTER, re.compile(r"(?:triwulan|tw|kuartal)\.? *(i{1,3}|iv|[1-4])\b")),
    (PeriodLength.HALF_YEAR, re.compile(r"(?:semester|smt)\.? *(i{1,2}|[12])\b")),
)
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def span_of(kind: str, year: int, sequence: int) -> tuple[date, date]:
    """First and last day of the ``sequence``-th period of a kind in a year.

    Raises: ``ValueError`` when the year has no such period.
    """
    months = MONTHS[kind]
    if not 1 <= sequence <= 12 // months:
        raise ValueError(sequence)
    last = sequence * months
    return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])


def current_period(kind: str, day: date) -> tuple[int, int]:
    """Year and place of the period in which a day lies."""
    return day.year, (day.month - 1) // MONTHS[kind] + 1


def read_period(text: str) -> tuple[date, date] | None:
    """Days of "Triwulan III 2026", "Semester 1 2026", "Tahun 2026" or "2026"; None for others."""
    words = " ".join(text.lower().split())
    year = _YEAR.search(words)
    if year is None:
        return None
    for kind, pattern in _WORDS:
        if found := pattern.search(words):
            place = _ROMAN.get(found[1]) or int(found[1])
            return span_of(kind, int(year[1]), place)
    rest = words.replace(year[1], "").replace("tahun", "").strip(" .")
    return span_of(PeriodLength.YEAR, int(year[1]), 1) if not rest else None
