"""Freeze the predicates of a unit and period: the organisation's and everybody's below it."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from appraisal.enums import OrganisationState
from appraisal.models import Evaluation, OrganisationPredicate
from appraisal.models.evaluations import RATED, EvaluationQuerySet
from appraisal.regulation import SMALL_UNIT
from appraisal.rules.predicate import OrganisationPredicate as OrganisationWord
from appraisal.rules.predicate import Predicate
from appraisal.rules.ratings import Rating
from appraisal.selectors.patterns import deviation_reason
from personnel.models import Employee
from personnel.selectors.regulation import regulation_on
from personnel.selectors.supervision import supervision_map
from reports.documents.determination_content import DeterminationContent, DeterminedPerson
from reports.documents.people import PersonLines
from reports.documents.standing import VALID, DocumentState, Standing
from reports.models import Letterhead
from reports.selectors.frozen import day_of, person_lines, posts_on
from reports.selectors.signing import Authorities, Signature


def evaluations_under(row: OrganisationPredicate) -> EvaluationQuerySet:
    """Evaluations that follow a predicate: those of the unit and below, up to the next own row."""
    path = "plan__assignment__post__unit__path__startswith"
    nearer = OrganisationPredicate.objects.filter(
        period=row.period_id, unit__path__startswith=row.unit.path
    ).exclude(unit=row.unit_id)
    elsewhere = Q(pk__in=[])
    for below in nearer.values_list("unit__path", flat=True):
        elsewhere |= Q(**{path: below})
    return Evaluation.objects.filter(period=row.period_id, **{path: row.unit.path}).exclude(
        elsewhere
    )


def determination_content(row: OrganisationPredicate, now: datetime) -> DeterminationContent:
    """The format of one unit and period, in a constant number of queries.

    Of somebody with several plans in the period the last one counts.
    """
    found = evaluations_under(row).select_related("plan__employee", "plan__assignment__post")
    latest = {
        one.plan.employee_id: one for one in found.order_by("plan__starts", "plan__version", "pk")
    }
    rated = [one for one in latest.values() if one.state in RATED]
    fixed = row.state == OrganisationState.FIXED
    moments = [one.fixed_at for one in rated if one.fixed_at]
    agency = row.unit.agency
    reason = deviation_reason(row.unit, row.period)
    head = Letterhead.objects.filter(agency=agency).first() if agency else None
    leader, day = _leader(row, now), timezone.localtime(row.fixed_at or now).date()
    signature = Signature(authority=leader, unit=row.unit, day=day) if leader else None
    return DeterminationContent(
        institution=settings.GOVERNMENT_NAME,
        unit=row.unit.name,
        agency=agency.name if agency else "",
        period_label=str(row.period.label),
        starts=row.period.starts,
        ends=row.period.ends,
        agreement=Rating(row.agreement) if row.agreement else None,
        expectation=Rating(row.expectation) if row.expectation else None,
        organisation_predicate=OrganisationWord(row.predicate) if fixed else None,
        basis=row.basis.strip() if fixed else "",
        people=tuple(_person(one) for one in sorted(rated, key=_place)),
        waiting=len(latest) - len(rated),
        deviation_reason=reason.text if reason else "",
        leader=_leader_lines(leader, day),
        signing=Authorities([signature]).signing(signature),
        place=head.place if head else settings.LETTER_PLACE,
        fixed_on=day_of(row.fixed_at) if fixed else None,
        as_of=max([*moments, row.fixed_at]) if fixed and row.fixed_at else now,
        small_unit=regulation_on(day).whole(SMALL_UNIT),
    )


def determination_standing(content: DeterminationContent, now: datetime) -> Standing:
    """A draft until the organisation and everybody has a predicate."""
    if content.is_complete:
        return VALID
    return Standing(state=DocumentState.DRAFT, printed_at=now)


def _place(evaluation: Evaluation) -> tuple[bool, str, int]:
    """Heads first, then by name."""
    plan = evaluation.plan
    return (not plan.assignment.post.is_head, plan.employee.name, plan.pk)


def _person(evaluation: Evaluation) -> DeterminedPerson:
    employee = evaluation.plan.employee
    return DeterminedPerson(
        name=employee.full_name,
        nip=employee.nip,
        post=evaluation.plan.assignment.post.title,
        results=Rating(evaluation.results_rating),
        behaviour=Rating(evaluation.behaviour_rating),
        predicate=Predicate(evaluation.predicate),
    )


def _leader(row: OrganisationPredicate, now: datetime) -> Employee | None:
    """Who fixed the predicate, else the present leader above."""
    if row.fixed_by is not None:
        return row.fixed_by
    above = supervision_map(timezone.localtime(now).date()).leader_above(row.unit_id)
    return Employee.objects.filter(pk=above).first() if above else None


def _leader_lines(leader: Employee | None, day: date) -> PersonLines | None:
    return person_lines(leader, posts_on({leader.pk}, day).get(leader.pk)) if leader else None
