"""Which register tells the recipients of a survey, and of each of its services."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from feedback.enums import Frame
from feedback.models import CitizenSurvey, Register, Service
from feedback.rules.margins import Dimension, Margin, age_in_months
from feedback.rules.margins import Frame as MarginFrame
from feedback.rules.population import Population, RegisterSpan, best_register, together


@dataclass(slots=True)
class Populations:
    """Recipients of one survey: of the unit, and of each service that has a register.

    ``registers`` are the rows behind them, by service, None for the unit's own.
    """

    whole: Population | None = None
    services: dict[int, Population] = field(default_factory=dict)
    registers: dict[int | None, int] = field(default_factory=dict)


def services_of(surveys: Iterable[CitizenSurvey]) -> dict[int, list[Service]]:
    """Services that each survey asks about: those of the unit and of everything below it."""
    units = {survey.pk: survey.unit.path for survey in surveys}
    if not units:
        return {}
    within = Q()
    for path in set(units.values()):
        within |= Q(unit__path__startswith=path)
    services = list(Service.objects.filter(within).select_related("unit"))
    return {
        pk: [one for one in services if one.unit.path.startswith(path)]
        for pk, path in units.items()
    }


def populations_of(
    surveys: Sequence[CitizenSurvey], services: dict[int, list[Service]]
) -> dict[int, Populations]:
    """Recipients of each survey, in two queries. Counts of residents are another frame: left out.

    A unit without a register of its own has that of its services together, if all have one.
    """
    asked = {service.pk for found in services.values() for service in found}
    rows = (
        Register.objects.filter(
            Q(service__isnull=True, unit__in={survey.unit_id for survey in surveys})
            | Q(service__in=asked),
            frame=Frame.SERVICE_REGISTER,
        )
        .order_by("pk")
        .prefetch_related("counts")
    )
    registers = {row.pk: row for row in rows}
    by_owner: dict[tuple[str, int], list[RegisterSpan]] = defaultdict(list)
    for row in registers.values():
        owner = ("service", row.service_id) if row.service_id else ("unit", row.unit_id)
        by_owner[owner].append(RegisterSpan(row.pk, row.starts, row.ends, row.dated))
    found = {}
    for survey in surveys:
        found[survey.pk] = _of_survey(survey, services[survey.pk], registers, by_owner)
    return found


def _of_survey(
    survey: CitizenSurvey,
    services: Sequence[Service],
    registers: dict[int, Register],
    by_owner: dict[tuple[str, int], list[RegisterSpan]],
) -> Populations:
    found = Populations()
    period = survey.period
    for service in services:
        best = best_register(by_owner["service", service.pk], period.starts, period.ends)
        if best:
            found.services[service.pk] = _population(registers[best.pk], services, survey.closes_on)
            found.registers[service.pk] = best.pk
    own = best_register(by_owner["unit", survey.unit_id], period.starts, period.ends)
    if own:
        found.whole = _population(registers[own.pk], services, survey.closes_on)
        found.registers[None] = own.pk
    elif services and all(service.pk in found.services for service in services):
        found.whole = together({one.name: found.services[one.pk] for one in services})
    return found


def _population(register: Register, services: Sequence[Service], last_day: date) -> Population:
    names = {word: one.name for one in services for word in (one.name, one.code, str(one.pk))}
    counts: dict[Dimension, dict[str, float]] = defaultdict(dict)
    for count in register.counts.all():
        dimension = Dimension(count.dimension)
        category = count.category
        if dimension is Dimension.SERVICE:
            category = names.get(category, category)
        counts[dimension][category] = counts[dimension].get(category, 0.0) + count.count
    margins = tuple(
        Margin(dimension, MarginFrame.SERVICE_REGISTER, counts[dimension])
        for dimension in Dimension
        if any(counts[dimension].values())
    )
    recipients = register.population or (int(sum(margins[0].counts.values())) if margins else 0)
    return Population(
        recipients=recipients,
        margins=margins,
        age_months=age_in_months(register.dated, last_day),
        dated=register.dated.isoformat(),
        source=register.source,
    )
