"""The way of a development plan: handed in, talked over, agreed, looked at, closed."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from personnel.actions.notices import Message, notify, with_substitutes
from personnel.enums import NoticeKind
from personnel.models import User
from personnel.permissions import local_day
from personnel.selectors.supervision import supervision_map
from sabang_kinerja.common.errors import Incomplete
from training import permissions
from training.actions.development import back_to_draft
from training.actions.development_writing import locked_plan, touched
from training.enums import DevelopmentProgress, DevelopmentState
from training.models import DevelopmentAction, DevelopmentCheck, DevelopmentPlan
from training.rules.development import check_days
from training.selectors.development import contents_of, missing_words, period_ends

S = DevelopmentState

_SUBMITTED = gettext_noop("Rencana pengembangan %(name)s menunggu tanggapan Anda.")
_AGREED = gettext_noop("Rencana pengembangan %(year)s sudah disepakati dengan atasan Anda.")
_RETURNED = gettext_noop("Atasan Anda menulis catatan pada rencana pengembangan %(year)s.")
_CLOSED = gettext_noop("Rencana pengembangan %(year)s selesai. Baca kesimpulannya.")
_HELD = gettext_noop("Catatan pertemuan tentang rencana pengembangan %(year)s dapat dibaca.")
_ANSWERED = gettext_noop("%(name)s menulis catatan pada rencana pengembangannya.")


def _tell(plan: DevelopmentPlan, people: "set[int | None]", sentence: str, now: datetime) -> None:
    message = Message(
        kind=NoticeKind.TASK,
        key=f"developmentplan:{plan.pk}:{plan.state}:{plan.row_version}",
        sentence=sentence,
        url=reverse("training:development-detail", args=[plan.pk]),
        details={"name": plan.employee.name, "year": plan.year},
    )
    notify(people, message, now=now)


def _superiors(plan: DevelopmentPlan, now: datetime) -> "set[int | None]":
    return {*with_substitutes([plan.superior_id], now)}


@transaction.atomic
def take_up(*, plan_id: int, by: User, now: datetime) -> DevelopmentPlan:
    """Take an offer, or come back to a plan that was left. Raises: ``Denied``, ``WrongState``."""
    plan = locked_plan(plan_id)
    permissions.owns(by, plan).require()
    permissions.can_step_development(by, plan, S.DRAFT, now).require()
    back_to_draft(plan)
    touched(plan)
    return plan


@transaction.atomic
def put_aside(*, plan_id: int, by: User, now: datetime) -> DevelopmentPlan:
    """Leave an offer or a free draft. Raises: ``Denied``, ``WrongState`` where a result asks."""
    plan = locked_plan(plan_id)
    permissions.can_step_development(by, plan, S.DECLINED, now).require()
    plan.state = S.DECLINED
    touched(plan)
    return plan


@transaction.atomic
def submit_development(*, plan_id: int, by: User, now: datetime) -> DevelopmentPlan:
    """Hand a plan to the superior of today, also after its deadline.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` naming what is lacking.
    """
    plan = locked_plan(plan_id)
    permissions.can_step_development(by, plan, S.SUBMITTED, now).require()
    if lacking := missing_words(plan, contents_of(plan)):
        raise Incomplete(_("Rencana ini belum lengkap."), lacking)
    superior = supervision_map(local_day(now)).of(plan.employee_id).supervisor
    if superior is None:
        raise Incomplete(_("Belum ada atasan pada pohon unit. Hubungi BKPSDM."))
    plan.superior_id = superior
    plan.state, plan.submitted_at = S.SUBMITTED, now
    touched(plan)
    _tell(plan, _superiors(plan, now), _SUBMITTED, now)
    return plan


@transaction.atomic
def withdraw_development(*, plan_id: int, by: User, now: datetime) -> DevelopmentPlan:
    """Take a plan back before it is agreed. Raises: ``Denied``, ``WrongState``."""
    plan = locked_plan(plan_id)
    permissions.owns(by, plan).require()
    permissions.can_step_development(by, plan, S.DRAFT, now).require()
    back_to_draft(plan)
    touched(plan)
    return plan


@transaction.atomic
def return_development(
    *, plan_id: int, note: str, by: User, now: datetime, seen_version: int | None = None
) -> DevelopmentPlan:
    """Give a plan back with a word on it, also one that was agreed.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` without a note, ``ChangedMeanwhile``.
    """
    plan = locked_plan(plan_id, seen_version)
    permissions.guides(by, plan, now).require()
    permissions.can_step_development(by, plan, S.DRAFT, now).require()
    plan.note = _words(note)
    back_to_draft(plan)
    touched(plan)
    _tell(plan, {plan.employee_id}, _RETURNED, now)
    return plan


@transaction.atomic
def agree_development(
    *, plan_id: int, note: str = "", by: User, now: datetime, seen_version: int | None = None
) -> DevelopmentPlan:
    """Agree on a plan; from then on it is looked at at the end of every period.

    Raises: ``Denied``, ``WrongState``, ``ChangedMeanwhile`` for a plan that was written meanwhile.
    """
    plan = locked_plan(plan_id, seen_version)
    permissions.can_step_development(by, plan, S.AGREED, now).require()
    plan.state, plan.note = S.AGREED, note.strip()
    plan.agreed_by_id, plan.agreed_at = by.employee_id, now
    touched(plan)
    if not plan.checks.exists():
        days = check_days(local_day(now), plan.year, period_ends(plan.year))
        DevelopmentCheck.objects.bulk_create(
            DevelopmentCheck(plan=plan, number=number, due=due)
            for number, due in enumerate(days, start=1)
        )
    _tell(plan, {plan.employee_id}, _AGREED, now)
    return plan


@transaction.atomic
def close_development(*, plan_id: int, conclusion: str, by: User, now: datetime) -> DevelopmentPlan:
    """End a plan with what it brought. Raises: ``Denied``, ``WrongState``, ``Incomplete``."""
    plan = locked_plan(plan_id)
    permissions.can_step_development(by, plan, S.CLOSED, now).require()
    plan.state, plan.conclusion, plan.closed_at = S.CLOSED, _words(conclusion), now
    touched(plan)
    _tell(plan, {plan.employee_id}, _CLOSED, now)
    return plan


@transaction.atomic
def record_check(
    *,
    plan_id: int,
    number: int,
    held_on: date,
    progress: DevelopmentProgress,
    note: str,
    by: User,
    now: datetime,
) -> DevelopmentCheck:
    """Note a meeting about a plan.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` for a day to come or before the plan was
    opened, or without words.
    """
    plan = locked_plan(plan_id)
    permissions.can_follow_development(by, plan, now).require()
    if not plan.opened_on <= held_on <= local_day(now):
        raise Incomplete(_("Tanggal pertemuan berada di antara hari rencana dibuka dan hari ini."))
    check = plan.checks.get(number=number)
    check.held_on, check.progress, check.note = held_on, progress, _words(note)
    check.save()
    touched(plan)
    _tell(plan, {plan.employee_id}, _HELD, now)
    return check


@transaction.atomic
def answer_check(
    *, plan_id: int, number: int, text: str, by: User, now: datetime
) -> DevelopmentCheck:
    """Write the person's own words on a meeting; they may be empty again.

    Raises: ``Denied``, ``WrongState``.
    """
    plan = locked_plan(plan_id)
    permissions.can_answer_check(by, plan).require()
    check = plan.checks.get(number=number)
    check.employee_note = text.strip()
    check.save()
    touched(plan)
    if check.employee_note:
        _tell(plan, _superiors(plan, now), _ANSWERED, now)
    return check


@transaction.atomic
def finish_action(
    *, plan_id: int, action_id: int, done_on: date | None, note: str, by: User, now: datetime
) -> DevelopmentAction:
    """Note that an action was done and what it taught; without a day the note is taken back.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` for a day to come.
    """
    plan = locked_plan(plan_id)
    permissions.can_answer_check(by, plan).require()
    if done_on is not None and done_on > local_day(now):
        raise Incomplete(_("Tanggal ini belum terjadi."))
    action = DevelopmentAction.objects.get(pk=action_id, goal__plan=plan)
    action.done_on, action.done_note = done_on, note.strip() if done_on else ""
    action.save()
    touched(plan)
    return action


def _words(text: str) -> str:
    if not text.strip():
        raise Incomplete(_("Isi kolom ini."))
    return text.strip()
