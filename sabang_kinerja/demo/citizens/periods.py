"""Which surveys the city has on a day: the year before, the finished half-year, the running one."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from feedback.enums import SurveyPeriodKind, SurveyState
from feedback.models import CitizenSurvey, SurveyPeriod
from feedback.rules.periods import current_period, span_of
from personnel.rules.calendar import WIB
from sabang_kinerja.demo.citizens.services import CityService, Span, recipients
from sabang_kinerja.demo.organisation import CityUnit
from sabang_kinerja.demo.sampling import apportion
from sabang_kinerja.demo.tables import Tables

HALF_YEARS: Final = {1: (0, 1), 2: (2, 3)}
DAYS_TO_CLOSE: Final = 4

PROPORTIONAL: Final = frozenset({"DUKCAPIL", "DINKES"})
"""Agencies that ask in proportion to the recipients of each service since the half-years."""


@dataclass(frozen=True, slots=True)
class SurveyTime:
    """One period of the demo: its days, how far it has come, and the lean of its ratings."""

    kind: SurveyPeriodKind
    year: int
    sequence: int
    span: Span
    shift: float
    closed_at: datetime | None

    @property
    def is_closed(self) -> bool:
        """Whether its figures are made."""
        return self.closed_at is not None


@dataclass(slots=True, eq=False)
class CitySurvey:
    """The survey of one agency in one period with the services that it asks about."""

    id: int
    agency: CityUnit
    time: SurveyTime
    services: list[CityService]


def survey_times(now: datetime) -> list[SurveyTime]:
    """Periods as they stand on a day, the oldest first, the running half-year last."""
    day = now.date()
    year, half = current_period(SurveyPeriodKind.HALF_YEAR, day)
    found = [_time(SurveyPeriodKind.YEAR, year - 1, 1, 0.0, now)]
    if half == 2:
        found.append(_time(SurveyPeriodKind.HALF_YEAR, year, 1, 0.04, now))
    found.append(_time(SurveyPeriodKind.HALF_YEAR, year, half, 0.06, now))
    return found


def _time(
    kind: SurveyPeriodKind, year: int, sequence: int, shift: float, now: datetime
) -> SurveyTime:
    starts, ends = span_of(kind, year, sequence)
    quarters = HALF_YEARS[sequence] if kind == SurveyPeriodKind.HALF_YEAR else (0, 1, 2, 3)
    closed = datetime.combine(ends + timedelta(days=DAYS_TO_CLOSE), time(9, 0), WIB)
    return SurveyTime(
        kind,
        year,
        sequence,
        Span(starts, ends, quarters),
        shift,
        min(closed, now) if ends < now.date() else None,
    )


def wanted_answers(survey: CitySurvey) -> dict[str, int]:
    """Answers of each service by its code, as designed; in proportion where an agency learnt to.

    Answers in proportion to recipients make the index of a whole agency believable.
    """
    span = survey.time.span
    designed = {service.code: service.wanted(span) for service in survey.services}
    if survey.time.kind == SurveyPeriodKind.YEAR or survey.agency.code not in PROPORTIONAL:
        return designed
    people = [recipients(service.margins(span)) for service in survey.services]
    parts = apportion(sum(designed.values()), [float(one) for one in people])
    return {
        service.code: min(most, part)
        for service, most, part in zip(survey.services, people, parts, strict=True)
    }


def write_surveys(
    one: SurveyTime,
    services: list[CityService],
    *,
    questionnaire: int,
    by: int,
    tables: Tables,
) -> list[CitySurvey]:
    """Write a period with the survey of each agency, which still runs where it is to be closed."""
    span = one.span
    period = tables[SurveyPeriod].add(
        kind=one.kind, year=one.year, sequence=one.sequence, starts=span.starts, ends=span.ends
    )
    by_agency: dict[CityUnit, list[CityService]] = {}
    for service in services:
        by_agency.setdefault(service.agency, []).append(service)
    return [
        CitySurvey(
            tables[CitizenSurvey].add(
                period_id=period,
                unit_id=agency.id,
                questionnaire_id=questionnaire,
                state=SurveyState.CLOSED if one.is_closed else SurveyState.OPEN,
                opens_on=span.starts,
                closes_on=span.ends,
                opened_at=datetime.combine(span.starts, time(7, 0), WIB),
                closed_at=one.closed_at,
                closed_by_id=by if one.is_closed else None,
            ),
            agency,
            one,
            own,
        )
        for agency, own in by_agency.items()
    ]
