"""A report as the page shows it: the content that paper prints, with drawings for the screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.safestring import SafeString

from reports.documents.key_figures import key_figures
from reports.documents.report_content import ReportContent, ReportTable
from reports.documents.report_figures import cell_words, is_figure, table_figures
from reports.documents.report_findings import best_and_worst, changes, to_decide
from reports.documents.summary_content import AgencySummaryContent
from reports.documents.summary_findings import headline, lead
from sabang_kinerja.common.charts.distribution import SCREEN


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A heading, and whether figures stand under it."""

    label: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class PageRow:
    """Cells with their columns; ``href`` opens the unit that the first one names."""

    cells: list[tuple[PageColumn, str]]
    href: str = ""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table with its drawings."""

    table: ReportTable
    columns: list[PageColumn]
    rows: list[PageRow]
    figures: list[SafeString]


@dataclass(frozen=True, slots=True)
class PageSection:
    """A chapter; lists by name (``annex``) are on paper and in the workbook only."""

    key: str
    title: str
    sentences: tuple[str, ...]
    tables: list[PageTable]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything that the page shows, in Indonesian as the paper."""

    eyebrow: str
    headline: str
    lead: str
    figures: list[dict[str, object]]
    findings: list[str]
    to_decide: list[str]
    sections: list[PageSection]
    annexes: list[str]


def report_page(
    content: ReportContent, addresses: Mapping[str, str], *, whole: bool = True
) -> ReportPage:
    """Words and drawings of a content; nothing is read anew.

    ``addresses`` are those of the reports of units, by the name under which a row has them.
    What is not ``whole`` does not know the period before, so it is silent about changes.
    """
    summary = content.summary
    with translation.override("id"):
        return ReportPage(
            eyebrow=f"{summary.agency} · {summary.period_label}",
            headline=headline(summary),
            lead=lead(summary),
            figures=key_figures(summary),
            findings=[
                *content.notes,
                *best_and_worst(content),
                *(changes(content) if whole else []),
            ],
            to_decide=to_decide(content),
            sections=[
                PageSection(
                    section.key,
                    section.title,
                    section.sentences,
                    [_table(table, summary, addresses) for table in section.tables],
                )
                for section in content.sections
                if not section.annex
            ],
            annexes=[section.title for section in content.sections if section.annex],
        )


def _table(
    table: ReportTable, summary: AgencySummaryContent, addresses: Mapping[str, str]
) -> PageTable:
    columns = [PageColumn(one.heading, is_figure(one)) for one in table.columns]
    rows = [*table.printed_rows, table.total] if table.total else list(table.printed_rows)
    return PageTable(
        table,
        columns,
        [
            PageRow(
                list(zip(columns, map(cell_words, row), strict=True)),
                addresses.get(str(row[0]), ""),
            )
            for row in rows
        ],
        table_figures(table, summary, SCREEN),
    )
