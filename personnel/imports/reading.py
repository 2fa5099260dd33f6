"""A file from outside becomes sheets of plain values, or is refused."""

from typing import BinaryIO

from personnel.imports.delimited import read_delimited
from personnel.imports.reasons import (
    ENCRYPTED_OR_OLD,
    TOO_LARGE,
    UNREADABLE,
    FileCode,
    FileRefused,
)
from personnel.imports.sheets import Sheet
from personnel.imports.xlsx import read_workbook

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0"


def check_size(size: int) -> None:
    """Refuse a file above the limit, before any of it is read.

    Raises: FileRefused (``file_too_large``).
    """
    if size > MAX_BYTES:
        shown = {"size": -(-size // MEGABYTE), "max": MAX_BYTES // MEGABYTE}
        raise FileRefused(FileCode.TOO_LARGE, str(TOO_LARGE) % shown)


def read_sheets(source: BinaryIO) -> list[Sheet]:
    """Read every visible sheet of an XLSX file, or the one table of a CSV file.

    What the file is follows from its content, never from its name.

    Raises: FileRefused (``file_too_large``, ``file_unreadable``).
    """
    check_size(source.seek(0, 2))
    source.seek(0)
    content = source.read()
    if content.startswith(_ZIP):
        return read_workbook(content)
    if content.startswith(_OLE):
        raise FileRefused(FileCode.UNREADABLE, ENCRYPTED_OR_OLD)
    if not content.strip(b"\x00 \r\n\t"):
        raise FileRefused(FileCode.UNREADABLE, UNREADABLE)
    return [read_delimited(content)]
