"""What posts demand, what was measured in people, and the gap between both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from personnel.enums import OWN_POST_KINDS
from personnel.models import Assignment, Employee, Post
from training.models import (
    CompetenceMeasurement,
    CompetenceStandard,
    PostFamily,
)
from training.rules.needs import Demand


@dataclass(frozen=True, slots=True)
class Standards:
    """The standards in force on a day, by family; reads two queries, answers from memory."""

    families: dict[int, PostFamily]
    by_code: dict[str, int]
    by_level: dict[str, int]
    rows: dict[int, list[CompetenceStandard]]

    def family_of(self, post: Post) -> PostFamily | None:
        """The family that a post belongs to: by its code, or else by its level."""
        found = self.by_code.get(post.library_code) or self.by_level.get(post.level)
        return self.families[found] if found else None

    def of(self, post: Post) -> list[CompetenceStandard]:
        """What a post demands; nothing where no family is known."""
        family = self.family_of(post)
        return self.rows.get(family.pk, []) if family else []


def standards_on(day: date) -> Standards:
    """Load the standards of a day."""
    families = {one.pk: one for one in PostFamily.objects.all()}
    rows: dict[int, list[CompetenceStandard]] = {}
    for row in CompetenceStandard.objects.on(day).select_related("competence"):
        rows.setdefault(row.family_id, []).append(row)
    return Standards(
        families,
        {code: one.pk for one in families.values() for code in one.post_codes},
        {one.level: one.pk for one in families.values() if one.level},
        rows,
    )


Levels = dict[tuple[int, int], CompetenceMeasurement]


def levels_of(people: Iterable[int], day: date) -> Levels:
    """The latest measurement of each person and competence up to a day, in one query."""
    found = (
        CompetenceMeasurement.objects.filter(employee__in=list(people), measured_on__lte=day)
        .order_by("employee_id", "competence_id", "-measured_on", "-pk")
        .distinct("employee_id", "competence_id")
    )
    return {(one.employee_id, one.competence_id): one for one in found}


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One competence that a person's post demands, with the latest measurement if there is one."""

    standard: CompetenceStandard
    measurement: CompetenceMeasurement | None

    @property
    def demand(self) -> Demand:
        """The line as figures."""
        actual = None if self.measurement is None else self.measurement.level
        return Demand(self.standard.required_level, actual, self.standard.weight)

    @property
    def gap(self) -> int | None:
        """Levels that are missing; 0 at or above the standard, ``None`` without measurement."""
        gap = self.demand.gap
        return None if gap is None else max(gap, 0)

    @property
    def priority(self) -> int | None:
        """Priority of the gap, 0 at or above the standard, ``None`` without measurement."""
        priority = self.demand.priority
        return None if priority is None else max(priority, 0)


@dataclass(frozen=True, slots=True)
class PersonNeeds:
    """What the own post of one person demands; ``lines`` with the largest priority first."""

    employee: Employee
    own: Assignment | None
    family: PostFamily | None
    lines: list[NeedLine]

    @property
    def short(self) -> list[NeedLine]:
        """Competences in which a level is missing."""
        return [line for line in self.lines if line.gap]

    @property
    def unmeasured(self) -> int:
        """Of how many competences no level is known."""
        return sum(line.measurement is None for line in self.lines)

    @property
    def nothing_measured(self) -> bool:
        """Whether something is demanded and no level of it is known: no gap can be told."""
        return bool(self.lines) and self.unmeasured == len(self.lines)


def _in_order(lines: Iterable[NeedLine]) -> list[NeedLine]:
    """Largest priority first; what is not measured after what is, then by name."""
    return sorted(
        lines,
        key=lambda line: (
            -1 if line.priority is None else -line.priority - 1,
            line.priority is None,
            line.standard.competence.name,
        ),
    )


def person_needs(employee: Employee, day: date) -> PersonNeeds:
    """Read what one person's post demands and what was measured (four queries)."""
    own = (
        Assignment.objects.on(day)
        .filter(employee=employee, kind__in=OWN_POST_KINDS)
        .select_related("post__unit__agency")
        .first()
    )
    standards = standards_on(day)
    levels = levels_of([employee.pk], day)
    lines = [
        NeedLine(row, levels.get((employee.pk, row.competence_id)))
        for row in (standards.of(own.post) if own else [])
    ]
    family = standards.family_of(own.post) if own else None
    return PersonNeeds(employee, own, family, _in_order(lines))


def needs_of_people(people: Iterable[Employee], day: date) -> list[PersonNeeds]:
    """``person_needs`` of several people, in their order (four queries)."""
    wanted = list(people)
    posts = {
        one.employee_id: one
        for one in Assignment.objects.on(day)
        .filter(employee__in=wanted, kind__in=OWN_POST_KINDS)
        .select_related("post__unit__agency")
    }
    return _needs(wanted, posts, day)


def _needs(people: list[Employee], posts: dict[int, Assignment], day: date) -> list[PersonNeeds]:
    standards = standards_on(day)
    levels = levels_of([one.pk for one in people], day)
    found = []
    for person in people:
        own = posts.get(person.pk)
        rows = standards.of(own.post) if own else []
        lines = [NeedLine(row, levels.get((person.pk, row.competence_id))) for row in rows]
        family = standards.family_of(own.post) if own else None
        found.append(PersonNeeds(person, own, family, _in_order(lines)))
    return found


def needs_of_agency(agency_id: int, day: date) -> list[PersonNeeds]:
    """What the posts of an agency demand of those who serve in them, by name (four queries)."""
    posts = {
        one.employee_id: one
        for one in Assignment.objects.on(day)
        .filter(
            kind__in=OWN_POST_KINDS,
            post__unit__agency=agency_id,
            employee__in=Employee.objects.serving(),
        )
        .select_related("employee", "post__unit__agency")
        .order_by("employee__name", "employee_id")
    }
    return _needs([one.employee for one in posts.values()], posts, day)
