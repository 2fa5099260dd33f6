"""Who holds which post from when to when: begun, corrected, ended, taken back."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from personnel import permissions, policies
from personnel.enums import OWN_POST_KINDS, AssignmentKind, LegalStatus
from personnel.models import Assignment, Employee, User
from sabang_kinerja.common.errors import DomainError, WrongState
from sabang_kinerja.common.refusals import Refused, refusals_as_sentences

_ABSENCES = {
    AssignmentKind.STUDY_LEAVE: LegalStatus.STUDY,
    AssignmentKind.UNPAID_LEAVE: LegalStatus.UNPAID_LEAVE,
}


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """What a decree says about an assignment; both days belong to it."""

    employee_id: int
    post_id: int
    kind: str
    effective_from: date
    effective_until: date | None = None
    decree_number: str = ""


class CurrentAssignmentRuns(DomainError):
    """The person's present assignment would overlap and must end first.

    ``assignment`` is the present one, ``last_day`` the day on which it would end.
    """

    def __init__(self, assignment: Assignment, last_day: date) -> None:
        super().__init__(
            _("Pegawai ini masih menjabat %(post)s. Setujui pengakhirannya lebih dulu.")
            % {"post": assignment.post.title}
        )
        self.assignment = assignment
        self.last_day = last_day


@transaction.atomic
def start_assignment(
    *,
    facts: AssignmentFacts,
    by: User,
    now: datetime,
    end_current_on: date | None = None,
) -> Assignment:
    """Place a person in a post from a day on. The same assignment sent twice is made once.

    An own post that runs on into the new one ends the day before it, when the caller shows by
    ``end_current_on`` that this day was agreed to.
    Raises: ``Denied``; ``CurrentAssignmentRuns`` when that agreement is missing; ``Refused``
    where another assignment holds on these days or somebody else leads the unit.
    """
    permissions.can_manage_people(by, now).require()
    employee = Employee.objects.select_for_update(of=("self",)).get(pk=facts.employee_id)
    known = Assignment.objects.filter(**asdict(facts)).first()
    if known is not None:
        return known
    _check_head_post(facts)
    if facts.kind in OWN_POST_KINDS:
        _end_current(facts, end_current_on)
    with refusals_as_sentences(Assignment):
        assignment = Assignment.objects.create(**asdict(facts))
    _follow_status(employee, assignment, timezone.localtime(now).date())
    return assignment


@transaction.atomic
def change_assignment(
    *, assignment_id: int, facts: AssignmentFacts, by: User, now: datetime
) -> Assignment:
    """Correct days, decree, kind or post of an assignment that was written down wrongly.

    Raises: ``Denied``, ``Refused``.
    """
    permissions.can_manage_people(by, now).require()
    assignment = _locked(assignment_id)
    _check_head_post(facts)
    for name, value in asdict(facts).items():
        setattr(assignment, name, value)
    with refusals_as_sentences(Assignment):
        assignment.save()
    _follow_status(assignment.employee, assignment, timezone.localtime(now).date())
    return assignment


@transaction.atomic
def end_assignment(*, assignment_id: int, last_day: date, by: User, now: datetime) -> Assignment:
    """Let an assignment end on ``last_day``, which still belongs to it.

    Raises: ``Denied``; ``WrongState`` when it ended before; ``Refused`` for a day before it began.
    """
    assignment = _locked(assignment_id)
    (
        permissions.can_manage_people(by, now) and policies.may_end_assignment(assignment, last_day)
    ).require()
    assignment.effective_until = last_day
    with refusals_as_sentences(Assignment):
        assignment.save(update_fields=["effective_until"])
    return assignment


@transaction.atomic
def remove_assignment(*, assignment_id: int, by: User, now: datetime) -> None:
    """Take back an assignment that was entered by mistake; the history keeps the entry.

    Raises: ``Denied``; ``WrongState`` when a plan rests on it.
    """
    permissions.can_manage_people(by, now).require()
    try:
        _locked(assignment_id).delete()
    except ProtectedError as error:
        raise WrongState(
            _("Sudah ada SKP untuk penugasan ini. Perbaiki tanggalnya atau akhiri penugasannya.")
        ) from error


def _check_head_post(facts: AssignmentFacts) -> None:
    if facts.kind != AssignmentKind.DEFINITIVE:
        return
    other = (
        Assignment.objects.definitive()
        .overlapping(facts.effective_from, facts.effective_until)
        .filter(post=facts.post_id, post__is_head=True)
        .exclude(employee=facts.employee_id)
        .select_related("employee")
        .first()
    )
    if other is not None:
        raise Refused(
            _("Jabatan pimpinan ini masih dijabat %(name)s. Akhiri penugasan itu lebih dulu.")
            % {"name": other.employee.full_name},
            "assignment_one_definitive_head",
        )


def _end_current(facts: AssignmentFacts, agreed: date | None) -> None:
    last_day = facts.effective_from - timedelta(days=1)
    current = (
        Assignment.objects.own_posts()
        .overlapping(facts.effective_from, facts.effective_until)
        .filter(employee=facts.employee_id, effective_from__lte=last_day)
        .select_related("post")
        .first()
    )
    if current is None:
        return
    if agreed != last_day:
        raise CurrentAssignmentRuns(current, last_day)
    current.effective_until = last_day
    current.save(update_fields=["effective_until"])


def _follow_status(employee: Employee, assignment: Assignment, day: date) -> None:
    """Keep the employment status in step with an own post that holds on ``day``."""
    begun = assignment.effective_from <= day
    over = assignment.effective_until is not None and assignment.effective_until < day
    if assignment.kind not in OWN_POST_KINDS or not begun or over:
        return
    wanted = _ABSENCES.get(AssignmentKind(assignment.kind))
    if wanted is None and employee.legal_status in _ABSENCES.values():
        wanted = LegalStatus.ACTIVE
    if wanted is not None and employee.legal_status != wanted:
        employee.legal_status = wanted
        employee.save(update_fields=["legal_status"])


def _locked(assignment_id: int) -> Assignment:
    return (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("employee", "post__unit")
        .get(pk=assignment_id)
    )
