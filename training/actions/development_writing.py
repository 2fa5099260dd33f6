"""What a person writes into a development plan: goals, actions, indicators for the next year."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from personnel.models import User
from sabang_kinerja.common.errors import ChangedMeanwhile, Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences
from training import permissions
from training.enums import ActionKind
from training.models import (
    Competence,
    DevelopmentAction,
    DevelopmentGoal,
    DevelopmentIndicator,
    DevelopmentPlan,
    Training,
)


def locked_plan(plan_id: int, seen_version: int | None = None) -> DevelopmentPlan:
    """A plan, locked for this transaction. Raises ``ChangedMeanwhile`` for a page that is old."""
    plan = (
        DevelopmentPlan.objects.select_for_update(of=("self",))
        .select_related("employee", "superior")
        .get(pk=plan_id)
    )
    if seen_version is not None and plan.row_version != seen_version:
        raise ChangedMeanwhile(
            _("Rencana ini baru saja berubah. Baca sekali lagi, lalu lanjutkan.")
        )
    return plan


def touched(plan: DevelopmentPlan) -> None:
    """Save a plan so that pages which show it as it was are noticed."""
    plan.row_version += 1
    plan.save()


def _written(plan_id: int, by: User) -> DevelopmentPlan:
    plan = locked_plan(plan_id)
    permissions.can_write_development(by, plan).require()
    return plan


@transaction.atomic
def save_goal(
    *,
    plan_id: int,
    goal_id: int | None,
    text: str,
    competence: Competence | None,
    by: User,
) -> DevelopmentGoal:
    """Add a goal to a draft, or change one. Raises: ``Denied``, ``WrongState``, ``Incomplete``."""
    plan = _written(plan_id, by)
    goal = plan.goals.get(pk=goal_id) if goal_id else DevelopmentGoal(plan=plan)
    goal.text, goal.competence = _words(text), competence
    goal.save()
    touched(plan)
    return goal


@transaction.atomic
def remove_goal(*, plan_id: int, goal_id: int, by: User) -> None:
    """Take a goal with its actions out of a draft. Raises: ``Denied``, ``WrongState``."""
    plan = _written(plan_id, by)
    plan.goals.get(pk=goal_id).delete()
    touched(plan)


@dataclass(frozen=True, slots=True)
class ActionInput:
    """What is done for a goal; fields as in ``DevelopmentAction``."""

    kind: ActionKind
    text: str
    starts_on: date
    ends_on: date
    helper: str = ""
    training: Training | None = None


@transaction.atomic
def save_action(
    *, plan_id: int, goal_id: int, action_id: int | None, entered: ActionInput, by: User
) -> DevelopmentAction:
    """Add an action to a goal of a draft, or change one.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` without words, ``Refused`` by the database.
    """
    plan = _written(plan_id, by)
    goal = plan.goals.get(pk=goal_id)
    action = goal.actions.get(pk=action_id) if action_id else DevelopmentAction(goal=goal)
    action.kind, action.text = entered.kind, _words(entered.text)
    action.starts_on, action.ends_on = entered.starts_on, entered.ends_on
    action.helper, action.training = entered.helper.strip(), entered.training
    with refusals_as_sentences(DevelopmentAction):
        action.save()
    touched(plan)
    return action


@transaction.atomic
def remove_action(*, plan_id: int, action_id: int, by: User) -> None:
    """Take an action out of a draft. Raises: ``Denied``, ``WrongState``."""
    plan = _written(plan_id, by)
    DevelopmentAction.objects.get(pk=action_id, goal__plan=plan).delete()
    touched(plan)


@dataclass(frozen=True, slots=True)
class IndicatorInput:
    """A result of the next plan with its measure; fields as in ``DevelopmentIndicator``."""

    result: str
    text: str
    target_value: Decimal | None = None
    measure_unit: str = ""


@transaction.atomic
def save_indicator(
    *, plan_id: int, indicator_id: int | None, entered: IndicatorInput, by: User
) -> DevelopmentIndicator:
    """Add an indicator to a draft, or change one.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` without words.
    """
    plan = _written(plan_id, by)
    row = plan.indicators.get(pk=indicator_id) if indicator_id else DevelopmentIndicator(plan=plan)
    row.result, row.text = _words(entered.result), _words(entered.text)
    row.target_value, row.measure_unit = entered.target_value, entered.measure_unit.strip()
    row.save()
    touched(plan)
    return row


@transaction.atomic
def remove_indicator(*, plan_id: int, indicator_id: int, by: User) -> None:
    """Take an indicator out of a draft. Raises: ``Denied``, ``WrongState``."""
    plan = _written(plan_id, by)
    plan.indicators.get(pk=indicator_id).delete()
    touched(plan)


def mark_taken(*, indicator_ids: list[int], now: datetime) -> None:
    """Note that indicators went into the plan of their year.

    Belongs to the transaction that takes them; who may do that is decided there.
    """
    DevelopmentIndicator.objects.filter(pk__in=indicator_ids, taken_at__isnull=True).update(
        taken_at=now
    )


def _words(text: str) -> str:
    if not text.strip():
        raise Incomplete(_("Isi kolom ini."))
    return text.strip()
