"""Who keeps the catalogue, enrols, decides, verifies, plans and reads."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from personnel.enums import Role
from personnel.models import Assignment, Employee, Unit, User
from personnel.models.employees import EmployeeQuerySet
from personnel.models.units import UnitQuerySet
from personnel.permissions import local_day
from personnel.selectors.roles import RoleSet, roles_of
from personnel.selectors.supervision import supervision_map
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied
from training.enums import SessionState, YearPlanState
from training.models import Enrolment, TrainingRecord, TrainingSession, YearPlan
from training.models.records import RecordQuerySet
from training.policies import catalogue as policies

RUNNERS = frozenset({Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN})
"""Who runs training for the whole city."""


def _roles(user: User, now: datetime) -> RoleSet:
    return roles_of(user, local_day(now))


def can_run_training(user: User, now: datetime) -> Verdict:
    """Keep catalogue, table of hours and sessions, verify records, import."""
    if _roles(user, now).roles & RUNNERS:
        return ALLOWED
    return denied(_("Ini dikerjakan oleh petugas pelatihan."))


def can_read_hours(user: User, now: datetime) -> Verdict:
    """Read the hours of others: of the city, of one's agency, or of one's team."""
    roles = _roles(user, now)
    if roles.roles & RUNNERS or roles.reads_everything or roles.agencies:
        return ALLOWED
    if Role.SUPERVISOR in roles:
        return ALLOWED
    return denied(_("JP pegawai lain dibaca oleh atasan dan petugas pelatihan."))


def _reads_city(roles: RoleSet) -> bool:
    return bool(roles.roles & RUNNERS) or roles.reads_everything


def team_of(user: User, now: datetime) -> set[int]:
    """Ids of everybody whom the account's person leads, or leads on behalf of somebody."""
    leaders = {user.employee_id, *_roles(user, now).acts_for} - {None}
    lines = supervision_map(local_day(now))
    return {person for leader in leaders if leader for person in lines.direct_reports(leader)}


def visible_learners(user: User, now: datetime) -> EmployeeQuerySet:
    """People whose hours the account may read, without the account's own person."""
    roles = _roles(user, now)
    people = Employee.objects.serving()
    if _reads_city(roles):
        return people
    allowed = Q(pk__in=team_of(user, now)) if Role.SUPERVISOR in roles else Q(pk__in=[])
    if roles.agencies:
        serving = Assignment.objects.on(local_day(now)).filter(
            post__unit__agency__in=roles.agencies
        )
        allowed |= Q(pk__in=serving.values("employee"))
    return people.filter(allowed)


def visible_records(user: User, now: datetime) -> RecordQuerySet:
    """Records that the account may read: its own, and those of people it may read."""
    roles = _roles(user, now)
    if _reads_city(roles):
        return TrainingRecord.objects.all()
    own = Q(employee=user.employee_id or 0)
    if can_read_hours(user, now):
        own |= Q(employee__in=visible_learners(user, now).values("pk"))
    return TrainingRecord.objects.filter(own)


def can_enter_record(user: User, employee: Employee, now: datetime) -> Verdict:
    """Enter a record for oneself, or as an officer for anybody."""
    if user.employee_id == employee.pk:
        return ALLOWED
    if can_run_training(user, now):
        return ALLOWED
    return denied(_("Riwayat pelatihan dicatat oleh pegawainya sendiri."))


def can_change_record(user: User, record: TrainingRecord, now: datetime) -> Verdict:
    """Mend or take back what was entered."""
    if not (own := can_enter_record(user, record.employee, now)):
        return own
    return policies.may_change_record(record)


def can_judge_record(user: User, record: TrainingRecord, now: datetime) -> Verdict:
    """Verify or reject; nobody judges a record of the own person."""
    if not (own := can_run_training(user, now)):
        return own
    if user.employee_id == record.employee_id:
        return denied(_("Riwayat Anda sendiri diverifikasi oleh petugas lain."))
    return policies.may_judge_record(record)


