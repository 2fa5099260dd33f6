"""Steps towards the results of a plan, period by period (rencana aksi)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked
from appraisal.models import ActionPlan, Plan
from personnel.models import Period, User
from sabang_kinerja.common.errors import Incomplete


@dataclass(frozen=True, slots=True)
class ActionPlanInput:
    """One line of the page: ``pk`` of a stored step or None; both words empty removes it."""

    result_id: int
    pk: int | None
    text: str
    target: str


def _locked_plan(plan_id: int) -> Plan:
    return locked(Plan.objects.select_related("employee", "previous"), plan_id)


@transaction.atomic
def save_action_plans(
    *, plan_id: int, period: Period, entered: Sequence[ActionPlanInput], by: User, now: datetime
) -> list[ActionPlan]:
    """Write the steps of one period. Steps that are not named stay; results of another plan are
    ignored.

    Raises ``Incomplete`` for a step without text or without target.
    """
    plan = _locked_plan(plan_id)
    permissions.can_write_action_plans(by, plan, period, now).require()
    stored = {row.pk: row for row in _steps(plan, period)}
    results = set(plan.results.values_list("pk", flat=True))
    for line in entered:
        text, target = line.text.strip(), line.target.strip()
        row = stored.get(line.pk or 0)
        if not text and not target:
            if row is not None:
                row.delete()
            continue
        if not text or not target:
            raise Incomplete(_("Isi rencana aksi beserta targetnya."))
        if row is not None:
            row.text, row.target = text, target
            row.save(update_fields=["text", "target"])
        elif line.result_id in results:
            _append(line.result_id, period, text, target)
    return _steps(plan, period)


def _steps(plan: Plan, period: Period) -> list[ActionPlan]:
    return list(ActionPlan.objects.filter(result__plan=plan, period=period))


def _append(result_id: int, period: Period, text: str, target: str) -> None:
    last = ActionPlan.objects.filter(result=result_id, period=period).aggregate(
        last=Max("position")
    )["last"]
    ActionPlan.objects.create(
        result_id=result_id, period=period, position=(last or 0) + 1, text=text, target=target
    )


@transaction.atomic
def copy_action_plans(*, plan_id: int, period: Period, by: User, now: datetime) -> int:
    """Take over the steps of the latest earlier period that has any; returns how many came.

    Steps of an earlier version of the plan come along where the result still says the same.
    A step that stands here already is not doubled. Raises ``Incomplete`` when nothing precedes.
    """
    plan = _locked_plan(plan_id)
    permissions.can_write_action_plans(by, plan, period, now).require()
    earlier = (
        ActionPlan.objects.filter(
            result__plan__assignment=plan.assignment_id,
            result__plan__year=plan.year_id,
            period__kind=period.kind,
            period__ends__lt=period.starts,
        )
        .select_related("result", "period")
        .order_by("-period__ends", "result__plan__version", "position")
    )
    rows = list(earlier)
    if not rows:
        raise Incomplete(_("Belum ada rencana aksi pada periode sebelumnya."))
    by_text = {result.text: result.pk for result in plan.results.all()}
    here = {(row.result_id, row.text) for row in _steps(plan, period)}
    copied = 0
    for row in rows:
        result_id = by_text.get(row.result.text)
        if row.period_id != rows[0].period_id or result_id is None:
            continue
        if (result_id, row.text) not in here:
            _append(result_id, period, row.text, row.target)
            here.add((result_id, row.text))
            copied += 1
    return copied
