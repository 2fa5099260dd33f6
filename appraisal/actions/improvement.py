"""The improvement plan: opened by the calendar, guided by the supervisor, answered, concluded."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked, saved
from appraisal.enums import EvaluationState, ImprovementState
from appraisal.models import Evaluation, ImprovementCheck, ImprovementPlan
from appraisal.models.improvement import ImprovementPlanQuerySet
from appraisal.regulation import IMPROVEMENT_SPAN
from appraisal.rules.improvement import LOW_PREDICATES, check_days
from personnel.enums import LegalStatus, PeriodKind
from personnel.models import User
from personnel.selectors.regulation import regulation_on
from personnel.selectors.supervision import SupervisionMap, supervision_map
from sabang_kinerja.common.errors import Incomplete


def open_improvement_plans(*, now: datetime) -> int:
    """Open a plan for every final annual result that asks for one; how many were opened.

    A result whose months have passed before it was seen opens nothing. Running again adds only
    what is missing, and lets running plans follow their person to a new superior.
    """
    day = timezone.localtime(now).date()
    regulation = regulation_on(day)
    months = regulation.whole(IMPROVEMENT_SPAN)
    waiting = [row for row in _without_plan() if check_days(_final_day(row, day), months)[-1] > day]
    running = list(ImprovementPlan.objects.running())
    if not waiting and not running:
        return 0
    lines = supervision_map(day)
    _follow_their_line(running, lines)
    versions = regulation.versions(IMPROVEMENT_SPAN)
    return sum(_open(row, lines, day, months, versions) for row in waiting)


def _without_plan() -> "list[Evaluation]":
    return list(
        Evaluation.objects.counting()
        .filter(
            state=EvaluationState.FINAL,
            period__kind=PeriodKind.ANNUAL,
            predicate__in=LOW_PREDICATES,
            improvement_plan__isnull=True,
        )
        .exclude(plan__employee__legal_status=LegalStatus.LEFT)
        .select_related("plan__assignment__post")
    )


def _final_day(evaluation: Evaluation, today: date) -> date:
    return timezone.localtime(evaluation.final_at).date() if evaluation.final_at else today


def _follow_their_line(running: list[ImprovementPlan], lines: SupervisionMap) -> None:
    for plan in running:
        line, unit = lines.of(plan.employee_id), lines.units.get(plan.employee_id)
        now = (line.supervisor, line.reviewing_superior)
        if unit and line.supervisor and now != (plan.supervisor_id, plan.reviewing_superior_id):
            plan.supervisor_id, plan.reviewing_superior_id = now
            plan.unit_id = unit
            saved(plan, "supervisor", "reviewing_superior", "unit")


@transaction.atomic
def _open(
    evaluation: Evaluation,
    lines: SupervisionMap,
    day: date,
    months: int,
    versions: dict[str, str],
) -> int:
    line = lines.of(evaluation.plan.employee_id)
    days = check_days(day, months)
    plan, is_new = ImprovementPlan.objects.get_or_create(
        evaluation=evaluation,
        defaults={
            "employee_id": evaluation.plan.employee_id,
            "unit_id": lines.units.get(
                evaluation.plan.employee_id, evaluation.plan.assignment.post.unit_id
            ),
            "supervisor_id": line.supervisor or evaluation.supervisor_id,
            "reviewing_superior_id": line.reviewing_superior or evaluation.reviewing_superior_id,
            "starts": day,
            "ends": days[-1],
            "versions": versions,
        },
    )
    if is_new:
        ImprovementCheck.objects.bulk_create(
            ImprovementCheck(plan=plan, number=number, due=due)
            for number, due in enumerate(days, start=1)
        )
    return int(is_new)


def _plans() -> ImprovementPlanQuerySet:
    return ImprovementPlan.objects.select_related("employee", "supervisor")


@transaction.atomic
def save_goals(
    *, plan_id: int, goals: str, by: User, now: datetime, seen_version: int
) -> ImprovementPlan:
    """Write what is to improve. Raises ``Incomplete`` without words."""
    plan = locked(_plans(), plan_id, seen_version)
    permissions.can_guide_improvement(by, plan, now).require()
    plan.goals = _words(goals)
    saved(plan, "goals")
    return plan


@transaction.atomic
def save_comment(
    *, plan_id: int, comment: str, by: User, now: datetime, seen_version: int
) -> ImprovementPlan:
    """Write the employee's own words on the plan; they may be empty again."""
    plan = locked(_plans(), plan_id, seen_version)
    permissions.can_answer_improvement(by, plan, now).require()
    plan.employee_comment = comment.strip()
    saved(plan, "employee_comment")
    return plan


def _locked_check(plan: ImprovementPlan, number: int, seen_version: int) -> ImprovementCheck:
    checks = ImprovementCheck.objects.filter(plan=plan)
    return locked(checks, checks.get(number=number).pk, seen_version)


@transaction.atomic
def record_check(
    *,
    plan_id: int,
    number: int,
    held_on: date,
    progress: str,
    note: str,
    by: User,
    now: datetime,
    seen_version: int,
) -> ImprovementCheck:
    """Record a check-in: when, how things stand, what was said.

    Raises ``Incomplete`` without goals or words, or for a day outside the plan or after today.
    """
    plan = locked(_plans(), plan_id)
    permissions.can_guide_improvement(by, plan, now).require()
    if not plan.goals:
        raise Incomplete(_("Tuliskan tujuan perbaikan lebih dulu."))
    if not plan.starts <= held_on <= timezone.localtime(now).date():
        raise Incomplete(_("Tanggal pertemuan berada di antara awal rencana dan hari ini."))
    check = _locked_check(plan, number, seen_version)
    check.held_on, check.progress, check.note = held_on, progress, _words(note)
    saved(check, "held_on", "progress", "note")
    return check


@transaction.atomic
def answer_check(
    *, plan_id: int, number: int, text: str, by: User, now: datetime, seen_version: int
) -> ImprovementCheck:
    """Write the employee's own words on a check-in."""
    plan = locked(_plans(), plan_id)
    permissions.can_answer_improvement(by, plan, now).require()
    check = _locked_check(plan, number, seen_version)
    check.employee_note = text.strip()
    saved(check, "employee_note")
    return check


@transaction.atomic
def conclude_improvement(
    *, plan_id: int, improved: bool, conclusion: str, by: User, now: datetime, seen_version: int
) -> ImprovementPlan:
    """Conclude, once; afterwards nothing of the plan changes but BKPSDM's next step."""
    plan = locked(_plans(), plan_id, seen_version)
    permissions.can_conclude_improvement(by, plan, now, improved=improved).require()
    plan.conclusion = _words(conclusion)
    plan.concluded_at = now
    plan.state = ImprovementState.IMPROVED if improved else ImprovementState.NOT_IMPROVED
    saved(plan, "state", "conclusion", "concluded_at")
    return plan


@transaction.atomic
def record_next_step(
    *, plan_id: int, step: str, by: User, now: datetime, seen_version: int
) -> ImprovementPlan:
    """Record what follows (competence test, another post) for a plan that did not help."""
    plan = locked(_plans(), plan_id, seen_version)
    permissions.can_record_next_step(by, plan, now).require()
    plan.next_step, plan.next_step_at, plan.next_step_by = _words(step), now, by
    saved(plan, "next_step", "next_step_at", "next_step_by")
    return plan


def _words(text: str) -> str:
    if not text.strip():
        raise Incomplete(_("Isi kolom ini."))
    return text.strip()
