"""Adverse impact: does an outcome reach groups of people at unlike rates?

Every comparison of rates is done on integers, so that equality stays equality: 48 of 100 beside
60 of 100 is four fifths and not below. Nothing here judges a person; a finding opens a review of
process and criteria. Source: statistics D4; UGESP 1978 (29 CFR 1607.4 D) with Questions and
Answers 21; Newcombe 1998; see docs/statistics.md#fairness.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import erfc, prod, sqrt
from statistics import NormalDist
from typing import Final

REFERENCE_PEOPLE: Final = 10
REFERENCE_PERCENT: Final = 2
"""Fewest people, and smallest share of all, of a group that others are compared with."""

EXACT_UP_TO: Final = 1_000
EXPECTED: Final = 5
"""Fisher's exact test up to this many people, or where a cell expects fewer than five."""

FEWEST_PEOPLE: Final = 20
FEWEST_OUTCOMES: Final = 5
ALPHA: Final = 0.05

_Z: Final = NormalDist().inv_cdf(0.975)


class Light(StrEnum):
    """What a comparison means; ``TOO_FEW`` says nothing either way."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Selection:
    """How many of a group the favourable outcome reached: 0 ≤ ``selected`` ≤ ``total``."""

    selected: int
    total: int

    @property
    def rate(self) -> float:
        """Share from 0 to 1; of nobody 0."""
        return self.selected / self.total if self.total else 0.0

    def above(self, other: "Selection") -> bool:
        """Whether the rate is the higher one, on integers."""
        return self.selected * other.total > other.selected * self.total


def reference_group(groups: Mapping[str, Selection]) -> str | None:
    """The group with the highest rate among those large enough; of equals the larger one.

    Large enough are ten people and two per cent of all. ``None`` when no group is.
    """
    everybody = sum(one.total for one in groups.values())
    best = None
    for name, one in sorted(groups.items(), key=lambda item: (-item[1].total, item[0])):
        large = one.total >= REFERENCE_PEOPLE and 100 * one.total >= REFERENCE_PERCENT * everybody
        if large and (best is None or one.above(groups[best])):
            best = name
    return best


def below_four_fifths(group: Selection, reference: Selection) -> bool:
    """Whether the rate is less than four fifths of the reference's; equality is not below."""
    return 5 * group.selected * reference.total < 4 * reference.selected * group.total


def one_more_reaches(group: Selection, reference: Selection) -> bool:
    """Whether one more selection in the group would end a rate below four fifths (Q&A 21)."""
    more = Selection(group.selected + 1, group.total)
    return below_four_fifths(group, reference) and not below_four_fifths(more, reference)


def impact_ratio(group: Selection, reference: Selection) -> float | None:
    """Rate of the group over that of the reference; ``None`` for nobody, or over a rate of zero."""
    if not group.total or not reference.selected:
        return None
    return group.selected * reference.total / (group.total * reference.selected)


def rate_difference_p(group: Selection, reference: Selection) -> float:
    """Two-sided p of equal rates: Fisher's where D4 asks for it, else pooled z, uncorrected."""
    everybody = group.total + reference.total
    selected = group.selected + reference.selected
    smallest = min(group.total, reference.total) * min(selected, everybody - selected)
    if everybody <= EXACT_UP_TO or smallest < EXPECTED * everybody:
        return fisher_p(group, reference)
    gap = group.selected * reference.total - reference.selected * group.total
    spread = group.total * reference.total * selected * (everybody - selected)
    return erfc(abs(gap) * sqrt(everybody / spread) / sqrt(2))


def fisher_p(group: Selection, reference: Selection) -> float:
    """Fisher's exact test, two-sided: all tables that are no likelier than the one seen.

    The weights of the tables are integers, so that equally likely ones are found equal.
    """
    chosen = group.selected + reference.selected
    low = max(0, chosen - reference.total)
    high = min(group.total, chosen)
    steps = [
        (
            (group.total - count) * (chosen - count),
            (count + 1) * (reference.total - chosen + count + 1),
        )
        for count in range(low, high)
    ]
    weights = [prod(below for _, below in steps)]
    for above, below in steps:
        weights.append(weights[-1] * above // below)
    seen = weights[group.selected - low]
    return sum(weight for weight in weights if weight <= seen) / sum(weights)


def difference_interval(group: Selection, reference: Selection) -> tuple[float, float]:
    """95 % interval of the difference of two rates, group less reference (Newcombe, method 10)."""
    low, high = _wilson(group)
    reference_low, reference_high = _wilson(reference)
    gap = group.rate - reference.rate
    return (
        gap - sqrt((group.rate - low) ** 2 + (reference_high - reference.rate) ** 2),
        gap + sqrt((high - group.rate) ** 2 + (reference.rate - reference_low) ** 2),
    )


def _wilson(one: Selection) -> tuple[float, float]:
    square = _Z * _Z
    middle = 2 * one.selected + square
    half = _Z * sqrt(square + 4 * one.selected * (1 - one.rate))
    size = 2 * (one.total + square)
    return (middle - half) / size, (middle + half) / size


def light(group: Selection, reference: Selection, q: float) -> Light:
    """Red below four fifths and found at ``q`` < 0.05, amber for one of the two.

    Where one more selection would close the gap, at most amber. Too few: fewer than 20 people in
    the smaller group, or fewer than five outcomes of either kind.
    """
    selected = group.selected + reference.selected
    missed = group.total + reference.total - selected
    if min(group.total, reference.total) < FEWEST_PEOPLE or min(selected, missed) < FEWEST_OUTCOMES:
        return Light.TOO_FEW
    below, found = below_four_fifths(group, reference), q < ALPHA
    if below and found and not one_more_reaches(group, reference):
        return Light.RED
    return Light.AMBER if below or found else Light.GREEN
