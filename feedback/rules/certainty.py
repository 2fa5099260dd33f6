"""How sure the grade of an index is: the probability of each grade.

Source: PermenPANRB 14/2017 for the grades; statistics A7; see docs/statistics.md#variance.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from statistics import NormalDist
from typing import Final

from feedback.rules.index import GRADES_FROM, ServiceGrade, rounded

_HALF_CENT: Final = 0.005
_EXACT: Final = 9
"""Decimals of a computed index that are no noise of floating point."""


def shown_index(index: float) -> Decimal:
    """Two decimals, half up: 76.605 is 76.61 although no binary number says 76.605."""
    return rounded(Fraction(f"{index:.{_EXACT}f}"))


def grade_probabilities(index: float, error: float) -> Mapping[ServiceGrade, float]:
    """Probability of each grade, best first, by the normal approximation; they sum to 1.

    ``error`` is the standard error in points. A grade begins where the value is rounded into it.
    """
    if not error:
        grade = next(one for one, least in GRADES_FROM.items() if shown_index(index) >= least)
        return {one: float(one is grade) for one in GRADES_FROM}
    value = NormalDist(index, error)
    from_above = [value.cdf(float(least) - _HALF_CENT) for least in GRADES_FROM.values()]
    edges = [1.0, *from_above[:-1], 0.0]
    return {
        grade: high - low for grade, (high, low) in zip(GRADES_FROM, pairwise(edges), strict=True)
    }
