"""A table of a citizens' survey as PDF (A4, tagged) and as a sheet with typed cells."""

from datetime import UTC, datetime
from decimal import Decimal

from django.conf import settings

from personnel.rules.calendar import WIB
from personnel.rules.dates import long_date
from reports.documents.rendering import lay_out, print_markup, write_pdf
from reports.documents.standing import VALID
from reports.documents.survey_content import SurveyTable, Value
from sabang_kinerja.common.numbers import grouped_decimal
from sabang_kinerja.common.spreadsheets import as_xlsx


def render_table(table: SurveyTable) -> bytes:
    """Print the table; its heading repeats on every page. The same input, the same file."""
    context: dict[str, object] = {
        "title": f"{table.title} – {table.place} – {table.period}",
        "author": settings.GOVERNMENT_NAME.title(),
        "created": f"{table.as_of.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body_class": "survey a4-landscape" if table.landscape else "survey a4",
        "standing": VALID,
        "running": f"{table.title} – {table.place}",
        "table": table,
        "heads": list(zip(table.headings, table.names, table.widths, strict=True)),
        "rows": [
            ([printed(cell) for cell in row], place in table.lowest)
            for place, row in enumerate(table.rows)
        ],
        "footer": [[printed(cell) for cell in row] for row in table.footer],
        "boxes": [
            (box.title, [[printed(cell) for cell in row] for row in box.rows])
            for box in table.boxes
        ],
        "as_of": moment_words(table.as_of),
    }
    return write_pdf(lay_out(print_markup("survey_table.html", context)))


def table_sheet(table: SurveyTable) -> bytes:
    """The same as a sheet: headings, rows, sums, then the boxes, the legend and the weights."""
    rows: list[tuple[Value, ...]] = [*table.rows, *table.footer, ()]
    for box in table.boxes:
        rows += [(box.title,), *box.rows, ()]
    rows += [(line,) for line in (*table.legend, table.mode)]
    headings = [
        f"{heading} {name}".strip()
        for heading, name in zip(table.headings, table.names, strict=True)
    ]
    widths = [max(8, round(1.3 * width)) for width in table.widths]
    return as_xlsx(table.kind.capitalize(), headings, rows, widths)


def moment_words(moment: datetime) -> str:
    """ "4 Januari 2027 pukul 08.00 WIB"."""
    local = moment.astimezone(WIB)
    return f"{long_date(local.date())} pukul {local:%H.%M} WIB"


def printed(cell: object) -> str:
    """Numbers as people here write them; decimals keep their places."""
    return cell if isinstance(cell, str) else grouped_decimal(Decimal(str(cell)))
