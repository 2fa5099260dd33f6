"""Which plans there are in a year, in which state, and between whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from appraisal.enums import PlanState
from personnel.enums import AssignmentKind, EmployeeKind
from personnel.selectors.supervision import SupervisionMap, supervision_map
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.people import Person, Slice
from sabang_kinerja.demo.plan_content import PlannedResult
from sabang_kinerja.demo.sampling import scaled, stream
from sabang_kinerja.demo.years import CityPeriod, CityYear

SHORTEST_PLAN: Final = timedelta(days=14)

LATE_PLANS: Final = {
    # of 3,000: first plans that are late, or None for people without one
    PlanState.DRAFT: 30,
    PlanState.SUBMITTED: 34,
    PlanState.RETURNED: 22,
    PlanState.APPROVED: 20,
    None: 34,
}
REVISIONS: Final = {
    # of 3,000: second versions of a fixed plan, by the state they have reached
    PlanState.FIXED: 40,
    PlanState.SUBMITTED: 12,
    PlanState.DRAFT: 8,
    PlanState.APPROVED: 4,
    PlanState.RETURNED: 4,
}


@dataclass(slots=True, eq=False)
class PlanSpec:
    """One version of one person's plan, before and after it is written."""

    person: Person
    span: Slice
    year: CityYear
    starts: date
    ends: date
    state: PlanState = PlanState.FIXED
    version: int = 1
    previous: "PlanSpec | None" = None
    supervisor: Person | None = None
    reviewer: Person | None = None
    why_closed: str = ""
    is_head: bool = False
    depth: int = 0
    results: list[PlannedResult] = field(default_factory=list)
    fixed_at: datetime | None = None
    id: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether evaluations may rest on it."""
        return self.state in (PlanState.FIXED, PlanState.CLOSED, PlanState.SUPERSEDED)

    def covers(self, period: CityPeriod) -> bool:
        """Whether it overlaps a period."""
        return self.starts <= period.ends and self.ends >= period.starts


class Lines:
    """Who appraises whom on a day; every day is read once."""

    def __init__(self, population: Population) -> None:
        self._people = {person.id: person for person in population.people}
        self._days: dict[date, SupervisionMap] = {}

    def of(self, person: Person, day: date) -> tuple[Person | None, Person | None]:
        """Supervisor and reviewing superior of a person."""
        if day not in self._days:
            self._days[day] = supervision_map(day)
        found = self._days[day].of(person.id)
        reviewer = self._people.get(found.reviewing_superior or 0)
        return self._people.get(found.supervisor or 0), None if reviewer is person else reviewer


def plans_of_year(
    year: CityYear, population: Population, lines: Lines, today: date
) -> list[PlanSpec]:
    """First versions of everybody who owes a plan in the year, superiors before their people."""
    specs = [
        spec
        for person in population.people
        if person.kind != EmployeeKind.STATE_OFFICIAL
        for span in person.career
        if span.kind == AssignmentKind.DEFINITIVE
        and (spec := _spec(person, span, year, today)) is not None
    ]
    for spec in specs:
        day = max(spec.starts, date(year.year, 1, 15))
        spec.supervisor, spec.reviewer = lines.of(spec.person, min(day, spec.ends, today))
    _set_depth(specs)
    return sorted(specs, key=lambda spec: spec.depth)


def choose_states(
    specs: list[PlanSpec], keep: Iterable[Person], factor: float, seed: int
) -> list[PlanSpec]:
    """Let some plans of the running year be late, missing or revised.

    ``keep`` are people whose plans stay as they are. Returns all plans, second versions included.
    """
    source = stream(seed, "plan states")
    kept = set(keep)
    segments: dict[Person, int] = {}
    for spec in specs:
        segments[spec.person] = segments.get(spec.person, 0) + 1
    ordinary = [
        spec
        for spec in specs
        if spec.state == PlanState.FIXED
        and not spec.is_head
        and spec.person not in kept
        and segments[spec.person] == 1
    ]
    source.shuffle(ordinary)
    without: set[PlanSpec] = set()
    for state, count in LATE_PLANS.items():
        for _each in range(scaled(count, factor)):
            spec = ordinary.pop()
            if state is None:
                without.add(spec)
            else:
                spec.state = state
    found = [spec for spec in specs if spec not in without]
    for state, count in REVISIONS.items():
        for _each in range(scaled(count, factor)):
            found.append(revise(ordinary.pop(), state))
    return found


def revise(old: PlanSpec, state: PlanState) -> PlanSpec:
    """A second version of a fixed plan; the old one is superseded when the new one is fixed."""
    if state == PlanState.FIXED:
        old.state = PlanState.SUPERSEDED
    return PlanSpec(
        old.person,
        old.span,
        old.year,
        old.starts,
        old.ends,
        state=state,
        version=2,
        previous=old,
        supervisor=old.supervisor,
        reviewer=old.reviewer,
        depth=old.depth,
    )


def _spec(person: Person, span: Slice, year: CityYear, today: date) -> PlanSpec | None:
    starts, last_day = max(span.starts, year.annual.starts), year.annual.ends
    ends, why = min(span.ends or last_day, last_day), span.why_ended
    if person.released is not None and person.released[0] < ends:
        ends, why = person.released
    if starts > today or ends - starts < SHORTEST_PLAN:
        return None
    closed = ends < last_day
    return PlanSpec(
        person,
        span,
        year,
        starts,
        ends,
        state=PlanState.CLOSED if closed else PlanState.FIXED,
        why_closed=why if closed else "",
        is_head=span.post.is_head,
    )


def _set_depth(specs: list[PlanSpec]) -> None:
    """How far below the top each plan stands; a circle of two who act for each other ends."""
    above = {spec.person: spec.supervisor for spec in specs}
    for spec in specs:
        at, seen = spec.supervisor, {spec.person}
        while at is not None and at not in seen:
            seen.add(at)
            at = above.get(at)
            spec.depth += 1
