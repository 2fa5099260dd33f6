"""Dates as people and spreadsheets write them: the day always stands first.

Source: glossary 10 (05-01-2026, 5/1/2026 and 5 Januari 2026 on input).
"""

import re
from datetime import date, datetime
from typing import Final

from personnel.rules.calendar import WIB

MONTHS: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_MONTH_SPELLINGS: Final = (
    # in full, shortened, spelt the old way, or put in by a spreadsheet program that speaks English
    *("januari jan january", "februari feb pebruari peb february", "maret mar march"),
    *("april apr", "mei may", "juni jun june", "juli jul july"),
    *("agustus agu ags agt agust aug august", "september sep sept", "oktober okt oct october"),
    *("november nov nop nopember", "desember des dec december"),
)
_MONTH_NUMBERS: Final = {
    word: number for number, words in enumerate(_MONTH_SPELLINGS, start=1) for word in words.split()
}
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_WORDED: Final = re.compile(r"(\d{1,2})[ -]([a-z]+)\.?[ -](\d{4})", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})", re.ASCII)
_MOMENT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_MIDNIGHT: Final = re.compile(r"(.*\d{4}) 0{1,2}[:.]00([:.]00)?", re.ASCII)
EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 2100


class InvalidDate(ValueError):
    """The text is no date of the calendar, or not one between 1900 and 2100."""


def parse_date(value: object) -> date:
    """Read a date from a cell or a field.

    Takes dates and date-times of a spreadsheet, ``05-01-2026``, ``5/1/2026``, ``5.1.2026``,
    ``5 Januari 2026``, ``05-Jan-2026``, ``2026-01-05`` and ``2026-01-05T00:00:00Z``. A moment
    with a zone is the day it was in WIB.
    Raises: ``InvalidDate`` for everything else; numbers and two-digit years are never guessed at.
    """
    if isinstance(value, datetime):
        found = _day_of(value)
    elif isinstance(value, date):
        found = value
    elif isinstance(value, str):
        found = _parse_text(" ".join(value.lower().split()))
    else:
        raise InvalidDate(value)
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise InvalidDate(value)
    return found


def long_date(day: date) -> str:
    """As in running text and on paper: "5 Januari 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _day_of(moment: datetime) -> date:
    return (moment.astimezone(WIB) if moment.tzinfo else moment).date()


def _parse_text(text: str) -> date:
    if midnight := _MIDNIGHT.fullmatch(text):
        text = midnight[1]
    try:
        if found := _DAY_FIRST.fullmatch(text):
            return date(int(found[4]), int(found[3]), int(found[1]))
        if found := _WORDED.fullmatch(text):
            return date(int(found[3]), _MONTH_NUMBERS[found[2]], int(found[1]))
        if found := _YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[3]), int(found[4]))
        if _MOMENT.fullmatch(text):
            return _day_of(datetime.fromisoformat(text.upper()))
    except (ValueError, KeyError, OverflowError):
        pass
    raise InvalidDate(text)
