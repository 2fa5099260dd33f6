"""How a supervisor rates beside comparable supervisors: leniency, central tendency, halo.

Ratings count -1, 0 and +1; a person's score is the mean over the rated results and the seven
values. With one supervisor a person, a kind yardstick and a good team look the same, so a flag
opens a conversation and nothing is corrected. Source: statistics D1; see
docs/statistics.md#yardstick.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, inf, lgamma, exp, sqrt
from statistics import NormalDist
from typing import Final

from appraisal.rules.false_discovery import adjusted

FEWEST: Final = 5
"""Below so many people there is no index at all."""

FEWEST_FOR_FLAG: Final = 8
LEAST_LENIENCY: Final = 0.3
DISCOVERY: Final = 0.10
FEWEST_SUPERVISORS: Final = 5
"""Below so many comparable supervisors nothing is drawn to their mean, and nothing flagged."""

_NORMAL: Final = NormalDist()
_Z: Final = _NORMAL.inv_cdf(0.975)


class Standing(StrEnum):
    """What the number of people allows to be said."""

    TOO_FEW = "too_few"
    CHAIR_ONLY = "chair_only"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Sums over the people whom one supervisor rated.

    ``total`` and ``squares`` of their scores (-1 to 1), ``middle`` of ``ratings`` overall ratings
    that meet expectation, ``spread`` the sum of the SDs over a person's single ratings,
    ``reached`` the sum of ``measured`` people's achievement (1 is the target).
    """

    people: int
    total: float
    squares: float
    ratings: int
    middle: int
    spread: float
    measured: int = 0
    reached: float = 0.0

    @property
    def mean(self) -> float:
        """Mean score."""
        return self.total / self.people

    @property
    def deviation(self) -> float:
        """Sum of squared distances from the own mean."""
        return max(0.0, self.squares - self.total**2 / self.people)


@dataclass(frozen=True, slots=True)
class Index:
    """A supervisor beside the others of the class.

    ``leniency`` above 0 is kinder than they are, with its 95 % ``interval``; ``shrunk`` is drawn
    to the mean of the class and ``residual`` is ``shrunk`` less what achievement explains.
    ``middle`` and ``others_middle`` are shares of "meets"; ``middle_p`` how often chance alone
    gives so many. ``spread_ratio`` is the SD of scores over that of the class, ``halo`` the mean
    SD within a person over that of the others; ``None`` where the others have none.
    """

    people: int
    standing: Standing
    leniency: float
    interval: tuple[float, float]
    shrunk: float | None
    residual: float | None
    q: float | None
    middle: float
    others_middle: float
    middle_p: float
    spread_ratio: float | None
    halo: float | None

    @property
    def is_far(self) -> bool:
        """Whether the drawn-in leniency is large and found among all supervisors."""
        return (
            self.standing is Standing.FULL
            and self.shrunk is not None
            and self.q is not None
            and abs(self.shrunk) >= LEAST_LENIENCY
            and self.q < DISCOVERY
        )

    @property
    def is_explained(self) -> bool:
        """Whether achievement closes what would be a flag."""
        return self.is_far and self.residual is not None and abs(self.residual) < LEAST_LENIENCY

    @property
    def is_flagged(self) -> bool:
        """Whether the chair should open a conversation."""
        return self.is_far and not self.is_explained


def standing_of(people: int) -> Standing:
    """What so many people allow: nothing below 5, the chair only below 8."""
    if people < FEWEST:
        return Standing.TOO_FEW
    return Standing.FULL if people >= FEWEST_FOR_FLAG else Standing.CHAIR_ONLY


def indices(classes: Mapping[str, Mapping[int, Sheet]]) -> dict[int, Index]:
    """Index of every supervisor with enough people and somebody to be compared with.

    ``classes`` hold comparable supervisors, by a key of theirs. The false-discovery control
    spans all supervisors who may be flagged.
    """
    found: dict[int, Index] = {}
    p_values: dict[int, float] = {}
    for sheets in classes.values():
        for key, (index, p) in _of_class(sheets).items():
            found[key] = index
            if index.standing is Standing.FULL and index.shrunk is not None:
                p_values[key] = p
    keys = sorted(p_values)
    q_values = adjusted([p_values[key] for key in keys])
    return found | {
        key: _with_q(found[key], q) for key, q in zip(keys, q_values, strict=True)
    }


def _with_q(index: Index, q: float) -> Index:
    return Index(
        index.people, index.standing, index.leniency, index.interval, index.shrunk, index.residual,
        q, index.middle, index.others_middle, index.middle_p, index.spread_ratio, index.halo,
    )  # fmt: skip
