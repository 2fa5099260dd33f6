"""Which evaluations a plan has by today, and how far each has come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from appraisal.enums import EvaluationState as E
from appraisal.enums import PlanState
from personnel.enums import LegalStatus
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.plan_specs import PlanSpec
from sabang_kinerja.demo.sampling import pick, sometimes, stream
from sabang_kinerja.demo.years import CityPeriod, CityYear, closing_day

SETTLES_AFTER: Final = timedelta(days=30)
"""So long after its end a period shows evaluations in all states."""

QUARTERS_KEPT: Final = 0.08
"""Share of people whose quarters of closed years are there too; of the others only the year."""


class Phase(StrEnum):
    """Where a period stands today."""

    FUTURE = "future"
    RUNNING = "running"
    FRESH = "fresh"
    LIVELY = "lively"
    SETTLED = "settled"


_STATES: Final[dict[Phase, dict[E, float]]] = {
    Phase.RUNNING: {E.IN_PROGRESS: 1},
    Phase.FRESH: {E.IN_PROGRESS: 55, E.IN_RATING: 40, E.AWAITING_FEEDBACK: 5},
    Phase.LIVELY: {
        **{E.FINAL: 56, E.ACCEPTED: 13, E.SERVED: 8, E.IN_RATING: 9, E.IN_PROGRESS: 5},
        **{E.FIXED: 4, E.LAPSED: 3, E.AWAITING_FEEDBACK: 2},
    },
    Phase.SETTLED: {E.FINAL: 1},
}
AWAITING: Final = {
    **{E.AWAITING_ORGANISATION: 50, E.IN_RATING: 35, E.IN_PROGRESS: 13, E.AWAITING_FEEDBACK: 2}
}
"""States of the people of an agency whose predicate is awaited."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Phases of the periods of three years on one day."""

    phases: dict[int, Phase]

    def __getitem__(self, period: CityPeriod) -> Phase:
        return self.phases[period.id]


def calendar_of(years: list[CityYear], today: date) -> Calendar:
    """Find the phase of every period.

    The lively one is the last that ended a month ago or earlier; early in a year it belongs to
    the year before, which then is still open.
    """
    phases: dict[int, Phase] = {}
    for year in years:
        for period in year.periods:
            opens = date(year.year, 12, 15) if period.is_annual else period.starts
            if opens > today:
                phases[period.id] = Phase.FUTURE
            elif period.ends >= today:
                phases[period.id] = Phase.RUNNING
            elif today - period.ends < SETTLES_AFTER:
                phases[period.id] = Phase.FRESH
            else:
                phases[period.id] = Phase.SETTLED
    running, before = years[-1], years[-2]
    candidates = list(running.quarters)
    if closing_day(before.year) > today:
        candidates += before.periods
    ended = [period for period in candidates if phases[period.id] == Phase.SETTLED]
    latest = max(ended, key=lambda period: (period.ends, period.is_annual))
    phases[latest.id] = Phase.LIVELY
    return Calendar(phases)


def periods_of_plan(
    spec: PlanSpec, calendar: Calendar, seed: int, *, in_full: Callable[[PlanSpec], bool]
) -> list[CityPeriod]:
    """The periods in which a plan is evaluated."""
    if not spec.is_settled:
        return []
    found = [p for p in spec.year.periods if spec.covers(p) and calendar[p] != Phase.FUTURE]
    if spec.year.annual in found and not in_full(spec):
        chance = stream(seed, "quarters", spec.year.year, spec.person.nip)
        closed = calendar[spec.year.annual] == Phase.SETTLED
        if closed and not sometimes(chance, QUARTERS_KEPT):
            found = [spec.year.annual]
    return found


def split_versions(spec: PlanSpec, period: CityPeriod) -> bool:
    """Whether a period belongs to this version: the second one counts from July on."""
    if spec.state == PlanState.SUPERSEDED:
        return period.ends.month <= 6
    if spec.version > 1:
        return period.ends.month > 6
    return True


def state_of(spec: PlanSpec, phase: Phase, seed: int, period: CityPeriod, *, waits: bool) -> E:
    """How far one evaluation has come."""
    chance = stream(seed, "state", period.id, spec.person.nip)
    gone = spec.person.status == LegalStatus.LEFT or spec.state == PlanState.CLOSED
    if gone and phase == Phase.LIVELY:
        return E.AWAITING_ORGANISATION if waits else E.FINAL
    if waits:
        return pick(chance, AWAITING)
    return pick(chance, _STATES[phase])


def is_kept_in_full(people: set[Person], agency: str) -> Callable[[PlanSpec], bool]:
    """Plans whose closed quarters are always written: the demo people's and their agency's."""

    def keep(spec: PlanSpec) -> bool:
        above = spec.span.post.unit.agency
        return spec.person in people or (above is not None and above.code == agency)

    return keep
