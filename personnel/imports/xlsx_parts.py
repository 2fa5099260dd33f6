"""What the parser tells of each part of an XLSX file."""

import posixpath
import re
from collections.abc import Callable
from typing import Final
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.escape import unescape

from personnel.imports.reasons import TOO_MUCH_INSIDE, FileCode, FileRefused
from personnel.imports.sheets import Sheet, Span, Value

MAX_CELLS: Final = 6_000_000
MAX_COLUMNS: Final = 16_384
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


class TagHandler(ContentHandler):
    """Tag names without their prefix, and the text inside some of them."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] | None = None

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  SAX's name
        self.opened(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:  # noqa: N802  SAX's name
        self.closed(name.rpartition(":")[2])

    def characters(self, content: str) -> None:
        if self.text is not None:
            self.text.append(content)

    def opened(self, tag: str, attrs: AttributesImpl) -> None:
        """A tag begins."""

    def closed(self, tag: str) -> None:
        """A tag ends."""


class BookHandler(TagHandler):
    """Names, relations and visibility of the sheets, and the first day of the calendar."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, str]] = []
        self.since_1904 = False

    def opened(self, tag: str, attrs: AttributesImpl) -> None:
        if tag == "sheet":
            relation = next(
                attrs.getValue(key) for key in attrs.getNames() if key.rpartition(":")[2] == "id"
            )
            self.sheets.append((attrs["name"], relation, attrs.get("state", "visible")))
        elif tag == "workbookPr":
            self.since_1904 = attrs.get("date1904", "0") in {"1", "true"}


class RelationsHandler(TagHandler):
    """Where the parts lie that a part refers to, by id and by the last word of their kind."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.by_id: dict[str, str] = {}
        self.by_kind: dict[str, str] = {}

    def opened(self, tag: str, attrs: AttributesImpl) -> None:
        if tag == "Relationship" and attrs.get("TargetMode") != "External":
            joined = posixpath.normpath(posixpath.join("/", self.base, attrs["Target"]))
            path = joined.lstrip("/")
            self.by_id[attrs["Id"]] = path
            self.by_kind[attrs["Type"].rpartition("/")[2]] = path


class TextsHandler(TagHandler):
    """The shared texts: runs of one text are joined, readings of foreign script left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.parts: list[str] = []
        self.reading = False

    def opened(self, tag: str, attrs: AttributesImpl) -> None:
        if tag == "si":
            self.parts = []
        elif tag == "rPh":
            self.reading = True
        elif tag == "t" and not self.reading:
            self.text = []

    def closed(self, tag: str) -> None:
        if tag == "t" and self.text is not None:
            self.parts += self.text
            self.text = None
        elif tag == "rPh":
            self.reading = False
        elif tag == "si":
            self.texts.append(unescape("".join(self.parts)))


class FormatsHandler(TagHandler):
    """Which number format each cell style uses."""

    def __init__(self) -> None:
        super().__init__()
        self.own: dict[int, str] = {}
        self.used: list[int] = []
        self.inside = False

    def opened(self, tag: str, attrs: AttributesImpl) -> None:
        if tag == "numFmt":
            self.own[int(attrs["numFmtId"])] = attrs["formatCode"]
        elif tag == "cellXfs":
            self.inside = True
        elif tag == "xf" and self.inside:
            self.used.append(int(attrs.get("numFmtId", "0")))

    def closed(self, tag: str) -> None:
        if tag == "cellXfs":
            self.inside = False

    def is_date(self, number: int) -> bool:
        """Whether a number format shows dates; a few built-in ones stand in no table."""
        code = self.own.get(number) or BUILTIN_FORMATS.get(number)
        return is_date_format(code) if code else 27 <= number <= 36 or 50 <= number <= 58


class CellsHandler(TagHandler):
    """Rows, cells and merged areas of one sheet."""

    def __init__(self, sheet: Sheet, value: Callable[[str, str, str, bool], Value | None]) -> None:
        super().__init__()
        self.sheet = sheet
        self.value = value
        self.row = 0
        self.column = -1
        self.kind = self.style = self.content = ""
        self.has_formula = self.has_value = self.reading = False
        self.count = 0

    def opened(self, tag: str, attrs: AttributesImpl) -> None:
        if tag == "c":
            self._place(attrs.get("r", ""))
            self.kind = attrs.get("t", "n")
            self.style = attrs.get("s", "0")
            self.content = ""
            self.has_formula = self.has_value = False
        elif tag in {"v", "t"} and not self.reading:
            self.text = []
            self.has_value = True
        elif tag == "f":
            self.has_formula = True
        elif tag == "row":
            self.row = int(attrs.get("r") or self.row + 1)
            self.column = -1
        elif tag == "rPh":
            self.reading = True
        elif tag == "mergeCell":
            self._merge(attrs["ref"])

    def closed(self, tag: str) -> None:
        if tag in {"v", "t"} and self.text is not None:
            self.content += "".join(self.text)
            self.text = None
        elif tag == "rPh":
            self.reading = False
        elif tag == "c" and (self.has_value or self.has_formula):
            self.count += 1
            if self.count > MAX_CELLS:
                raise FileRefused(FileCode.UNREADABLE, TOO_MUCH_INSIDE)
            value = self.value(self.kind, self.style, self.content, self.has_formula)
            if value is not None:
                self.sheet.put(self.row, self.column, value)

    def _place(self, reference: str) -> None:
        if reference:
            self.column, self.row = _position(reference)
        else:
            self.column += 1
        if self.column >= MAX_COLUMNS:
            raise ValueError(reference)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        left, top = _position(first)
        right, bottom = _position(last or first)
        self.sheet.merged.append(Span(top, left, bottom, right))


def _position(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1, int(found[2])
