"""Action plans and daily progress: who writes, who approves, who reads."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from appraisal import policies
from appraisal.enums import EvaluationState, PlanState, ProgressState
from appraisal.models import DailyProgress, Plan
from appraisal.permissions.asking import first_refusal, is_owner, local_day
from personnel.enums import Role
from personnel.models import Assignment, Employee, Period, User
from personnel.selectors.roles import roles_of
from personnel.selectors.supervision import SupervisionMap, supervision_map
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied

_STILL_FILLED = (EvaluationState.NOT_OPEN, EvaluationState.IN_PROGRESS)


def lines_on(user: User, day: date) -> SupervisionMap:
    """The lines of supervision, kept on the account object so that one request reads them once."""
    kept: SupervisionMap | None = getattr(user, "_lines", None)
    if kept is None or kept.day != day:
        kept = supervision_map(day)
        user._lines = kept  # type: ignore[attr-defined]
    return kept


def direct_reports(user: User, now: datetime) -> frozenset[int]:
    """Ids of everybody whose supervisor the account's person is today."""
    day = local_day(now)
    if user.employee_id is None or Role.SUPERVISOR not in roles_of(user, day):
        return frozenset()
    return frozenset(lines_on(user, day).direct_reports(user.employee_id))


def can_write_action_plans(user: User, plan: Plan, period: Period, now: datetime) -> Verdict:
    """Write the steps of a period until what was reached in it has been handed in."""
    if not (owner := is_owner(user, plan)):
        return owner
    if plan.state != PlanState.FIXED:
        return denied(_("Rencana aksi dapat diisi setelah SKP ditetapkan."), WrongState)
    handed_in = plan.evaluations.filter(period=period).exclude(state__in=_STILL_FILLED)
    if handed_in.exists():
        return denied(
            _("Realisasi periode ini sudah diajukan; rencana aksinya tidak diubah lagi."),
            WrongState,
        )
    return ALLOWED


def can_write_progress(user: User, now: datetime) -> Verdict:
    """Write about one's own days."""
    if user.employee_id is None:
        return denied(_("Akun ini tidak terhubung dengan pegawai. Hubungi BKPSDM."))
    return ALLOWED


def can_edit_progress(user: User, entry: DailyProgress, now: datetime) -> Verdict:
    """Change or delete one's own entry until it is approved."""
    if user.employee_id is None or entry.employee_id != user.employee_id:
        return denied(_("Hanya pegawai yang menulisnya yang dapat mengubah isian ini."))
    if entry.state == ProgressState.APPROVED:
        return denied(
            _("Isian ini sudah disetujui. Bila keliru, minta atasan mengembalikannya."), WrongState
        )
    return ALLOWED


def _is_superior(user: User, employee_id: int, now: datetime) -> Verdict:
    if employee_id in direct_reports(user, now):
        return ALLOWED
    return denied(_("Hanya pejabat penilai pegawai ini yang dapat melakukannya."))


def can_approve_progress(user: User, entry: DailyProgress, now: datetime) -> Verdict:
    """Approve what a direct report handed in."""
    return first_refusal(
        _is_superior(user, entry.employee_id, now), policies.may_move(entry, "approve")
    )


def can_return_progress(user: User, entry: DailyProgress, now: datetime) -> Verdict:
    """Send an entry back with a note, also one that was approved by mistake."""
    return first_refusal(
        _is_superior(user, entry.employee_id, now), policies.may_move(entry, "return")
    )


def can_approve_days(user: User, employee: Employee, waiting: int, now: datetime) -> Verdict:
    """Approve every entry of a person in a span of days; ``waiting`` of them are handed in."""
    if not (superior := _is_superior(user, employee.pk, now)):
        return superior
    if not waiting:
        return denied(_("Tidak ada isian yang menunggu persetujuan."), WrongState)
    return ALLOWED


def visible_progress(user: User, now: datetime) -> QuerySet[DailyProgress]:
    """Own entries; what was handed in by reports, in the agency managed, or in the whole city."""
    roles = roles_of(user, local_day(now))
    handed_in = ~Q(state=ProgressState.DRAFT)
    own = Q(employee=user.employee_id) if user.employee_id else Q(pk__in=[])
    if roles.reads_everything:
        return DailyProgress.objects.filter(own | handed_in)
    return DailyProgress.objects.filter(
        own | (handed_in & Q(employee__in=_read_people(user, roles.agencies, now)))
    )


def _read_people(user: User, agencies: Collection[int], now: datetime) -> set[int]:
    people = set(direct_reports(user, now))
    if agencies:
        people.update(
            Assignment.objects.on(local_day(now))
            .filter(post__unit__agency__in=agencies)
            .values_list("employee_id", flat=True)
        )
    return people


def can_read_days_of(user: User, employee: Employee, now: datetime) -> bool:
    """Whether the days of a person may be opened at all; otherwise the page does not exist."""
    if user.employee_id == employee.pk:
        return True
    roles = roles_of(user, local_day(now))
    return roles.reads_everything or employee.pk in _read_people(user, roles.agencies, now)
