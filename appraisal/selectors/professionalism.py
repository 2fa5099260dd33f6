"""Facts of the professionalism index (IP ASN), gathered for one person or for many."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from appraisal.enums import EvaluationState
from appraisal.models import DisciplinaryMeasure, Evaluation
from personnel.enums import STRUCTURAL_LEVELS, PeriodKind, PostKind
from personnel.models import Assignment, Employee, Unit
from personnel.selectors.regulation import regulation_on
from training.enums import RecordState, TrainingForm
from training.models import TrainingRecord
from training.regulation import DISCIPLINE_COMPLETE
from training.rules.professionalism import (
    IP_ASN_2019,
    Discipline,
    Education,
    IndexFacts,
    PostGroup,
    ProfessionalismIndex,
    professionalism_index,
)

DISCIPLINE_YEARS: Final = 5
SEMINAR_YEARS: Final = 2
_EDUCATION: Final = {
    "S3": Education.S3, "S2": Education.S2, "S1": Education.S1, "D4": Education.D4,
    "D3": Education.D3, "D2": Education.D2, "D1": Education.D1, "SMA": Education.SLTA,
    "SMP": Education.BELOW_SLTA, "SD": Education.BELOW_SLTA,
}  # fmt: skip
_SEMINARS: Final = {
    TrainingForm.SEMINAR, TrainingForm.WORKSHOP, TrainingForm.COURSE,
    TrainingForm.APPRENTICESHIP,
}  # fmt: skip
_HEAVIEST: Final = [Discipline.HEAVY, Discipline.MEDIUM, Discipline.LIGHT]


@dataclass(frozen=True, slots=True)
class PersonIndex:
    """One person's simulated index with the facts behind it."""

    employee: Employee
    facts: IndexFacts
    index: ProfessionalismIndex


def post_group(assignment: Assignment | None) -> PostGroup | None:
    """In which of the three groups a post lies; None without a post."""
    if assignment is None:
        return None
    if assignment.post.level in STRUCTURAL_LEVELS:
        return PostGroup.STRUCTURAL
    if assignment.post.kind == PostKind.FUNCTIONAL:
        return PostGroup.FUNCTIONAL
    return PostGroup.GENERAL


def indexes(people: Collection[Employee], year: int) -> list[PersonIndex]:
    """The index of many for a year, in a number of queries that does not grow with them."""
    ids = [one.pk for one in people]
    last = date(year, 12, 31)
    posts = {
        one.employee_id: one
        for one in Assignment.objects.on(min(last, date.today()))  # noqa: DTZ011  a day of the city
        .own_posts()
        .filter(employee__in=ids)
        .select_related("post")
    }
    learnt = _learnt(ids, year)
    predicates = dict(
        Evaluation.objects.counting()
        .filter(
            plan__employee__in=ids,
            period__year__year=year,
            period__kind=PeriodKind.ANNUAL,
            state=EvaluationState.FINAL,
        )
        .values_list("plan__employee", "predicate")
    )
    measures = defaultdict(set)
    for employee, level in DisciplinaryMeasure.objects.filter(
        employee__in=ids, effective_from__gt=date(year - DISCIPLINE_YEARS, 12, 31)
    ).values_list("employee", "level"):
        measures[employee].add(level)
    complete = regulation_on(last).yes(DISCIPLINE_COMPLETE)
    found = []
    for one in people:
        diploma, functional, technical, seminar = learnt[one.pk]
        facts = IndexFacts(
            education=_EDUCATION.get(one.education),
            post=post_group(posts.get(one.pk)),
            leadership=diploma,
            functional=functional,
            technical_hours=technical,
            seminar=seminar,
            predicate=predicates.get(one.pk) or None,
            discipline=_discipline(measures[one.pk], complete=complete),
        )
        found.append(PersonIndex(one, facts, professionalism_index(facts, IP_ASN_2019)))
    return found


def _discipline(levels: set[str], *, complete: bool) -> Discipline | None:
    for level in _HEAVIEST:
        if level.value in levels:
            return level
    return Discipline.NONE if complete else None


def _learnt(ids: list[int], year: int) -> dict[int, tuple[bool, bool, Decimal, bool]]:
    """Diplomas of the post, hours of technical training in the year, a seminar in two years."""
    rows = TrainingRecord.objects.filter(
        employee__in=ids, state=RecordState.VERIFIED, ends_on__lte=date(year, 12, 31)
    ).values_list("employee", "form", "ends_on", "hours_approved")
    leads, functional, seminars = set(), set(), set()
    technical: dict[int, Decimal] = defaultdict(Decimal)
    for employee, form, ends_on, hours in rows:
        if form == TrainingForm.LEADERSHIP:
            leads.add(employee)
        elif form == TrainingForm.FUNCTIONAL:
            functional.add(employee)
        if form == TrainingForm.TECHNICAL and ends_on.year == year:
            technical[employee] += hours or 0
        if form in _SEMINARS and ends_on.year > year - SEMINAR_YEARS:
            seminars.add(employee)
    return {pk: (pk in leads, pk in functional, technical[pk], pk in seminars) for pk in ids}


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """An agency's mean over the people whose data are complete."""

    agency: Unit
    people: int
    complete: int
    mean: Decimal | None


def unit_indexes(agencies: Collection[Unit], year: int, day: date) -> list[UnitIndex]:
    """Mean of members by agency; None below five complete people, so that nobody is read off."""
    rows = (
        Assignment.objects.on(day)
        .own_posts()
        .filter(
            post__unit__agency__in=[one.pk for one in agencies],
            employee__in=Employee.objects.serving(),
        )
        .select_related("employee", "post__unit")
    )
    agency_of = {one.employee_id: one.post.unit.agency_id for one in rows}
    totals: dict[int, list[Decimal]] = defaultdict(list)
    people: dict[int, int] = defaultdict(int)
    for found in indexes([one.employee for one in rows], year):
        agency = agency_of[found.employee.pk] or 0
        people[agency] += 1
        if found.index.total is not None:
            totals[agency].append(found.index.total)
    return [
        UnitIndex(
            one,
            people[one.pk],
            len(totals[one.pk]),
            sum(totals[one.pk], Decimal(0)) / len(totals[one.pk])
            if len(totals[one.pk]) >= FEWEST
            else None,
        )
        for one in agencies
    ]


FEWEST: Final = 5
"""Complete people from which an agency's mean is told."""
