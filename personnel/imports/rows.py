"""Which rows below the headings are data, and which are only dressing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil
from statistics import median
from typing import Final

from personnel.imports.cells import read_number, split_name_and_number, text_of
from personnel.imports.columns import Table
from personnel.imports.fields import Field, PersonField
from personnel.imports.labels import normalise_label
from personnel.imports.reasons import RowCode
from personnel.imports.sheets import Unknown, Value, is_blank

_TOTAL: Final = re.compile(r"^(sub ?)?(jumlah|total|jml|rekapitulasi|keterangan ?:)\b", re.I)
_SIGNATURE: Final = re.compile(
    r"^(mengetahui|menyetujui|disahkan|ditetapkan|dibuat|pada tanggal|a\.?n\.?\s|nip[. :]+\d)"
    r"|^[A-Z][\w .]+, +(\d{1,2} +\w+ +\d{4}|[. …_]{3,}.*)$",
    re.I,
)
_ENUMERATION: Final = re.compile(r"\(?(\d{1,3})[.)]?")
_REPEATED_SHARE: Final = 0.6
_FEWEST_DIGITS: Final = 8
_CELLS_OF_A_SIGNATURE: Final = 2
_RICH_ROW: Final = 0.5
_RICH_FOOTER_ROW: Final = 0.8
_FILLED_DOWN: Final = frozenset(
    {
        PersonField.UNIT_ID,
        PersonField.UNIT_NAME,
        PersonField.UNIT_PARENT,
        PersonField.AGENCY,
        PersonField.KIND,
        PersonField.SUPERVISOR,
    }
)
"""Cells merged over several people tell the same of each of them."""


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row of data: its place, the filled cells of mapped columns, all mapped meanings."""

    sheet: str
    number: int
    cells: dict[Field, Value]
    mapped: frozenset[Field]

    def text(self, meaning: Field) -> str:
        """A cell as one line of text, empty when it is not filled or not mapped."""
        return text_of(self.cells.get(meaning))


@dataclass(slots=True)
class DataRows:
    """The rows of one table that hold data, and how many of the others there are."""

    table: Table
    rows: list[DataRow] = field(default_factory=list)
    skipped: int = 0


def read_rows(table: Table) -> DataRows:
    """Separate data from titles, repeated headings, numbering, group headings, totals,
    signatures and empty rows; all of those, above the headings and below, count as skipped.
    """
    found = DataRows(table)
    found.rows = list(_data_rows(table))
    headings = table.headings
    heading_rows = headings.last_row - headings.first_row + 1
    found.skipped = table.sheet.last_row - heading_rows - len(found.rows)
    return found


def _data_rows(table: Table) -> Iterator[DataRow]:
    mapped = table.by_column
    below = [row for row in sorted(table.sheet.rows) if row > table.headings.last_row]
    own = {row: _cells(table.sheet.rows[row], mapped) for row in below}
    judge = _Judge(table, own)
    meanings = frozenset(table.columns)
    filled_down = _filled_down(table)
    for row in below:
        if judge.is_data(row, own[row], table.sheet.rows[row]):
            cells = filled_down.get(row, {}) | own[row]
            yield DataRow(table.sheet.name, row, cells, meanings)


def _cells(cells: dict[int, Value], mapped: dict[int, Field]) -> dict[Field, Value]:
    return {
        mapped[column]: value
        for column, value in cells.items()
        if column in mapped and not is_blank(value)
    }


def _filled_down(table: Table) -> dict[int, dict[Field, Value]]:
    mapped = table.by_column
    filled: dict[int, dict[Field, Value]] = {}
    for span in table.sheet.merged:
        meaning = mapped.get(span.first_column)
        value = table.sheet.rows.get(span.first_row, {}).get(span.first_column)
        if meaning in _FILLED_DOWN and value is not None and span.last_row <= table.sheet.last_row:
            for row in range(span.first_row + 1, span.last_row + 1):
                filled.setdefault(row, {})[meaning] = value
    return filled


class _Judge:
    """What an ordinary row of this table looks like, and which rows are none."""

    def __init__(self, table: Table, own: dict[int, dict[Field, Value]]) -> None:
        self.labels = table.headings.labels
        self.parts = {
            column: {
                normalise_label(str(value))
                for row in range(table.headings.first_row, table.headings.last_row + 1)
                if (value := table.sheet.rows.get(row, {}).get(column)) is not None
            }
            for column in self.labels
        }
        numbered = [
            row
            for row, cells in own.items()
            if _has_number(cells) and not _is_signature(cells, table.sheet.rows[row])
        ]
        sizes = [len(own[row]) for row in numbered]
        self.usual = median(sizes) if sizes else len(table.columns)
        self.last_numbered = max(numbered, default=0)
        self.of_people = PersonField.NIP in table.columns or (
            PersonField.NAME_AND_NIP in table.columns
        )

    def is_data(self, row: int, cells: dict[Field, Value], whole: dict[int, Value]) -> bool:
        """Whether a row speaks of a person or a unit."""
        if not cells or self._repeats_headings(whole) or _only_numbers_columns(whole):
            return False
        texts = [text_of(value) for value in whole.values() if isinstance(value, str)]
        if self.of_people and _has_number(cells):
            return not _is_signature(cells, whole)
        if any(_TOTAL.match(text) for text in texts):
            return False
        if not self.of_people:
            return len(cells) > 1 or len(self.labels) == 1
        if cells.get(PersonField.NIP) is Unknown.FORMULA:
            return True
        return self._is_rich(row, cells, texts)

    def _is_rich(self, row: int, cells: dict[Field, Value], texts: list[str]) -> bool:
        """Whether a row without a usable number is filled like the rows that have one."""
        others = len(cells) - (PersonField.NIP in cells)
        footer = row > self.last_numbered > 0
        if footer and any(_SIGNATURE.match(text) for text in texts):
            return False
        share = _RICH_FOOTER_ROW if footer else _RICH_ROW
        return others >= max(2, ceil(share * (self.usual - 1)))

    def _repeats_headings(self, whole: dict[int, Value]) -> bool:
        filled = {
            column: normalise_label(str(value))
            for column, value in whole.items()
            if not is_blank(value)
        }
        same = sum(
            1
            for column, label in filled.items()
            if label and (label == self.labels.get(column) or label in self.parts.get(column, ()))
        )
        return len(filled) > 1 and same >= _REPEATED_SHARE * len(filled)


def _is_signature(cells: dict[Field, Value], whole: dict[int, Value]) -> bool:
    """Whether a row with a number only tells who signed below the table."""
    bare = PersonField.NAME not in cells and len(cells) <= _CELLS_OF_A_SIGNATURE
    return bare and any(_SIGNATURE.match(text_of(value)) for value in whole.values())


def _has_number(cells: dict[Field, Value]) -> bool:
    """Whether the column of employee numbers holds anything like one, be it spoilt."""
    both = cells.get(PersonField.NAME_AND_NIP)
    if both is not None:
        return split_name_and_number(both)[1] is not None
    reading = read_number(cells.get(PersonField.NIP))
    digits = sum(character.isdigit() for character in reading.digits)
    return reading.problem is RowCode.NIP_ROUNDED or digits >= _FEWEST_DIGITS


def _only_numbers_columns(whole: dict[int, Value]) -> bool:
    """Whether a row counts its columns: 1, 2, 3 … or (1), (2), (3) …"""
    numbers: list[int] = []
    for column in sorted(whole):
        text = text_of(whole[column])
        if not text:
            continue
        found = _ENUMERATION.fullmatch(text)
        if found is None:
            return False
        numbers.append(int(found[1]))
    return len(numbers) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
