"""Figures of a report on paper, and figures of the database asked in another way."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection

from reports.documents.report_content import ReportContent
from reports.documents.report_document import render_report
from tests.factories.documents import pdf_text


def asked(sql: str, *values: object) -> list[tuple]:
    """Rows of a query that shares nothing with the code under test."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def chapter(content: ReportContent, key: str) -> str:
    """Text of one chapter as the PDF shows it, with the first page before it."""
    (section,) = [one for one in content.sections if one.key == key]
    return pdf_text(render_report(replace(content, sections=(section,))))


def said(*cells: object) -> str:
    """Cells of a row as they follow each other on paper; a float is a share with one decimal."""
    return " ".join(map(_said, cells))


def _said(cell: object) -> str:
    match cell:
        case None:
            return "belum ada"
        case float():
            return _said(Decimal(str(cell)).quantize(Decimal("0.1"), ROUND_HALF_UP))
        case int() | Decimal():
            whole, _point, fraction = f"{cell:,}".partition(".")
            whole = whole.replace(",", ".")
            return f"{whole},{fraction}" if fraction else whole
        case _:
            return str(cell)


class Counted:
    """Counts queries, as a wrapper of the connection's."""

    def __init__(self) -> None:
        self.n = 0

    def __call__(self, execute, sql, params, many, context):
        self.n += 1
        return execute(sql, params, many, context)
