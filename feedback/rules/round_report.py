"""What may be said of one person after a 360 round; computed once, never anew.

Answers of colleagues are confidential: a figure needs so many raters, no figure may be had by
taking one from another, and where all say the same the mean would tell what each said. Means are
exact fractions until they are written. Sources: statistics C1, C2, C5; feedback B.4.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from feedback.rules.release_check import check_release
from feedback.rules.reliability import of_mean
from feedback.rules.round_assignment import NAMED, RaterGroup

LEAST_SCORE: Final = 1
MOST_SCORE: Final = 4
VALUES: Final = 7
"""Never, seldom, often, always; the seven values, in their official order."""

INPUT_FROM: Final = 0.7
DIALOGUE_FROM: Final = 0.5
"""Reliability of the mean from which it may be an input, and may be spoken about (C5)."""


class Shape(StrEnum):
    """How much is shown of what colleagues say."""

    DETAIL = "detail"
    OVERALL = "overall"
    WITHHELD = "withheld"


class Use(StrEnum):
    """What the reliability of a mean lets it be."""

    INPUT = "input"
    DIALOGUE = "dialogue"
    NOT_SHOWN = "not_shown"


class Third(StrEnum):
    """Said instead of a mean where all raters agree."""

    LOWER = "lower"
    MIDDLE = "middle"
    UPPER = "upper"


class Level(StrEnum):
    """Proposal beside a mean; never copied into a rating."""

    ABOVE = "above"
    MEETS = "meets"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Fewest raters for detail, for one overall mean, for a distribution; limits of the levels."""

    detail: int = 5
    overall: int = 3
    distribution: int = 8
    above: Decimal = Decimal("3.5")
    meets: Decimal = Decimal("2.5")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One rater's view of one person: a mean of each value, ``None`` where it was not seen."""

    rater: int
    group: RaterGroup
    values: tuple[Fraction | None, ...]

    @property
    def overall(self) -> Fraction | None:
        """Mean of the values that were seen."""
        seen = [one for one in self.values if one is not None]
        return sum(seen, Fraction()) / len(seen) if seen else None


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure: a mean with two decimals, or the third in which all lie."""

    mean: Decimal | None
    third: Third | None
    level: Level | None
    band: str
    distribution: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """The previous round of a person: published means, and who had rated each value."""

    means: Mapping[int, Decimal]
    raters: Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is released about a person. Values are keyed by place, 0 to 6.

    ``gaps`` is oneself minus colleagues, ``trend`` this round minus the one before.
    """

    shape: Shape
    use: Use
    reliability: float | None
    overall: Figure | None = None
    values: Mapping[int, Figure] = field(default_factory=dict)
    groups: Mapping[RaterGroup, Mapping[int, Figure]] = field(default_factory=dict)
    superior: Mapping[int, Decimal] = field(default_factory=dict)
    oneself: Mapping[int, Decimal] = field(default_factory=dict)
    gaps: Mapping[int, Decimal] = field(default_factory=dict)
    trend: Mapping[int, Decimal] = field(default_factory=dict)


def value_means(ratings: Sequence[int | None]) -> tuple[Fraction | None, ...]:
    """Means of the seven values from 7 ratings (one each) or 21 (three each)."""
    each = len(ratings) // VALUES
    if each * VALUES != len(ratings) or not each:
        raise ValueError(len(ratings))
    parts = (ratings[place * each : (place + 1) * each] for place in range(VALUES))
    return tuple(_mean([one for one in part if one is not None]) for part in parts)


def report(
    sheets: Sequence[Sheet],
    thresholds: Thresholds,
    rho: float | None,
    before: Before | None = None,
) -> Report:
    """Make the report of one person from all sheets about that person.

    ``rho`` is the reliability of a single rater in the whole round, ``None`` where it could not
    be computed. Colleagues' figures with a reliability below one half are not shown.
    """
    named = {one.group: _two(one.values) for one in sheets if one.group in NAMED}
    colleagues = [one for one in sheets if one.group not in NAMED and one.overall is not None]
    count = len(colleagues)
    reliability = of_mean(rho, count) if rho is not None and count else None
    use = use_of(reliability, count, thresholds)
    bare = Report(
        Shape.WITHHELD,
        use,
        reliability,
        superior=named.get(RaterGroup.SUPERIOR, {}),
        oneself=named.get(RaterGroup.SELF, {}),
    )
    if use is Use.NOT_SHOWN:
        return bare
    if count < thresholds.detail:
        scores = [one.overall for one in colleagues if one.overall is not None]
        overall = _figure(scores, thresholds, places="0.1")
        return replace(bare, shape=Shape.OVERALL, overall=overall)
    values, groups = _published(colleagues, thresholds)
    means = [one.mean for one in values.values() if one.mean is not None]
    return replace(
        bare,
        shape=Shape.DETAIL,
        # Of published means only: with the others it would tell them.
        overall=Figure(
            _round(sum(map(Fraction, means), Fraction()) / len(means)),
            None,
            None,
            band(count),
        )
        if means
        else None,
        values=values,
        groups=groups,
        gaps={
            place: own - mean
            for place, own in bare.oneself.items()
            if place in values and (mean := values[place].mean) is not None
        },
        trend=_trend(values, colleagues, thresholds, before) if before else {},
    )


