"""One unit's survey for everybody: figure, elements, trend, plan, who answered, quality."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from feedback.enums import (
    Channel,
    CommentState,
    DataQuality,
    FollowUpState,
    Grade,
    Standing,
    SurveyState,
)
from feedback.models import (
    CitizenSurvey,
    Comment,
    FollowUpItem,
    Response,
    SurveyPeriod,
    SurveyResult,
)
from feedback.selectors.figures import VERDICT_MARKS, ResultFigures, read_figures
from feedback.selectors.public_city import closed_results
from feedback.selectors.trends import CourseRow, course_points, course_rows, grades
from personnel.models import Unit
from sabang_kinerja.common.charts.index_ruler import (
    IndexRuler,
    Trend,
    index_ruler,
    trend,
)

FEWEST_COMMENTS: Final = 5
"""Fewer comments than these are shown to nobody outside."""

MOST_COMMENTS: Final = 20


@dataclass(frozen=True, slots=True)
class Running:
    """A survey that still asks: counts, no figure."""

    survey: CitizenSurvey
    answers: int


@dataclass(frozen=True, slots=True)
class PublicUnit:
    """Everything on the page of a unit. Without a closed survey ``figures`` is None."""

    unit: Unit
    period: SurveyPeriod | None
    periods: list[SurveyPeriod]
    result: SurveyResult | None
    figures: ResultFigures | None
    running: list[Running]
    trend: list[CourseRow]
    follow_up: list[FollowUpItem]
    comments: list[Comment]

    @property
    def is_shown(self) -> bool:
        """Whether the figure stands at the head of the page: green or amber."""
        return (
            self.figures is not None
            and self.figures.verdict != DataQuality.RED
            and self.figures.index is not None
        )

    @property
    def headline(self) -> str:
        """The page's first sentence, made from the figures."""
        return self.figures.headline if self.figures else _("Belum ada hasil survei.")

    @property
    def mark(self) -> str:
        """Kind of mark for the quality of its data."""
        return VERDICT_MARKS[self.figures.verdict] if self.figures else ""

    @property
    def ruler(self) -> IndexRuler | None:
        """The index on its ruler; None without one."""
        found = self.figures
        if found is None or found.index is None:
            return None
        low, high = found.lower, found.upper
        return index_ruler(
            float(found.index),
            None if low is None else float(low),
            None if high is None else float(high),
            grades(),
        )

    @property
    def course(self) -> Trend | None:
        """The periods as a picture; None while there is nothing to compare."""
        if len(self.trend) == 1 or not any(row.is_published for row in self.trend):
            return None
        return trend(course_points(self.trend, public=True), grades())

    @property
    def explained_interval(self) -> str:
        """Whether the whole interval lies in one grade, in words."""
        if self.figures is None or self.figures.data.uncertainty is None:
            return ""
        spread = self.figures.data.uncertainty
        if spread.certain:
            return _("Seluruh rentang itu di kelas %(grade)s, jadi kesimpulannya kokoh.") % {
                "grade": self.figures.grade_label
            }
        return _("Rentang itu mencapai juga kelas %(others)s, jadi mutunya belum pasti.") % {
            "others": _(" atau ").join(str(Grade(one).label) for one in spread.could_be)
        }


def read_unit(unit: Unit, period: SurveyPeriod | None) -> PublicUnit:
    """The page of a unit in a period, the latest closed one without: a constant number of queries.

    A period without a result of the unit gives a page that says so.
    """
    results = closed_results().filter(survey__unit=unit).select_related("survey__period")
    published = list(results.defer("figures", "policy").order_by("-survey__period__ends", "-pk"))
    chosen = next(
        (one for one in published if period is None or one.survey.period_id == period.pk), None
    )
    result = closed_results().with_figures().get(pk=chosen.pk) if chosen is not None else None
    return PublicUnit(
        unit=unit,
        period=result.survey.period if result else period,
        periods=[one.survey.period for one in published],
        result=result,
        figures=read_figures(result) if result else None,
        running=_running(unit),
        trend=course_rows(result.survey) if result else [],
        follow_up=_follow_up(result.survey) if result else [],
        comments=_comments(result.survey) if result else [],
    )


def _running(unit: Unit) -> list[Running]:
    surveys = CitizenSurvey.objects.filter(unit=unit, state=SurveyState.OPEN)
    return [
        Running(
            survey,
            Response.objects.filter(survey=survey, standing=Standing.USABLE)
            .exclude(channel=Channel.OPEN)
            .count(),
        )
        for survey in surveys.select_related("period")[:2]
    ]


def _follow_up(survey: CitizenSurvey) -> list[FollowUpItem]:
    items = FollowUpItem.objects.filter(survey=survey).exclude(state=FollowUpState.CANCELLED)
    return list(items.order_by("due_on", "pk"))


def _comments(survey: CitizenSurvey) -> list[Comment]:
    shown = Comment.objects.filter(survey=survey, state=CommentState.SHOWN).exclude(shown="")
    found = list(shown.order_by("element", "pk")[:MOST_COMMENTS])
    return found if len(found) >= FEWEST_COMMENTS else []
