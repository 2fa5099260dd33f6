"""The course of a unit's index over periods, broken where figures may not be compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from feedback.enums import DataQuality
from feedback.enums import Grade as GradeWord
from feedback.models import CitizenSurvey, SurveyResult
from feedback.rules.figures import from_json
from feedback.rules.index import GRADES_FROM
from sabang_kinerja.common.charts.index_ruler import Grade, TrendPoint

SHOWN: Final = 8
"""Periods of a course; a phone has room for no more."""


def grades() -> list[Grade]:
    """Grades from the lowest, with the regulation's words."""
    return [
        Grade(grade.value, str(GradeWord(grade.value).label), float(least))
        for grade, least in reversed(list(GRADES_FROM.items()))
    ]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A period's result, and why it may not be compared with the one before."""

    result: SurveyResult
    breaks: tuple[str, ...]

    @property
    def is_published(self) -> bool:
        """Whether its value may stand by itself: green or amber."""
        return self.result.verdict != DataQuality.RED


def course_rows(survey: CitizenSurvey, service: int | None = None) -> list[CourseRow]:
    """The figure of a survey and those before it, the earliest first, in one query."""
    rows = (
        SurveyResult.objects.current()
        .filter(
            survey__unit=survey.unit_id,
            survey__period__ends__lte=survey.period.ends,
            service=service,
            index__isnull=False,
        )
        .select_related("survey__period", "survey__questionnaire")
        .order_by("-survey__period__ends", "-survey__period__starts", "-pk")[:SHOWN]
    )
    results = list(reversed(rows))
    return [
        CourseRow(row, tuple(breaks_between(results[at - 1], row)) if at else ())
        for at, row in enumerate(results)
    ]


def course_points(rows: Sequence[CourseRow], *, public: bool) -> list[TrendPoint]:
    """The rows as points; for the public a red figure keeps its place and shows no value."""
    return [_point(row, hidden=public and not row.is_published) for row in rows]


def _point(row: CourseRow, *, hidden: bool) -> TrendPoint:
    result = row.result
    period = result.survey.period
    return TrendPoint(
        label=period.label.removesuffix(f" {period.year}"),
        year=str(period.year),
        index=None if hidden else _number(result.index),
        lower=_number(result.lower),
        upper=_number(result.upper),
        breaks=row.breaks,
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def breaks_between(before: SurveyResult, after: SurveyResult) -> Sequence[str]:
    """Why two figures of one unit may not be compared; empty where they may (feedback A.7)."""
    one, other = from_json(before.figures), from_json(after.figures)
    old, new = before.survey.questionnaire, after.survey.questionnaire
    reasons = []
    if len(one.elements) != len(other.elements):
        reasons.append(
            _("jumlah unsur %(old)s menjadi %(new)s")
            % {"old": len(one.elements), "new": len(other.elements)}
        )
    if old.weight_mode != new.weight_mode:
        reasons.append(_("bobot unsur berganti"))
    if old.pk != new.pk:
        reasons.append(_("kuesioner berganti"))
    if one.weights.weighted != other.weights.weighted:
        reasons.append(_("dengan dan tanpa register"))
    return reasons
