"""What a report says: its first page, then sections of sentences and tables, frozen.

One content feeds paper, spreadsheet and page; its canonical JSON is attached to the paper.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final, Self

from reports.documents.canonical import canonical_json, fingerprint
from reports.documents.summary_content import AgencySummaryContent

Cell = str | int | Decimal | date | None
"""``None`` is a figure that is not there; it is never written as 0.

A word may stand in the place of a figure that is there and not shown.
"""


class Kind(StrEnum):
    """What a column holds, and with that how it is written and stored."""

    TEXT = "text"
    WHOLE = "whole"
    PERCENT = "percent"
    INDEX = "index"
    POINTS = "points"
    RUPIAH = "rupiah"
    DAY = "day"


DECIMALS: Final = {
    Kind.PERCENT: 1,
    Kind.INDEX: 2,
    Kind.POINTS: 3,
    Kind.RUPIAH: 0,
}
"""Places after the comma of the kinds that are kept as decimals."""


class Figure(StrEnum):
    """The drawing that stands beside a table and shows the same numbers."""

    NONE = ""
    DISTRIBUTION = "distribution"
    INTERVALS = "intervals"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``width`` is its share of a row, in any unit that the others use too."""

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalColumns:
    """Places of the columns that a drawing of intervals reads, and the ends of its scale."""

    label: int
    at: int
    lower: int
    upper: int
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """Rows under headings; ``total`` closes them, ``note`` says how to read them.

    Every row says everything, as a filter of a spreadsheet needs; a reader of ``printed_rows``
    meets the first ``grouped`` columns once, as long as all of them stay the same.

    Raises: ``ValueError`` when a row has another number of cells than there are columns.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    note: str = ""
    empty: str = "Tidak ada."
    figure: Figure = Figure.NONE
    intervals: IntervalColumns | None = None
    grouped: int = 0

    def __post_init__(self) -> None:
        rows = (*self.rows, self.total) if self.total else self.rows
        if any(len(row) != len(self.columns) for row in rows):
            raise ValueError(f"table {self.key} has rows of another width")

    @property
    def printed_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows as paper and page show them, without what the row above says already."""
        first = self.grouped
        above = (None, *(row[:first] for row in self.rows))
        return tuple(
            ("",) * first + row[first:] if first and row[:first] == before else row
            for row, before in zip(self.rows, above, strict=False)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection:
    """One chapter: what the tables mean in sentences, then the tables.

    ``decide`` are sentences for the first page: what of this chapter waits for somebody.
    """

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    decide: tuple[str, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    annex: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The period before: people evaluated, those Baik or better, and who rose or fell since."""

    period_label: str
    evaluated: int
    good: int
    risen: int
    fallen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """The first page and the sections after it; ``change`` where there was a period before.

    ``notes`` say what the reader must know of the unit itself.
    """

    summary: AgencySummaryContent
    sections: tuple[ReportSection, ...]
    change: Change | None = None
    notes: tuple[str, ...] = ()

    @property
    def tables(self) -> list[ReportTable]:
        """All tables in the order of the report."""
        return [table for section in self.sections for table in section.tables]

    def to_json(self) -> str:
        """Canonical JSON: the text that is attached to the file."""
        change = self.change
        return canonical_json(
            {
                "summary": json.loads(self.summary.to_json()),
                "sections": [_section_values(section) for section in self.sections],
                "change": None
                if change is None
                else {name: getattr(change, name) for name in change.__slots__},
                "notes": list(self.notes),
            }
        )

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON."""
        return fingerprint(self.to_json())

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what ``to_json`` wrote. Raises: ``KeyError`` or ``TypeError`` on another shape."""
        values: dict[str, Any] = json.loads(text)
        return cls(
            summary=AgencySummaryContent.from_json(json.dumps(values["summary"])),
            sections=tuple(_section(one) for one in values["sections"]),
            change=Change(**values["change"]) if values["change"] else None,
            notes=tuple(values["notes"]),
        )


def _section_values(section: ReportSection) -> dict[str, object]:
    return {
        "key": section.key,
        "title": section.title,
        "sentences": list(section.sentences),
        "decide": list(section.decide),
        "annex": section.annex,
        "tables": [_table_values(table) for table in section.tables],
    }


def _table_values(table: ReportTable) -> dict[str, object]:
    places = table.intervals
    return {
        "key": table.key,
        "title": table.title,
        "columns": [[one.heading, one.kind.value, one.width] for one in table.columns],
        "rows": [[_plain(cell) for cell in row] for row in table.rows],
        "total": [_plain(cell) for cell in table.total],
        "note": table.note,
        "empty": table.empty,
        "figure": table.figure.value,
        "intervals": None
        if places is None
        else {name: getattr(places, name) for name in places.__slots__},
        "grouped": table.grouped,
    }


def _plain(cell: Cell) -> str | int | None:
    match cell:
        case Decimal():
            return str(cell)
        case date():
            return cell.isoformat()
        case str():
            return str(cell)
        case _:
            return cell


def _section(values: dict[str, Any]) -> ReportSection:
    return ReportSection(
        **{
            **values,
            "sentences": tuple(values["sentences"]),
            "decide": tuple(values.get("decide", ())),
            "tables": tuple(_table(one) for one in values["tables"]),
        }
    )


def _table(values: dict[str, Any]) -> ReportTable:
    columns = tuple(Column(name, Kind(kind), width) for name, kind, width in values["columns"])
    places = values["intervals"]
    return ReportTable(
        **{
            **values,
            "columns": columns,
            "rows": tuple(_row(row, columns) for row in values["rows"]),
            "total": _row(values["total"], columns) if values["total"] else (),
            "figure": Figure(values["figure"]),
            "intervals": IntervalColumns(**places) if places else None,
        }
    )


def _row(values: Sequence[Any], columns: Sequence[Column]) -> tuple[Cell, ...]:
    return tuple(_read(value, column.kind) for value, column in zip(values, columns, strict=True))


def _read(value: Any, kind: Kind) -> Cell:
    if not isinstance(value, str) or kind in (Kind.TEXT, Kind.WHOLE):
        return value  # type: ignore[no-any-return]  # as JSON gave it
    if kind == Kind.DAY:
        return date.fromisoformat(value)
    try:
        return Decimal(value)
    except InvalidOperation:
        return value
