"""A report as a workbook: the first page, then one sheet a table, with typed cells and filters."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.documents.report_content import Cell, Kind, ReportContent, ReportTable
from reports.documents.report_findings import best_and_worst, changes, to_decide
from reports.documents.summary_findings import headline, lead

FORMATS: Final = {
    Kind.WHOLE: "#,##0",
    Kind.PERCENT: "0.0",
    Kind.INDEX: "0.00",
    Kind.POINTS: "0.000",
    Kind.RUPIAH: "#,##0",
    Kind.DAY: "dd-mm-yyyy",
    Kind.TEXT: "@",
}
_SHEET_NAME: Final = 31
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MOST_LETTERS: Final = 32_767
"""That one cell of a spreadsheet holds."""


def report_workbook(content: ReportContent) -> bytes:
    """All tables of a report; numbers and days stay what they are, texts never become formulas."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Ringkasan"
    first.column_dimensions["A"].width = 100
    summary = content.summary
    lines = [
        f"{summary.agency}, {summary.period_label}",
        headline(summary),
        lead(summary),
        *content.notes,
        *best_and_worst(content),
        *changes(content),
        *to_decide(content),
        f"Sidik data (SHA-256): {content.fingerprint}",
    ]
    for number, line in enumerate(lines, start=1):
        _write(first, number, 1, line, Kind.TEXT)
    for table in content.tables:
        _sheet(book, table)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _sheet(book: Workbook, table: ReportTable) -> None:
    sheet: Worksheet = book.create_sheet(table.key[:_SHEET_NAME])
    for place, column in enumerate(table.columns, start=1):
        _write(sheet, 1, place, column.heading, Kind.TEXT)
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = max(12, 1.4 * column.width)
    for number, row in enumerate(table.rows, start=2):
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True), start=1):
            _write(sheet, number, place, cell, column.kind)
    sheet.freeze_panes = "A2"
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"


def _write(sheet: Worksheet, row: int, place: int, value: Cell, kind: Kind) -> None:
    """One cell; what is not there stays empty."""
    if value is None or value == "":
        return
    cell = sheet.cell(row, place)
    if isinstance(value, str):
        cell.value = _UNPRINTABLE.sub("", value)[:_MOST_LETTERS]
        cell.data_type = "s"
    elif isinstance(value, Decimal):
        cell.value = float(value)
    elif isinstance(value, date | int):
        cell.value = value
    cell.number_format = FORMATS[kind]
