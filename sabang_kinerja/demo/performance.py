"""One performance year after the other: plans, predicates of agencies, evaluations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from appraisal.enums import EvaluationState as E
from appraisal.enums import PlanState
from sabang_kinerja.demo.accounts import demo_people
from sabang_kinerja.demo.agency_predicates import (
    AgencyPredicate,
    awaited,
    fixing_moment,
    predicate_of,
    write_predicate,
)
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.evaluations import Circumstances, EvaluationWriter
from sabang_kinerja.demo.objections import object_with, place_decided, place_open
from sabang_kinerja.demo.organisation import City, CityUnit
from sabang_kinerja.demo.outcomes import Outcome, by_agency, rate_agency
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.phases import (
    Phase,
    calendar_of,
    is_kept_in_full,
    periods_of_plan,
    split_versions,
    state_of,
)
from sabang_kinerja.demo.plan_specs import (
    Lines,
    PlanSpec,
    choose_states,
    plans_of_year,
    revise,
)
from sabang_kinerja.demo.plans import PlanWriter
from sabang_kinerja.demo.sampling import sometimes, stream
from sabang_kinerja.demo.tables import Tables
from sabang_kinerja.demo.teams import TeamOfResult
from sabang_kinerja.demo.years import CityPeriod, CityYear

DEMO_AGENCY: Final = "DUKCAPIL"
DEMO_TEAM: Final = "DUKCAPIL-B1"

TEAM_STATES: Final = (E.IN_RATING, E.OBJECTED, E.FIXED, E.IN_RATING, E.ACCEPTED, E.IN_PROGRESS)
"""How far the colleagues of the demo's employee have come, so that their supervisor has work."""

GENEROUS_AGENCIES: Final = 1 / 12
FILES_ELSEWHERE: Final = 0.02

SHOWN_STATES: Final = (
    *(E.IN_PROGRESS, E.AWAITING_FEEDBACK, E.IN_RATING, E.FIXED, E.SERVED),
    *(E.ACCEPTED, E.LAPSED),
)
"""States that the lively period shows in a city of any size."""


