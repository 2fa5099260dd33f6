"""Whether a figure of a survey may be believed, and what it may do then.

Green needs every green cell of the table, amber every amber one, otherwise it is red. All of it
concerns what is observed. Source: statistics A9, with what A5 adds; see docs/legal.md#data-quality.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from feedback.rules.samples import minimum_sample


class QualityVerdict(StrEnum):
    """Mutu data, best first."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class SurveyUse(StrEnum):
    """What a figure may be used for."""

    COUNT_FOR_UNIT = "count_for_unit"
    SHOW_ON_FORM = "show_on_form"
    SUPPORT_REMARK = "support_remark"
    SPEAK_AGAINST = "speak_against"
    START_DIALOGUE = "start_dialogue"
    SHOW_ON_QUALITY_PAGE = "show_on_quality_page"


class Condition(StrEnum):
    """Rows of the table; each is named like the figure it judges."""

    POPULATION = "population"
    N = "n"
    N_EFF = "n_eff"
    DEFF = "deff"
    HALF_WIDTH = "half_width"
    ASD_RAW = "asd_raw"
    ASD_WEIGHTED = "asd_weighted"
    CONVERGED = "converged"
    BIAS_BOUND = "bias_bound"
    QUARANTINED = "quarantined"
    CLEAN_DIFFERENCE = "clean_difference"
    TRIM_EFFECT = "trim_effect"
    MARGIN_GAP = "margin_gap"
    MARGIN_AGE = "margin_age_months"
    DAYS = "days"
    DAY_SHARE = "max_day_share"


USES: Final[Mapping[QualityVerdict, frozenset[SurveyUse]]] = {
    QualityVerdict.GREEN: frozenset(SurveyUse),
    QualityVerdict.AMBER: frozenset(SurveyUse)
    - {SurveyUse.COUNT_FOR_UNIT, SurveyUse.SPEAK_AGAINST},
    QualityVerdict.RED: frozenset({SurveyUse.SHOW_ON_QUALITY_PAGE}),
}
"""What a figure of each colour may do; an amber one always with its label and interval.

Formulas take green figures alone, and only a green one may speak against a unit.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFacts:
    """Everything the verdict asks about one figure.

    ``population`` are recipients of the period; ``half_width`` (without finite population
    correction), ``bias_bound``, ``clean_difference`` and ``trim_effect`` are points of the index,
    the last two of either sign; ``quarantined``, ``max_day_share`` and ``margin_gap`` (largest
    residual gap of a category after trimming) are shares; ``asd_raw`` is corrected for chance.
    ``margin_age_months`` is None without margins from a register; ``days`` is the length of the
    collection. A figure that could not be computed is NaN and meets no condition.
    """

    n: int
    population: int
    n_eff: float
    deff: float
    half_width: float
    asd_raw: float
    asd_weighted: float
    converged: bool
    bias_bound: float
    quarantined: float
    clean_difference: float
    trim_effect: float
    margin_age_months: int | None
    days: int
    max_day_share: float
    margin_gap: float = 0.0


class Bound(StrEnum):
    """On which side of a limit a figure is good."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Limit:
    """One row of the table: the limits of green and of amber, both belonging to their colour."""

    condition: Condition
    bound: Bound
    green: float
    amber: float

    def met(self, value: float, limit: float) -> bool:
        """Whether a figure keeps one of the limits; NaN keeps none."""
        return value >= limit if self.bound is Bound.AT_LEAST else value <= limit


@dataclass(frozen=True, slots=True)
class FailedCondition:
    """A row that is not met; ``blocks`` is the worst colour that it rules out, green or amber.

    What rules out amber rules out green.
    """

    limit: Limit
    blocks: QualityVerdict

    @property
    def condition(self) -> Condition:
        """Name of the row."""
        return self.limit.condition


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one figure and every row that it fails, in the table's order."""

    verdict: QualityVerdict
    failed: tuple[FailedCondition, ...]

    def allows(self, use: SurveyUse) -> bool:
        """Whether the figure may be used so."""
        return use in USES[self.verdict]


