"""Who appraises whom on a day, for one person or for everybody, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from personnel.enums import AssignmentKind
from personnel.models import Assignment, Employee, SupervisionOverride, Unit
from personnel.rules.supervision import NamedSupervisor, Supervision, Tree, supervision_of


@dataclass(frozen=True, slots=True)
class SupervisionMap:
    """The whole city's lines on one day. Reads the database once; answers from memory."""

    day: date
    tree: Tree
    units: dict[int, int]
    named: dict[int, NamedSupervisor]

    def of(self, employee_id: int) -> Supervision:
        """Both superiors of a person; empty for somebody without a post on the day."""
        named = self.named.get(employee_id)
        unit = self.units.get(employee_id)
        if unit is None:
            if named is None:
                return Supervision(None, None)
            unit = 0
        return supervision_of(
            self.tree, person=employee_id, unit=unit, person_units=self.units, named=named
        )

    def leader_above(self, unit_id: int) -> int | None:
        """Head of the nearest unit above ``unit_id`` that has one."""
        parent = self.tree.parents.get(unit_id)
        while parent is not None and parent not in self.tree.heads:
            parent = self.tree.parents.get(parent)
        return self.tree.heads.get(parent) if parent is not None else None

    def direct_reports(self, employee_id: int) -> list[int]:
        """Ids of everybody whose supervisor the person is."""
        return [other for other in self.units if self.of(other).supervisor == employee_id]


def supervision_map(day: date) -> SupervisionMap:
    """Load the lines of the city on ``day`` (four queries)."""
    units = Unit.objects.active().values_list("pk", "parent_id")
    heads: dict[int, int] = {}
    own_units: dict[int, int] = {}
    rows = (
        Assignment.objects.on(day)
        .exclude(kind=AssignmentKind.DAILY_ACTING)
        .order_by("effective_from", "pk")
        .values_list("employee_id", "post__unit_id", "post__is_head", "kind")
    )
    acting: dict[int, int] = {}
    for employee_id, unit_id, is_head, kind in rows:
        if kind == AssignmentKind.ACTING:
            if is_head:
                acting[unit_id] = employee_id
            continue
        own_units[employee_id] = unit_id
        if is_head and kind == AssignmentKind.DEFINITIVE:
            heads[unit_id] = employee_id
    named = {
        employee_id: NamedSupervisor(supervisor_id, reviewer_id)
        for employee_id, supervisor_id, reviewer_id in SupervisionOverride.objects.on(
            day
        ).values_list("employee_id", "supervisor_id", "reviewing_superior_id")
    }
    return SupervisionMap(day, Tree(dict(units), acting | heads), own_units, named)


def supervisors_of(employee: Employee, day: date) -> tuple[Employee | None, Employee | None]:
    """Supervisor and reviewing superior of one person on a day."""
    found = supervision_map(day).of(employee.pk)
    wanted = [pk for pk in (found.supervisor, found.reviewing_superior) if pk]
    people = Employee.objects.in_bulk(wanted)
    return people.get(found.supervisor or 0), people.get(found.reviewing_superior or 0)
