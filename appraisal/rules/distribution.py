"""Patterns of predicates that go with an organisation predicate, and whether a unit keeps them.

A pattern is a matter for the leader to weigh: leaving it is allowed with a reason, so nothing
here refuses anything. Shares are compared by cross-multiplication, never after rounding.
Source: SE MenPANRB 3/2023 (regulation 4.5); see docs/legal.md#distribution.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from appraisal.rules.predicate import OrganisationPredicate, Predicate

SMALL_UNIT: Final = 10
"""Below this many people a unit is too small for shares; its agency is looked at instead."""


class LimitKind(StrEnum):
    """How a pattern binds the people with one or several predicates."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    PRESENT = "present"
    ABSENT = "absent"
    MOST_FREQUENT = "most_frequent"


@dataclass(frozen=True, slots=True)
class PatternLimit:
    """One condition of a pattern on the people with any of ``predicates``.

    ``percent`` counts only for ``AT_MOST`` and ``AT_LEAST``. An ``advisory`` condition is read
    from the words "most of them" and warns without counting as a deviation.
    """

    kind: LimitKind
    predicates: tuple[Predicate, ...]
    percent: int = 0
    advisory: bool = False


@dataclass(frozen=True, slots=True)
class LimitCheck:
    """A condition beside what a unit has: ``count`` people of ``total``.

    ``bound`` is the largest (``AT_MOST``) or smallest number of people that keeps the condition,
    ``off_by`` how many people lie beyond it; zero when it is met.
    """

    limit: PatternLimit
    count: int
    total: int
    bound: int
    met: bool

    @property
    def off_by(self) -> int:
        """People too many or too few."""
        return 0 if self.met else abs(self.count - self.bound)


_P = Predicate
_K = LimitKind

DISTRIBUTION_PATTERNS: Final[Mapping[OrganisationPredicate, tuple[PatternLimit, ...]]] = {
    OrganisationPredicate.EXCELLENT: (
        PatternLimit(_K.AT_MOST, (_P.VERY_GOOD,), 70),
        PatternLimit(_K.MOST_FREQUENT, (_P.VERY_GOOD,), advisory=True),
    ),
    OrganisationPredicate.GOOD: (
        PatternLimit(_K.AT_MOST, (_P.GOOD,), 70),
        PatternLimit(_K.PRESENT, (_P.NEEDS_IMPROVEMENT, _P.POOR)),
        PatternLimit(_K.MOST_FREQUENT, (_P.GOOD,), advisory=True),
    ),
    OrganisationPredicate.NEEDS_IMPROVEMENT: (
        PatternLimit(_K.AT_LEAST, (_P.NEEDS_IMPROVEMENT,), 60),
        PatternLimit(_K.AT_MOST, (_P.VERY_GOOD,), 10),
    ),
    OrganisationPredicate.POOR: (
        PatternLimit(_K.AT_LEAST, (_P.POOR,), 60),
        PatternLimit(_K.AT_LEAST, (_P.NEEDS_IMPROVEMENT,), 10),
        PatternLimit(_K.AT_MOST, (_P.VERY_GOOD,), 10),
    ),
    OrganisationPredicate.VERY_POOR: (
        PatternLimit(_K.AT_LEAST, (_P.VERY_POOR,), 60),
        PatternLimit(_K.AT_LEAST, (_P.POOR, _P.NEEDS_IMPROVEMENT), 10),
        PatternLimit(_K.ABSENT, (_P.VERY_GOOD,)),
    ),
}
"""Organisation predicate → conditions, in the order of the circular."""

PATTERN_CURVES: Final[Mapping[OrganisationPredicate, tuple[int, ...]]] = {
    OrganisationPredicate.EXCELLENT: (0, 1, 3, 7, 13),
    OrganisationPredicate.GOOD: (2, 3, 6, 11, 2),
    OrganisationPredicate.NEEDS_IMPROVEMENT: (3, 4, 10, 4, 3),
    OrganisationPredicate.POOR: (2, 11, 6, 3, 2),
    OrganisationPredicate.VERY_POOR: (13, 7, 3, 1, 0),
}
"""Relative heights of the form's curve, worst first: a drawing aid, not a rule (regulation 4.5)."""


def check_distribution(
    organisation: OrganisationPredicate, counts: Mapping[Predicate, int]
) -> tuple[LimitCheck, ...]:
    """Hold every condition of the pattern beside the people of one unit and period.

    ``counts`` gives people per predicate; what is missing counts as nobody.
    """
    total = sum(counts.values())
    return tuple(_check(limit, counts, total) for limit in DISTRIBUTION_PATTERNS[organisation])


def is_small_unit(total: int, below: int = SMALL_UNIT) -> bool:
    """Whether shares of so few people say too little to hold against a pattern."""
    return total < below


class NoPeople(ValueError):
    """Nobody was evaluated, so there is no distribution."""


@dataclass(frozen=True, slots=True)
class DistributionFindings:
    """How one unit stands to its pattern, in codes: ``very_good_above_70``, ``mode_differs``."""

    violations: tuple[str, ...]
    warnings: tuple[str, ...]
    small_unit: bool


def distribution_findings(
    organisation: OrganisationPredicate, counts: Mapping[Predicate, int], below: int = SMALL_UNIT
) -> DistributionFindings:
    """Name the conditions that a unit leaves; a small unit is looked at with its agency instead.

    Raises: ``NoPeople``.
    """
    total = sum(counts.values())
    if not total:
        raise NoPeople
    if is_small_unit(total, below):
        return DistributionFindings((), (), small_unit=True)
    left = [check.limit for check in check_distribution(organisation, counts) if not check.met]
    return DistributionFindings(
        tuple(limit_code(limit) for limit in left if not limit.advisory),
        tuple(limit_code(limit) for limit in left if limit.advisory),
        small_unit=False,
    )


def limit_code(limit: PatternLimit) -> str:
    """The published name of leaving a condition."""
    names = "_and_".join(limit.predicates)
    match limit.kind:
        case LimitKind.AT_MOST:
            return f"{names}_above_{limit.percent}"
        case LimitKind.AT_LEAST:
            return f"{names}_below_{limit.percent}"
        case LimitKind.PRESENT:
            return "no_lower_predicate"
        case LimitKind.ABSENT:
            return f"{names}_not_allowed"
        case LimitKind.MOST_FREQUENT:
            return "mode_differs"


def _check(limit: PatternLimit, counts: Mapping[Predicate, int], total: int) -> LimitCheck:
    count = sum(counts.get(predicate, 0) for predicate in limit.predicates)
    match limit.kind:
        case LimitKind.AT_MOST:
            bound = limit.percent * total // 100
            met = 100 * count <= limit.percent * total
        case LimitKind.AT_LEAST:
            bound = -(-limit.percent * total // 100)
            met = 100 * count >= limit.percent * total
        case LimitKind.PRESENT:
            bound, met = min(1, total), count >= min(1, total)
        case LimitKind.ABSENT:
            bound, met = 0, count == 0
        case LimitKind.MOST_FREQUENT:
            bound = max(counts.values(), default=0)
            met = count >= bound
    return LimitCheck(limit, count, total, bound, met)
