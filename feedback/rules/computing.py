"""From sums of answers and a register to a figure, its interval, its verdict, and what explains it.

Answers are weighted to the margins of the register; without one, or with fewer than two answers,
or with an older questionnaire of more than nine elements, they count alike and the verdict is red.
Source: statistics A1 to A9, B4; feedback A.4; see docs/statistics.md#closing.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np

from feedback.rules.answer_sums import AnswerSums
from feedback.rules.certainty import grade_probabilities, shown_index
from feedback.rules.explaining import (
    day_figures,
    element_figures,
    failed_figures,
    margin_figures,
    population_counts,
    respondents_by_dimension,
    set_aside,
    shortfall_figure,
    stored_facts,
    weight_sums,
    worksheet,
)
from feedback.rules.figures import AnswerCounts, Figures, Pooled, SetAside, Uncertainty, Weights
from feedback.rules.index import (
    Tally,
    WeightMode,
    element_weight,
    grade_range,
    satisfaction_index,
    service_grade,
)
from feedback.rules.influence import largest_day_share
from feedback.rules.likeness import largest_asd, likeness, r_indicator
from feedback.rules.margins import (
    Dimension,
    Frame,
    PreparedMargin,
    PreparedMargins,
    prepare_margins,
)
from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from feedback.rules.population import Population
from feedback.rules.samples import minimum_sample
from feedback.rules.sums import ITEMS
from feedback.rules.verdict import QualityVerdict, SurveyFacts, judge_quality
from feedback.rules.weighted_index import IndexEstimate, TooFewAnswers, estimate_index

UNKNOWN_POPULATION: Final = 1_000_000_000
"""Without a register the largest sample of the regulation is asked for."""

_LOWEST: Final = Decimal(25)
_TWO: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked: codes of the elements in their order, weight mode, older form or not."""

    elements: tuple[str, ...]
    mode: WeightMode = WeightMode.EXACT
    is_legacy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyInput:
    """Everything that a figure is made of.

    ``tally`` are plain sums of the counted answers, those of ``sums`` unless there are more than
    nine elements; ``quarantined`` those of answers set aside. ``services`` names services by id.
    """

    sums: AnswerSums
    tally: Tally
    quarantined: Tally
    counts: AnswerCounts
    asked: Asked
    population: Population | None
    services: Mapping[int, str]
    profile: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    pooled: Pooled = field(default_factory=Pooled)


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure with two decimals, its interval, grade and verdict; None where nobody answered."""

    n: int
    index: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    grade: str
    verdict: QualityVerdict
    figures: Figures


def compute(given: SurveyInput, policy: SurveyPolicy = DEFAULT_POLICY) -> Computed:
    """Make a figure with everything that explains it."""
    estimated = _Estimated(given, policy)
    days = given.sums.by_day()
    facts = estimated.facts(days)
    judgement = judge_quality(facts, policy)
    index, lower, upper = estimated.shown()
    people = given.population
    figures = Figures(
        counts=given.counts,
        elements=element_figures(given.asked.elements, given.tally, estimated.means()),
        worksheet=worksheet(given.tally, given.asked.mode) if given.tally.n else None,
        uncertainty=estimated.uncertainty(),
        weights=estimated.weights(facts.trim_effect),
        population=people.recipients if people else None,
        minimum_sample=minimum_sample(people.recipients, policy) if people else None,
        r_indicator=estimated.r_indicator(),
        register_dated=people.dated if people else "",
        register_source=people.source if people else "",
        facts=stored_facts(facts),
        failed=failed_figures(judgement, facts),
        shortfall=shortfall_figure(
            facts, estimated.respondents, estimated.counts, sd=estimated.spread, policy=policy
        ),
        set_aside=set_aside(given.tally, given.quarantined) if given.tally.n else SetAside(),
        profile=given.profile,
        days=day_figures(days, influence=len(given.asked.elements) <= ITEMS),
        collected_from=min(days).isoformat() if days else "",
        collected_until=max(days).isoformat() if days else "",
        is_legacy=given.asked.is_legacy,
        pooled=given.pooled,
    )
    grade = service_grade(index).value if index is not None else ""
    return Computed(given.tally.n, index, lower, upper, grade, judgement.verdict, figures)


class _Estimated:
    """The estimate with what it rests on; none where it cannot be made."""

    def __init__(self, given: SurveyInput, policy: SurveyPolicy) -> None:
        self._given, self._policy = given, policy
        self._margins = given.population.margins if given.population else ()
        self.counts = {one.dimension: one.counts for one in self._margins}
        self.respondents = respondents_by_dimension(given.sums, self._margins, given.services)
        self._prepared = self._held_beside_respondents()
        self._codes = given.sums.codes(self._prepared.kept, given.services)
        self._estimate = self._estimated(trimmed=True)
        self._weighted = self._weights_of_categories()
        self.spread = self._estimate.spread if self._estimate else math.nan

    def means(self) -> Sequence[float | None]:
        """Mean of each element, with weights where there are any."""
        if self._estimate:
            return self._estimate.elements
        return [None if one is None else float(one) for one in self._given.tally.means()]

    def shown(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Index and interval as they are kept: two decimals, in the questionnaire's weight mode."""
        if self._estimate:
            values = (self._estimate.index, *self._estimate.interval)
            index, lower, upper = (max(_LOWEST, shown_index(self._factor * one)) for one in values)
            return index, lower, upper
        if not self._given.tally.n:
            return None, None, None
        index = satisfaction_index(self._given.tally, self._given.asked.mode)
        return max(_LOWEST, index), None, None

    def facts(self, days: Mapping[date, Tally]) -> SurveyFacts:
        """What the verdict asks."""
        found, people = self._estimate, self._given.population
        likened = likeness(self.respondents, self.counts, self.spread)
        aside = (
            set_aside(self._given.tally, self._given.quarantined)
            if self._given.tally.n
            else SetAside()
        )
        return SurveyFacts(
            n=self._given.tally.n,
            population=people.recipients if people else UNKNOWN_POPULATION,
            n_eff=found.weighting.n_eff if found else float(self._given.tally.n),
            deff=found.weighting.deff if found else 1.0,
            half_width=found.half_width if found else math.nan,
            asd_raw=likened.asd,
            asd_weighted=largest_asd(
                self._weighted, {one.dimension: population_counts(one) for one in self._kept}
            ),
            converged=found.weighting.converged if found else True,
            bias_bound=likened.bias_bound,
            quarantined=aside.share,
            clean_difference=aside.difference,
            trim_effect=self._trim_effect(),
            margin_age_months=people.age_months if people and people.margins else None,
            days=(max(days) - min(days)).days + 1 if days else 0,
            max_day_share=largest_day_share({day: one.n for day, one in days.items()}),
            margin_gap=found.weighting.gap if found and found.weighting.converged else 0.0,
        )

    def uncertainty(self) -> Uncertainty | None:
        """The interval with all that it is made of."""
        index, lower, upper = self.shown()
        if self._estimate is None or index is None or lower is None or upper is None:
            return None
        one, factor = self._estimate, self._factor
        return Uncertainty(
            lower=factor * one.interval[0],
            upper=factor * one.interval[1],
            lower_year=factor * one.interval_of_year[0],
            upper_year=factor * one.interval_of_year[1],
            error=one.error,
            error_calibrated=one.calibrated_error,
            error_plain=one.plain_error,
            df=one.df,
            half_width=one.half_width,
            spread=one.spread,
            deff=one.weighting.deff,
            deff_clustered=one.deff,
            n_eff=one.weighting.n_eff,
            clusters=one.clusters,
            clustered=one.clustered,
            could_be=tuple(grade.value for grade in grade_range(index, lower, upper).could_be),
            probabilities={
                grade.value: chance
                for grade, chance in grade_probabilities(factor * one.index, one.error).items()
            },
        )

    def weights(self, trim_effect: float) -> Weights:
        """How answers were weighted."""
        if self._estimate is None:
            return Weights()
        weighting = self._estimate.weighting
        return Weights(
            weighted=bool(self._kept),
            converged=weighting.converged,
            gap=weighting.gap,
            trimmed=weighting.share_trimmed,
            trim_effect=trim_effect,
            margins=margin_figures(self._margins, self._prepared, self._weighted),
        )

    def r_indicator(self) -> float | None:
        """The lowest of all margins; None without a register."""
        found = [
            r_indicator(self.respondents[dimension], counts)
            for dimension, counts in self.counts.items()
            if math.fsum(counts.values()) >= _TWO
        ]
        return min(found, default=None)

    @property
    def _kept(self) -> Sequence[PreparedMargin]:
        return self._prepared.kept

    @property
    def _factor(self) -> float:
        """What a rounded weight makes of the exact one: nine times 0.111 is 0.999."""
        items = sum(mean is not None for mean in self.means())
        return float(items * element_weight(items, self._given.asked.mode))

    def _held_beside_respondents(self) -> PreparedMargins:
        people = self._given.population
        if people is None or not people.margins:
            return PreparedMargins((), {})
        return prepare_margins(
            people.margins,
            self.respondents,
            frame=Frame.SERVICE_REGISTER,
            total=people.recipients,
            policy=self._policy,
        )

    def _estimated(self, *, trimmed: bool) -> IndexEstimate | None:
        if len(self._given.asked.elements) > ITEMS:
            return None
        recipients = self._given.population.recipients if self._given.population else None
        totals = [np.array(one.target_shares()) * (recipients or 1) for one in self._kept]
        try:
            return estimate_index(
                *self._given.sums.cells(self._codes),
                totals,
                recipients=recipients,
                trimmed=trimmed,
                policy=self._policy,
            )
        except TooFewAnswers:
            return None

    def _trim_effect(self) -> float:
        if self._estimate is None or not self._estimate.weighting.share_trimmed:
            return 0.0
        untrimmed = self._estimated(trimmed=False)
        return self._estimate.index - untrimmed.index if untrimmed else 0.0

    def _weights_of_categories(self) -> dict[Dimension, dict[str | None, float]]:
        if self._estimate is None:
            return {}
        return {
            margin.dimension: weight_sums(
                margin, codes, self._given.sums.people, self._estimate.weights
            )
            for margin, codes in zip(self._kept, self._codes.T, strict=True)
        }
