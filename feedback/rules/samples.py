"""How many answers a survey needs, and how precise they make it.

Source: Krejcie and Morgan (1970) as PermenPANRB 14/2017 prints it (feedback A.6, statistics A2);
see docs/legal.md#citizen-survey.
"""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy

NORMAL_95: Final = 1.96
"""Standard errors on either side that hold 95 per cent."""


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """What a survey of ``population`` recipients aims at.

    ``minimum`` is the regulation's number of usable answers, ``tokens`` the receipt codes to issue
    for it, ``half_width`` the precision in points of the index that it would reach.
    """

    population: int
    minimum: int
    tokens: int
    half_width: float


def minimum_sample(population: int, policy: SurveyPolicy = DEFAULT_POLICY) -> int:
    """Usable answers for so many recipients: the nearest whole number, everybody below ten.

    Raises: ``ValueError`` for a negative population.
    """
    if population < 0:
        raise ValueError(population)
    if population < policy.census_below:
        return population
    share = Fraction(str(policy.sample_share))
    spread = Fraction(str(policy.sample_chi_square)) * share * (1 - share)
    error = Fraction(str(policy.sample_error_share)) ** 2
    exact = spread * population / (error * (population - 1) + spread)
    return min(math.floor(exact + Fraction(1, 2)), population)


def tokens_to_issue(
    answers: int, response_rate: float, policy: SurveyPolicy = DEFAULT_POLICY
) -> int:
    """Receipt codes for so many answers when a share ``response_rate`` of them is used.

    Raises: ``ValueError`` for a rate outside (0, 1].
    """
    if not 0 < response_rate <= 1:
        raise ValueError(response_rate)
    rate, effect = Fraction(str(response_rate)), Fraction(str(policy.planned_deff))
    return math.ceil(answers * effect / rate)


def answers_for_half_width(
    half_width: float, population: int, policy: SurveyPolicy = DEFAULT_POLICY
) -> int:
    """Answers that make the interval of the index so narrow (points to either side).

    Raises: ``ValueError`` for a half-width of zero or less.
    """
    if not half_width > 0:
        raise ValueError(half_width)
    if population <= 0:
        return 0
    endless = (NORMAL_95 * policy.planned_sd / half_width) ** 2 * policy.planned_deff
    return min(population, math.ceil(endless / (1 + endless / population)))


def half_width_reached(
    answers: int, population: int, policy: SurveyPolicy = DEFAULT_POLICY
) -> float:
    """Points to either side of the index that so many answers will leave; infinite for none.

    The inverse of ``answers_for_half_width``; 0 when every recipient answered.
    """
    if answers <= 0:
        return math.inf
    if answers >= population:
        return 0.0
    endless = answers / (1 - answers / population)
    return NORMAL_95 * policy.planned_sd * math.sqrt(policy.planned_deff / endless)


def sample_plan(
    population: int, response_rate: float, policy: SurveyPolicy = DEFAULT_POLICY
) -> SamplePlan:
    """The regulation's number, the codes to issue for it, and the precision that it reaches.

    Raises: ``ValueError`` as its parts.
    """
    minimum = minimum_sample(population, policy)
    return SamplePlan(
        population,
        minimum,
        tokens_to_issue(minimum, response_rate, policy),
        half_width_reached(minimum, population, policy),
    )
