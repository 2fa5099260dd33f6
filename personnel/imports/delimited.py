"""CSV as offices bring it: any of the usual encodings and separators."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from personnel.imports.reasons import TOO_MUCH_INSIDE, UNREADABLE, FileCode, FileRefused
from personnel.imports.sheets import Sheet

SEPARATORS: Final = (";", ",", "\t", "|")
MAX_RECORDS: Final = 60_000
_SAMPLE_RECORDS: Final = 200
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OTHER_KINDS: Final = re.compile(r"\s*(%PDF|<\?xml|<!doctype|<html|<table|\{\\rtf|#!)", re.I)
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n?", re.I)
_TEXT_FORMULA: Final = re.compile(r'="([^"]*)"')


def read_delimited(content: bytes) -> Sheet:
    """Read the one table of a CSV file; a record is a row, as spreadsheet programs count them.

    Raises: FileRefused (``file_unreadable``) for anything that is no table of text.
    """
    text = _decode(content)
    if _OTHER_KINDS.match(text) or _CONTROLS.search(text):
        raise FileRefused(FileCode.UNREADABLE, UNREADABLE)
    named = _SEPARATOR_LINE.match(text)
    if named:  # a word to the spreadsheet program, which does not count it as a row
        text = text[named.end() :]
    separator = named[1] if named else _separator(text)
    sheet = Sheet(name="CSV")
    try:
        for number, record in enumerate(_records(text, separator), start=1):
            if number > MAX_RECORDS:
                raise FileRefused(FileCode.UNREADABLE, TOO_MUCH_INSIDE)
            _keep(sheet, number, record)
    except csv.Error:
        raise FileRefused(FileCode.UNREADABLE, UNREADABLE) from None
    return sheet


def _keep(sheet: Sheet, number: int, record: list[str]) -> None:
    if record:
        sheet.last_row = number
    for column, cell in enumerate(record):
        if cell:
            # ="1980…" is how some exports keep a number from being rounded
            forced = _TEXT_FORMULA.fullmatch(cell)
            sheet.put(number, column, forced[1] if forced else cell)


def _decode(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    sample = content[:4000]
    if sample.count(0) * 3 > len(sample):
        return _decoded(content, "utf-16-le" if sample[1::2].count(0) else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused(FileCode.UNREADABLE, UNREADABLE) from None


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _separator(text: str) -> str:
    """The separator under which most records have the same, large number of cells."""
    return max(SEPARATORS, key=lambda candidate: _regularity(text, candidate))


def _regularity(text: str, separator: str) -> float:
    widths: Counter[int] = Counter()
    try:
        for number, record in enumerate(_records(text, separator)):
            if number == _SAMPLE_RECORDS:
                break
            if any(cell.strip() for cell in record):
                widths[len(record)] += 1
    except csv.Error:
        return 0
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0
    width, count = max(several.items(), key=lambda item: item[0] * item[1])
    share = count / widths.total()
    return (width - 1) * share * share
