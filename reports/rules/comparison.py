"""Shares beside each other: groups that cannot be told apart, never a rank.

Source: statistics A10; the interval after Wilson (1927), which stays within 0 and 1 for a share of
few people too.
"""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist
from typing import Final

from feedback.rules.shrinkage import ties

_Z: Final = NormalDist().inv_cdf(0.975)


def share_interval(count: int, total: int) -> tuple[float, float]:
    """95 % interval of ``count`` of ``total``, both shares from 0 to 1.

    The year's results count as one draw of what an agency's work gives. Raises: ``ValueError``
    without anybody, or for a count outside 0 to ``total``.
    """
    if not 0 <= count <= total or not total:
        raise ValueError("a share needs somebody to be of")
    share, square = count / total, _Z * _Z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _Z * sqrt(share * (1 - share) / total + square / (4 * total * total))
    half /= 1 + square / total
    return max(0.0, middle - half), min(1.0, middle + half)


def share_groups(shares: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Number the groups of shares (count, total) that cannot be told apart, the highest 1.

    Somebody who stands alone in a group lies clear of everybody else; where all intervals
    overlap in a chain there is one group, although its ends may lie apart (``clearly_above``).
    """
    return ties([share_interval(count, total) for count, total in shares])


def clearly_above(shares: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """For each share (count, total) the places of those whose whole interval lies above its own."""
    intervals = [share_interval(count, total) for count, total in shares]
    return tuple(
        tuple(place for place, (low, _high) in enumerate(intervals) if low > high)
        for _low, high in intervals
    )
