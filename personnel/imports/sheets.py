"""Sheets of plain values, whatever file they came from."""

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum


class Unknown(Enum):
    """A cell that is filled, but whose value cannot be known from the file."""

    FORMULA = "formula"
    """A formula without a stored result, or with an error as its result."""


Value = str | int | float | dt.datetime | Unknown
"""A filled cell. A whole number is an ``int`` with all its digits; a ``float`` was rounded."""


@dataclass(frozen=True, slots=True)
class Span:
    """A merged area; rows are 1-based, columns 0-based, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Sheet:
    """One sheet: row number (1-based, as the spreadsheet shows it) → column (0-based) → value.

    Cells that were never filled are absent. ``last_row`` is the last row in which anything was
    filled, be it with blanks only.
    """

    name: str
    rows: dict[int, dict[int, Value]] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    last_row: int = 0

    def put(self, row: int, column: int, value: Value) -> None:
        """Keep one filled cell."""
        self.rows.setdefault(row, {})[column] = value
        self.last_row = max(self.last_row, row)


def is_blank(value: Value | None) -> bool:
    """Whether nothing can be read in a cell; blanks of every kind count as nothing."""
    return value is None or (isinstance(value, str) and not value.strip(BLANKS))


BLANKS = " \t\r\n\v\f\u00a0\u2007\u202f\u200b\u200c\u200d\u2060\ufeff\u3000"
"""Spaces that spreadsheets bring along, those of no width included."""
