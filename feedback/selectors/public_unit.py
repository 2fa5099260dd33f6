"""One unit's survey for everybody: figure, elements, trend, plan, who answered, quality."""

from collections.abc import Callable, Mapping
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
from feedback.selectors.figures import ElementRow, ResultFigures, read_figures
from feedback.selectors.index_charts import ruler_of
from feedback.selectors.public_city import VERDICT_MARKS, closed_results
from feedback.selectors.trends import DrawnTrend, TrendRow, draw_trend, trend_rows
from personnel.models import Unit
from sabang_kinerja.common.charts.index_ruler import IndexRuler

FEWEST_COMMENTS: Final = 5
"""Fewer comments than these are shown to nobody outside."""

MOST_COMMENTS: Final = 20


@dataclass(frozen=True, slots=True)
class PublicElement:
    """An element with the share of its bar, 0 to 1 between the lowest and the highest value."""

    row: ElementRow
    share: float


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
    trend: list[TrendRow]
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
        return headline(self.figures)

    @property
    def mark(self) -> str:
        """Kind of mark for the quality of its data."""
        return VERDICT_MARKS[self.figures.verdict] if self.figures else "draft"

    @property
    def ruler(self) -> IndexRuler | None:
        """The index on its ruler; None without one."""
        if self.figures is None or self.figures.index is None:
            return None
        return ruler_of(self.figures.index, self.figures.lower, self.figures.upper)

    @property
    def has_trend(self) -> bool:
        """Whether there are periods to compare, and one of them has a value."""
        return len(self.trend) > 1 and any(row.is_shown for row in self.trend)

    @property
    def drawn(self) -> DrawnTrend:
        """The trend as a picture."""
        return draw_trend(self.trend)

    @property
    def elements(self) -> list[PublicElement]:
        """Elements, the lowest first."""
        if self.figures is None:
            return []
        return [PublicElement(row, float(row.index - 25) / 75) for row in self.figures.lowest_first]

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


def headline(figures: ResultFigures | None) -> str:
    """One or two sentences that are true of the figures."""
    if figures is None or figures.index is None:
        return _("Belum ada hasil survei.")
    if figures.verdict == DataQuality.RED:
        return _("Jawaban yang masuk belum mewakili pengguna layanan ini.")
    said = _SAID[figures.grade]()
    if figures.data.uncertainty and not figures.data.uncertainty.certain:
        said = _UNSURE[figures.grade]()
    lowest = figures.lowest_first[0]
    if lowest.grade in (Grade.C, Grade.D):
        return f"{said} " + _("%(element)s masih perlu diperbaiki.") % {"element": lowest.label}
    return f"{said} " + _("Nilai terendah ada pada %(element)s.") % {
        "element": lowest.label[:1].lower() + lowest.label[1:]
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
        trend=trend_rows(unit, result.survey.period) if result else [],
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


_SAID: Final[Mapping[str, Callable[[], str]]] = {
    Grade.A: lambda: _("Warga menilai pelayanan ini sangat baik."),
    Grade.B: lambda: _("Warga menilai pelayanan ini baik."),
    Grade.C: lambda: _("Warga menilai pelayanan ini kurang baik."),
    Grade.D: lambda: _("Warga menilai pelayanan ini tidak baik."),
}

_UNSURE: Final[Mapping[str, Callable[[], str]]] = {
    Grade.A: lambda: _("Warga menilai pelayanan ini sangat baik atau mendekatinya."),
    Grade.B: lambda: _("Warga menilai pelayanan ini sekitar baik."),
    Grade.C: lambda: _("Warga menilai pelayanan ini sekitar kurang baik."),
    Grade.D: lambda: _("Warga menilai pelayanan ini tidak baik atau mendekatinya."),
}
