"""How one supervisor's ratings differ from those of comparable supervisors, and how surely.

One supervisor an employee: severity and a truly better team cannot be told apart. So an index
opens a conversation, corrects nothing, and says nothing of fewer than five people. Ratings are
-1, 0 and +1. Sources: statistics D1, A10; Benjamini and Hochberg 1995.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import NormalDist
from typing import Final

import numpy as np

from appraisal.rules.adverse_impact import q_values
from feedback.rules.shrinkage import TooFewUnits, shrink

LEAST: Final = 5
"""People below which there is no index at all."""
LEAST_FLAG: Final = 8
"""People from which a flag is possible; between, the chair sees an interval without colour."""
LEAST_SHIFT: Final = 0.3
MOST_Q: Final = 0.10
PERMUTATIONS: Final = 2000
SEED: Final = 20260101

_Z: Final = NormalDist().inv_cdf(0.975)


class Flag(StrEnum):
    """What a supervisor's ratings differ in."""

    LENIENT = "lenient"
    STRICT = "strict"
    CENTRAL = "central"
    HALO = "halo"


@dataclass(frozen=True, slots=True)
class Rated:
    """One person as rated: ``kind`` is the class of comparable supervisors.

    ``mean`` and ``spread`` are over all single ratings, -1 to 1; ``is_middle`` where both overall
    ratings meet the expectation.
    """

    supervisor: int
    kind: str
    mean: float
    spread: float
    is_middle: bool


@dataclass(frozen=True, slots=True)
class Index:
    """A supervisor beside comparable ones; figures are absent below five people.

    ``leniency`` is the distance of the means with its 95 % interval, ``shrunk`` what remains of
    it after the others' experience; ``middle`` the share of people rated in the middle beside
    ``middle_others``; ``spread`` how far ratings of one person differ beside ``spread_others``.
    """

    n: int
    leniency: float | None = None
    interval: tuple[float, float] | None = None
    shrunk: float | None = None
    middle: float | None = None
    middle_others: float | None = None
    spread: float | None = None
    spread_others: float | None = None
    flags: tuple[Flag, ...] = field(default=())

    @property
    def may_be_flagged(self) -> bool:
        """Whether there are people enough for a colour."""
        return self.n >= LEAST_FLAG


def indices(rated: Sequence[Rated]) -> dict[int, Index]:
    """Indices of every supervisor; flags with the false discovery rate over all of them."""
    of_supervisor: dict[int, list[Rated]] = defaultdict(list)
    kinds: dict[str, list[Rated]] = defaultdict(list)
    for one in rated:
        of_supervisor[one.supervisor].append(one)
        kinds[one.kind].append(one)
    found = {
        supervisor: Index(len(people))
        for supervisor, people in of_supervisor.items()
        if len(people) < LEAST
    }
    chances: dict[Flag, dict[int, float]] = {
        kind: {} for kind in (Flag.LENIENT, Flag.CENTRAL, Flag.HALO)
    }
    for everybody in kinds.values():
        shown = sorted({one.supervisor for one in everybody} - set(found))
        shifts = {who: _shift(of_supervisor[who], everybody) for who in shown}
        shrunk = _shrunk({who: pair for who, pair in shifts.items() if pair is not None})
        for who in shown:
            people, pair = of_supervisor[who], shifts[who]
            others = [other for other in everybody if other.supervisor != who]
            found[who] = _index(people, others, pair, shrunk.get(who))
            if len(people) >= LEAST_FLAG and pair is not None and others:
                chances[Flag.LENIENT][who] = math.erfc(abs(pair[0] / pair[1]) / math.sqrt(2))
                chances[Flag.CENTRAL][who] = _middle_chance(who, everybody)
                chances[Flag.HALO][who] = _halo_chance(people, others)
    return _flagged(found, chances)


def _index(
    people: Sequence[Rated],
    others: Sequence[Rated],
    pair: tuple[float, float] | None,
    shrunk: float | None,
) -> Index:
    shift, error = pair if pair is not None else (None, None)
    return Index(
        n=len(people),
        leniency=shift,
        interval=None
        if shift is None or error is None
        else (shift - _Z * error, shift + _Z * error),
        shrunk=shrunk,
        middle=_mean([float(one.is_middle) for one in people]),
        middle_others=_mean([float(one.is_middle) for one in others]) if others else None,
        spread=_mean([one.spread for one in people]),
        spread_others=_mean([one.spread for one in others]) if others else None,
    )


