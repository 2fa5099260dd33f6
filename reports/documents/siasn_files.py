"""Rows as files for another system: CSV and JSON line by line, XLSX as one sheet of texts."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

Row = Mapping[str, str | int]


def csv_lines(headings: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Semicolons and a byte order mark, as the other files of the house."""
    yield "\ufeff" + _line(headings)
    for row in rows:
        yield _line([str(value) for value in row.values()])


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """One array of objects, an object a line; codes and years are numbers."""
    yield "["
    for place, row in enumerate(rows):
        yield (",\n" if place else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


def texts(rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """Cells of a spreadsheet: numbers of eighteen digits stay whole."""
    for row in rows:
        yield tuple(str(value) for value in row.values())


def _line(cells: Sequence[str]) -> str:
    text = StringIO(newline="")
    csv.writer(text, delimiter=";").writerow(cells)
    return text.getvalue()
