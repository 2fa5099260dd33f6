"""Which column means what: proposed from headings and contents, corrected by an operator."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from personnel.imports.fields import (
    KEY_FIELDS,
    NEVER_READ,
    NOT_THE_PERSONS_NUMBER,
    Field,
    PersonField,
)
from personnel.imports.labels import meanings_of, normalise_label
from personnel.imports.layout import Headings, find_headings, looks_like_nip, number_column
from personnel.imports.sheets import Sheet, Value, is_blank
from personnel.rules.kinds import UnknownKind, parse_kind

SAMPLE_ROWS: Final = 300
BY_CONTENT: Final = 0.5
"""Confidence in a column that was recognised by its contents alone."""
_MAJORITY: Final = 0.5
_VAGUE: Final = 0.6
"""Headings up to this confidence are settled by the contents of their column."""


@dataclass(slots=True)
class Table:
    """One sheet with its headings and the meaning of its columns (0-based).

    ``fields`` is the kind of table; ``is_remembered``: an operator mapped these headings before.
    """

    fields: type[Field]
    sheet: Sheet
    headings: Headings
    columns: dict[Field, int]
    confidence: dict[int, float] = field(default_factory=dict)
    is_remembered: bool = False

    @property
    def signature(self) -> str:
        """Stands for this row of headings; equal for every file of the same make."""
        texts = self.headings.texts
        return signature_of([texts.get(at, "") for at in range(max(texts, default=-1) + 1)])

    @property
    def by_column(self) -> dict[int, Field]:
        """Meaning of each mapped column."""
        return {column: meaning for meaning, column in self.columns.items()}

    @property
    def is_complete(self) -> bool:
        """Whether the column is known without which nothing can be read."""
        return not KEY_FIELDS[self.fields].isdisjoint(self.columns)

    def mapped(self, columns: Mapping[Field, int]) -> "Table":
        """The same table with an operator's mapping; what is never read stays unread."""
        labels = self.headings.labels
        allowed = {
            meaning: column
            for meaning, column in columns.items()
            if not NEVER_READ.search(labels.get(column, ""))
        }
        certain = dict.fromkeys(allowed.values(), 1.0)
        return Table(self.fields, self.sheet, self.headings, allowed, certain, is_remembered=True)


def find_tables(sheets: list[Sheet], fields: type[Field]) -> list[Table]:
    """Tables of the wanted kind, one for each sheet that holds one.

    A sheet without headings whose numbers stand where those of the sheet before stood continues
    that one.
    """
    found: list[Table] = []
    for sheet in sheets:
        table = find_table(sheet, fields)
        if table is None and found:
            table = _continued(sheet, found[-1])
        if table is not None:
            found.append(table)
    return found


def _continued(sheet: Sheet, before: Table) -> Table | None:
    column = before.columns.get(PersonField.NIP)
    rows = sheet.rows.values()
    if column is None or not any(looks_like_nip(cells.get(column)) for cells in rows):
        return None
    headings = Headings(first_row=1, last_row=0, texts=before.headings.texts)
    return Table(before.fields, sheet, headings, dict(before.columns), dict(before.confidence))


def find_table(sheet: Sheet, fields: type[Field]) -> Table | None:
    """Recognise headings and propose what each column means; ``None`` for any other sheet."""
    headings = find_headings(sheet, fields)
    if headings is None:
        return None
    columns, confidence = _propose(sheet, headings, fields)
    if fields is PersonField and not KEY_FIELDS[fields] & set(columns):
        column = number_column(sheet, headings.last_row)
        if column is None or column in confidence or not _may_hold_numbers(headings, column):
            return None
        columns[PersonField.NIP] = column
        confidence[column] = BY_CONTENT
    return Table(fields, sheet, headings, columns, confidence)


def _may_hold_numbers(headings: Headings, column: int) -> bool:
    label = headings.labels.get(column, "")
    return not (NEVER_READ.search(label) or NOT_THE_PERSONS_NUMBER.search(label))


def signature_of(headings: list[str]) -> str:
    """Stands for a row of headings, from the first column to the last that has one."""
    joined = "\x1f".join(normalise_label(text) for text in headings)
    return hashlib.sha256(joined.encode()).hexdigest()


def samples(table: Table, column: int, count: int = 3) -> list[Value]:
    """The first filled cells of a column, to show beside its proposed meaning."""
    return list(islice(_values(table.sheet, table.headings, column), count))


def _propose(
    sheet: Sheet, headings: Headings, fields: type[Field]
) -> tuple[dict[Field, int], dict[int, float]]:
    offers: list[tuple[float, int, Field]] = []
    for column, label in headings.labels.items():
        for meaning, score in meanings_of(label, fields).items():
            settled, certainty = _settled(sheet, headings, column, meaning, score)
            if settled is not None:
                offers.append((-certainty, column, settled))
    columns: dict[Field, int] = {}
    confidence: dict[int, float] = {}
    for negative, column, meaning in sorted(offers, key=lambda offer: (offer[0], offer[1])):
        if meaning not in columns and column not in confidence:
            columns[meaning] = column
            confidence[column] = -negative
    return columns, confidence


def _settled(
    sheet: Sheet, headings: Headings, column: int, meaning: Field, score: float
) -> tuple[Field | None, float]:
    """Headings that say little are settled by what stands below them."""
    if score > _VAGUE:
        return meaning, score
    values = list(islice(_values(sheet, headings, column), SAMPLE_ROWS))
    if meaning is PersonField.LEGAL_STATUS and _mostly(values, _is_kind):
        return PersonField.KIND, score
    if meaning is PersonField.SUPERVISOR and not _mostly(values, looks_like_nip):
        return None, 0
    return meaning, score


def _values(sheet: Sheet, headings: Headings, column: int) -> Iterator[Value]:
    for row in sorted(sheet.rows):
        value = sheet.rows[row].get(column)
        if row > headings.last_row and value is not None and not is_blank(value):
            yield value


def _mostly(values: list[Value], test: Callable[[Value], bool]) -> bool:
    return bool(values) and sum(map(test, values)) >= len(values) * _MAJORITY


def _is_kind(value: Value) -> bool:
    try:
        parse_kind(str(value))
    except UnknownKind:
        return False
    return True
