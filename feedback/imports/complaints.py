"""A list of cases: number, date, kind, unit, summary."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from feedback.enums import ComplaintKind
from feedback.rules.complaints import personal_data
from personnel.imports.cells import UnreadableDate, read_date
from personnel.imports.tables import Table, columns_by, same_words

NEEDED: Final = (
    r"nomor|no\b|tracking|id",
    "tanggal|tgl",
    "ringkasan|isi|uraian",
    "unit|opd|perangkat",
)
HEADINGS: Final = {
    "tracking_id": "tracking id|tracking|nomor lapor|nomor|no lapor|id",
    "received_on": "tanggal|tgl",
    "kind": "jenis|kategori|klasifikasi",
    "unit": "unit|opd|perangkat daerah|instansi",
    "summary": "ringkasan|isi|uraian",
}
_KINDS: Final = {
    "pengaduan berkadar pengawasan": ComplaintKind.SUPERVISORY,
    "berkadar pengawasan": ComplaintKind.SUPERVISORY,
    "pengaduan tidak berkadar pengawasan": ComplaintKind.ORDINARY,
    "tidak berkadar pengawasan": ComplaintKind.ORDINARY,
    "pengaduan": ComplaintKind.ORDINARY,
    "permintaan informasi": ComplaintKind.INFORMATION,
    "informasi": ComplaintKind.INFORMATION,
    "aspirasi": ComplaintKind.ASPIRATION,
}


class RowProblem(StrEnum):
    """Why a row is refused."""

    NUMBER = "number_missing"
    TWICE = "number_twice"
    DATE = "date_invalid"
    FUTURE = "date_ahead"
    KIND = "kind_unknown"
    SUMMARY = "summary_missing"
    PERSONAL = "personal_data"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case that can be written once its unit is known."""

    row: int
    tracking_id: str
    received_on: date
    kind: ComplaintKind
    unit: str
    summary: str


def read_cases(
    table: Table, today: date
) -> tuple[list[CaseRow], list[tuple[int, RowProblem, str]]]:
    """Rows of a table as cases, and those refused with the reason and what stood there."""
    columns = columns_by(table.headings, HEADINGS)
    cases: list[CaseRow] = []
    refused: list[tuple[int, RowProblem, str]] = []
    seen: set[str] = set()
    for number, cells in table.rows:
        texts = {name: cells[column] for name, column in columns.items()}
        problem, value = _problem(texts, today, seen)
        if problem is not None:
            refused.append((number, problem, value))
            continue
        day = read_date(texts["received_on"])
        assert day is not None  # noqa: S101  # checked by _problem
        seen.add(texts["tracking_id"])
        cases.append(
            CaseRow(
                number,
                texts["tracking_id"][:40],
                day,
                _kind(texts),
                texts["unit"],
                texts["summary"][:4000],
            )
        )
    return cases, refused


def _problem(
    texts: Mapping[str, str], today: date, seen: set[str]
) -> tuple[RowProblem | None, str]:
    tracking_id = texts["tracking_id"]
    if not tracking_id:
        return RowProblem.NUMBER, ""
    if tracking_id in seen:
        return RowProblem.TWICE, tracking_id
    try:
        day = read_date(texts["received_on"])
    except UnreadableDate:
        day = None
    if day is None:
        return RowProblem.DATE, texts["received_on"]
    if day > today:
        return RowProblem.FUTURE, texts["received_on"]
    if texts.get("kind") and same_words(texts["kind"]) not in _KINDS:
        return RowProblem.KIND, texts["kind"]
    if not texts["summary"]:
        return RowProblem.SUMMARY, ""
    if personal_data(texts["summary"]):
        return RowProblem.PERSONAL, ""
    return None, ""


def _kind(texts: Mapping[str, str]) -> ComplaintKind:
    return _KINDS.get(same_words(texts.get("kind", "")), ComplaintKind.ORDINARY)