def can_reopen_record(user: User, record: TrainingRecord, now: datetime) -> Verdict:
    """Take a judgement back."""
    if not (own := can_run_training(user, now)):
        return own
    return policies.may_reopen_record(record)


def visible_sessions(user: User, now: datetime) -> QuerySet[TrainingSession]:
    """Sessions that the account may read: drafts only who runs them, an agency's only its own."""
    if can_run_training(user, now):
        return TrainingSession.objects.all()
    open_ones = TrainingSession.objects.exclude(state=SessionState.DRAFT)
    if _roles(user, now).reads_everything:
        return open_ones
    return open_ones.filter(Q(agency__isnull=True) | Q(agency__in=_own_agencies(user, now)))


def _own_agencies(user: User, now: datetime) -> UnitQuerySet:
    posts = Assignment.objects.on(local_day(now)).filter(employee=user.employee_id or 0)
    return Unit.objects.filter(pk__in=posts.values("post__unit__agency"))


def can_step_session(
    user: User, session: TrainingSession, state: SessionState, now: datetime
) -> Verdict:
    """Take a session on."""
    if not (own := can_run_training(user, now)):
        return own
    return policies.may_step_session(session, state, local_day(now))


def can_change_session(user: User, session: TrainingSession, now: datetime) -> Verdict:
    """Change dates and places."""
    return policies.may_change_session(session) if (own := can_run_training(user, now)) else own


def can_enrol(user: User, session: TrainingSession, now: datetime) -> Verdict:
    """Ask for a place for oneself."""
    if user.employee_id is None:
        return denied(_("Akun ini tidak terhubung dengan pegawai."))
    if not visible_sessions(user, now).filter(pk=session.pk).exists():
        return denied(_("Jadwal ini hanya untuk perangkat daerah lain."))
    return policies.may_enrol(session, local_day(now))


def can_withdraw(user: User, enrolment: Enrolment, now: datetime) -> Verdict:
    """Step back: the participant, or the officer on the participant's word."""
    if user.employee_id != enrolment.employee_id and not can_run_training(user, now):
        return denied(_("Hanya peserta sendiri atau petugas pelatihan."))
    return policies.may_withdraw(enrolment, local_day(now))


def can_decide_enrolment(user: User, enrolment: Enrolment, now: datetime) -> Verdict:
    """Approve or decline as the superior of the participant, or on the superior's behalf."""
    if enrolment.employee_id not in team_of(user, now):
        return denied(_("Diputuskan oleh atasan langsung pegawai ini."))
    return policies.may_decide_enrolment(enrolment)


def planned_agencies(user: User, now: datetime) -> UnitQuerySet:
    """Agencies whose yearly training plan the account writes."""
    agencies = Unit.objects.agencies().active()
    roles = _roles(user, now)
    return agencies if roles.roles & RUNNERS else agencies.filter(pk__in=roles.agencies)


def visible_plans(user: User, now: datetime) -> QuerySet[YearPlan]:
    """Yearly plans that the account may read."""
    roles = _roles(user, now)
    if _reads_city(roles):
        return YearPlan.objects.all()
    return YearPlan.objects.filter(agency__in=roles.agencies)


def can_change_plan(user: User, plan: YearPlan, now: datetime) -> Verdict:
    """Change budget and lines."""
    if not planned_agencies(user, now).filter(pk=plan.agency_id).exists():
        return denied(_("Rencana ini ditulis oleh perangkat daerahnya."))
    return policies.may_change_plan(plan)


def can_step_plan(user: User, plan: YearPlan, state: YearPlanState, now: datetime) -> Verdict:
    """Submit as the agency; fix or give back as who runs training."""
    if state == YearPlanState.SUBMITTED:
        if not planned_agencies(user, now).filter(pk=plan.agency_id).exists():
            return denied(_("Rencana ini diajukan oleh perangkat daerahnya."))
    elif not (own := can_run_training(user, now)):
        return own
    return policies.may_step_plan(plan, state)