def limits(population: int, policy: SurveyPolicy = DEFAULT_POLICY) -> tuple[Limit, ...]:
    """The table for so many recipients.

    A row without a red cell has an amber limit that everything keeps. Raises: ``ValueError`` for
    a negative population.
    """
    least, p = minimum_sample(population, policy), policy
    return (
        Limit(_C.POPULATION, _LEAST, p.fewest_recipients, p.fewest_recipients),
        Limit(_C.N, _LEAST, least, p.n_amber),
        Limit(_C.N_EFF, _LEAST, p.n_eff_green_share * least, p.n_eff_amber),
        Limit(_C.DEFF, _MOST, p.deff_green, p.deff_amber),
        Limit(_C.HALF_WIDTH, _MOST, p.half_width_green, p.half_width_amber),
        Limit(_C.ASD_RAW, _MOST, p.asd_raw_green, p.asd_raw_amber),
        Limit(_C.ASD_WEIGHTED, _MOST, p.asd_weighted_green, p.asd_weighted_amber),
        Limit(_C.CONVERGED, _LEAST, 1, 1),
        Limit(_C.BIAS_BOUND, _MOST, p.bias_bound_green, p.bias_bound_amber),
        Limit(_C.QUARANTINED, _MOST, p.quarantined_green, p.quarantined_amber),
        Limit(_C.CLEAN_DIFFERENCE, _MOST, p.clean_difference_green, p.clean_difference_amber),
        Limit(_C.TRIM_EFFECT, _MOST, p.trim_effect_green, math.inf),
        Limit(_C.MARGIN_GAP, _MOST, _below(p.margin_gap_share), _below(p.margin_gap_share)),
        Limit(_C.MARGIN_AGE, _MOST, p.margin_months_green, p.margin_months_amber),
        Limit(_C.DAYS, _LEAST, p.collection_days_green, 0),
        Limit(_C.DAY_SHARE, _MOST, p.day_share_green, p.day_share_amber),
    )


def judge_quality(facts: SurveyFacts, policy: SurveyPolicy = DEFAULT_POLICY) -> Judgement:
    """Hold a figure against every row.

    What lies in a red cell is red, even where a small population makes the green limit of answers
    the lower one. Raises: ``ValueError`` for a negative population.
    """
    values = values_of(facts)
    failed = []
    for limit in limits(facts.population, policy):
        value = values[limit.condition]
        if not limit.met(value, limit.amber):
            failed.append(FailedCondition(limit, QualityVerdict.AMBER))
        elif not limit.met(value, limit.green):
            failed.append(FailedCondition(limit, QualityVerdict.GREEN))
    return Judgement(_verdict({one.blocks for one in failed}), tuple(failed))


def _verdict(blocked: set[QualityVerdict]) -> QualityVerdict:
    if QualityVerdict.AMBER in blocked:
        return QualityVerdict.RED
    return QualityVerdict.AMBER if blocked else QualityVerdict.GREEN


def _below(limit: float) -> float:
    """The largest figure under a limit that itself is too much."""
    return math.nextafter(limit, -math.inf)


def values_of(facts: SurveyFacts) -> dict[Condition, float]:
    """The figure that each row judges; endless without margins, NaN where there is none."""
    age = facts.margin_age_months
    return {
        _C.POPULATION: facts.population,
        _C.N: facts.n,
        _C.N_EFF: facts.n_eff,
        _C.DEFF: facts.deff,
        _C.HALF_WIDTH: facts.half_width,
        _C.ASD_RAW: facts.asd_raw,
        _C.ASD_WEIGHTED: facts.asd_weighted,
        _C.CONVERGED: facts.converged,
        _C.BIAS_BOUND: facts.bias_bound,
        _C.QUARANTINED: facts.quarantined,
        _C.CLEAN_DIFFERENCE: abs(facts.clean_difference),
        _C.TRIM_EFFECT: abs(facts.trim_effect),
        _C.MARGIN_GAP: facts.margin_gap,
        _C.MARGIN_AGE: math.inf if age is None else age,
        _C.DAYS: facts.days,
        _C.DAY_SHARE: facts.max_day_share,
    }


_C = Condition
_LEAST: Final = Bound.AT_LEAST
_MOST: Final = Bound.AT_MOST
