"""What a promotion needs beside points: a checklist that is shown whole, never hidden.

Source: Peraturan BKN 3/2023 (regulation 5.2 no. 8); see docs/legal.md#credit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from appraisal.rules.credit import Standing
from appraisal.rules.predicate import Predicate

YEARS_IN_RANK: Final = 2
GOOD_YEARS_FOR_RANK: Final = 2
GOOD_YEARS_FOR_LEVEL: Final = 1
_GOOD: Final = frozenset({Predicate.VERY_GOOD, Predicate.GOOD})


class ConditionCode(StrEnum):
    """Conditions in printed order: those of a rank, then those of a level."""

    RANK_POINTS = "rank_points"
    RANK_YEARS = "rank_years"
    RANK_PREDICATES = "rank_predicates"
    LEVEL_POINTS = "level_points"
    LEVEL_PREDICATE = "level_predicate"
    LEVEL_COMPETENCE = "level_competence"
    LEVEL_VACANCY = "level_vacancy"


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of the checklist; ``met`` is None where the data do not tell."""

    code: ConditionCode
    met: bool | None


def promotion_conditions(
    found: Standing,
    *,
    rank_since: date | None,
    predicates: Mapping[int, Predicate],
    day: date,
) -> tuple[Condition, ...]:
    """The checklist on a day; ``predicates`` are final annual ones by year.

    The last years are those before the year of ``day``. Competence test and vacancy lie outside
    the application. Where no level follows, the list ends with the rank.
    """
    rank = (
        Condition(ConditionCode.RANK_POINTS, found.rank.eligible),
        Condition(ConditionCode.RANK_YEARS, _long_enough(rank_since, day)),
        Condition(ConditionCode.RANK_PREDICATES, _good(predicates, day, GOOD_YEARS_FOR_RANK)),
    )
    if found.next_level is None:
        return rank
    return (
        *rank,
        Condition(ConditionCode.LEVEL_POINTS, found.next_level.eligible),
        Condition(ConditionCode.LEVEL_PREDICATE, _good(predicates, day, GOOD_YEARS_FOR_LEVEL)),
        Condition(ConditionCode.LEVEL_COMPETENCE, None),
        Condition(ConditionCode.LEVEL_VACANCY, None),
    )


def _long_enough(since: date | None, day: date) -> bool | None:
    if since is None:
        return None
    return (day.year - since.year, day.month, day.day) >= (YEARS_IN_RANK, since.month, since.day)


def _good(predicates: Mapping[int, Predicate], day: date, count: int) -> bool | None:
    """Whether each of the last years was at least good; None while one is not final."""
    years = [day.year - back for back in range(1, count + 1)]
    if any(year in predicates and predicates[year] not in _GOOD for year in years):
        return False
    return True if all(year in predicates for year in years) else None
