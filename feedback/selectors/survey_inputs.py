"""What the figures of surveys are made of: answers, populations, questionnaire, receipt codes.

For one survey or for many at once, in a constant number of queries.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from feedback.enums import (
    COUNTED,
    Channel,
    QuestionKind,
    Standing,
    SurveyState,
)
from feedback.models import CitizenSurvey, ReceiptToken, Service
from feedback.rules.answer_sums import joined
from feedback.rules.computing import Asked, SurveyInput
from feedback.rules.figures import AnswerCounts, Pooled
from feedback.rules.index import Tally, WeightMode
from feedback.rules.index import pooled as tallies_together
from feedback.rules.margins import Dimension
from feedback.rules.policy import SurveyPolicy
from feedback.rules.population import Population, repeated, together
from feedback.rules.sums import ITEMS
from feedback.selectors.cells import SurveyAnswers, answers_of, element_tally
from feedback.selectors.populations import Populations, populations_of, services_of


@dataclass(frozen=True, slots=True)
class ServiceInput:
    """Input of one figure: of the unit (``service`` None) or of a service, with its register."""

    service: int | None
    register: int | None
    given: SurveyInput


@dataclass(slots=True)
class _Survey:
    """Everything read of one survey."""

    survey: CitizenSurvey
    services: list[Service]
    answers: SurveyAnswers
    populations: Populations
    codes: dict[int | None, tuple[int, int]]
    asked: Asked

    @property
    def names(self) -> dict[int, str]:
        return {one.pk: one.name for one in self.services}


def inputs_of(
    surveys: Sequence[CitizenSurvey], policy: SurveyPolicy
) -> dict[int, list[ServiceInput]]:
    """Inputs of each survey's figures: the unit's first, then each service with a register.

    ``surveys`` come with unit, period and questionnaire. A service with too few recipients is
    pooled with those of its class, or with the survey before (statistics A9).
    """
    read = _read(surveys)
    before = _read(_surveys_before(read, policy))
    earlier = {one.survey.unit_id: one for one in before.values()}
    return {
        pk: [_of_unit(one), *_of_services(one, earlier.get(one.survey.unit_id), policy)]
        for pk, one in read.items()
    }


def _read(surveys: Sequence[CitizenSurvey]) -> dict[int, _Survey]:
    if not surveys:
        return {}
    services = services_of(surveys)
    answers = answers_of([survey.pk for survey in surveys])
    populations = populations_of(surveys, services)
    codes = _codes(surveys, services)
    return {
        survey.pk: _Survey(
            survey,
            services[survey.pk],
            answers[survey.pk],
            populations[survey.pk],
            codes[survey.pk],
            _asked(survey),
        )
        for survey in surveys
    }


def _asked(survey: CitizenSurvey) -> Asked:
    questionnaire = survey.questionnaire
    return Asked(
        elements=tuple(
            one.code for one in questionnaire.questions.all() if one.kind == QuestionKind.ELEMENT
        ),
        mode=WeightMode(questionnaire.weight_mode),
        is_legacy=questionnaire.is_legacy,
    )


def _codes(
    surveys: Sequence[CitizenSurvey], services: dict[int, list[Service]]
) -> dict[int, dict[int | None, tuple[int, int]]]:
    """Receipt codes issued and used by service, in the days of each survey."""
    rows = list(
        ReceiptToken.objects.filter(
            Q(service__in={one.pk for found in services.values() for one in found}),
            issued_on__gte=min(survey.opens_on for survey in surveys),
            issued_on__lte=max(survey.closes_on for survey in surveys),
        )
        .values_list("service", "issued_on")
        .annotate(issued=Count("pk"), spent=Count("pk", filter=Q(used=True)))
        .order_by()
    )
    found = {}
    for survey in surveys:
        own = {one.pk for one in services[survey.pk]}
        issued: Counter[int | None] = Counter()
        used: Counter[int | None] = Counter()
        for service, day, number, spent in rows:
            if service in own and survey.opens_on <= day <= survey.closes_on:
                issued[service] += number
                used[service] += spent
        found[survey.pk] = {service: (issued[service], used[service]) for service in issued}
    return found


def _of_unit(one: _Survey) -> ServiceInput:
    services = {service.pk for service in one.services} | {0}
    return ServiceInput(
        None, one.populations.registers.get(None), _input(one, services, one.populations.whole)
    )


def _of_services(one: _Survey, earlier: _Survey | None, policy: SurveyPolicy) -> list[ServiceInput]:
    found = []
    for service in one.services:
        if service.pk not in one.populations.services:
            continue
        population = one.populations.services[service.pk]
        alone = _input(one, {service.pk}, population)
        given = alone
        if population.recipients < policy.fewest_recipients:
            given = _pooled(one, earlier, service, alone, policy)
        found.append(ServiceInput(service.pk, one.populations.registers[service.pk], given))
    return found


def _pooled(
    one: _Survey,
    earlier: _Survey | None,
    service: Service,
    alone: SurveyInput,
    policy: SurveyPolicy,
) -> SurveyInput:
    """The class of the service, if it has enough recipients; else two periods; else alone."""
    like = _class_of(one, service)
    populations = {other.name: one.populations.services[other.pk] for other in like}
    if sum(part.recipients for part in populations.values()) >= policy.fewest_recipients:
        names = tuple(other.name for other in like)
        pks = {other.pk for other in like}
        return _input(one, pks, together(populations), Pooled(kind="class", names=names))
    if earlier and service.pk in earlier.populations.services:
        before = _input(earlier, {service.pk}, earlier.populations.services[service.pk])
        return _with_period_before(one, earlier, alone, before)
    return alone


def _class_of(one: _Survey, service: Service) -> list[Service]:
    return [
        other
        for other in one.services
        if other.service_class == service.service_class and other.pk in one.populations.services
    ]


def _with_period_before(
    one: _Survey, earlier: _Survey, now: SurveyInput, before: SurveyInput
) -> SurveyInput:
    assert now.population and before.population  # noqa: S101  # both have a register
    return SurveyInput(
        sums=joined([before.sums, now.sums]),
        tally=tallies_together([before.tally, now.tally]),
        quarantined=tallies_together([before.quarantined, now.quarantined]),
        counts=_counts_together(before.counts, now.counts),
        asked=now.asked,
        population=repeated([before.population, now.population]),
        services=now.services,
        profile={
            name: dict(Counter(before.profile.get(name, {})) + Counter(cells))
            for name, cells in now.profile.items()
        },
        pooled=Pooled(kind="periods", names=(earlier.survey.period.label, one.survey.period.label)),
    )


def _surveys_before(read: dict[int, _Survey], policy: SurveyPolicy) -> list[CitizenSurvey]:
    """The closed survey before, of units with a service that may need it, one a unit."""
    needing = {
        one.survey.unit_id: one.survey
        for one in read.values()
        if any(
            population.recipients < policy.fewest_recipients
            for population in one.populations.services.values()
        )
    }
    if not needing:
        return []
    rows = (
        CitizenSurvey.objects.filter(
            unit__in=needing, state=SurveyState.CLOSED, questionnaire__is_legacy=False
        )
        .exclude(pk__in=[survey.pk for survey in needing.values()])
        .with_input()
        .order_by("period__ends", "pk")
    )
    last = {
        row.unit_id: row for row in rows if row.period.ends < needing[row.unit_id].period.starts
    }
    return list(last.values())


def _input(
    one: _Survey,
    services: Collection[int],
    population: Population | None,
    pooled: Pooled | None = None,
) -> SurveyInput:
    sums = one.answers.sums
    if 0 not in services:
        sums = sums.of_services(services)
    items = len(one.asked.elements)
    tally = sums.tally(items)
    if items > ITEMS:
        tally = element_tally(one.survey.pk, items, sums.n)
    aside = [part for service, part in one.answers.quarantined.items() if service in services]
    nobody = Tally((0,) * ITEMS, (0,) * ITEMS)
    quarantined = tallies_together([nobody, *aside])
    return SurveyInput(
        sums=sums,
        tally=tally,
        quarantined=Tally(quarantined.sums[:items], quarantined.counts[:items], quarantined.n),
        counts=_counts(one, services),
        asked=one.asked,
        population=population,
        services=one.names,
        profile=_profile(one, services),
        pooled=pooled or Pooled(),
    )


def _counts(one: _Survey, services: Collection[int]) -> AnswerCounts:
    by_standing: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    open_channel = 0
    for (service, standing, channel), n in sorted(one.answers.standings.items()):
        if service not in services:
            continue
        if channel == Channel.OPEN:
            open_channel += n
        else:
            by_standing[standing] += n
            channels[channel] += n
    codes = [numbers for service, numbers in one.codes.items() if service in services]
    return AnswerCounts(
        usable=sum(by_standing[standing] for standing in COUNTED),
        incomplete=by_standing[Standing.UNUSABLE],
        rejected=by_standing[Standing.REJECTED],
        quarantined=by_standing[Standing.QUARANTINED],
        confirmed=by_standing[Standing.CONFIRMED],
        released=by_standing[Standing.RELEASED],
        open_channel=open_channel,
        channels=dict(channels),
        codes_issued=sum(issued for issued, _used in codes),
        codes_used=sum(used for _issued, used in codes),
    )


def _counts_together(one: AnswerCounts, other: AnswerCounts) -> AnswerCounts:
    numbers = {
        name: getattr(one, name) + getattr(other, name)
        for name in one.__slots__
        if name != "channels"
    }
    channels = dict(Counter(one.channels) + Counter(other.channels))
    return AnswerCounts(channels=channels, **numbers)


def _profile(one: _Survey, services: Collection[int]) -> dict[str, dict[str, int]]:
    sums = one.answers.sums if 0 in services else one.answers.sums.of_services(services)
    found = {
        dimension.value: {code or "": n for code, n in sums.respondents(dimension, {}).items()}
        for dimension in (Dimension.SEX, Dimension.AGE_GROUP, Dimension.SUB_DISTRICT)
    }
    for name, counted in (
        ("education", one.answers.education),
        ("occupation", one.answers.occupations),
    ):
        cells: Counter[str] = Counter()
        for (service, code), n in counted.items():
            if service in services:
                cells[code] += n
        found[name] = dict(cells)
    return {name: dict(sorted(cells.items())) for name, cells in found.items()}
