"""Coaching, counselling and dialogues: between whom they are, and who reads them."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from appraisal.models import AgreedPoint, Coaching, Counselling, PerformanceDialogue, Plan
from appraisal.permissions.asking import local_day
from appraisal.permissions.progress import direct_reports
from appraisal.permissions.visibility import visible_plans
from personnel.enums import Role
from personnel.models import Employee, User
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def can_coach(user: User, employee: Employee, now: datetime) -> Verdict:
    """Record a coaching session with a direct report."""
    if employee.pk in direct_reports(user, now):
        return ALLOWED
    return denied(_("Bimbingan dicatat oleh pejabat penilai pegawai ini."))


def can_answer_coaching(user: User, coaching: Coaching, now: datetime) -> Verdict:
    """Fill in the nine statements, once: the employee who was coached."""
    if user.employee_id is None or coaching.employee_id != user.employee_id:
        return denied(_("Formulir ini diisi oleh pegawai yang dibimbing."))
    if coaching.answered_at is not None:
        return denied(_("Formulir ini sudah Anda kirim."), WrongState)
    return ALLOWED


def can_score_competences(user: User, coaching: Coaching, now: datetime) -> Verdict:
    """Score the employee's competences: the leader who coached."""
    if user.employee_id is not None and coaching.leader_id == user.employee_id:
        return ALLOWED
    return denied(_("Nilai kompetensi diisi oleh pimpinan yang membimbing."))


def can_read_answers(user: User, coaching: Coaching, now: datetime) -> Verdict:
    """The employee, the leader's superior and auditors; the leader does not."""
    if user.employee_id is not None and user.employee_id in (
        coaching.employee_id,
        coaching.superior_id,
    ):
        return ALLOWED
    if coaching.leader_id != user.employee_id and Role.AUDITOR in roles_of(user, local_day(now)):
        return ALLOWED
    return denied(_("Jawaban pegawai ditujukan kepada atasan pimpinan dan tidak tampil di sini."))


def visible_coaching(user: User, now: datetime) -> QuerySet[Coaching]:
    """Sessions in which one took part or whose answers one reads; auditors read all."""
    if Role.AUDITOR in roles_of(user, local_day(now)):
        return Coaching.objects.all()
    if user.employee_id is None:
        return Coaching.objects.none()
    own = user.employee_id
    return Coaching.objects.filter(Q(employee=own) | Q(leader=own) | Q(superior=own))


def visible_counselling(user: User) -> QuerySet[Counselling]:
    """Only those named on the record. No role opens it: no auditor, no leadership, no BKPSDM."""
    if user.employee_id is None:
        return Counselling.objects.none()
    own = user.employee_id
    return Counselling.objects.filter(Q(employee=own) | Q(leader=own) | Q(counsellor=own))


def can_write_counselling(user: User, counselling: Counselling) -> Verdict:
    """Change the record: the two who talked; the counsellor reads."""
    if user.employee_id is not None and user.employee_id in (
        counselling.employee_id,
        counselling.leader_id,
    ):
        return ALLOWED
    return denied(_("Catatan konseling diubah oleh pegawai dan pimpinannya."))


def can_write_dialogue(user: User, plan: Plan, now: datetime) -> Verdict:
    """Record a dialogue: the owner of the plan or the supervisor."""
    if user.employee_id is not None and user.employee_id in (plan.employee_id, plan.supervisor_id):
        return ALLOWED
    return denied(_("Dialog kinerja dicatat oleh pegawai dan pejabat penilainya."))


def can_finish_point(user: User, point: AgreedPoint, now: datetime) -> Verdict:
    """Mark an agreed point as done: either of the two."""
    if not (who := can_write_dialogue(user, point.dialogue.plan, now)):
        return who
    if point.done_at is not None:
        return denied(_("Kesepakatan ini sudah selesai."), WrongState)
    return ALLOWED


def visible_dialogues(user: User, now: datetime) -> QuerySet[PerformanceDialogue]:
    """Dialogues about visible plans."""
    return PerformanceDialogue.objects.filter(plan__in=visible_plans(user, now))
