"""The numeric aid of one evaluation with how it was computed, where BKPSDM has switched it on."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from appraisal.enums import Predicate as PredicateWord
from appraisal.models import Evaluation
from appraisal.regulation import AID_BEHAVIOUR, AID_ENABLED, AID_WEIGHTS
from appraisal.rules.numeric_aid import (
    AidDirection,
    NoTarget,
    NumericAid,
    achievement_percent,
    behaviour_value,
    numeric_aid,
    results_value,
)
from appraisal.rules.ratings import VALUES_RATED, Rating
from appraisal.selectors.evaluations import IndicatorRow, result_rows, value_ratings
from personnel.rules.regulation import Regulation
from sabang_kinerja.common.numbers import format_decimal


@dataclass(frozen=True, slots=True)
class AidLine:
    """One indicator of the computation, in words."""

    number: int
    indicator: str
    target: str
    reached: str
    percent: str


@dataclass(frozen=True, slots=True)
class AidView:
    """The aid in words. ``left_out`` counts indicators without both numbers or a target above zero.

    ``aid`` is None while fewer than seven values are rated.
    """

    lines: list[AidLine]
    left_out: int
    results: str
    aid: NumericAid | None

    @property
    def value(self) -> str:
        """The weighed value."""
        return in_points(self.aid.value) if self.aid else ""

    @property
    def behaviour(self) -> str:
        """The points of behaviour."""
        return in_points(self.aid.behaviour) if self.aid else ""

    @property
    def level(self) -> str:
        """The class of the value."""
        return str(PredicateWord(self.aid.level).label) if self.aid else ""


def in_points(value: Decimal) -> str:
    """At most two digits after the comma, for showing."""
    return format_decimal(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def aid_of(evaluation: Evaluation, regulation: Regulation) -> AidView | None:
    """The aid from what ``evaluations_for_page`` has read; None where off or without numbers."""
    if not regulation.yes(AID_ENABLED):
        return None
    every = [(row.number, one) for row in result_rows(evaluation) for one in row.indicators]
    counted = list(_counted(every))
    if not counted:
        return None
    results = results_value([percent for _number, _row, percent in counted])
    return AidView(
        [_line(number, row, percent) for number, row, percent in counted],
        len(every) - len(counted),
        in_points(results),
        _aid(evaluation, regulation, results),
    )


def _counted(
    rows: list[tuple[int, IndicatorRow]],
) -> Iterator[tuple[int, IndicatorRow, Decimal]]:
    for number, row in rows:
        target = row.indicator.target_value
        reached = row.achievement.value if row.achievement else None
        if target is None or reached is None:
            continue
        try:
            direction = AidDirection(row.indicator.direction)
            yield number, row, achievement_percent(target, reached, direction)
        except NoTarget:
            continue


def _aid(evaluation: Evaluation, regulation: Regulation, results: Decimal) -> NumericAid | None:
    ratings = [Rating(row.rating) for row in value_ratings(evaluation) if row.rating]
    if len(ratings) < VALUES_RATED:
        return None
    table = regulation.table(AID_BEHAVIOUR)
    points = {rating: Decimal(table[rating.value]) for rating in Rating}
    return numeric_aid(results, behaviour_value(ratings, points), regulation.choice(AID_WEIGHTS))


def _line(number: int, row: IndicatorRow, percent: Decimal) -> AidLine:
    return AidLine(
        number,
        row.indicator.text,
        format_decimal(row.indicator.target_value or Decimal(0)),
        format_decimal((row.achievement and row.achievement.value) or Decimal(0)),
        in_points(percent),
    )
