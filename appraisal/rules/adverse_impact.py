"""Whether an outcome falls more rarely on one group than another, and whether chance explains it.

Rates are compared as whole numbers, because four fifths of 60 % is 48 % exactly and a computer's
fraction is not. A flag opens a review of process and criteria, never a change of anybody's result.
Sources: statistics D4; Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4 D,
questions and answers 11 to 28; Newcombe 1998; Mantel and Haenszel 1959; Benjamini and Hochberg
1995.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from typing import Final

LEAST_PEOPLE: Final = 10
LEAST_SHARE: Final = (2, 100)
"""A group may be the reference from so many people and so large a share of all."""
EXACT_UP_TO: Final = 1000
LEAST_EXPECTED: Final = 5
"""Fisher's test up to so many people, or where an expected cell is smaller."""
LEAST_TO_JUDGE: Final = 20
LEAST_OUTCOMES: Final = 5
"""Below either a light stays grey: too few to say."""
HIDDEN_BELOW: Final = 5
"""Cells smaller than this are not published."""
LEVEL: Final = 0.05

_Z: Final = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Count:
    """People of a group with the outcome, among all of the group."""

    selected: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.selected <= self.total:
            raise ValueError(self.selected, self.total)

    @property
    def rate(self) -> float:
        """Share with the outcome; 0 for an empty group."""
        return self.selected / self.total if self.total else 0.0


class Light(StrEnum):
    """What to do: nothing, look, review; or too few to say."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Impact:
    """Groups beside the reference: ``ratios`` (nothing where the reference's rate is zero),
    those below four fifths, and two-sided ``p`` of no difference."""

    reference: str | None
    ratios: Mapping[str, float | None]
    flagged: tuple[str, ...]
    p: Mapping[str, float]


def reference_of(groups: Mapping[str, Count]) -> str | None:
    """The highest rate among groups large enough; ties go to the larger, then by name."""
    everybody = sum(one.total for one in groups.values())
    part, whole = LEAST_SHARE
    large = [
        name
        for name, one in groups.items()
        if one.total >= LEAST_PEOPLE and one.total * whole >= part * everybody
    ]
    best: str | None = None
    for name in sorted(large, key=lambda name: (-groups[name].total, name)):
        if best is None or _higher(groups[name], groups[best]):
            best = name
    return best


def compare(groups: Mapping[str, Count]) -> Impact:
    """Compare every group with the reference; nothing where no group is large enough."""
    reference = reference_of(groups)
    if reference is None:
        return Impact(None, {}, (), {})
    base = groups[reference]
    others = {name: one for name, one in groups.items() if name != reference and one.total}
    return Impact(
        reference,
        {name: ratio(one, base) for name, one in others.items()},
        tuple(name for name, one in others.items() if is_below_four_fifths(one, base)),
        {name: p_value(one, base) for name, one in others.items()},
    )


def ratio(one: Count, base: Count) -> float | None:
    """Rate of a group over that of the reference, nothing where the latter is zero."""
    if not base.selected:
        return None
    return one.selected * base.total / (base.selected * one.total)


def is_below_four_fifths(one: Count, base: Count) -> bool:
    """Whether a rate is below four fifths of the reference's, in whole numbers."""
    return 5 * one.selected * base.total < 4 * base.selected * one.total


def one_more_would_do(one: Count, base: Count) -> bool:
    """Whether one selection more brings a group to four fifths (question 21 of the guidelines)."""
    if one.selected == one.total:
        return False
    return not is_below_four_fifths(Count(one.selected + 1, one.total), base)


def p_value(one: Count, base: Count) -> float:
    """Two-sided probability of a difference at least as large if there were none.

    Fisher's exact test where an expected cell is small or there are few people, else the pooled
    normal approximation without correction.
    """
    n = one.total + base.total
    hits = one.selected + base.selected
    if not one.total or not base.total or hits in (0, n):
        return 1.0
    expected = min(one.total, base.total) * min(hits, n - hits) / n
    if expected < LEAST_EXPECTED or n <= EXACT_UP_TO:
        from scipy.stats import fisher_exact  # slow to import, and few processes need it

        table = [
            [one.selected, one.total - one.selected],
            [base.selected, base.total - base.selected],
        ]
        return float(min(1.0, fisher_exact(table).pvalue))
    pooled = hits / n
    error = math.sqrt(pooled * (1 - pooled) * (1 / one.total + 1 / base.total))
    return math.erfc(abs(one.rate - base.rate) / error / math.sqrt(2))


def difference_interval(one: Count, base: Count) -> tuple[float, float]:
    """95 % interval of the difference of two rates (Newcombe's method 10, from Wilson's)."""
    (low1, high1), (low2, high2) = wilson(one), wilson(base)
    gap = one.rate - base.rate
    down = math.hypot(one.rate - low1, high2 - base.rate)
    up = math.hypot(high1 - one.rate, base.rate - low2)
    return gap - down, gap + up


def wilson(one: Count) -> tuple[float, float]:
    """95 % interval of a rate; the whole range for an empty group."""
    n, p = one.total, one.rate
    if not n:
        return 0.0, 1.0
    centre = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True)
class Stratified:
    """Odds ratio over strata (nothing where it has no finite value) and p of no difference."""

    odds_ratio: float | None
    p: float


def stratified(strata: Sequence[tuple[Count, Count]]) -> Stratified:
    """Compare (group, reference) within each stratum and put the strata together.

    Mantel and Haenszel's odds ratio, and the Cochran-Mantel-Haenszel test without correction.
    """
    above = below = surprise = variance = 0.0
    for one, base in strata:
        n = one.total + base.total
        if n < 2:
            continue
        hits = one.selected + base.selected
        above += one.selected * (base.total - base.selected) / n
        below += (one.total - one.selected) * base.selected / n
        surprise += one.selected - one.total * hits / n
        variance += one.total * base.total * hits * (n - hits) / (n * n * (n - 1))
    return Stratified(
        above / below if below else None,
        math.erfc(abs(surprise) / math.sqrt(variance) / math.sqrt(2)) if variance else 1.0,
    )


def q_values(p: Mapping[str, float]) -> dict[str, float]:
    """False discovery rates of Benjamini and Hochberg, by name."""
    ordered = sorted(p, key=lambda name: p[name])
    found: dict[str, float] = {}
    least = 1.0
    for place in range(len(ordered), 0, -1):
        name = ordered[place - 1]
        least = min(least, p[name] * len(ordered) / place)
        found[name] = least
    return {name: found[name] for name in p}


def light(one: Count, base: Count, q: float) -> Light:
    """The traffic light of a group; ``q`` is its p after the false discovery rate.

    Red where the rate is below four fifths and chance does not explain it; amber where one of the
    two holds, or one selection more would do; grey with too few people or outcomes.
    """
    if min(one.total, base.total) < LEAST_TO_JUDGE:
        return Light.GREY
    if one.selected + base.selected < LEAST_OUTCOMES:
        return Light.GREY
    below, unlikely = is_below_four_fifths(one, base), q < LEVEL
    if below and unlikely and not one_more_would_do(one, base):
        return Light.RED
    return Light.AMBER if below or unlikely else Light.GREEN


def _higher(one: Count, other: Count) -> bool:
    return one.selected * other.total > other.selected * one.total
