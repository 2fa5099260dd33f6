"""How a supervisor rates beside comparable supervisors: leniency, central tendency, halo.

Ratings count -1, 0 and +1; a person's score is the mean over the rated results and the seven
values. With one supervisor a person, a kind yardstick and a good team look the same, so a flag
opens a conversation and nothing is corrected. Source: statistics D1; see
docs/statistics.md#yardstick.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from math import comb, erfc, exp, fsum, lgamma, log, sqrt
from statistics import NormalDist
from typing import Final

from appraisal.rules.false_discovery import adjusted
from feedback.rules.shrinkage import shrink

FEWEST: Final = 5
"""Below so many people there is no index at all."""

FEWEST_FOR_FLAG: Final = 8
LEAST_LENIENCY: Final = 0.3
DISCOVERY: Final = 0.10
FEWEST_SUPERVISORS: Final = 5
"""Below so many comparable supervisors nothing is drawn to their mean, and nothing flagged."""

LEAST_SPREAD: Final = 0.1
"""SD of scores within supervisors that is assumed where everybody was rated alike."""

_Z: Final = NormalDist().inv_cdf(0.975)
_NOTHING: Final = 1e-12


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
    to the mean of the class and ``residual`` is ``leniency`` less what achievement explains.
    ``middle`` and ``others_middle`` are shares of "meets"; ``middle_p`` how often chance alone
    gives so many. ``spread_ratio`` is the SD of scores over ``others_spread``, ``halo`` the mean
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
    others_spread: float
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
    return found | {key: replace(found[key], q=q) for key, q in zip(keys, q_values, strict=True)}


def _of_class(sheets: Mapping[int, Sheet]) -> dict[int, tuple[Index, float]]:
    """Index and p of the leniency of every supervisor of one class."""
    keys = sorted(key for key, sheet in sheets.items() if sheet.people >= FEWEST)
    everybody = add(sheets.values())
    keys = [key for key in keys if everybody.people > sheets[key].people]
    if not keys:
        return {}
    within = max(LEAST_SPREAD**2, _variance_within(tuple(sheets.values())))
    rests = {key: _less(everybody, sheets[key]) for key in keys}
    gaps = {key: sheets[key].mean - rests[key].mean for key in keys}
    errors = {key: sqrt(within / sheets[key].people + within / rests[key].people) for key in keys}
    drawn: dict[int, float] = {}
    if len(keys) >= FEWEST_SUPERVISORS:
        found = shrink([gaps[key] for key in keys], [errors[key] ** 2 for key in keys])
        drawn = dict(zip(keys, found.estimates, strict=True))
    residuals = _residuals({key: sheets[key] for key in keys}, gaps)
    answers = {}
    for key in keys:
        sheet, rest, half = sheets[key], rests[key], _Z * errors[key]
        others = [one for other, one in sheets.items() if other != key]
        spread = sqrt(_variance_within(others))
        index = Index(
            people=sheet.people,
            standing=standing_of(sheet.people),
            leniency=gaps[key],
            interval=(gaps[key] - half, gaps[key] + half),
            shrunk=drawn.get(key),
            residual=residuals.get(key),
            q=None,
            middle=sheet.middle / sheet.ratings,
            others_middle=rest.middle / rest.ratings,
            middle_p=middle_p(sheet, others),
            others_spread=spread,
            spread_ratio=_ratio(sqrt(sheet.deviation / (sheet.people - 1)), spread),
            halo=_ratio(sheet.spread / sheet.people, rest.spread / rest.people),
        )
        answers[key] = index, erfc(abs(gaps[key]) / errors[key] / sqrt(2))
    return answers


def add(sheets: Iterable[Sheet]) -> Sheet:
    """The people of several sheets together, for a class or for several years."""
    rows = tuple(sheets)
    return Sheet(
        people=sum(one.people for one in rows),
        total=fsum(one.total for one in rows),
        squares=fsum(one.squares for one in rows),
        ratings=sum(one.ratings for one in rows),
        middle=sum(one.middle for one in rows),
        spread=fsum(one.spread for one in rows),
        measured=sum(one.measured for one in rows),
        reached=fsum(one.reached for one in rows),
    )


def _less(every: Sheet, one: Sheet) -> Sheet:
    return Sheet(*(all_ - own for all_, own in zip(astuple(every), astuple(one), strict=True)))


def _ratio(own: float, others: float) -> float | None:
    return own / others if others > _NOTHING else None


def _variance_within(sheets: Sequence[Sheet]) -> float:
    """Variance of scores within supervisors, pooled; 0 where nobody has two people."""
    free = fsum(sheet.people - 1 for sheet in sheets if sheet.people)
    return fsum(sheet.deviation for sheet in sheets if sheet.people) / free if free else 0.0


def _residuals(sheets: Mapping[int, Sheet], gaps: Mapping[int, float]) -> dict[int, float]:
    """Leniency less what achievement explains, by one slope over the supervisors of the class."""
    reached = {
        key: one.reached / one.measured for key, one in sheets.items() if one.measured >= FEWEST
    }
    if len(reached) < FEWEST_SUPERVISORS:
        return {}
    middle = fsum(reached.values()) / len(reached)
    centre = fsum(gaps[key] for key in reached) / len(reached)
    width = fsum((value - middle) ** 2 for value in reached.values())
    if width < _NOTHING:
        return {}
    slope = fsum((value - middle) * (gaps[key] - centre) for key, value in reached.items()) / width
    return {key: gaps[key] - slope * (value - middle) for key, value in reached.items()}


def middle_p(sheet: Sheet, others: Sequence[Sheet]) -> float:
    """P of at least so many ratings that meet expectation, among supervisors like the others.

    Beta-binomial with the others' share and their likeness within a supervisor (by analysis of
    variance); binomial where they are not alike.
    """
    sheets = [one for one in others if one.ratings]
    size = sum(one.ratings for one in sheets)
    share = (sum(one.middle for one in sheets) + 0.5) / (size + 1)
    likeness = _likeness(sheets)
    if likeness < _NOTHING:
        return fsum(
            exp(
                log(comb(sheet.ratings, count))
                + count * log(share)
                + (sheet.ratings - count) * log(1 - share)
            )
            for count in range(sheet.middle, sheet.ratings + 1)
        )
    width = (1 - likeness) / likeness
    alpha, beta = share * width, (1 - share) * width
    return fsum(
        exp(
            log(comb(sheet.ratings, count))
            + _log_beta(count + alpha, sheet.ratings - count + beta)
            - _log_beta(alpha, beta)
        )
        for count in range(sheet.middle, sheet.ratings + 1)
    )


def _likeness(sheets: Sequence[Sheet]) -> float:
    """Correlation of two ratings of one supervisor, between 0 and 0.99."""
    groups, size = len(sheets), fsum(one.ratings for one in sheets)
    if groups < 2 or size <= groups:
        return 0.0
    hits = fsum(one.middle for one in sheets)
    within_hits = fsum(one.middle**2 / one.ratings for one in sheets)
    between = (within_hits - hits**2 / size) / (groups - 1)
    within = (hits - within_hits) / (size - groups)
    typical = (size - fsum(one.ratings**2 for one in sheets) / size) / (groups - 1)
    bottom = between + (typical - 1) * within
    return min(0.99, max(0.0, (between - within) / bottom)) if bottom > _NOTHING else 0.0


def _log_beta(alpha: float, beta: float) -> float:
    return lgamma(alpha) + lgamma(beta) - lgamma(alpha + beta)