def use_of(reliability: float | None, count: int, thresholds: Thresholds) -> Use:
    """What may be done with a mean of ``count`` raters (C5)."""
    if reliability is None or count < thresholds.overall or reliability < DIALOGUE_FROM:
        return Use.NOT_SHOWN
    if reliability < INPUT_FROM or count < thresholds.detail:
        return Use.DIALOGUE
    return Use.INPUT


def band(count: int) -> str:
    """A number of raters as it is told: 3–4, 5–9, 10+; nothing below."""
    if count >= 10:
        return "10+"
    if count >= 5:
        return "5–9"
    return "3–4" if count >= 3 else ""


def _published(
    colleagues: Sequence[Sheet], thresholds: Thresholds
) -> tuple[dict[int, Figure], dict[RaterGroup, dict[int, Figure]]]:
    values: dict[int, Figure] = {}
    groups: dict[RaterGroup, dict[int, Figure]] = {}
    for place in range(VALUES):
        scores = {one: score for one in colleagues if (score := one.values[place]) is not None}
        if len(scores) < thresholds.detail:
            continue
        values[place] = _figure(list(scores.values()), thresholds)
        for group in released_groups(scores, thresholds.detail):
            within = [score for one, score in scores.items() if one.group is group]
            groups.setdefault(group, {})[place] = replace(
                _figure(within, thresholds), distribution=None
            )
    return values, groups


def released_groups(scores: Mapping[Sheet, Fraction], k: int) -> list[RaterGroup]:
    """Which groups' means of one value may stand beside the mean of all colleagues.

    Besides each pair of sets, what is left of all when every published group is taken away must
    be nobody or ``k`` raters: two groups together can tell a third. Where a part says the same
    throughout, its mean could be had by subtraction and would tell what each said, so that no
    group is published.
    """
    parts: dict[str, set[str]] = {}
    said: dict[str, set[Fraction]] = {}
    for sheet, score in scores.items():
        parts.setdefault(sheet.group, set()).add(str(sheet.rater))
        said.setdefault(sheet.group, set()).add(score)
    everybody = frozenset(str(sheet.rater) for sheet in scores)
    checked = check_release({"": everybody, **parts}, k).published
    published = [name for name in checked if name and parts[name] != everybody]
    while published and 0 < len(everybody.difference(*(parts[name] for name in published))) < k:
        published.pop()
    rest = set[Fraction]().union(*(said[name] for name in said if name not in published))
    if any(len(said[name]) == 1 for name in published) or len(rest) == 1:
        return []
    return [RaterGroup(name) for name in published]


def _figure(scores: Sequence[Fraction], thresholds: Thresholds, places: str = "0.01") -> Figure:
    if len(set(scores)) == 1:
        return Figure(None, _third(scores[0]), None, band(len(scores)))
    mean = _round(_mean(scores) or Fraction(), places)
    return Figure(
        mean,
        None,
        level_of(mean, thresholds),
        band(len(scores)),
        _distribution(scores) if len(scores) >= thresholds.distribution else None,
    )


def level_of(mean: Decimal, thresholds: Thresholds) -> Level:
    """Above, meets or below expectation, by the mean as it is written."""
    if mean >= thresholds.above:
        return Level.ABOVE
    return Level.MEETS if mean >= thresholds.meets else Level.BELOW


def _distribution(scores: Sequence[Fraction]) -> tuple[int, ...]:
    counts = Counter(int(_round(score, "1")) for score in scores)
    return tuple(counts[score] for score in range(LEAST_SCORE, MOST_SCORE + 1))


def _third(score: Fraction) -> Third:
    if score <= 2:
        return Third.LOWER
    return Third.MIDDLE if score <= 3 else Third.UPPER


def _trend(
    values: Mapping[int, Figure],
    colleagues: Sequence[Sheet],
    thresholds: Thresholds,
    before: Before,
) -> dict[int, Decimal]:
    """Change since the round before, where nobody or enough raters came and went (C2)."""
    found = {}
    for place, figure in values.items():
        earlier = before.means.get(place)
        if figure.mean is None or earlier is None:
            continue
        now = {one.rater for one in colleagues if one.values[place] is not None}
        then = before.raters.get(place, frozenset())
        if all(not gone or len(gone) >= thresholds.detail for gone in (now - then, then - now)):
            found[place] = figure.mean - earlier
    return found


def _two(values: Sequence[Fraction | None]) -> dict[int, Decimal]:
    return {place: _round(one) for place, one in enumerate(values) if one is not None}


def _mean(scores: Sequence[Fraction] | Sequence[int]) -> Fraction | None:
    return Fraction(sum(scores)) / len(scores) if scores else None


def _round(value: Fraction, places: str = "0.01") -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(places), ROUND_HALF_UP)