class PerformanceStage:
    """Writes the years of a city whose people are in the database."""

    def __init__(
        self,
        city: City,
        population: Population,
        years: list[CityYear],
        holidays: frozenset[date],
        seed: int,
        now: datetime,
        tables: Tables,
        teams: Mapping[int, TeamOfResult],
    ) -> None:
        self._teams = teams
        self._city = city
        self._population = population
        self._running = years[-1]
        self._seed = seed
        self._now = now
        self._tables = tables
        self._lines = Lines(population)
        self._calendar = calendar_of(years, now.date())
        self._people = demo_people(city, population)
        self._team = [
            person
            for post in city.posts_in(DEMO_TEAM)
            if not post.is_head
            for person in population.holders(post)
            if person is not self._people["pegawai"]
        ]
        self._kept = {*self._people.values(), *self._team}
        self._in_full = is_kept_in_full(self._kept, DEMO_AGENCY)
        self._evaluations = EvaluationWriter(tables, seed, now, holidays)
        self._awaited = awaited(unit for unit in city.units if unit.is_agency)

    def run(self, year: CityYear) -> None:
        """Write one year."""
        specs = self._specs(year)
        last = {spec.person.id: spec.starts for spec in sorted(specs, key=lambda s: s.starts)}
        outcomes = [
            outcome
            for spec in specs
            for outcome in self._outcomes(spec)
            if not outcome.period.is_annual or spec.starts == last[spec.person.id]
        ]
        fixed = self._rate_agencies(year, outcomes)
        self._place_objections(year, outcomes)
        self._show_all_states(outcomes)
        of_spec: dict[PlanSpec, list[Outcome]] = defaultdict(list)
        for outcome in outcomes:
            of_spec[outcome.spec].append(outcome)
        teams = self._teams if year is self._running else {}
        plans = PlanWriter(self._tables, self._seed, self._now, self._people["bkpsdm"], teams)
        for spec in specs:
            plans.write(spec)
            for outcome in of_spec[spec]:
                self._evaluations.write(outcome, self._around(outcome, fixed))

    def store_files(self) -> int:
        """Store the files of the evidence; returns how many."""
        return self._evaluations.evidence.store_files()

    def _specs(self, year: CityYear) -> list[PlanSpec]:
        specs = plans_of_year(year, self._population, self._lines, self._now.date())
        if year is not self._running:
            return specs
        specs = choose_states(specs, self._kept, self._city.factor, self._seed)
        if self._team:
            mate = self._team[-1]
            own = next((s for s in specs if s.person is mate and s.version == 1), None)
            if own is not None:
                specs.append(revise(own, PlanState.SUBMITTED))
        return sorted(specs, key=lambda spec: (spec.depth, spec.version))

    def _outcomes(self, spec: PlanSpec) -> list[Outcome]:
        periods = periods_of_plan(spec, self._calendar, self._seed, in_full=self._in_full)
        found = [self._outcome(spec, period) for period in periods if split_versions(spec, period)]
        annual = spec.year.annual
        unopened = self._calendar[annual] == Phase.FUTURE and spec.state == PlanState.FIXED
        if unopened and self._in_full(spec):
            found.append(self._outcome(spec, annual, E.NOT_OPEN))
        return found

    def _outcome(self, spec: PlanSpec, period: CityPeriod, state: E | None = None) -> Outcome:
        phase = self._calendar[period]
        agency = spec.span.post.unit.agency
        waits = phase == Phase.LIVELY and agency is not None and agency.code in self._awaited
        state = state or state_of(spec, phase, self._seed, period, waits=waits)
        today = self._now.date()
        day = min(spec.ends, today if state != E.FINAL else min(period.ends, today))
        supervisor, reviewer = self._lines.of(spec.person, day)
        if supervisor is None:
            supervisor, reviewer = spec.supervisor, spec.reviewer
        if supervisor is None:  # the mayor leads the root, so there is always somebody
            raise LookupError(spec.person.nip)
        outcome = Outcome(spec, period, state, supervisor, reviewer)
        if phase == Phase.LIVELY and not waits:
            self._pin(outcome)
        return outcome

    def _pin(self, outcome: Outcome) -> None:
        """Fix how far the demo's employee and colleagues have come."""
        person = outcome.spec.person
        if person is self._people["pegawai"]:
            outcome.state, outcome.pinned = E.SERVED, True
        elif person in self._team and self._team.index(person) < len(TEAM_STATES):
            outcome.state = TEAM_STATES[self._team.index(person)]
            outcome.pinned = True

    def _rate_agencies(
        self, year: CityYear, outcomes: Iterable[Outcome]
    ) -> dict[tuple[int, int], datetime | None]:
        """Predicates of agencies first, then ratings; returns when each predicate was fixed."""
        agencies = {unit.id: unit for unit in self._city.units if unit.is_agency}
        periods = {period.id: period for period in year.periods}
        fixed: dict[tuple[int, int], datetime | None] = {}
        for (agency_id, period_id), group in by_agency(outcomes).items():
            agency, period = agencies[agency_id], periods[period_id]
            value = predicate_of(agency, year.year, period, self._seed)
            chance = stream(self._seed, "generous", agency.code, period.id)
            generous = agency.code != DEMO_AGENCY and sometimes(chance, GENEROUS_AGENCIES)
            rate_agency(group, value, self._seed, generous=generous)
            phase = self._calendar[period]
            if phase == Phase.FUTURE:
                continue
            at = fixing_moment(agency, period, self._seed) if self._decided(agency, phase) else None
            fixed[agency_id, period_id] = at
            write_predicate(
                agency,
                period,
                AgencyPredicate(value, at),
                self._people["pimpinan"],
                recommended=phase == Phase.LIVELY and sometimes(chance, 0.5),
                seed=self._seed,
                tables=self._tables,
            )
        return fixed

    def _decided(self, agency: CityUnit, phase: Phase) -> bool:
        if phase == Phase.LIVELY:
            return agency.code not in self._awaited
        return phase == Phase.SETTLED

    def _place_objections(self, year: CityYear, outcomes: list[Outcome]) -> None:
        for period in year.periods:
            here = [outcome for outcome in outcomes if outcome.period is period]
            phase = self._calendar[period]
            factor = self._city.factor
            if phase == Phase.LIVELY:
                for outcome in here:
                    if outcome.pinned and outcome.state == E.OBJECTED:
                        object_with(outcome, "ingin_sangat_baik", E.OBJECTED)
                place_open(here, factor, self._seed)
            if phase == Phase.LIVELY or (period.is_annual and phase == Phase.SETTLED):
                place_decided(here, factor, self._seed)

    def _show_all_states(self, outcomes: list[Outcome]) -> None:
        """In a small city chance may leave a state out; then somebody final takes it."""
        lively = [o for o in outcomes if self._calendar[o.period] == Phase.LIVELY]
        there = {outcome.state for outcome in lively}
        free = [
            outcome
            for outcome in lively
            if outcome.state == E.FINAL
            and not outcome.pinned
            and outcome.spec.state == PlanState.FIXED
        ]
        for state in SHOWN_STATES:
            if state not in there and free:
                free.pop().state = state

    def _around(
        self, outcome: Outcome, fixed: dict[tuple[int, int], datetime | None]
    ) -> Circumstances:
        agency = outcome.spec.span.post.unit.agency
        running = outcome.spec.year is self._running
        person: Person = outcome.spec.person
        chance = stream(self._seed, "file", outcome.period.id, person.nip)
        return Circumstances(
            organisation=fixed.get((agency.id if agency else 0, outcome.period.id)),
            settled=self._calendar[outcome.period] == Phase.SETTLED,
            running=running,
            with_file=running and (person in self._kept or sometimes(chance, FILES_ELSEWHERE)),
        )
