"""A report as paper: the first page, a table of contents, the sections, the lists (PDF/A-3a)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

from django.utils import translation

from personnel.rules.calendar import WIB
from personnel.rules.dates import long_date
from reports.documents.canonical import shortened
from reports.documents.emblems import Emblem, region_emblem
from reports.documents.key_figures import key_figures
from reports.documents.rendering import AttachedData, lay_out, print_markup, write_pdf
from reports.documents.report_content import Cell, Column, ReportContent, ReportSection, ReportTable
from reports.documents.report_figures import cell_words, is_figure, table_figures
from reports.documents.report_findings import best_and_worst, changes, to_decide
from reports.documents.standing import VALID
from reports.documents.summary_content import AgencySummaryContent
from reports.documents.summary_findings import headline, lead
from sabang_kinerja.common.charts.distribution import PRINT

_TALL: Final = 400
"""Letters of a cell from which on its row may be broken between pages."""


def render_report(content: ReportContent, *, emblem: Emblem | None = None) -> bytes:
    """Print the report with its figures attached; the same input, the same file.

    Without ``emblem`` the configured emblem of the city stands in the letterhead.
    """
    with translation.override("id"):
        document = lay_out(markup(content, emblem or region_emblem()))
    return write_pdf(document, AttachedData(content.to_json().encode(), content.summary.as_of))


def report_title(summary: AgencySummaryContent) -> str:
    """Name of the document: "Laporan Kinerja Pegawai Tahun 2026 – Dinas …"."""
    return f"Laporan Kinerja Pegawai {summary.period_label} – {summary.agency}"


def markup(content: ReportContent, emblem: Emblem) -> str:
    """The page that a report is laid out from."""
    summary = content.summary
    title = report_title(summary)
    context: dict[str, object] = {
        "title": title,
        "author": summary.government.title(),
        "created": f"{summary.as_of.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body_class": "report chapters",
        "standing": VALID,
        "running": title,
        "content": summary,
        "emblem": emblem,
        "government": summary.government,
        "agency": () if summary.of_city else summary.agency_lines,
        "headline": headline(summary),
        "lead": lead(summary),
        "figures": key_figures(summary),
        "notes": content.notes,
        "best_and_worst": best_and_worst(content),
        "changes": changes(content),
        "to_decide": to_decide(content),
        "sections": [_section(section, summary) for section in content.sections],
        "assessed": f"{long_date(summary.starts)} sampai dengan {long_date(summary.ends)}",
        "as_of": moment_words(summary.as_of),
        "digest": shortened(content.fingerprint),
    }
    return print_markup("report.html", context)


def moment_words(moment: datetime) -> str:
    """ "29 Januari 2027 pukul 09.40 WIB"."""
    local = moment.astimezone(WIB)
    return f"{long_date(local.date())} pukul {local:%H.%M} WIB"


def _section(section: ReportSection, summary: AgencySummaryContent) -> dict[str, object]:
    return {
        "key": section.key,
        "title": section.title,
        "annex": section.annex,
        "sentences": section.sentences,
        "tables": [_table(table, summary) for table in section.tables],
    }


def printed_widths(columns: Sequence[Column]) -> list[int]:
    """Widths in whole percent that fill a line exactly; the sheet has a class for each."""
    whole = sum(column.width for column in columns)
    ends = [0]
    for column in columns:
        ends.append(ends[-1] + column.width)
    places = [round(100 * end / whole) for end in ends]
    return [after - before for before, after in pairwise(places)]


def _is_tall(row: Sequence[Cell]) -> bool:
    """Whether a row may fill a page, so that it has to be broken under a repeated heading."""
    return any(isinstance(cell, str) and len(cell) > _TALL for cell in row)


def _table(table: ReportTable, summary: AgencySummaryContent) -> dict[str, object]:
    right = [is_figure(column) for column in table.columns]

    def cells(row: tuple[object, ...]) -> list[tuple[str, bool]]:
        return [(cell_words(cell), at) for cell, at in zip(row, right, strict=True)]  # type: ignore[arg-type]

    return {
        "key": table.key,
        "title": table.title,
        "columns": [
            (column.heading, f"w{width}", at)
            for column, width, at in zip(
                table.columns, printed_widths(table.columns), right, strict=True
            )
        ],
        "rows": [(cells(row), _is_tall(row)) for row in table.printed_rows],
        "total": cells(table.total) if table.total else (),
        "note": table.note if table.rows else "",
        "empty": table.empty,
        "figures": table_figures(table, summary, PRINT),
    }
