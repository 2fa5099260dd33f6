"""What the tables of a citizens' survey say, before they become paper or a sheet.

Source: feedback-and-training A.7, after PermenPANRB 14/2017.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

Value = str | int | Decimal
"""Numbers stay numbers until they are printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A small table beside the main one."""

    title: str
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTable:
    """One report as a table.

    ``headings`` and every row have the same length. ``names`` are second lines of headings, or
    empty. ``lowest`` are places of rows that stand out. ``mode`` says how weights were written.
    ``widths`` are shares of the page's width in per cent.
    """

    kind: str
    title: str
    place: str
    period: str
    headings: tuple[str, ...]
    names: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Value, ...], ...]
    footer: tuple[tuple[Value, ...], ...] = ()
    legend: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    lowest: frozenset[int] = frozenset()
    mode: str
    as_of: datetime
    landscape: bool = False
