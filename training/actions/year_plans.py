"""The yearly training plan of an agency, and its budget."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from personnel.models import Unit, User
from sabang_kinerja.common.errors import Denied
from sabang_kinerja.common.refusals import refusals_as_sentences
from training import permissions
from training.enums import YearPlanState
from training.models import Training, YearPlan, YearPlanLine


@dataclass(frozen=True, slots=True)
class LineInput:
    """A line of the plan; fields as in ``YearPlanLine``, the cost in rupiah a head."""

    training: Training
    participants: int
    quarter: int
    cost: int = 0
    need: str = ""


def _locked(plan_id: int) -> YearPlan:
    return YearPlan.objects.select_for_update(of=("self",)).select_related("agency").get(pk=plan_id)


@transaction.atomic
def begin_plan(*, agency: Unit, year: int, budget: int, by: User, now: datetime) -> YearPlan:
    """Begin the plan of an agency. Raises: ``Denied``, ``Refused`` where it has one already."""
    if not permissions.planned_agencies(by, now).filter(pk=agency.pk).exists():
        raise Denied(str(permissions.can_run_training(by, now).reason))
    with refusals_as_sentences(YearPlan):
        return YearPlan.objects.create(
            agency=agency, year=year, budget=budget, changed_by=by, changed_at=now
        )


@transaction.atomic
def set_budget(*, plan_id: int, budget: int, by: User, now: datetime) -> YearPlan:
    """Write the budget in rupiah. Raises: ``Denied``, ``WrongState``."""
    plan = _locked(plan_id)
    permissions.can_change_plan(by, plan, now).require()
    plan.budget = budget
    _touch(plan, by, now)
    return plan


def _touch(plan: YearPlan, by: User, now: datetime) -> None:
    plan.changed_by, plan.changed_at = by, now
    plan.save()


@transaction.atomic
def save_line(
    *, plan_id: int, line_id: int | None, entered: LineInput, by: User, now: datetime
) -> YearPlanLine:
    """Add a line to a draft, or change one. Raises: ``Denied``, ``WrongState``, ``Refused``."""
    plan = _locked(plan_id)
    permissions.can_change_plan(by, plan, now).require()
    line = plan.lines.get(pk=line_id) if line_id else YearPlanLine(plan=plan)
    for name in ("training", "participants", "quarter", "cost", "need"):
        setattr(line, name, getattr(entered, name))
    with refusals_as_sentences(YearPlanLine):
        line.save()
    _touch(plan, by, now)
    return line


@transaction.atomic
def remove_line(*, plan_id: int, line_id: int, by: User, now: datetime) -> None:
    """Take a line out of a draft. Raises: ``Denied``, ``WrongState``."""
    plan = _locked(plan_id)
    permissions.can_change_plan(by, plan, now).require()
    plan.lines.get(pk=line_id).delete()
    _touch(plan, by, now)


@transaction.atomic
def step_plan(
    *, plan_id: int, state: YearPlanState, by: User, now: datetime, note: str = ""
) -> YearPlan:
    """Submit, fix, or give a plan back with a note. Raises: ``Denied``, ``WrongState``."""
    plan = _locked(plan_id)
    permissions.can_step_plan(by, plan, state, now).require()
    plan.state, plan.note = state, note.strip()
    _touch(plan, by, now)
    return plan
