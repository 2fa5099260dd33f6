"""What a survey still lacks: how many answers, and from whom.

Source: statistics A9 ("82 more answers, mainly women in Sukajaya"); see docs/legal.md#data-quality.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from feedback.rules.likeness import category_likeness, likeness
from feedback.rules.margins import Dimension
from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from feedback.rules.verdict import Bound, Condition, Limit, QualityVerdict, limits


@dataclass(frozen=True, slots=True)
class MissingGroup:
    """A category that answered too rarely: ``answers`` more would bring it to its share.

    ``distance`` says how unlike its share is now, less the part of chance; it orders the groups.
    """

    dimension: Dimension
    category: str
    answers: int
    distance: float


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Usable answers still needed for a colour, and the groups they should come from.

    ``groups`` come the most missed first. ``pool`` tells that the service has too few recipients to
    be judged alone, ``beyond_reach`` that even an answer of every recipient would not suffice.
    """

    answers: int
    groups: tuple[MissingGroup, ...]
    pool: bool
    beyond_reach: bool

    def leading(self) -> tuple[MissingGroup, ...]:
        """The most missed group of each of the two worst dimensions, to be named in a sentence."""
        first: dict[Dimension, MissingGroup] = {}
        for group in self.groups:
            first.setdefault(group.dimension, group)
        return tuple(first.values())[:2]


def answers_needed(
    n: int,
    population: int,
    *,
    deff: float = 1.0,
    half_width: float = 0.0,
    aim: QualityVerdict = QualityVerdict.GREEN,
    policy: SurveyPolicy = DEFAULT_POLICY,
) -> int:
    """Usable answers in all that the rows n, n_eff and half-width ask for a colour.

    The design effect and the spread of answers are taken to stay as they are with ``n`` answers;
    ``half_width`` is in points, 0 when it is not known. Raises: ``ValueError`` for the aim red.
    """
    rows = {limit.condition: limit for limit in limits(population, policy)}
    needed = _limit(rows[Condition.N], aim)
    by_effect = _limit(rows[Condition.N_EFF], aim) * max(1.0, deff)
    width = _limit(rows[Condition.HALF_WIDTH], aim)
    by_width = n * (half_width / width) ** 2 if half_width > width else 0
    return math.ceil(max(needed, by_effect, by_width) - _TINY)


def shortfall(
    n: int,
    population: int,
    respondents: Mapping[Dimension, Mapping[str | None, int]],
    counts: Mapping[Dimension, Mapping[str, float]],
    *,
    sd: float,
    deff: float = 1.0,
    half_width: float = 0.0,
    aim: QualityVerdict = QualityVerdict.GREEN,
    policy: SurveyPolicy = DEFAULT_POLICY,
) -> Shortfall:
    """What ``n`` usable answers lack to reach a colour.

    ``respondents`` and ``counts`` (the margins as the register has them) by dimension; ``sd`` is
    the standard deviation of persons' scores in points. Answers are asked from groups where the
    respondents are too unlike the population, and never from more recipients than are left.
    Raises: ``ValueError`` for the aim red.
    """
    needed = answers_needed(n, population, deff=deff, half_width=half_width, aim=aim, policy=policy)
    rows = {limit.condition: limit for limit in limits(population, policy)}
    groups: list[MissingGroup] = []
    wanted = needed - n
    for dimension, margin in counts.items():
        one = {dimension: respondents.get(dimension, {})}
        found = likeness(one, {dimension: margin}, sd)
        unlike = found.asd > _limit(rows[Condition.ASD_RAW], aim) or found.bias_bound > _limit(
            rows[Condition.BIAS_BOUND], aim
        )
        missing = _groups(dimension, one[dimension], margin, max(needed, n))
        if unlike:
            wanted = max(wanted, sum(group.answers for group in missing))
        groups += [group for group in missing if unlike or group.distance > 0]
    groups.sort(key=lambda group: (-group.distance, group.dimension.value, group.category))
    return Shortfall(
        answers=min(max(0, wanted), max(0, population - n)),
        groups=tuple(groups) if wanted > 0 else (),
        pool=population < policy.fewest_recipients,
        beyond_reach=needed > max(population, n),
    )


def _limit(row: Limit, aim: QualityVerdict) -> float:
    """Limit of a colour; green keeps that of amber, too."""
    match aim:
        case QualityVerdict.GREEN:
            strictest = max if row.bound is Bound.AT_LEAST else min
            return strictest(row.green, row.amber)
        case QualityVerdict.AMBER:
            return row.amber
        case QualityVerdict.RED:
            raise ValueError(aim)


def _groups(
    dimension: Dimension,
    respondents: Mapping[str | None, int],
    margin: Mapping[str, float],
    aim: int,
) -> list[MissingGroup]:
    found = []
    for one in category_likeness(respondents, margin):
        wanted = math.ceil(one.population_share * aim - _TINY) - respondents.get(one.category, 0)
        if one.share < one.population_share and wanted > 0:
            found.append(MissingGroup(dimension, one.category, wanted, one.corrected))
    return found


_TINY: Final = 1e-9
"""Less than any answer: what binary fractions leave over is not rounded up."""
