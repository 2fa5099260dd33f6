"""A running survey: how many answered and what is still missing, never an index.

Whoever could see the index move would know what the last answer said (statistics C2; the issue of
honest figures: none before the survey is closed).
"""

from dataclasses import dataclass
from datetime import date

from feedback.models import CitizenSurvey
from feedback.rules.computing import UNKNOWN_POPULATION
from feedback.rules.explaining import respondents_by_dimension, shortfall_of
from feedback.rules.figures import AnswerCounts
from feedback.rules.samples import minimum_sample
from feedback.selectors.asking import held_count
from feedback.selectors.policy import policy_on
from feedback.selectors.quality_words import pooled_sentence, shortfall_sentence
from feedback.selectors.survey_inputs import ServiceInput, inputs_of


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the unit (``service`` empty) or one service: usable answers beside what is needed.

    ``population`` and ``minimum`` are None without a register. ``pooled`` says with which services
    or period the numbers were put together; empty when they are of this service alone.
    """

    service: str
    n: int
    population: int | None
    minimum: int | None
    missing: str
    pooled: str = ""

    @property
    def share(self) -> float:
        """Usable answers of the smallest sample, 0 to 1; 0 without a register."""
        return min(1.0, self.n / self.minimum) if self.minimum else 0.0


@dataclass(frozen=True, slots=True)
class Running:
    """The whole survey: counts, what waits to be mixed, progress of the unit and its services."""

    counts: AnswerCounts
    waiting: int
    whole: Progress
    services: tuple[Progress, ...]


def running_of(survey: CitizenSurvey, day: date) -> Running:
    """Progress of a survey that comes ``with_input``; a constant number of queries."""
    policy = policy_on(day).policy
    inputs = inputs_of([survey], policy)[survey.pk]

    def progress(one: ServiceInput) -> Progress:
        given = one.given
        population = given.population
        margins = population.margins if population else ()
        missing = shortfall_of(
            given.tally.n,
            population.recipients if population else UNKNOWN_POPULATION,
            respondents_by_dimension(given.sums, margins, given.services),
            {margin.dimension: margin.counts for margin in margins},
            sd=policy.planned_sd,
            policy=policy,
        )
        return Progress(
            given.services.get(one.service, "") if one.service else "",
            given.tally.n,
            population.recipients if population else None,
            minimum_sample(population.recipients, policy) if population else None,
            shortfall_sentence(missing),
            pooled_sentence(given.pooled),
        )

    return Running(
        inputs[0].given.counts,
        held_count(survey),
        progress(inputs[0]),
        tuple(progress(one) for one in inputs[1:]),
    )
