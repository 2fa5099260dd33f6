"""How far ratings of people agree: intraclass correlations, alpha, agreement, raters needed.

Sources: statistics C5; Shrout and Fleiss 1979, Psychological Bulletin 86, 420-428 (one-way and
two-way random models); McGraw and Wong 1996, Psychological Methods 1, 30-46 (intervals of absolute
agreement); Feldt 1965, Psychometrika 30, 357-370 (interval of alpha); James, Demaree and Wolf
1984, Journal of Applied Psychology 69, 85-98 (r_wg).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

LEVEL: Final = 0.95

Interval = tuple[float, float]
Matrix = NDArray[np.float64]


class NoVariance(ValueError):
    """All ratings are the same, so that there is nothing to agree about."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of one rating (``single``) and of the mean of ``raters`` ratings, with 95 % intervals.

    ``f`` is the ratio of mean squares; infinite where raters agree entirely.
    """

    single: float
    average: float
    f: float
    raters: float
    single_interval: Interval
    average_interval: Interval


def one_way(ratings: Sequence[Sequence[float]]) -> Reliability:
    """ICC(1,1) and ICC(1,k0): each ratee has raters of its own, perhaps in unequal numbers.

    Rows are ratees; a row without ratings is left out. Raises: ``ValueError`` with fewer than two
    rated ratees or no second rating of anybody, ``NoVariance``.
    """
    rows = [np.asarray(row, dtype=np.float64) for row in ratings if len(row)]
    sizes = np.array([len(row) for row in rows], dtype=np.float64)
    n, count = sizes.sum(), len(rows)
    if count < 2 or n - count < 1:
        raise ValueError("too few ratings")
    means = np.array([row.mean() for row in rows])
    grand = math.fsum(value for row in rows for value in row) / n
    between = float((sizes * (means - grand) ** 2).sum()) / (count - 1)
    within = math.fsum(float(((row - row.mean()) ** 2).sum()) for row in rows) / (n - count)
    k0 = float((n - (sizes**2).sum() / n) / (count - 1))
    if _is_nothing(between, grand) and _is_nothing(within, grand):
        raise NoVariance
    if _is_nothing(within, grand):
        return _perfect(k0)
    f = between / within
    low, high = _around(f, count - 1, n - count)
    return Reliability(
        single=(between - within) / (between + (k0 - 1) * within),
        average=_ratio(between - within, between),
        f=f,
        raters=k0,
        single_interval=((low - 1) / (low + k0 - 1), (high - 1) / (high + k0 - 1)),
        average_interval=(_ratio(low - 1, low), _ratio(high - 1, high)),
    )


def two_way(ratings: Sequence[Sequence[float]]) -> Reliability:
    """ICC(2,1) and ICC(2,k), absolute agreement: the same raters rate every ratee.

    Rows are ratees, columns raters. Raises: ``ValueError`` when rows differ in length or there
    are fewer than two of either, ``NoVariance``.
    """
    table = _table(ratings)
    n, k = table.shape
    grand = float(table.mean())
    rows = k * float(((table.mean(axis=1) - grand) ** 2).sum()) / (n - 1)
    columns = n * float(((table.mean(axis=0) - grand) ** 2).sum()) / (k - 1)
    rest = table - table.mean(axis=1)[:, None] - table.mean(axis=0)[None, :] + grand
    error = float((rest**2).sum()) / ((n - 1) * (k - 1))
    nothing = [_is_nothing(one, grand) for one in (rows, columns, error)]
    if all(nothing):
        raise NoVariance
    if nothing[1] and nothing[2]:
        return _perfect(float(k))
    single = _ratio(rows - error, rows + (k - 1) * error + k * (columns - error) / n)
    df = _degrees(single, columns, error, n, k)
    low, high = rows / _quantile(n - 1, df), rows * _quantile(df, n - 1)
    others = k * columns + (k * n - k - n) * error
    bounds = tuple(_ratio(n * (one - error), others + n * one) for one in (low, high))
    return Reliability(
        single=single,
        average=_ratio(rows - error, rows + (columns - error) / n),
        f=rows / error if not nothing[2] else math.inf,
        raters=float(k),
        single_interval=(bounds[0], bounds[1]),
        average_interval=(of_mean(bounds[0], k), of_mean(bounds[1], k)),
    )


def alpha(items: Sequence[Sequence[float]]) -> tuple[float, Interval]:
    """Cronbach's alpha with Feldt's 95 % interval; rows are respondents, columns items.

    Raises: ``ValueError`` when rows differ in length or there are fewer than two of either,
    ``NoVariance`` when all respondents have the same sum.
    """
    table = _table(items)
    n, k = table.shape
    total = float(table.sum(axis=1).var(ddof=1))
    if _is_nothing(total, float(table.mean())):
        raise NoVariance
    value = k / (k - 1) * (1 - float(table.var(axis=0, ddof=1).sum()) / total)
    low, high = _quantile(n - 1, (n - 1) * (k - 1)), _quantile((n - 1) * (k - 1), n - 1)
    return value, (1 - (1 - value) * low, 1 - (1 - value) / high)


def of_mean(single: float, raters: float) -> float:
    """Reliability of the mean of so many ratings, from that of one (Spearman and Brown).

    At most 1; minus infinity where raters disagree more than the formula can tell.
    """
    return _ratio(raters * single, 1 + (raters - 1) * single)


def raters_needed(single: Fraction, wanted: Fraction) -> int:
    """Fewest raters whose mean has the wanted reliability; both strictly between 0 and 1."""
    if not (0 < single < 1 and 0 < wanted < 1):
        raise ValueError("reliabilities lie between 0 and 1")
    return math.ceil(wanted * (1 - single) / (single * (1 - wanted)))


def agreement(ratings: Sequence[float], categories: int) -> float:
    """r_wg of several raters of one thing: 1 where all say the same, 0 as if by chance.

    Raises: ``ValueError`` with fewer than two ratings or categories.
    """
    if len(ratings) < 2 or categories < 2:
        raise ValueError("two ratings and two categories at least")
    spread = float(np.var(np.asarray(ratings, dtype=np.float64), ddof=1))
    return 1 - spread / ((categories**2 - 1) / 12)


def _table(rows: Sequence[Sequence[float]]) -> Matrix:
    if len({len(row) for row in rows}) != 1 or len(rows) < 2 or len(rows[0]) < 2:
        raise ValueError("a complete table of two rows and two columns at least")
    return np.asarray(rows, dtype=np.float64)


def _ratio(above: float, below: float) -> float:
    """A reliability from its numerator, negative wherever its denominator is not positive."""
    return above / below if below > 0 else -math.inf


def _degrees(single: float, columns: float, error: float, n: int, k: int) -> float:
    """Degrees of freedom of the mean squares that a two-way rating is held beside (Satterthwaite).

    Never zero, so that a quantile exists.
    """
    if single >= 1:
        return math.inf
    weight = -k / n if math.isinf(single) else k * single / (n * (1 - single))
    a, b = weight * columns, (1 + weight * (n - 1)) * error
    spread = a**2 / (k - 1) + b**2 / ((n - 1) * (k - 1))
    return max((a + b) ** 2 / spread, 1e-3) if spread else math.inf


def _perfect(raters: float) -> Reliability:
    return Reliability(1.0, 1.0, math.inf, raters, (1.0, 1.0), (1.0, 1.0))


def _is_nothing(square: float, scale: float) -> bool:
    """Whether a mean square is only what is left of rounding."""
    return square <= 1e-24 * max(1.0, scale * scale)


def _around(f: float, above: float, below: float) -> Interval:
    return f / _quantile(above, below), f * _quantile(below, above)


def _quantile(above: float, below: float) -> float:
    """Upper 2.5 % point of F; of chi square over its degrees where ``below`` is infinite."""
    from scipy.special import chdtri, fdtri  # slow to import, and few processes need it

    tail = (1 - LEVEL) / 2
    if math.isinf(below):
        return float(chdtri(above, tail)) / above
    if math.isinf(above):
        return below / float(chdtri(below, 1 - tail))
    return float(fdtri(above, below, 1 - tail))
