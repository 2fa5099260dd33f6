"""A unit's results over the periods, and where two of them may not be compared.

Source: feedback-and-training A.7 number 6: series with other elements or another weight are never
joined without a mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from feedback.enums import DataQuality, Grade, SurveyPeriodKind, SurveyState
from feedback.models import SurveyPeriod, SurveyResult
from feedback.rules.figures import from_json
from feedback.selectors.index_charts import trend_of
from personnel.models import Unit
from sabang_kinerja.common.charts.index_ruler import TrendLine, TrendPoint, TrendValue

LONGEST: Final = 8
"""Periods that a trend shows."""


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One period. ``broken`` says why it may not be compared with the one before, else empty.

    A figure that is not representative keeps its place in the row and shows no value.
    """

    period: SurveyPeriod
    verdict: DataQuality
    n: int
    index: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    grade: str
    elements: int
    weight_mode: str
    broken: str

    @property
    def is_shown(self) -> bool:
        """Whether the value stands in the trend."""
        return self.verdict != DataQuality.RED and self.index is not None

    @property
    def grade_label(self) -> str:
        """The regulation's word for the grade."""
        return str(Grade(self.grade).label) if self.grade else ""

    @property
    def short(self) -> tuple[str, int]:
        """The period in two short lines: "Sem. II", 2026."""
        numeral = ("", "I", "II", "III", "IV")[self.period.sequence]
        kind = {
            SurveyPeriodKind.QUARTER: _("TW %(n)s"),
            SurveyPeriodKind.HALF_YEAR: _("Sem. %(n)s"),
        }.get(SurveyPeriodKind(self.period.kind), _("Tahun"))
        return kind % {"n": numeral} if "%" in kind else kind, self.period.year


@dataclass(frozen=True, slots=True)
class DrawnTrend:
    """Rows with their places, the oldest first, and limits of grades; points are never joined."""

    points: list[tuple[TrendRow, TrendPoint]]
    lines: tuple[TrendLine, ...]


def trend_rows(unit: Unit, until: SurveyPeriod) -> list[TrendRow]:
    """Closed surveys of a unit up to a period, the oldest first: one query."""
    results = (
        SurveyResult.objects.current()
        .of_units()
        .filter(
            survey__unit=unit,
            survey__state=SurveyState.CLOSED,
            survey__period__starts__lte=until.starts,
        )
        .select_related("survey__period")
        .order_by("-survey__period__starts", "-survey__period__ends", "-pk")[:LONGEST]
    )
    rows: list[TrendRow] = []
    for result in reversed(results):
        rows.append(_row(result, rows[-1] if rows else None))
    return rows


def draw_trend(rows: Sequence[TrendRow]) -> DrawnTrend:
    """The rows as a picture."""
    drawn = trend_of(
        [
            TrendValue(
                _number(row.index) if row.is_shown else None,
                _number(row.lower),
                _number(row.upper),
                breaks=bool(row.broken),
            )
            for row in rows
        ]
    )
    return DrawnTrend(list(zip(rows, drawn.points, strict=True)), drawn.lines)


def _row(result: SurveyResult, before: TrendRow | None) -> TrendRow:
    figures = from_json(result.figures)
    elements = len(figures.elements)
    mode = figures.worksheet.mode if figures.worksheet else "exact"
    broken = ""
    if before is not None and before.elements and elements and before.elements != elements:
        broken = _("%(before)s unsur menjadi %(now)s unsur") % {
            "before": before.elements,
            "now": elements,
        }
    elif before is not None and before.weight_mode != mode:
        broken = _("cara menulis bobot berubah")
    elif before is not None and before.period.kind != result.survey.period.kind:
        broken = _("panjang periode berubah")
    return TrendRow(
        period=result.survey.period,
        verdict=DataQuality(result.verdict),
        n=result.n,
        index=result.index,
        lower=result.lower,
        upper=result.upper,
        grade=result.grade,
        elements=elements,
        weight_mode=mode,
        broken=broken,
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
