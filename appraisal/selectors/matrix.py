"""The role-result matrix of a leader: own results across, direct reports and teams down."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from appraisal.enums import PlanState
from appraisal.models import MatrixCell, Plan, WorkResult, WorkTeam
from appraisal.models.plans import EDITABLE, LIVE
from appraisal.rules.matrix import (
    MatrixToCheck,
    people_without_part,
    results_without_contributor,
)
from appraisal.selectors.teams import members_to_divide_among
from personnel.models import Assignment, Employee
from personnel.selectors.supervision import supervision_map


def _day_of(plan: Plan, now: datetime) -> date:
    return min(max(timezone.localtime(now).date(), plan.starts), plan.ends)


def report_ids(plan: Plan, now: datetime) -> set[int]:
    """Ids of the direct reports of a plan's owner, today or on the nearest day of the plan."""
    return set(supervision_map(_day_of(plan, now)).direct_reports(plan.employee_id))


def contributors(plan: Plan, now: datetime) -> dict[int, list[WorkTeam]]:
    """Who may contribute to the results of a plan's owner: direct reports, with no team, and the
    members of the teams that the owner leads, with these teams.
    """
    day = _day_of(plan, now)
    return members_to_divide_among(plan, day) | {pk: [] for pk in report_ids(plan, now)}


def own_post_of(employee: Employee, plan: Plan, now: datetime) -> Assignment | None:
    """The post for which a person's plan is seeded from the matrix of ``plan``."""
    return (
        Assignment.objects.definitive()
        .on(_day_of(plan, now))
        .filter(employee=employee)
        .select_related("post__unit__agency", "employee")
        .first()
    )


@dataclass(frozen=True, slots=True)
class Place:
    """One contribution, or the empty place for the next one (``cell`` None).

    ``note`` tells how the text stands in the person's plan: "" as written, "changed" when the
    person worded it anew, "absent" when it is not there.
    """

    position: int
    cell: MatrixCell | None = None
    note: str = ""
    own_words: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a person and a result of the leader meet.

    ``linked`` are results of the person's plan that support the leader's without the matrix.
    """

    result: WorkResult
    places: list[Place]
    linked: list[WorkResult]

    @property
    def is_filled(self) -> bool:
        """Whether the person contributes to the result."""
        return len(self.places) > 1 or bool(self.linked)

    @property
    def texts(self) -> list[str]:
        """Every contribution in words."""
        written = [place.cell.text for place in self.places if place.cell]
        return [*written, *(row.text for row in self.linked)]


@dataclass(frozen=True, slots=True)
class Line:
    """One person with the post, the plan of the year if there is one, and the cells.

    ``teams`` is empty for a direct report; a member from elsewhere has the teams in common.
    """

    employee: Employee
    assignment: Assignment | None
    plan: Plan | None
    teams: list[WorkTeam]
    cells: list[Cell] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether texts still reach the person's plan."""
        return self.plan is None or self.plan.state in EDITABLE


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything on the page, in the order in which it is printed.

    Who leads only teams owes no division of the own results: ``idle`` and ``uncarried`` are empty.
    """

    plan: Plan
    results: list[WorkResult]
    lines: list[Line]
    idle: list[Employee]
    uncarried: list[WorkResult]

    @property
    def is_of_teams(self) -> bool:
        """Whether nobody on the page is a direct report."""
        return all(line.teams for line in self.lines)


def matrix_of(plan: Plan, now: datetime) -> Matrix:
    """The matrix of a leader's plan (a constant number of queries)."""
    results = sorted(plan.results.all(), key=lambda row: (row.kind != "main", row.position))
    lines = _lines(plan, now)
    cells = _cells(results)
    linked = _linked(results, [line.employee.pk for line in lines])
    for line in lines:
        for result in results:
            key = (line.employee.pk, result.pk)
            line.cells.append(Cell(result, _places(cells[key]), linked[key]))
    check = MatrixToCheck(
        people=[line.employee.pk for line in lines if not line.teams],
        results=[result.pk for result in results],
        filled={
            (line.employee.pk, cell.result.pk)
            for line in lines
            for cell in line.cells
            if cell.is_filled
        },
        done_alone={result.pk for result in results if result.done_alone},
    )
    idle = set(people_without_part(check))
    uncarried = set(results_without_contributor(check)) if check.people else set()
    return Matrix(
        plan,
        results,
        lines,
        [line.employee for line in lines if line.employee.pk in idle],
        [result for result in results if result.pk in uncarried],
    )


def _lines(plan: Plan, now: datetime) -> list[Line]:
    among = contributors(plan, now)
    people = list(Employee.objects.owing_a_plan().filter(pk__in=among).order_by("name", "pk"))
    posts = {
        row.employee_id: row
        for row in Assignment.objects.definitive()
        .on(_day_of(plan, now))
        .filter(employee__in=people)
        .select_related("post__unit")
    }
    plans: dict[int, Plan] = {}
    for row in Plan.objects.filter(employee__in=people, year=plan.year_id, state__in=LIVE).order_by(
        "version"
    ):
        held = plans.get(row.employee_id)
        if held is None or held.state == PlanState.FIXED:
            plans[row.employee_id] = row
    lines = [Line(one, posts.get(one.pk), plans.get(one.pk), among[one.pk]) for one in people]
    return sorted(lines, key=_place_of)


def _place_of(line: Line) -> tuple[bool, bool]:
    """Direct reports before members of teams, among them heads first."""
    return bool(line.teams), not (line.assignment and line.assignment.post.is_head)


def _cells(results: Sequence[WorkResult]) -> dict[tuple[int, int], list[MatrixCell]]:
    found: dict[tuple[int, int], list[MatrixCell]] = defaultdict(list)
    rows = MatrixCell.objects.filter(leader_result__in=results).select_related("result__plan")
    for cell in rows.order_by("position"):
        found[cell.employee_id, cell.leader_result_id].append(cell)
    return found


def _linked(
    results: Sequence[WorkResult], people: Sequence[int]
) -> dict[tuple[int, int], list[WorkResult]]:
    """Results that support the leader's and were not seeded by the matrix."""
    found: dict[tuple[int, int], list[WorkResult]] = defaultdict(list)
    rows = (
        WorkResult.objects.filter(
            superior_result__in=results,
            plan__employee__in=people,
            plan__state__in=LIVE,
            seeded_by=None,
        )
        .select_related("plan")
        .order_by("plan", "position")
    )
    said: set[tuple[int, int | None, str]] = set()
    for row in rows:
        key = (row.plan.employee_id, row.superior_result_id, row.text)
        if key not in said:
            said.add(key)
            found[row.plan.employee_id, row.superior_result_id or 0].append(row)
    return found


def _places(cells: Sequence[MatrixCell]) -> list[Place]:
    places = []
    for cell in cells:
        if cell.result is None:
            places.append(Place(cell.position, cell, "absent"))
        elif cell.result.text != cell.text:
            places.append(Place(cell.position, cell, "changed", cell.result.text))
        else:
            places.append(Place(cell.position, cell))
    last = cells[-1].position if cells else 0
    return [*places, Place(last + 1)]
