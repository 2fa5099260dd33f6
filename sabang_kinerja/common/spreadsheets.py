"""Rows as files for spreadsheet programs."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE: Final = "text/csv; charset=utf-8"

Cell = str | int | Decimal
"""Numbers stay numbers, so that a spreadsheet program can add them."""

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Semicolons and a byte order mark, so that Indonesian spreadsheet programs open it as is."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(headings)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    """Keep a spreadsheet program from reading a text as a formula."""
    if not isinstance(cell, str):
        return cell
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _stored(cell: Cell) -> str | float:
    """A decimal as the number that a sheet keeps."""
    return float(cell) if isinstance(cell, Decimal) else cell


def as_xlsx(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]
) -> bytes:
    """One sheet: texts stay texts, formulas and numbers of eighteen digits included.

    ``widths`` are those of the columns, in characters.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    heads = [WriteOnlyCell(sheet, heading) for heading in headings]
    for cell in heads:
        cell.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        cells = [WriteOnlyCell(sheet, _stored(value)) for value in row]
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, str):
                cell.data_type = "s"
        sheet.append(cells)
    content = BytesIO()
    book.save(content)
    return content.getvalue()
