"""The city's surveys for everybody: what each unit's answers say, never an order of rank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from feedback.enums import DataQuality, Grade, SurveyState
from feedback.models import CitizenSurvey, SurveyPeriod, SurveyResult
from feedback.models.surveys import ResultQuerySet
from feedback.rules.index import grade_range
from feedback.rules.shrinkage import ties
from feedback.selectors.figures import VERDICT_MARKS
from personnel.models import Unit


@dataclass(frozen=True, slots=True)
class CityRow:
    """One unit's closed survey. ``group`` holds units that cannot be told apart, 0 for red ones.

    A figure that is not representative keeps no value here.
    """

    unit: Unit
    period: SurveyPeriod
    verdict: DataQuality
    n: int
    index: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    grade: str
    group: int

    @property
    def mark(self) -> str:
        """Kind of mark for the quality of its data."""
        return VERDICT_MARKS[self.verdict]

    @property
    def certainty(self) -> str:
        """ "B, pasti" or "B, dapat juga A"."""
        if self.index is None or self.lower is None or self.upper is None:
            return self.grade
        spread = grade_range(self.index, self.lower, self.upper)
        if not spread.could_be:
            return _("%(grade)s, pasti") % {"grade": self.grade}
        return _("%(grade)s, dapat juga %(others)s") % {
            "grade": self.grade,
            "others": _(" atau ").join(str(one) for one in spread.could_be),
        }

    @property
    def grade_label(self) -> str:
        """The regulation's word for the grade."""
        return str(Grade(self.grade).label) if self.grade else ""


def closed_results() -> ResultQuerySet:
    """Current results of units whose survey is closed."""
    return SurveyResult.objects.current().of_units().filter(survey__state=SurveyState.CLOSED)


def published_periods() -> list[SurveyPeriod]:
    """Periods of which something can be read, the latest first."""
    closed = closed_results().filter(survey__period=OuterRef("pk"))
    return list(SurveyPeriod.objects.filter(Exists(closed)).order_by("-ends", "-starts", "pk"))


def city_rows(period: SurveyPeriod) -> list[CityRow]:
    """All closed surveys of a period: representative ones by group, then the red; by name within.

    Groups are made of all units, so that a search never changes them. One query.
    """
    results = list(
        closed_results()
        .filter(survey__period=period)
        .select_related("survey__unit", "survey__period")
        .defer("figures", "policy")
        .order_by("survey__unit__name", "survey__unit_id")
    )
    groups = _groups([one for one in results if is_representative(one)])
    rows = [_row(one, groups.get(one.pk, 0)) for one in results]
    return sorted(rows, key=lambda row: (row.group == 0, row.group))


def rows_within(unit: Unit, starts: date, ends: date) -> list[CityRow]:
    """Closed surveys of a unit and of those below it, of periods that end in a span.

    By period, then as ``city_rows``; groups are made of all units of the city. One query.
    """
    results = list(
        closed_results()
        .filter(survey__period__ends__range=(starts, ends))
        .select_related("survey__unit", "survey__period")
        .defer("figures", "policy")
        .order_by(
            "survey__period__ends", "survey__period_id", "survey__unit__name", "survey__unit_id"
        )
    )
    rows: list[CityRow] = []
    for _period, group in groupby(results, key=lambda one: one.survey.period_id):
        found = list(group)
        groups = _groups([one for one in found if is_representative(one)])
        shown = [_row(one, groups.get(one.pk, 0)) for one in found]
        rows += sorted(shown, key=lambda row: (row.group == 0, row.group))
    return [row for row in rows if row.unit.path.startswith(unit.path)]


def is_representative(result: SurveyResult) -> bool:
    """Whether the figure may be read by itself: green or amber, with an interval."""
    return result.verdict != DataQuality.RED and result.lower is not None


def running_surveys(period: SurveyPeriod | None) -> QuerySet[CitizenSurvey]:
    """Surveys that still ask, of the period or, without one, of any."""
    surveys = CitizenSurvey.objects.filter(state=SurveyState.OPEN).select_related("unit", "period")
    return surveys.filter(period=period) if period else surveys


def _groups(results: Sequence[SurveyResult]) -> dict[int, int]:
    numbers = ties([(float(one.lower or 0), float(one.upper or 0)) for one in results])
    return {one.pk: number for one, number in zip(results, numbers, strict=True)}


def _row(result: SurveyResult, group: int) -> CityRow:
    shown = bool(group)
    return CityRow(
        unit=result.survey.unit,
        period=result.survey.period,
        verdict=DataQuality(result.verdict),
        n=result.n,
        index=result.index if shown else None,
        lower=result.lower if shown else None,
        upper=result.upper if shown else None,
        grade=result.grade if shown else "",
        group=group,
    )
