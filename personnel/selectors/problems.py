"""What in the organisation chart keeps people from being appraised.

Read in a constant number of queries for the whole city, answered from memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from personnel.enums import (
    OWN_POST_KINDS,
    STRUCTURAL_LEVELS,
    AssignmentKind,
    LegalStatus,
    PostKind,
    ProblemKind,
)
from personnel.models import Assignment, Employee, SupervisionOverride, Unit
from personnel.models.employees import EmployeeQuerySet
from personnel.models.units import UnitQuerySet
from personnel.selectors.supervision import SupervisionMap, supervision_map
from personnel.selectors.units import Branch, unit_tree, walk

_AWAY = {
    AssignmentKind.STUDY_LEAVE: LegalStatus.STUDY,
    AssignmentKind.UNPAID_LEAVE: LegalStatus.UNPAID_LEAVE,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a person or a unit; ``detail`` is a name, a title or a span of days."""

    kind: ProblemKind
    employee: Employee | None = None
    unit: Unit | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Problems:
    """Findings by kind, the gravest kind first; kinds without findings are absent."""

    found: dict[ProblemKind, list[Problem]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many findings there are."""
        return sum(len(rows) for rows in self.found.values())

    def sections(self) -> list[tuple[ProblemKind, list[Problem]]]:
        """Kinds with their findings."""
        return [(kind, self.found[kind]) for kind in ProblemKind if kind in self.found]


def find_problems(people: EmployeeQuerySet, units: UnitQuerySet, day: date) -> Problems:
    """Look for every kind of problem among ``people`` and ``units`` on ``day``.

    Eleven queries, whatever the size of the city.
    """
    look = _Look(day, people, units)
    found: dict[ProblemKind, list[Problem]] = {}
    for question in (look.at_supervisors, look.at_units, look.at_posts, look.at_gaps):
        for problem in question():
            found.setdefault(problem.kind, []).append(problem)
    return Problems(found)


class _Look:
    """Everything read once; each method answers one question from memory."""

    def __init__(self, day: date, people: EmployeeQuerySet, units: UnitQuerySet) -> None:
        self.day = day
        self.people = {employee.pk: employee for employee in people.civil_servants()}
        self.lines: SupervisionMap = supervision_map(day)
        self.branches: list[Branch] = list(walk(unit_tree(units, day)))
        self.own: dict[int, Assignment] = {}
        self.heads: dict[int, list[Assignment]] = {}
        running = Assignment.objects.on(day).select_related("employee", "post")
        for assignment in running.order_by("effective_from", "pk"):
            if assignment.kind in OWN_POST_KINDS:
                self.own[assignment.employee_id] = assignment
            if assignment.post.is_head and assignment.kind == AssignmentKind.DEFINITIVE:
                self.heads.setdefault(assignment.post.unit_id, []).append(assignment)
        with_decree = SupervisionOverride.objects.on(day).exclude(decree_number="")
        self.delegated = set(with_decree.values_list("employee", flat=True))

    def at_supervisors(self) -> Iterator[Problem]:
        """Who has no supervisor, or one who may not be."""
        supervisors = {pk: self.lines.of(pk).supervisor for pk in self.own}
        known = Employee.objects.in_bulk({pk for pk in supervisors.values() if pk})
        for pk, supervisor in supervisors.items():
            employee, own = self.people.get(pk), self.own[pk]
            if employee is None or own.kind != AssignmentKind.DEFINITIVE:
                continue
            if supervisor is None:
                yield Problem(ProblemKind.NO_SUPERVISOR, employee, detail=own.post.title)
                continue
            kind = self._doubt(pk, known[supervisor], supervisors)
            if kind is not None:
                yield Problem(kind, employee, detail=known[supervisor].full_name)

    def _doubt(
        self, pk: int, supervisor: Employee, supervisors: dict[int, int | None]
    ) -> ProblemKind | None:
        if supervisor.legal_status == LegalStatus.LEFT:
            return ProblemKind.SUPERVISOR_LEFT
        if supervisors.get(supervisor.pk) == pk:
            return ProblemKind.MUTUAL
        if pk not in self.delegated and self._is_too_low(supervisor.pk):
            return ProblemKind.SUPERVISOR_TOO_LOW
        return None

    def _is_too_low(self, supervisor: int) -> bool:
        """Below pengawas, where a decree of delegation is needed (regulation 2.1)."""
        own = self.own.get(supervisor)
        if own is None or own.post.kind == PostKind.STATE_OFFICE:
            return False
        return own.post.level not in STRUCTURAL_LEVELS

    def at_units(self) -> Iterator[Problem]:
        """Units whose people wait for a head, and units with two."""
        for branch in self.branches:
            if branch.needs_head:
                yield Problem(ProblemKind.NO_HEAD, unit=branch.unit, detail=branch.unit.head_title)
            heads = self.heads.get(branch.unit.pk, [])
            if len(heads) > 1:
                names = ", ".join(head.employee.full_name for head in heads)
                yield Problem(ProblemKind.TWO_HEADS, unit=branch.unit, detail=names)

    def at_posts(self) -> Iterator[Problem]:
        """People who serve without a post, or whose status says otherwise than their post."""
        for pk, employee in self.people.items():
            own = self.own.get(pk)
            has_left = employee.legal_status == LegalStatus.LEFT
            if own is None:
                if not has_left:
                    yield Problem(ProblemKind.NO_POST, employee)
                continue
            expected = _AWAY.get(AssignmentKind(own.kind))
            fits = expected == employee.legal_status or (
                expected is None and employee.legal_status not in _AWAY.values()
            )
            if has_left or not fits:
                status, kind = employee.get_legal_status_display(), own.get_kind_display()
                yield Problem(ProblemKind.STATUS, employee, detail=f"{status} – {kind}")

    def at_gaps(self) -> Iterator[Problem]:
        """Days of this year between two own posts of a person on which there was none."""
        eve = date(self.day.year, 1, 1) - timedelta(days=1)
        spans = (
            Assignment.objects.own_posts()
            .on_or_after(eve)
            .order_by("employee", "effective_from")
            .values_list("employee", "effective_from", "effective_until")
        )
        last_days: dict[int, date | None] = {}
        for pk, starts, until in spans:
            before, last_days[pk] = last_days.get(pk), until
            if before is None or pk not in self.people:
                continue
            first, last = before + timedelta(days=1), starts - timedelta(days=1)
            if first <= last:
                detail = f"{first:%d-%m-%Y} – {last:%d-%m-%Y}"
                yield Problem(ProblemKind.GAP, self.people[pk], detail=detail)
