"""Reads of evaluation pages."""

from dataclasses import dataclass

from django.db.models import Prefetch

from appraisal.enums import CoreValue, Rating
from appraisal.models import (
    Achievement,
    Evaluation,
    Evidence,
    Indicator,
    WorkResult,
)
from appraisal.models.evaluations import EvaluationQuerySet
from personnel.rules.core_values import CORE_VALUES, ValueGuide
from sabang_kinerja.common.numbers import format_decimal


def evaluations_for_page(rows: EvaluationQuerySet) -> EvaluationQuerySet:
    """Everything that the page of one evaluation shows, in a constant number of queries."""
    return rows.select_related(
        "plan__employee",
        "plan__year",
        "plan__assignment__post__unit__agency",
        "period__year",
        "supervisor",
        "reviewing_superior",
    ).prefetch_related(
        Prefetch(
            "plan__results",
            WorkResult.objects.order_by("-kind", "position").prefetch_related(
                Prefetch("indicators", Indicator.objects.order_by("position"))
            ),
        ),
        "achievements",
        Prefetch("evidence", Evidence.objects.select_related("added_by")),
        "result_ratings",
        "behaviour_ratings",
        "objections",
        "transitions__by__employee",
    )


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator beside what was reached of it."""

    indicator: Indicator
    achievement: Achievement | None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One work result with its indicators, evidence and, once there, its rating."""

    number: int
    result: WorkResult
    indicators: list[IndicatorRow]
    evidence: list[Evidence]
    rating: str
    feedback: str


@dataclass(frozen=True, slots=True)
class ValueRating:
    """One of the seven values with its rating, empty while there is none."""

    guide: ValueGuide
    rating: str
    feedback: str


def reached_words(indicator: Indicator, achievement: Achievement | None) -> str:
    """What was reached, words then number with its unit on a line each; empty without any."""
    if achievement is None:
        return ""
    number = ""
    if achievement.value is not None:
        number = f"{format_decimal(achievement.value)} {indicator.measure_unit}".strip()
    return "\n".join(filter(None, [achievement.text.strip(), number]))


def result_rows(evaluation: Evaluation) -> list[ResultRow]:
    """Results of the evaluated plan in printed order, from what was prefetched."""
    reached = {row.indicator_id: row for row in evaluation.achievements.all()}
    ratings = {row.result_id: row for row in evaluation.result_ratings.all()}
    evidence: dict[int, list[Evidence]] = {}
    for piece in evaluation.evidence.all():
        evidence.setdefault(piece.result_id, []).append(piece)
    return [
        ResultRow(
            number=number,
            result=result,
            indicators=[
                IndicatorRow(indicator, reached.get(indicator.pk))
                for indicator in result.indicators.all()
            ],
            evidence=evidence.get(result.pk, []),
            rating=ratings[result.pk].rating if result.pk in ratings else "",
            feedback=ratings[result.pk].feedback if result.pk in ratings else "",
        )
        for number, result in enumerate(evaluation.plan.results.all(), start=1)
    ]


def value_ratings(evaluation: Evaluation) -> list[ValueRating]:
    """The seven values in the official order."""
    ratings = {row.core_value: row for row in evaluation.behaviour_ratings.all()}
    return [
        ValueRating(
            guide,
            ratings[guide.value].rating if guide.value in ratings else "",
            ratings[guide.value].feedback if guide.value in ratings else "",
        )
        for guide in CORE_VALUES
    ]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many ratings lie above, at and below expectation."""

    above: int
    meets: int
    below: int

    @property
    def total(self) -> int:
        """Ratings altogether; none where the rating follows from the unit led."""
        return self.above + self.meets + self.below


def tally(ratings: list[str]) -> Tally:
    """Count ratings; those that are missing count nowhere."""
    return Tally(
        ratings.count(Rating.ABOVE), ratings.count(Rating.MEETS), ratings.count(Rating.BELOW)
    )


def values_rated(evaluation: Evaluation) -> bool:
    """Whether all seven values carry a rating."""
    return len(evaluation.behaviour_ratings.all()) == len(CoreValue)
