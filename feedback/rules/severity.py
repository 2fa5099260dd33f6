"""How severe a rater is: the additive model of ratee, rater and rest, within connected groups.

y_ij = mean + ratee_i + rater_j + rest, all random. Effects show which part of a score is the
yardstick of those who happened to be asked. The raw mean stays the official number; what is
computed here is a second column for the calibration meeting. Sources: statistics C4; Searle,
Casella and McCulloch 1992, Variance Components, chapter 5 (Henderson's first method).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from feedback.rules.connected import roots_of

LEAST_RATERS: Final = 10
LEAST_RATINGS: Final = 20
"""A connected group below either is not adjusted."""
LEAST_RATER_SHARE: Final = 0.05
"""Nothing is adjusted where raters make less of the variance than this."""
CAP: Final = 0.5
"""Most scale points by which an adjusted score departs from the raw one."""
PRECISION: Final = 1e-10
MOST_SWEEPS: Final = 20_000

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


class NotSeparable(ValueError):
    """The ratings cannot tell ratees, raters and rest apart."""


@dataclass(frozen=True, slots=True)
class Variances:
    """Of ratees, raters and rest, in squared scale points; none below zero."""

    ratee: float
    rater: float
    residual: float

    @property
    def rater_share(self) -> float:
        """Part of one score's variance that its rater makes, 0 to 1."""
        total = self.ratee + self.rater + self.residual
        return self.rater / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Severity:
    """Effects in scale points, whatever the size of a group; a severe rater's is negative.

    ``adjusted`` is nothing where raters hardly differ; a ratee's entry is nothing where its
    connected group is too small.
    """

    mean: float
    variances: Variances
    raters: Mapping[str, float]
    ratees: Mapping[str, float]
    adjusted: Mapping[str, float | None] | None
    components: int


def severity(ratings: Sequence[tuple[str, str, float]]) -> Severity:
    """Fit the model to (ratee, rater, score), each pair once.

    Raises: ``NotSeparable`` with too few ratings to tell the three variances apart.
    """
    if not ratings:
        raise NotSeparable
    ratee_names, ratees = _codes([one[0] for one in ratings])
    rater_names, raters = _codes([one[1] for one in ratings])
    scores = np.array([one[2] for one in ratings], dtype=np.float64)
    variances = henderson(ratees, raters, scores)
    groups, count = _groups(ratees, raters)
    mean, of_ratees, of_raters = _effects(ratees, raters, scores, variances, groups)
    return Severity(
        mean=mean,
        variances=variances,
        raters=dict(zip(rater_names, of_raters.tolist(), strict=True)),
        ratees=dict(zip(ratee_names, of_ratees.tolist(), strict=True)),
        adjusted=(
            dict(
                zip(
                    ratee_names,
                    _adjusted(ratees, raters, scores, of_raters, groups),
                    strict=True,
                )
            )
            if variances.rater_share >= LEAST_RATER_SHARE
            else None
        ),
        components=count,
    )


def henderson(ratees: Codes, raters: Codes, scores: Floats) -> Variances:
    """Variances by moments: three sums of squares and their expectations; a negative one is 0.

    Raises: ``NotSeparable`` where the three equations do not have one answer.
    """
    centred = scores - scores.mean()
    n = float(len(scores))
    per_ratee, per_rater = np.bincount(ratees), np.bincount(raters)
    a, b = len(per_ratee), len(per_rater)
    squares = float((centred**2).sum())
    by_ratee = float((np.bincount(ratees, centred) ** 2 / per_ratee).sum())
    by_rater = float((np.bincount(raters, centred) ** 2 / per_rater).sum())
    # Each pair is rated once, so that the cells' squares are counts.
    k1, k2 = float((per_ratee.astype(float) ** 2).sum()) / n, float((per_rater**2.0).sum()) / n
    expectations = np.array(
        [
            [n - k1, a - k2, a - 1.0],
            [b - k1, n - k2, b - 1.0],
            [k1 - b, k2 - a, n - a - b + 1.0],
        ]
    )
    if np.linalg.matrix_rank(expectations) < 3:
        raise NotSeparable
    found = np.linalg.solve(expectations, [by_ratee, by_rater, squares - by_ratee - by_rater])
    nothing = max(1e-12 * squares / n, 1e-26 * float((scores**2).max()))
    return Variances(*(float(one) if one > nothing else 0.0 for one in found))


