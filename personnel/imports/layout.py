"""Where a sheet's headings stand and what its columns are called."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Final

from personnel.imports.fields import KEY_FIELDS, Field
from personnel.imports.labels import meanings_of, normalise_label
from personnel.imports.sheets import Sheet, Value, is_blank

SEARCHED_ROWS: Final = 80
MOST_HEADING_ROWS: Final = 3
_LEAST_SCORE: Final = 1.5
_LONG_NUMBER: Final = re.compile(r"\d[\d .]{6,}")
_ENUMERATION: Final = re.compile(r"\(?\d{1,3}[a-z]?[.)]?")
NUMBER_SHARE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Headings:
    """Rows that hold the headings, and the joined heading of each column."""

    first_row: int
    last_row: int
    texts: dict[int, str]

    @property
    def labels(self) -> dict[int, str]:
        """Headings in one spelling."""
        return {column: normalise_label(text) for column, text in self.texts.items()}


@dataclass(slots=True)
class _Best:
    score: float = 0
    headings: Headings | None = None
    seen: set[Field] = field(default_factory=set)


def find_headings(sheet: Sheet, fields: type[Field]) -> Headings | None:
    """Find the row, or the two or three rows, in which the columns are named.

    Title rows may stand above; the best recognised rows win, the first among equals. ``None``
    when nothing looks like headings of the wanted kind.
    """
    best = _Best()
    candidates = [row for row in sorted(sheet.rows) if row <= _search_end(sheet)]
    for row in candidates:
        for depth in range(1, MOST_HEADING_ROWS + 1):
            last = row + depth - 1
            if depth > 1 and not _could_be_headings(sheet.rows.get(last, {})):
                break
            headings = Headings(row, last, _joined(sheet, row, last))
            score, seen = _score(headings, fields)
            if score > best.score and (seen & KEY_FIELDS[fields] or score >= _LEAST_SCORE):
                best = _Best(score, headings, seen)
    if best.headings is None or len(best.seen) < min(2, len(best.headings.texts)):
        return None
    return best.headings


def number_column(sheet: Sheet, below: int) -> int | None:
    """The column in which most filled cells hold 18 digits, for files that call it otherwise."""
    filled: dict[int, int] = {}
    hits: dict[int, int] = {}
    for row, cells in sheet.rows.items():
        for column, value in cells.items() if row > below else ():
            if not is_blank(value):
                filled[column] = filled.get(column, 0) + 1
                hits[column] = hits.get(column, 0) + looks_like_nip(value)
    likely = [column for column in hits if hits[column] >= max(1, filled[column] * NUMBER_SHARE)]
    return min(likely, key=lambda column: (-hits[column], column), default=None)


def looks_like_nip(value: Value | None) -> bool:
    """Whether a cell holds 18 digits, in whatever grouping."""
    if isinstance(value, int):
        return len(str(value)) == 18
    if not isinstance(value, str):
        return False
    digits = "".join(character for character in value if character.isdigit())
    return len(digits) == 18 and len(value) <= 30


def _search_end(sheet: Sheet) -> int:
    filled = sorted(sheet.rows)
    return filled[min(len(filled), SEARCHED_ROWS) - 1] if filled else 0


def _could_be_headings(cells: dict[int, Value]) -> bool:
    filled = [value for value in cells.values() if not is_blank(value)]
    words = [value for value in filled if isinstance(value, str)]
    return (
        bool(filled)
        and len(words) == len(filled)
        and not any(_LONG_NUMBER.search(word) for word in words)
        and not all(_ENUMERATION.fullmatch(word.strip()) for word in words)
    )


def _joined(sheet: Sheet, first: int, last: int) -> dict[int, str]:
    """Headings of one to three rows; a wide heading stands before each of those under it."""
    rows = {row: _spread(sheet, row, last) for row in range(first, last + 1)}
    columns = sorted({column for cells in rows.values() for column in cells})
    joined: dict[int, str] = {}
    for column in columns:
        parts: list[str] = []
        for row in range(first, last + 1):
            part = rows[row].get(column, "")
            if part and part not in parts:
                parts.append(part)
        joined[column] = " ".join(parts)
    return joined


def _spread(sheet: Sheet, row: int, last: int) -> dict[int, str]:
    cells = {
        column: " ".join(str(value).split())
        for column, value in sheet.rows.get(row, {}).items()
        if not is_blank(value) and not isinstance(value, dt.datetime)
    }
    merged = {
        column: cells[span.first_column]
        for span in sheet.merged
        if span.first_row == row and span.first_column in cells
        for column in range(span.first_column, min(span.last_column, 400) + 1)
    }
    spread = cells | merged
    if row == last or (merged and sheet.merged):
        return spread
    return spread | _carried_right(sheet, row, last, spread)


def _carried_right(sheet: Sheet, row: int, last: int, cells: dict[int, str]) -> dict[int, str]:
    """What stands left of a gap belongs to the headings below the gap (files without merging)."""
    below = {
        column
        for lower in range(row + 1, last + 1)
        for column, value in sheet.rows.get(lower, {}).items()
        if not is_blank(value)
    }
    carried: dict[int, str] = {}
    current = ""
    for column in range(max([*below, *cells], default=-1) + 1):
        if column in cells:
            current = cells[column] if column in below else ""
        elif column in below and current:
            carried[column] = current
        else:
            current = ""
    return carried


def _score(headings: Headings, fields: type[Field]) -> tuple[float, set[Field]]:
    best: dict[Field, float] = {}
    for label in headings.labels.values():
        meanings = meanings_of(label, fields)
        for meaning, score in meanings.items():
            best[meaning] = max(best.get(meaning, 0), score)
    return sum(best.values()), set(best)
