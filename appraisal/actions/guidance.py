"""Coaching and counselling: what is recorded, answered and scored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.models import Coaching, CoachingAnswer, CompetenceScore, Counselling
from appraisal.rules.coaching import group_means
from personnel.models import Employee, User
from personnel.selectors.supervision import supervisors_of
from sabang_kinerja.common.errors import ChangedMeanwhile, Denied, Incomplete


@dataclass(frozen=True, slots=True)
class CompetenceInput:
    """One competence with its score of 1 to 5 and the reason for it."""

    competence: str
    score: int
    reason: str


def _check_past(day: date, now: datetime) -> None:
    if day > timezone.localtime(now).date():
        raise Incomplete(_("Tanggal ini belum tiba. Pilih hari ini atau sebelumnya."))


@transaction.atomic
def record_coaching(
    *, employee: Employee, held_on: date, topic: str, agreement: str, by: User, now: datetime
) -> Coaching:
    """Record a session with a direct report; the form goes to the leader's own superior.

    The same session again (day and topic) is kept once.
    """
    permissions.can_coach(by, employee, now).require()
    _check_past(held_on, now)
    if not topic.strip() or not agreement.strip():
        raise Incomplete(_("Isi kolom ini."))
    leader = Employee.objects.get(user=by)
    superior, _above = supervisors_of(leader, timezone.localtime(now).date())
    coaching, _made = Coaching.objects.get_or_create(
        employee=employee,
        leader=leader,
        held_on=held_on,
        topic=topic.strip(),
        defaults={"superior": superior, "agreement": agreement.strip(), "created_at": now},
    )
    return coaching


@transaction.atomic
def answer_coaching(
    *, coaching_id: int, answers: Mapping[str, int], remark: str, by: User, now: datetime
) -> Coaching:
    """Answer the nine statements, once.

    Raises ``Incomplete`` unless all nine are answered from 1 to 5.
    """
    coaching = Coaching.objects.select_for_update().get(pk=coaching_id)
    permissions.can_answer_coaching(by, coaching, now).require()
    try:
        group_means(answers)
    except ValueError:
        raise Incomplete(_("Jawab kesembilan pernyataan.")) from None
    for statement, score in answers.items():
        CoachingAnswer.objects.create(coaching=coaching, statement=statement, score=score)
    coaching.answered_at, coaching.remark = now, remark.strip()
    coaching.save(update_fields=["answered_at", "remark"])
    return coaching


@transaction.atomic
def score_competences(
    *, coaching_id: int, entered: Sequence[CompetenceInput], by: User, now: datetime
) -> Coaching:
    """Write the leader's scores; a competence that is named again is scored anew.

    Raises ``Incomplete`` for a score without a reason.
    """
    coaching = Coaching.objects.select_for_update().get(pk=coaching_id)
    permissions.can_score_competences(by, coaching, now).require()
    for line in entered:
        if not line.reason.strip():
            raise Incomplete(_("Tuliskan alasannya agar dapat dipahami."))
        CompetenceScore.objects.update_or_create(
            coaching=coaching,
            competence=line.competence.strip(),
            defaults={"score": line.score, "reason": line.reason.strip()},
        )
    return coaching


@dataclass(frozen=True, slots=True)
class CounsellingInput:
    """What was talked about in confidence, and who may read it beside the two."""

    held_on: date
    obstacles: str
    agreement: str
    counsellor: Employee | None = None


@transaction.atomic
def record_counselling(
    *, employee: Employee, leader: Employee, entered: CounsellingInput, by: User, now: datetime
) -> Counselling:
    """Record a confidential talk between an employee and the supervisor, by either of them."""
    if by.employee_id not in (employee.pk, leader.pk):
        raise Denied(_("Catatan konseling ditulis oleh pegawai atau pimpinannya."))
    _check_past(entered.held_on, now)
    return Counselling.objects.create(
        employee=employee, leader=leader, created_at=now, **_checked(entered, employee, leader)
    )


def _checked(entered: CounsellingInput, employee: Employee, leader: Employee) -> dict[str, object]:
    if not entered.obstacles.strip():
        raise Incomplete(_("Isi kolom ini."))
    if entered.counsellor in (employee, leader):
        raise Incomplete(_("Konselor adalah orang ketiga, bukan pegawai atau pimpinannya."))
    return {
        "held_on": entered.held_on,
        "obstacles": entered.obstacles.strip(),
        "agreement": entered.agreement.strip(),
        "counsellor": entered.counsellor,
    }


@transaction.atomic
def change_counselling(
    *,
    counselling_id: int,
    entered: CounsellingInput,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> Counselling:
    """Rewrite the record; who saved in between is not told, because no history keeps it."""
    row = Counselling.objects.select_for_update(of=("self",)).get(pk=counselling_id)
    permissions.can_write_counselling(by, row).require()
    if seen_version is not None and row.row_version != seen_version:
        raise ChangedMeanwhile(
            _("Catatan ini baru saja diubah. Tulisan Anda masih ada; bandingkan lalu simpan lagi.")
        )
    _check_past(entered.held_on, now)
    for name, value in _checked(entered, row.employee, row.leader).items():
        setattr(row, name, value)
    row.row_version += 1
    row.save()
    return row
