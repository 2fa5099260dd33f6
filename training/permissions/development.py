"""Who writes, reviews and reads development plans, and who sees whose competences."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from personnel.enums import Role
from personnel.models import Employee, Unit, User
from personnel.models.employees import EmployeeQuerySet
from personnel.models.units import UnitQuerySet
from personnel.permissions import local_day
from personnel.selectors.roles import RoleSet, roles_of
from personnel.selectors.supervision import SupervisionMap, supervision_map
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied
from training.enums import DevelopmentState
from training.models import DevelopmentPlan
from training.models.development import WRITTEN, DevelopmentPlanQuerySet
from training.permissions.catalogue import RUNNERS, can_run_training
from training.policies.development import (
    may_follow_development,
    may_put_aside,
    may_step_development,
    may_write_development,
)

S = DevelopmentState


def _roles(user: User, now: datetime) -> RoleSet:
    return roles_of(user, local_day(now))


def _leaders(user: User, now: datetime) -> set[int]:
    """The account's person and whom that person stands for."""
    return {one for one in (user.employee_id, *_roles(user, now).acts_for) if one}


def below(leaders: set[int], lines: SupervisionMap) -> set[int]:
    """Ids of everybody under the leaders, at whatever depth."""
    reports: dict[int, list[int]] = {}
    for person in lines.units:
        if superior := lines.of(person).supervisor:
            reports.setdefault(superior, []).append(person)
    found: set[int] = set()
    waiting = list(leaders)
    while waiting:
        new = set(reports.get(waiting.pop(), ())) - found - leaders
        found |= new
        waiting += new
    return found


def chain_of(user: User, now: datetime) -> set[int]:
    """Ids of everybody whom the account's person leads, directly or through others."""
    if Role.SUPERVISOR not in _roles(user, now):
        return set()
    return below(_leaders(user, now), supervision_map(local_day(now)))


def visible_developers(user: User, now: datetime) -> EmployeeQuerySet:
    """People whose competences the account may read: the own person, those below, or all."""
    people = Employee.objects.serving()
    if _roles(user, now).roles & RUNNERS:
        return people
    return people.filter(pk__in={user.employee_id or 0, *chain_of(user, now)})


def visible_development(user: User, now: datetime) -> DevelopmentPlanQuerySet:
    """Plans that the account may read.

    An offer, and that it was left, is between the person and who runs training; superiors see
    what is written.
    """
    if _roles(user, now).roles & RUNNERS:
        return DevelopmentPlan.objects.all()
    led = Q(superior__in=_leaders(user, now)) | Q(employee__in=chain_of(user, now))
    return DevelopmentPlan.objects.filter(
        Q(employee=user.employee_id or 0) | (led & Q(state__in=WRITTEN))
    )


def can_read_all_development(user: User, now: datetime) -> Verdict:
    """List the plans of the whole city."""
    if can_run_training(user, now):
        return ALLOWED
    return denied(_("Rencana pengembangan dibaca oleh pegawai, atasannya, dan petugas pelatihan."))


def owns(user: User, plan: DevelopmentPlan) -> Verdict:
    """Whether the plan is the account's own."""
    if user.employee_id == plan.employee_id:
        return ALLOWED
    return denied(_("Rencana ini disusun oleh pegawainya sendiri."))


def guides(user: User, plan: DevelopmentPlan, now: datetime) -> Verdict:
    """Whether the account's person is the superior, or stands in."""
    if plan.superior_id in _leaders(user, now) and user.employee_id != plan.employee_id:
        return ALLOWED
    return denied(_("Langkah ini dilakukan oleh atasan langsung pegawai."))


def can_begin_development(user: User) -> Verdict:
    """Begin a plan of one's own."""
    if user.employee_id is None:
        return denied(_("Akun ini tidak terhubung dengan pegawai."))
    return ALLOWED


def can_write_development(user: User, plan: DevelopmentPlan) -> Verdict:
    """Write goals, actions and indicators."""
    return may_write_development(plan) if (own := owns(user, plan)) else own


def can_step_development(
    user: User, plan: DevelopmentPlan, state: DevelopmentState, now: datetime
) -> Verdict:
    """Take the step to ``state``, as the person or as the superior, whoever's step it is."""
    if not (open_step := may_step_development(plan, state)):
        return open_step
    if state in (S.AGREED, S.CLOSED):
        return guides(user, plan, now)
    if state == S.DECLINED:
        return may_put_aside(plan) if (own := owns(user, plan)) else own
    if state == S.DRAFT and plan.state == S.SUBMITTED:
        return ALLOWED if (own := owns(user, plan)) else guides(user, plan, now)
    if state == S.DRAFT and plan.state == S.AGREED:
        return guides(user, plan, now)
    return owns(user, plan)


def can_follow_development(user: User, plan: DevelopmentPlan, now: datetime) -> Verdict:
    """Note a meeting as the superior."""
    return may_follow_development(plan) if (own := guides(user, plan, now)) else own


def can_answer_check(user: User, plan: DevelopmentPlan) -> Verdict:
    """Write one's own words on a meeting, or note that an action is done."""
    return may_follow_development(plan) if (own := owns(user, plan)) else own


def can_measure(user: User, employee: Employee, now: datetime) -> Verdict:
    """Say at which level somebody works: the direct superior, or who stands in."""
    lines = supervision_map(local_day(now))
    superior = lines.of(employee.pk).supervisor
    if superior in _leaders(user, now) and user.employee_id != employee.pk:
        return ALLOWED
    return denied(_("Tingkat kompetensi diisi oleh atasan langsung, atau diimpor dari uji."))


def needs_agencies(user: User, now: datetime) -> UnitQuerySet:
    """Agencies whose needs the account may read as a report."""
    agencies = Unit.objects.agencies().active()
    roles = _roles(user, now)
    if roles.roles & RUNNERS or roles.reads_everything:
        return agencies
    return agencies.filter(pk__in=roles.agencies)


def sees_small_groups(user: User, agency: Unit, now: datetime) -> bool:
    """Whether groups of any size are told: to who runs training, and to the head of the agency."""
    roles = _roles(user, now)
    return bool(roles.roles & RUNNERS) or agency.pk in roles.headed_agencies
