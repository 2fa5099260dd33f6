"""Cells as words and tables as drawings: the same for paper and page."""

from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString

from appraisal.selectors.pattern_figure import distribution_figure
from reports.documents.report_content import Cell, Column, Figure, Kind, ReportTable
from reports.documents.summary_content import AgencySummaryContent
from sabang_kinerja.common.charts.distribution import Medium
from sabang_kinerja.common.charts.intervals import Interval, interval_charts
from sabang_kinerja.common.numbers import grouped_decimal

NOT_THERE = "belum ada"


def cell_words(cell: Cell) -> str:
    """One cell as people here write it."""
    match cell:
        case None:
            return NOT_THERE
        case date():
            return f"{cell:%d-%m-%Y}"
        case int() | Decimal():
            return grouped_decimal(Decimal(cell))
        case _:
            return cell


def is_figure(column: Column) -> bool:
    """Whether a column stands at the right."""
    return column.kind not in (Kind.TEXT, Kind.DAY)


def table_figures(
    table: ReportTable, summary: AgencySummaryContent, medium: Medium
) -> list[SafeString]:
    """The drawings beside a table; none for most."""
    match table.figure:
        case Figure.DISTRIBUTION:
            figure = distribution_figure(
                summary.organisation_predicate,
                summary.counts,
                medium=medium,
                small_unit=summary.small_unit,
                with_curve=True,
            )
            return [figure]
        case Figure.INTERVALS if table.intervals is not None:
            places = table.intervals
            return interval_charts(
                _intervals(table),
                title=table.title,
                least=places.least,
                most=places.most,
                medium=medium,
            )
        case _:
            return []


def _intervals(table: ReportTable) -> list[Interval]:
    """Rows that have a figure with its interval; the others are in the table only."""
    places = table.intervals
    if places is None:
        return []
    found = []
    for row in table.rows:
        at, lower, upper = row[places.at], row[places.lower], row[places.upper]
        if isinstance(at, Decimal) and isinstance(lower, Decimal) and isinstance(upper, Decimal):
            label = str(row[places.label])
            found.append(Interval(label, float(at), float(lower), float(upper)))
    return found
