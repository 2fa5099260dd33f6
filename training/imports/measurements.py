"""Results of a test of competences: who, which competence, which level, when."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from personnel.imports.cells import UnreadableDate, read_date, read_number
from personnel.imports.tables import Table, columns_by

NEEDED: Final = ("nip|nomor induk", "kompetensi", "tingkat|level|skor|nilai", "tanggal|tgl")
HEADINGS: Final = {
    "nip": "nip|nomor induk",
    "competence": "kompetensi",
    "level": "tingkat|level|skor|nilai",
    "measured_on": "tanggal|tgl",
    "origin": "nama uji|uji|asesmen|penyelenggara|sumber",
}
_MOST: Final = 5


class RowProblem(StrEnum):
    """Why a row is refused."""

    NIP = "nip_invalid"
    COMPETENCE = "competence_missing"
    LEVEL = "level_invalid"
    DATE = "date_invalid"
    FUTURE = "date_ahead"
    TWICE = "row_twice"


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """A result to be written once its employee and competence are known; ``level`` 0 to 5."""

    row: int
    nip: str
    competence: str
    level: int
    measured_on: date
    origin: str


class _Refused(ValueError):
    def __init__(self, problem: RowProblem, value: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.value = value


Refusals = list[tuple[int, RowProblem, str]]


def read_measurements(table: Table, today: date) -> tuple[list[MeasurementRow], Refusals]:
    """Rows of a table as results, and those refused with the reason and what stood there.

    The same person, competence and day a second time in a file is refused.
    """
    columns = columns_by(table.headings, HEADINGS)
    found: list[MeasurementRow] = []
    refused: Refusals = []
    seen: set[tuple[str, str, date]] = set()
    for number, cells in table.rows:
        texts = {name: cells[column].strip() for name, column in columns.items()}
        try:
            row = _row(number, texts, today)
            key = (row.nip, row.competence.casefold(), row.measured_on)
            if key in seen:
                raise _Refused(RowProblem.TWICE, row.competence)  # noqa: TRY301  told below
        except _Refused as refusal:
            refused.append((number, refusal.problem, refusal.value))
        else:
            seen.add(key)
            found.append(row)
    return found, refused


def _row(number: int, texts: dict[str, str], today: date) -> MeasurementRow:
    nip = read_number(texts["nip"]).digits
    if len(nip) != 18:
        raise _Refused(RowProblem.NIP, texts["nip"])
    if not texts["competence"]:
        raise _Refused(RowProblem.COMPETENCE)
    level = re.fullmatch(r"(?:tingkat|level)?\s*([0-9])(?:[.,]0+)?", texts["level"], flags=re.I)
    if level is None or int(level[1]) > _MOST:
        raise _Refused(RowProblem.LEVEL, texts["level"])
    try:
        day = read_date(texts["measured_on"])
    except UnreadableDate:
        day = None
    if day is None:
        raise _Refused(RowProblem.DATE, texts["measured_on"])
    if day > today:
        raise _Refused(RowProblem.FUTURE, texts["measured_on"])
    return MeasurementRow(
        row=number,
        nip=nip,
        competence=" ".join(texts["competence"].split())[:120],
        level=int(level[1]),
        measured_on=day,
        origin=texts.get("origin", "")[:120],
    )
