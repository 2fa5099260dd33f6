"""People with their posts, for lists, for one person's page and for the search."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from personnel.enums import OWN_POST_KINDS, OverrideSource
from personnel.models import Assignment, Employee, SupervisionOverride, Unit
from personnel.models.employees import EmployeeQuerySet
from personnel.rules.nip import normalise_nip
from personnel.selectors.supervision import SupervisionMap, supervision_map


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of a list with the own post of the day and the posts held in acting."""

    employee: Employee
    own: Assignment | None
    acting: list[Assignment]


@dataclass(frozen=True, slots=True)
class Superior:
    """One of the two superiors, with the reason why it is this person."""

    employee: Employee | None
    post_title: str
    reason: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What the page of one person shows; ``assignments`` newest first."""

    employee: Employee
    own: Assignment | None
    assignments: list[Assignment]
    overrides: list[SupervisionOverride]
    supervisor: Superior
    reviewing_superior: Superior
    direct_reports: list[Listed]

    @property
    def place(self) -> str:
        """Post, unit and agency in one line; a head's title names the unit already."""
        if self.own is None:
            return ""
        post, unit = self.own.post, self.own.post.unit
        parts = [post.title] if post.is_head else [post.title, unit.name]
        if unit.agency is not None and unit.agency != unit:
            parts.append(unit.agency.name)
        return ", ".join(parts)


def matching(people: EmployeeQuerySet, text: str) -> EmployeeQuerySet:
    """People whose name or number holds every word of ``text``; a number may be grouped."""
    digits = normalise_nip(text)
    if digits.isdecimal():
        return people.filter(nip__contains=digits)
    for word in text.split():
        people = people.filter(name__icontains=word)
    return people


def with_posts(people: EmployeeQuerySet, day: date) -> EmployeeQuerySet:
    """Read along the posts of ``day``, with unit and agency, in one more query."""
    posts = (
        Assignment.objects.on(day)
        .select_related("post__unit__agency")
        .order_by("-effective_from", "pk")
    )
    return people.prefetch_related(Prefetch("assignments", posts, to_attr="posts_today"))


def listed(people: Iterable[Employee]) -> list[Listed]:
    """Rows of a list, from people that were read ``with_posts``."""
    return [_listed(employee) for employee in people]


def _listed(employee: Employee) -> Listed:
    posts: list[Assignment] = employee.posts_today  # type: ignore[attr-defined]  # by with_posts
    own = next((post for post in posts if post.kind in OWN_POST_KINDS), None)
    return Listed(employee, own, [post for post in posts if post is not own])


def person_page(employee: Employee, day: date) -> PersonPage:
    """Read everything that one person's page shows."""
    assignments = list(
        employee.assignments.select_related("post__unit__agency").order_by("-effective_from", "pk")
    )
    overrides = list(
        employee.supervision_overrides.select_related("supervisor", "reviewing_superior")
    )
    own = next((a for a in assignments if a.kind in OWN_POST_KINDS and _holds(a, day)), None)
    lines = supervision_map(day)
    supervisor, reviewer = superiors(employee, lines)
    reports = Employee.objects.filter(pk__in=lines.direct_reports(employee.pk))
    return PersonPage(
        employee=employee,
        own=own,
        assignments=assignments,
        overrides=overrides,
        supervisor=supervisor,
        reviewing_superior=reviewer,
        direct_reports=listed(with_posts(reports, day)),
    )


def superiors(employee: Employee, lines: SupervisionMap) -> tuple[Superior, Superior]:
    """Both superiors of a person, each with the reason in words."""
    found = lines.of(employee.pk)
    named = next(
        iter(employee.supervision_overrides.on(lines.day).select_related("reviewing_superior")),
        None,
    )
    wanted = {pk for pk in (found.supervisor, found.reviewing_superior) if pk}
    people = {
        row.employee.pk: row
        for row in listed(with_posts(Employee.objects.filter(pk__in=wanted), lines.day))
    }
    led = {pk: _unit_led(lines, pk, below=lines.units.get(employee.pk)) for pk in wanted}
    units = Unit.objects.in_bulk(led.values())

    def superior(pk: int | None, by_name: bool) -> Superior:
        if pk is None or pk not in people:
            return Superior(None, "", _("Belum ada pimpinan di atasnya pada pohon unit."))
        row = people[pk]
        unit = units.get(led[pk])
        reason = _reason_named(named) if by_name and named else _reason_tree(unit)
        return Superior(row.employee, _title(row), reason)

    reviewer_named = named is not None and named.reviewing_superior_id is not None
    return (
        superior(found.supervisor, found.named),
        superior(found.reviewing_superior, reviewer_named),
    )


def _unit_led(lines: SupervisionMap, employee_id: int, *, below: int | None) -> int:
    """The unit that a superior leads, on the way up from ``below`` if it lies there; 0 if none."""
    tree, unit, seen = lines.tree, below, set()
    while unit is not None and unit not in seen:
        if tree.heads.get(unit) == employee_id:
            return unit
        seen.add(unit)
        unit = tree.parents.get(unit)
    return next((unit for unit, head in tree.heads.items() if head == employee_id), 0)


def _reason_named(override: SupervisionOverride) -> str:
    since = override.effective_from.strftime("%d-%m-%Y")
    if override.source == OverrideSource.IMPORT:
        return _("Menurut berkas yang diimpor, sejak %(date)s.") % {"date": since}
    return _("Menurut SK %(decree)s, sejak %(date)s.") % {
        "decree": override.decree_number,
        "date": since,
    }


def _reason_tree(unit: Unit | None) -> str:
    if unit is None:
        return _("Menurut pohon unit.")
    return _("Menurut pohon unit: pimpinan %(unit)s.") % {"unit": unit.name}


def _title(row: Listed) -> str:
    return row.own.post.title if row.own else ""


def _holds(assignment: Assignment, day: date) -> bool:
    until = assignment.effective_until
    return assignment.effective_from <= day and (until is None or until >= day)


def holds_a_post(employee: Employee, day: date) -> bool:
    """Whether an assignment of the person runs on a day or later."""
    return employee.assignments.on_or_after(day).exists()


def by_number_or_name(text: str) -> EmployeeQuerySet:
    """People meant by what was typed into a field for one person: a whole number or a whole name.

    A state official has no number and is found by name.
    """
    digits = normalise_nip(text)
    if digits.isdecimal():
        return Employee.objects.filter(nip=digits)
    return Employee.objects.filter(Q(name__iexact=" ".join(text.split())))
