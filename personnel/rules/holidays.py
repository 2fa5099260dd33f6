"""Lists of holidays as offices keep them: read row by row, every bad row named.

Headings are looked for by their words, in Indonesian or English, in any order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from personnel.rules.dates import InvalidDate, parse_date


class HolidayKind(StrEnum):
    """National holiday, collective leave, regional holiday."""

    NATIONAL = "national"
    COLLECTIVE = "collective"
    REGIONAL = "regional"


class HolidayProblem(StrEnum):
    """Why a row is refused."""

    DATE = "date_invalid"
    NAME = "name_missing"
    KIND = "kind_unknown"


class NoHolidayTable(ValueError):
    """No row holds the headings for a date and a name."""


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One day. An uncertain one moves no deadline until it is confirmed."""

    day: date
    name: str
    kind: HolidayKind
    certain: bool = True
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class HolidayList:
    """What a file holds; ``problems`` are (row number from 1, reason)."""

    rows: list[HolidayRow] = field(default_factory=list)
    problems: list[tuple[int, HolidayProblem]] = field(default_factory=list)


_HEADINGS: Final = {
    "date": {"date", "tanggal", "tgl", "hari"},
    "name": {"name", "nama", "keterangan", "nama hari libur", "hari libur", "uraian"},
    "kind": {"kind", "jenis", "jenis libur"},
    "certain": {"certain", "pasti", "sudah pasti"},
    "basis": {"source", "dasar", "dasar hukum", "sumber", "sk"},
}
_KINDS: Final = {
    **dict.fromkeys(("national", "libur nasional", "nasional", ""), HolidayKind.NATIONAL),
    **dict.fromkeys(("collective", "collective_leave", "cuti bersama"), HolidayKind.COLLECTIVE),
    **dict.fromkeys(("regional", "libur daerah", "daerah"), HolidayKind.REGIONAL),
}
_NO: Final = {"no", "tidak", "belum", "0", "false"}
_NAME_LENGTH: Final = 160
_BASIS_LENGTH: Final = 200


def read_holidays(rows: Iterable[Sequence[object]]) -> HolidayList:
    """Read a sheet of plain values; empty rows are skipped.

    Raises: ``NoHolidayTable``.
    """
    columns: dict[str, int] | None = None
    found = HolidayList()
    for number, row in enumerate(rows, start=1):
        cells = ["" if cell is None else cell for cell in row]
        if columns is None:
            columns = _columns(cells)
        elif any(str(cell).strip() for cell in cells):
            _read_row(found, number, cells, columns)
    if columns is None:
        raise NoHolidayTable
    return found


def _columns(cells: Sequence[object]) -> dict[str, int] | None:
    words = [" ".join(str(cell).lower().split()) for cell in cells]
    found = {
        meaning: next((n for n, word in enumerate(words) if word in names), -1)
        for meaning, names in _HEADINGS.items()
    }
    return found if min(found["date"], found["name"]) >= 0 else None


def _read_row(
    found: HolidayList, number: int, cells: Sequence[object], columns: dict[str, int]
) -> None:
    def text(meaning: str) -> str:
        column = columns[meaning]
        return " ".join(str(cells[column]).split()) if 0 <= column < len(cells) else ""

    column = columns["date"]
    try:
        day = parse_date(cells[column] if column < len(cells) else "")
    except InvalidDate:
        found.problems.append((number, HolidayProblem.DATE))
        return
    if not text("name"):
        found.problems.append((number, HolidayProblem.NAME))
        return
    kind = _KINDS.get(text("kind").lower())
    if kind is None:
        found.problems.append((number, HolidayProblem.KIND))
        return
    found.rows.append(
        HolidayRow(
            day,
            text("name")[:_NAME_LENGTH],
            kind,
            text("certain").lower() not in _NO,
            text("basis")[:_BASIS_LENGTH],
        )
    )
