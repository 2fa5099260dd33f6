"""Two groups compared within strata of like people, so that a mixture does not look like a cause.

Source: Mantel and Haenszel 1959; Robins, Breslow and Greenland 1986 for the interval; statistics
D4; see docs/statistics.md#fairness.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, fsum, log, sqrt
from statistics import NormalDist
from typing import Final

from appraisal.rules.adverse_impact import Selection

Stratum = tuple[Selection, Selection]
"""Group and reference among people of one kind of post and grade."""

_Z: Final = NormalDist().inv_cdf(0.975)


class NotComparable(ValueError):
    """No stratum in which both groups, and both outcomes, are present."""


@dataclass(frozen=True, slots=True)
class Stratified:
    """Common odds ratio of the group against the reference, and the test that it is 1.

    ``interval`` (95 %) and ``odds_ratio`` are ``None`` where no finite positive value exists;
    ``statistic`` is chi-squared with one degree of freedom and continuity correction, as in R's
    ``mantelhaen.test``. ``strata`` counts those that say something.
    """

    odds_ratio: float | None
    interval: tuple[float, float] | None
    statistic: float
    p: float
    strata: int


def stratified(strata: Sequence[Stratum]) -> Stratified:
    """Mantel-Haenszel odds ratio and Cochran-Mantel-Haenszel test.

    Raises: ``NotComparable``.
    """
    telling = [pair for pair in strata if _variance(*pair)]
    if not telling:
        raise NotComparable
    gap = abs(fsum(_excess(*pair) for pair in telling))
    correction = 0.5 if gap >= 0.5 else 0.0
    statistic = (gap - correction) ** 2 / fsum(_variance(*pair) for pair in telling)
    odds_ratio, interval = _odds(telling)
    return Stratified(odds_ratio, interval, statistic, erfc(sqrt(statistic / 2)), len(telling))


def _excess(group: Selection, reference: Selection) -> float:
    """Selections of the group beyond what equal rates would give."""
    everybody = group.total + reference.total
    return group.selected - group.total * (group.selected + reference.selected) / everybody


def _variance(group: Selection, reference: Selection) -> float:
    everybody = group.total + reference.total
    selected = group.selected + reference.selected
    if everybody < 2:
        return 0.0
    return (
        group.total
        * reference.total
        * selected
        * (everybody - selected)
        / (everybody**2 * (everybody - 1))
    )


def _odds(strata: Sequence[Stratum]) -> tuple[float | None, tuple[float, float] | None]:
    rows = []
    for group, reference in strata:
        size = group.total + reference.total
        missed, reference_missed = (
            group.total - group.selected,
            reference.total - reference.selected,
        )
        for_group = group.selected * reference_missed / size
        for_reference = missed * reference.selected / size
        agree = (group.selected + reference_missed) / size
        rows.append((for_group, for_reference, agree, 1 - agree))
    top, bottom = fsum(row[0] for row in rows), fsum(row[1] for row in rows)
    if not top or not bottom:
        return None, None
    variance = (
        fsum(agree * one for one, _, agree, _ in rows) / (2 * top**2)
        + fsum(agree * other + differ * one for one, other, agree, differ in rows)
        / (2 * top * bottom)
        + fsum(differ * other for _, other, _, differ in rows) / (2 * bottom**2)
    )
    middle, half = log(top / bottom), _Z * sqrt(variance)
    return top / bottom, (exp(middle - half), exp(middle + half))
