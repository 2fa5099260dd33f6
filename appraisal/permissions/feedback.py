"""Continuous feedback: who may speak to whom, who reads it, until when it is taken back."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from appraisal.enums import FeedbackRole
from appraisal.models import ContinuousFeedback, WorkResult
from appraisal.models.progress import SETTLED
from appraisal.permissions.asking import local_day
from appraisal.permissions.progress import lines_on
from appraisal.permissions.teams import led_memberships
from appraisal.rules.feedback import Line, can_be_withdrawn, giver_role
from personnel.enums import Role
from personnel.models import Assignment, Employee, User
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WindowClosed, WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def line_of(user: User, employee_id: int, now: datetime) -> Line:
    """A person with both superiors today."""
    found = lines_on(user, local_day(now)).of(employee_id)
    return Line(employee_id, found.supervisor, found.reviewing_superior)


def line_below(user: User, now: datetime) -> frozenset[int]:
    """Everybody whose supervisor or reviewing superior the account's person is today."""
    day = local_day(now)
    if user.employee_id is None or Role.SUPERVISOR not in roles_of(user, day):
        return frozenset()
    lines = lines_on(user, day)
    return frozenset(
        person
        for person in lines.units
        if user.employee_id in {lines.of(person).supervisor, lines.of(person).reviewing_superior}
    )


def teams_led(user: User, employee: Employee, now: datetime) -> frozenset[int]:
    """Ids of the teams that the account's person leads and an employee belongs to today."""
    rows = led_memberships(user, now).filter(employee=employee)
    return frozenset(rows.values_list("team_id", flat=True))


def role_towards(
    user: User, employee: Employee, now: datetime, result: WorkResult | None = None
) -> FeedbackRole:
    """As what the account's person speaks to an employee, about ``result`` if it is about one."""
    giver = line_of(user, user.employee_id or 0, now)
    led = teams_led(user, employee, now)
    about_team = result is not None and result.team_id in led
    receiver = line_of(user, employee.pk, now)
    return FeedbackRole(giver_role(giver, receiver, leads=bool(led), about_team=about_team))


def people_to_address(user: User, now: datetime) -> QuerySet[Employee]:
    """Everybody of the own agency, the own line and the teams that one leads, without oneself."""
    if user.employee_id is None:
        return Employee.objects.none()
    members = Employee.objects.filter(pk__in=led_memberships(user, now).values("employee"))
    own = members.civil_servants().exclude(pk=user.employee_id)
    return _near_people(user, now) | own


def results_to_address(user: User, employee: Employee, now: datetime) -> QuerySet[WorkResult]:
    """Results of an employee that one may speak about: through a team only those of the team."""
    rows = WorkResult.objects.filter(plan__employee=employee, plan__state__in=SETTLED)
    if _near_people(user, now).filter(pk=employee.pk).exists():
        return rows
    return rows.filter(team__in=teams_led(user, employee, now))


def _near_people(user: User, now: datetime) -> QuerySet[Employee]:
    """Everybody of the own agency and of the own line."""
    if user.employee_id is None:
        return Employee.objects.none()
    today = Assignment.objects.on(local_day(now))
    agencies = today.filter(employee=user.employee_id).values("post__unit__agency")
    own = line_of(user, user.employee_id, now)
    return (
        Employee.objects.filter(
            Q(pk__in=today.filter(post__unit__agency__in=agencies).values("employee"))
            | Q(pk__in=own.above | line_below(user, now))
        )
        .civil_servants()
        .exclude(pk=user.employee_id)
    )


def can_give_feedback(user: User, employee: Employee, now: datetime) -> Verdict:
    """Write to somebody of the own agency, the own line or a team that one leads."""
    if user.employee_id is None:
        return denied(_("Akun ini tidak terhubung dengan pegawai. Hubungi BKPSDM."))
    if employee.pk == user.employee_id:
        return denied(_("Umpan balik ditulis untuk orang lain."))
    if people_to_address(user, now).filter(pk=employee.pk).exists():
        return ALLOWED
    return denied(
        _(
            "Umpan balik hanya untuk pegawai perangkat daerah Anda, atasan, bawahan, dan anggota "
            "tim kerja yang Anda ketuai."
        )
    )


def can_withdraw_feedback(user: User, feedback: ContinuousFeedback, now: datetime) -> Verdict:
    """Take one's own remark back within a day."""
    if feedback.giver_id != user.employee_id:
        return denied(_("Hanya yang menulisnya yang dapat menarik umpan balik ini."))
    if feedback.withdrawn_at is not None:
        return denied(_("Umpan balik ini sudah ditarik."), WrongState)
    if not can_be_withdrawn(feedback.given_at, now):
        return denied(
            _("Umpan balik hanya dapat ditarik dalam satu hari setelah ditulis."), WindowClosed
        )
    return ALLOWED


def visible_feedback(user: User, now: datetime) -> QuerySet[ContinuousFeedback]:
    """What one gave, what one received, what was given to those below; auditors read all."""
    standing = Q(withdrawn_at__isnull=True)
    own = Q(giver=user.employee_id) if user.employee_id else Q(pk__in=[])
    if Role.AUDITOR in roles_of(user, local_day(now)):
        return ContinuousFeedback.objects.filter(own | standing)
    if user.employee_id is None:
        return ContinuousFeedback.objects.none()
    read = Q(employee=user.employee_id) | Q(employee__in=line_below(user, now))
    return ContinuousFeedback.objects.filter(own | (standing & read))


def shows_giver(user: User, feedback: ContinuousFeedback, now: datetime) -> bool:
    """Whether the reader learns the name: those who speak with each other and those above;
    an auditor reads what was said as what, not by whom.
    """
    if user.employee_id in (feedback.giver_id, feedback.employee_id):
        return user.employee_id is not None
    return feedback.employee_id in line_below(user, now)