def _shift(people: Sequence[Rated], everybody: Sequence[Rated]) -> tuple[float, float] | None:
    """Distance of a mean from that of all others of the class, with its standard error."""
    own = people[0].supervisor
    rest = [one.mean for one in everybody if one.supervisor != own]
    if len(rest) < LEAST:
        return None
    within = _within(everybody)
    if not within:
        return None
    gap = _mean([one.mean for one in people]) - _mean(rest)
    return gap, math.sqrt(within / len(people) + within / len(rest))


def _within(everybody: Sequence[Rated]) -> float:
    """Pooled variance of people's means around their supervisor's."""
    teams: dict[int, list[float]] = defaultdict(list)
    for one in everybody:
        teams[one.supervisor].append(one.mean)
    squares = sum(sum((x - _mean(team)) ** 2 for x in team) for team in teams.values())
    df = len(everybody) - len(teams)
    return squares / df if df > 0 else 0.0


def _shrunk(shifts: Mapping[int, tuple[float, float]]) -> dict[int, float]:
    try:
        found = shrink([gap for gap, _e in shifts.values()], [e * e for _g, e in shifts.values()])
    except TooFewUnits:
        return {}
    return dict(zip(shifts, found.estimates, strict=True))


def _middle_chance(supervisor: int, everybody: Sequence[Rated]) -> float:
    """Chance of at least as many in the middle, with teams that differ (beta-binomial)."""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for one in everybody:
        counts[one.supervisor][0] += one.is_middle
        counts[one.supervisor][1] += 1
    x, n = counts.pop(supervisor)
    hits, total = sum(a for a, _b in counts.values()), sum(b for _a, b in counts.values())
    p = hits / total
    if p in (0.0, 1.0):
        return 1.0
    from scipy.stats import betabinom, binom  # slow to import, and few processes need it

    rho = _overdispersion(list(counts.values()), p)
    if rho <= 0:
        return float(binom.sf(x - 1, n, p))
    size = 1 / rho - 1
    return float(betabinom.sf(x - 1, n, p * size, (1 - p) * size))


def _overdispersion(teams: Sequence[Sequence[int]], p: float) -> float:
    """Correlation within teams by moments, 0 to below 1."""
    if len(teams) < 2:
        return 0.0
    n = [total for _hits, total in teams]
    chi = sum((hits - total * p) ** 2 / (total * p * (1 - p)) for hits, total in teams)
    extra = chi - (len(teams) - 1)
    weight = sum(total - 1 for total in n)
    return min(0.99, max(0.0, extra / weight)) if weight else 0.0


def _halo_chance(people: Sequence[Rated], others: Sequence[Rated]) -> float:
    """Chance of profiles as flat among people of the class who have the same mean."""
    by_mean: dict[float, list[float]] = defaultdict(list)
    for one in (*people, *others):
        by_mean[round(one.mean, 1)].append(one.spread)
    rng = np.random.default_rng(SEED)
    total = np.zeros(PERMUTATIONS)
    for one in people:
        pool = np.array(by_mean[round(one.mean, 1)])
        total += pool[rng.integers(0, len(pool), PERMUTATIONS)]
    own = sum(one.spread for one in people)
    return float((np.sum(total <= own + 1e-12) + 1) / (PERMUTATIONS + 1))


def _flagged(
    found: Mapping[int, Index], chances: Mapping[Flag, Mapping[int, float]]
) -> dict[int, Index]:
    rates = {
        kind: q_values({str(who): p for who, p in chance.items()})
        for kind, chance in chances.items()
    }
    result = {}
    for one, index in found.items():
        flags = []
        shrunk = index.shrunk
        is_sure = rates[Flag.LENIENT].get(str(one), 1.0) < MOST_Q
        if shrunk is not None and abs(shrunk) >= LEAST_SHIFT and is_sure:
            flags.append(Flag.LENIENT if shrunk > 0 else Flag.STRICT)
        flags += [
            kind for kind in (Flag.CENTRAL, Flag.HALO) if rates[kind].get(str(one), 1.0) < MOST_Q
        ]
        result[one] = replace(index, flags=tuple(flags))
    return result


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
