"""An officer or counter beside comparable ones: better, the same or below.

It may be said only when the 95 % interval of the difference leaves zero out, upwards and
downwards alike. Source: statistics A9 and A10; see docs/statistics.md#units.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import fsum, sqrt
from statistics import NormalDist
from typing import Final

from feedback.rules.shrinkage import Shrunk

_Z: Final = NormalDist().inv_cdf(0.975)


class Standing(StrEnum):
    """How one compares with its likes."""

    BETTER = "better"
    SAME = "same"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference to the mean of the others, in points, its standard error and 95 % interval."""

    difference: float
    error: float

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of the difference."""
        return self.difference - _Z * self.error, self.difference + _Z * self.error

    @property
    def standing(self) -> Standing:
        """What may be said."""
        low, high = self.interval
        if low > 0:
            return Standing.BETTER
        return Standing.BELOW if high < 0 else Standing.SAME


def compare(shrunk: Shrunk, place: int) -> Comparison:
    """Hold the shrunk estimate at ``place`` beside the mean of the other ones.

    Estimates count as independent. They share the error of their common mean, which cancels in a
    difference, so the interval is rather too wide than too narrow.
    """
    others = [at for at in range(len(shrunk.estimates)) if at != place]
    mean = fsum(shrunk.estimates[at] for at in others) / len(others)
    error2 = fsum(shrunk.errors[at] ** 2 for at in others) / len(others) ** 2
    return Comparison(
        difference=shrunk.estimates[place] - mean,
        error=sqrt(shrunk.errors[place] ** 2 + error2),
    )