def _effects(
    ratees: Codes, raters: Codes, scores: Floats, variances: Variances, groups: tuple[Codes, Codes]
) -> tuple[float, Floats, Floats]:
    """Best linear unbiased predictions, by sweeps over ratees and raters in turn.

    The prediction of highest likelihood has effects of sum zero, and within a connected group
    leaves nothing to be gained by moving a constant from ratees to raters; both are applied after
    each sweep, so that groups held together by few ratings settle as fast as others.
    """
    vt, vr, ve = variances.ratee, variances.rater, variances.residual
    per_ratee, per_rater = np.bincount(ratees), np.bincount(raters)
    of_ratees, of_raters = np.zeros(len(per_ratee)), np.zeros(len(per_rater))
    mean = float(scores.mean())
    close = PRECISION / 10 * max(float(np.abs(scores).max()), 1e-300)
    for _sweep in range(MOST_SWEEPS):
        before = np.concatenate([of_ratees, of_raters, [mean]])
        if vt:
            left = np.bincount(ratees, scores - mean - of_raters[raters])
            of_ratees = left / (per_ratee + ve / vt)
        if vr:
            left = np.bincount(raters, scores - mean - of_ratees[ratees])
            of_raters = left / (per_rater + ve / vr)
        if vt and vr:
            shift = _shift(of_ratees, of_raters, vt, vr, groups)
            of_ratees, of_raters = of_ratees + shift[groups[0]], of_raters - shift[groups[1]]
        of_ratees, of_raters = of_ratees - of_ratees.mean(), of_raters - of_raters.mean()
        mean += float((scores - mean - of_ratees[ratees] - of_raters[raters]).mean())
        moved = np.abs(np.concatenate([of_ratees, of_raters, [mean]]) - before).max()
        if moved < close:
            break
    return mean, of_ratees, of_raters


def _shift(
    of_ratees: Floats, of_raters: Floats, vt: float, vr: float, groups: tuple[Codes, Codes]
) -> Floats:
    """The constant of each connected group that makes its effects likeliest."""
    count = int(groups[0].max()) + 1
    above = np.bincount(groups[1], of_raters, count) / vr - (
        np.bincount(groups[0], of_ratees, count) / vt
    )
    below = np.bincount(groups[0], minlength=count) / vt + (
        np.bincount(groups[1], minlength=count) / vr
    )
    return above / below


def _adjusted(
    ratees: Codes, raters: Codes, scores: Floats, of_raters: Floats, groups: tuple[Codes, Codes]
) -> list[float | None]:
    per_ratee = np.bincount(ratees)
    raw = np.bincount(ratees, scores) / per_ratee
    moved = -np.bincount(ratees, of_raters[raters]) / per_ratee
    large = (np.bincount(groups[1]) >= LEAST_RATERS) & (
        np.bincount(groups[0][ratees]) >= LEAST_RATINGS
    )
    values = raw + np.clip(moved, -CAP, CAP)
    return [
        float(value) if enough else None
        for value, enough in zip(values, large[groups[0]], strict=True)
    ]


def _codes(names: Sequence[str]) -> tuple[list[str], Codes]:
    """Names in order of appearance, and the place of each row's name among them."""
    places: dict[str, int] = {}
    codes = [places.setdefault(name, len(places)) for name in names]
    return list(places), np.array(codes, dtype=np.intp)


def _groups(ratees: Codes, raters: Codes) -> tuple[tuple[Codes, Codes], int]:
    """The connected group of each ratee and of each rater, and the number of groups."""
    first = int(ratees.max()) + 1
    edges = zip(ratees.tolist(), (first + raters).tolist(), strict=True)
    roots = roots_of(first + int(raters.max()) + 1, edges)
    names, codes = np.unique(np.array(roots), return_inverse=True)
    return (codes[:first], codes[first:]), len(names)
