"""A table found by its headings: rows of texts with the number of their line in the file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from personnel.imports.cells import text_of
from personnel.imports.sheets import Sheet, is_blank

HEADING_ROWS: Final = 15
"""How far down a heading is looked for; offices put titles above their tables."""


class NoTable(ValueError):
    """No sheet has the headings that are needed."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings by column and the filled rows below them, as texts."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


def find_table(sheets: Sequence[Sheet], needed: Sequence[str]) -> Table:
    """The first table whose headings match every pattern of ``needed``.

    Raises: ``NoTable``.
    """
    for sheet in sheets:
        for number in range(1, min(sheet.last_row, HEADING_ROWS) + 1):
            row = sheet.rows.get(number, {})
            texts = [text_of(row.get(column)) for column in range(max(row, default=-1) + 1)]
            words = [text.lower() for text in texts]
            if all(any(re.search(rf"\b(?:{one})\b", text) for text in words) for one in needed):
                return Table(texts, list(_below(sheet, number, len(texts))))
    raise NoTable


def _below(sheet: Sheet, heading: int, width: int) -> list[tuple[int, list[str]]]:
    found = []
    for number in range(heading + 1, sheet.last_row + 1):
        row = sheet.rows.get(number, {})
        if not all(is_blank(value) for value in row.values()):
            found.append((number, [text_of(row.get(column)) for column in range(width)]))
    return found


def columns_by(headings: Sequence[str], patterns: Mapping[str, str]) -> dict[str, int]:
    """Which column means what: the first heading that a pattern matches, each column once."""
    found: dict[str, int] = {}
    for name, pattern in patterns.items():
        for column, text in enumerate(headings):
            if column not in found.values() and re.search(rf"\b(?:{pattern})\b", text.lower()):
                found[name] = column
                break
    return found


def same_words(text: str) -> str:
    """A name for comparing: small letters, one blank, no full stops and dashes."""
    return " ".join(re.sub(r"[.\-–/]", " ", text.lower()).split())
