"""XLSX straight from its XML, in one pass.

openpyxl reads values and formulas in two loads and tells merged areas only in the mode that
makes a cell of every gap; this reader takes value, formula and merged areas at once, keeps all
digits of whole numbers and stops at a limit. openpyxl's tables of date formats are used.
"""

import io
import posixpath
import re
import zipfile
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

from personnel.imports.reasons import (
    TOO_MUCH_INSIDE,
    UNREADABLE,
    WITH_MACRO,
    FileCode,
    FileRefused,
)
from personnel.imports.sheets import Sheet, Unknown, Value
from personnel.imports.xlsx_parts import (
    BookHandler,
    CellsHandler,
    FormatsHandler,
    RelationsHandler,
    TextsHandler,
)

MAX_UNPACKED: Final = 250 * 1024 * 1024
MAX_RATIO: Final = 300
"""Times that one part may grow when unpacked; a real sheet grows five to forty times."""
_SMALL_PART: Final = 1024 * 1024
_EXACT: Final = re.compile(r"-?\d+")


def read_workbook(content: bytes) -> list[Sheet]:
    """Read the visible sheets of a workbook, in their order.

    Raises: FileRefused (``file_unreadable``) for another kind of archive, a workbook with
    macros, a part that unpacks beyond the limits, or broken XML.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
            return _Workbook(archive).sheets()
    except (zipfile.BadZipFile, SAXException, DefusedXmlException, KeyError, ValueError) as error:
        raise FileRefused(FileCode.UNREADABLE, UNREADABLE) from error
    except (NotImplementedError, EOFError, RuntimeError) as error:  # odd compression, password
        raise FileRefused(FileCode.UNREADABLE, UNREADABLE) from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll")) for name in names):
        raise FileRefused(FileCode.UNREADABLE, WITH_MACRO)
    swollen = any(
        part.file_size > max(part.compress_size * MAX_RATIO, _SMALL_PART) for part in parts
    )
    if swollen or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise FileRefused(FileCode.UNREADABLE, TOO_MUCH_INSIDE)


class _Workbook:
    """The parts that every sheet of one file needs: names, texts and number formats."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        path = self._relations("").by_kind["officeDocument"]
        self.related = self._relations(path)
        book = BookHandler()
        self._parse(path, book)
        self.listed = book.sheets
        self.epoch = CALENDAR_MAC_1904 if book.since_1904 else CALENDAR_WINDOWS_1900
        self.texts = self._texts()
        self.date_styles = self._date_styles()

    def sheets(self) -> list[Sheet]:
        """Read the sheets that a reader of the file sees."""
        return [
            self._sheet(name, self.related.by_id[relation])
            for name, relation, state in self.listed
            if state == "visible" and "worksheets/" in self.related.by_id.get(relation, "")
        ]

    def _sheet(self, name: str, path: str) -> Sheet:
        handler = CellsHandler(Sheet(name), self._value)
        self._parse(path, handler)
        return handler.sheet

    def _value(self, kind: str, style: str, text: str, has_formula: bool) -> Value | None:
        if kind == "s":
            return self.texts[int(text)] if text else None
        if kind in {"inlineStr", "str"}:
            return unescape(text)
        if kind == "e" or (has_formula and not text):
            return Unknown.FORMULA
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        if kind == "d" or not text:
            return text or None
        number = _number(text)
        if style in self.date_styles:
            moment = from_excel(float(number), self.epoch)
            return moment if hasattr(moment, "year") else str(moment)
        return number

    def _texts(self) -> list[str]:
        path = self.related.by_kind.get("sharedStrings", "")
        if path not in self.archive.namelist():
            return []
        handler = TextsHandler()
        self._parse(path, handler)
        return handler.texts

    def _date_styles(self) -> frozenset[str]:
        path = self.related.by_kind.get("styles", "")
        if path not in self.archive.namelist():
            return frozenset()
        handler = FormatsHandler()
        self._parse(path, handler)
        return frozenset(
            str(index) for index, code in enumerate(handler.used) if handler.is_date(code)
        )

    def _relations(self, path: str) -> RelationsHandler:
        """What a part refers to; the empty path is the archive itself."""
        base, name = posixpath.split(path)
        handler = RelationsHandler(base)
        self._parse(posixpath.join(base, "_rels", f"{name}.rels"), handler)
        return handler

    def _parse(self, path: str, handler: ContentHandler) -> None:
        parser = create_parser(forbid_dtd=True)
        parser.setContentHandler(handler)
        with self.archive.open(path) as part:
            parser.parse(part)


def _number(text: str) -> int | float:
    """Whole numbers with all their digits; a ``float`` where digits were lost or are decimals."""
    if _EXACT.fullmatch(text):
        return int(text)
    try:
        exact = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    whole = exact == exact.to_integral_value()
    if whole and len(exact.as_tuple().digits) > exact.adjusted():
        return int(exact)
    return float(exact)
