"""How unlike the population the respondents are, before and after weighting.

All of it concerns what is counted (service, sub-district, sex, age, education): nobody can see
here who differs in what is not. Source: statistics A8 (Schouten, Cobben and Bethlehem 2009); see
docs/legal.md#data-quality.

Respondents are counted by category; whoever gave no answer (None), or one from which the
population has nobody, is left out of that margin.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from feedback.rules.margins import Dimension


@dataclass(frozen=True, slots=True)
class CategoryLikeness:
    """One category: shares (0–1) among respondents and in the population.

    ``asd`` is their distance in standard deviations of the population share; ``corrected`` what is
    left of it after the part that pure chance makes.
    """

    category: str
    share: float
    population_share: float
    asd: float
    corrected: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How unlike a sample is as a whole: the worst category, the worst margin, the bias bound.

    ``asd`` is the largest corrected distance, ``variation`` the largest corrected coefficient of
    variation of who answers, ``bias_bound`` the points of the index by which the true value could
    differ if those who did not answer think otherwise.
    """

    asd: float
    variation: float
    bias_bound: float


def category_likeness(
    respondents: Mapping[str | None, float], population: Mapping[str, float]
) -> tuple[CategoryLikeness, ...]:
    """Hold the categories of one margin beside the population, in its order.

    ``respondents`` may be weights; then ``corrected`` means nothing. Empty without respondents.
    """
    shares, answered = _shares(respondents, population)
    found = []
    for category, (share, known) in shares.items():
        spread = known * (1 - known)
        asd = abs(share - known) / math.sqrt(spread) if spread else 0.0
        found.append(
            CategoryLikeness(
                category, share, known, asd, math.sqrt(max(0.0, asd**2 - 1 / answered))
            )
        )
    return tuple(found)


def propensity_variation(
    respondents: Mapping[str | None, float], population: Mapping[str, float]
) -> float:
    """Coefficient of variation of who answers over the categories, less the part of chance (CV*).

    0 without respondents.
    """
    shares, answered = _shares(respondents, population)
    if not shares:
        return 0.0
    squared = math.fsum((share - known) ** 2 / known for share, known in shares.values())
    return math.sqrt(max(0.0, squared - (len(shares) - 1) / answered))


def r_indicator(respondents: Mapping[str | None, float], population: Mapping[str, float]) -> float:
    """1 minus twice the standard deviation of response rates over the categories, at most 1.

    To be reported, never a condition: with rates of a few per cent it is near 1 whatever happens.
    Raises: ``ValueError`` for a population below two.
    """
    people = math.fsum(population.values())
    if people < 2:
        raise ValueError(people)
    present = {category: count for category, count in population.items() if count}
    rate = math.fsum(respondents.get(category, 0) for category in present) / people
    spread = math.fsum(
        count * (respondents.get(category, 0) / count - rate) ** 2
        for category, count in present.items()
    )
    return 1 - 2 * math.sqrt(spread / (people - 1))


def bias_bound(variation: float, sd: float) -> float:
    """Points by which those who did not answer could move the index at worst (B_max).

    ``sd`` is the standard deviation of the persons' scores in points.
    """
    return variation * sd


def likeness(
    respondents: Mapping[Dimension, Mapping[str | None, float]],
    population: Mapping[Dimension, Mapping[str, float]],
    sd: float,
) -> Likeness:
    """The worst of all margins, before weighting.

    The register counts its margins one by one, so they are judged one by one.
    """
    pairs = [(respondents.get(dimension, {}), counts) for dimension, counts in population.items()]
    variation = max((propensity_variation(*pair) for pair in pairs), default=0.0)
    return Likeness(
        asd=max((one.corrected for pair in pairs for one in category_likeness(*pair)), default=0.0),
        variation=variation,
        bias_bound=bias_bound(variation, sd),
    )


def largest_asd(
    weights: Mapping[Dimension, Mapping[str | None, float]],
    population: Mapping[Dimension, Mapping[str, float]],
) -> float:
    """Largest distance of a category after weighting, without correction for chance."""
    return max(
        (
            one.asd
            for dimension, counts in population.items()
            for one in category_likeness(weights.get(dimension, {}), counts)
        ),
        default=0.0,
    )


def _shares(
    respondents: Mapping[str | None, float], population: Mapping[str, float]
) -> tuple[dict[str, tuple[float, float]], float]:
    """Shares of the categories that the population has, and respondents in them."""
    present = {category: count for category, count in population.items() if count}
    answered = math.fsum(respondents.get(category, 0) for category in present)
    if not answered:
        return {}, 0.0
    people = math.fsum(present.values())
    return {
        category: (respondents.get(category, 0) / answered, count / people)
        for category, count in present.items()
    }, answered
