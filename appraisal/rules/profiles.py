"""How one supervisor's profiles of ratings lie among those of the class: halo and range.

A profile is a person's mean score and the SD over the person's single ratings. Draws use a fixed
seed, and profiles are sorted before, so the same ratings give the same figures. Source:
statistics D1; see docs/statistics.md#yardstick.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

PERMUTATIONS: Final = 2_000
SEED: Final = 20_260_101

Profile = tuple[float, float]

_DIGITS: Final = 9


def halo_p(own: Sequence[Profile], everybody: Sequence[Profile]) -> float:
    """Share of draws in which ratings within a person lie as close together as ``own``, or closer.

    Each draw replaces every person by somebody of ``everybody`` (the class, ``own`` included)
    with the same mean, nobody twice. 1 where all such people are alike.
    """
    random = np.random.default_rng(SEED)
    mine = Counter(round(score, _DIGITS) for score, _ in own)
    drawn = np.zeros(PERMUTATIONS)
    for score, people in sorted(mine.items()):
        spreads = Counter(
            round(spread, _DIGITS) for mean, spread in everybody if round(mean, _DIGITS) == score
        )
        values = sorted(spreads)
        counts = random.multivariate_hypergeometric(
            [spreads[value] for value in values], people, size=PERMUTATIONS
        )
        drawn += counts @ np.array(values)
    seen = sum(round(spread, _DIGITS) for _, spread in own)
    as_close = int((drawn <= seen + len(own) * 10.0**-_DIGITS).sum())
    return (as_close + 1) / (PERMUTATIONS + 1)


def range_interval(own: Sequence[Profile], reference: float) -> tuple[float, float]:
    """95 % interval, by bootstrap, of the SD of ``own`` scores over the ``reference`` SD (> 0)."""
    scores = np.sort(np.array([score for score, _ in own]))
    random = np.random.default_rng(SEED)
    samples = random.choice(scores, size=(PERMUTATIONS, len(scores)))
    low, high = np.quantile(samples.std(axis=1, ddof=1) / reference, (0.025, 0.975))
    return float(low), float(high)
