"""Results taken into a draft at once: from the library, an own earlier plan, a colleague's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked, saved
from appraisal.enums import Aspect, CopySource, Direction, ResultKind, SuperiorLink
from appraisal.models import (
    CopyPermission,
    Indicator,
    LibraryIndicator,
    LibraryResult,
    Plan,
    PlanAnnex,
    PlanCopy,
    WorkResult,
)
from appraisal.models.plans import PlanQuerySet
from appraisal.rules.texts import found_by_text, not_yet_there
from appraisal.selectors.cascade import superior_results
from personnel.models import User
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.numbers import parse_decimal
from training.models import Training
from training.selectors.learnt import learnt_measures


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the chosen results: added, or left out because they stood there already."""

    added: int
    already_there: int


def plans_to_fill() -> PlanQuerySet:
    """Plans with what taking over results reads of them."""
    return Plan.objects.select_related(
        "employee", "supervisor", "year", "assignment__post__unit__agency"
    )


def _open_plan(plan_id: int, by: User, now: datetime, seen_version: int | None) -> Plan:
    plan = locked(plans_to_fill(), plan_id, seen_version)
    permissions.can_edit_plan(by, plan, now).require()
    return plan


@transaction.atomic
def add_from_library(
    *,
    plan_id: int,
    entry_ids: Iterable[int],
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> Taken:
    """Add the chosen entries with their indicators; what the plan already says is left out.

    Raises ``Incomplete`` when nothing was chosen.
    """
    plan = _open_plan(plan_id, by, now, seen_version)
    return take_from_library(plan, entry_ids, by, now)


def take_from_library(plan: Plan, entry_ids: Iterable[int], by: User, now: datetime) -> Taken:
    """Add library entries to a locked plan that may be written."""
    entries = list(
        LibraryResult.objects.active()
        .filter(pk__in=list(entry_ids))
        .nearest_first(plan.assignment.post)
        .prefetch_related("indicators")
    )
    if not entries:
        raise Incomplete(_("Pilih paling sedikit satu hasil kerja."))
    return _take(plan, entries, CopySource.LIBRARY, None, by, now)


@transaction.atomic
def copy_plan(
    *,
    plan_id: int,
    source_id: int,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> Taken:
    """Take over results, indicators and annexes of an own earlier plan or a colleague's.

    Achievements, expectations and links never travel: a link is found anew where the superior's
    result of this year says the same, otherwise it follows. Raises ``WrongState`` when the source
    may not be copied (any more).
    """
    plan = _open_plan(plan_id, by, now, seen_version)
    return take_from_plan(plan, source_id, by, now)


def take_from_plan(plan: Plan, source_id: int, by: User, now: datetime) -> Taken:
    """Copy another plan into a locked plan that may be written."""
    source = permissions.own_earlier_plans(plan).filter(pk=source_id).first()
    kind = CopySource.LAST_YEAR
    if source is None:
        kind = CopySource.COLLEAGUE
        source = permissions.copyable_plans(plan).filter(pk=source_id).first()
    if source is None:
        raise WrongState(_("SKP itu tidak dapat disalin lagi. Pilih SKP lain."))
    results = list(source.results.prefetch_related("indicators"))
    _copy_annexes(plan, source)
    return _take(plan, results, kind, source, by, now)


def _copy_annexes(plan: Plan, source: Plan) -> None:
    """Fill annexes that are still empty."""
    filled = {annex.block for annex in plan.annexes.all() if annex.text.strip()}
    for annex in source.annexes.all():
        if annex.block not in filled:
            PlanAnnex.objects.update_or_create(
                plan=plan, block=annex.block, defaults={"text": annex.text}
            )


def _take(
    plan: Plan,
    sources: Sequence[LibraryResult] | Sequence[WorkResult],
    kind: CopySource,
    source: Plan | None,
    by: User,
    now: datetime,
) -> Taken:
    present = plan.results.values_list("text", flat=True)
    new = [sources[place] for place in not_yet_there([row.text for row in sources], present)]
    if new:
        _write(plan, new)
        PlanCopy.objects.create(
            plan=plan, kind=kind, source=source, results=len(new), by=by, at=now
        )
        saved(plan)
    return Taken(added=len(new), already_there=len(sources) - len(new))


def _write(plan: Plan, rows: Sequence[LibraryResult | WorkResult]) -> None:
    last: dict[str, int] = dict(
        plan.results.order_by().values_list("kind").annotate(last=Max("position"))
    )
    above = {row.pk: row for row in superior_results(plan)} if not plan.uses_head_form else {}
    texts = {pk: row.text for pk, row in above.items()}
    indicators: list[Indicator] = []
    for row in rows:
        last[row.kind] = last.get(row.kind, 0) + 1
        superior = found_by_text(row.superior_text, texts)
        result = _result(plan, row, last[row.kind], above.get(superior or 0))
        result.save()
        indicators += _indicators(result, row)
    Indicator.objects.bulk_create(indicators)


def _result(
    plan: Plan, row: LibraryResult | WorkResult, position: int, superior: WorkResult | None
) -> WorkResult:
    result = WorkResult(plan=plan, position=position, kind=row.kind, text=row.text)
    if plan.uses_head_form:
        result.perspective = row.perspective
    if superior is not None:
        result.link = SuperiorLink.LINKED
        result.superior_result, result.superior_text = superior, superior.text
    if isinstance(row, WorkResult):
        result.classification, result.assigned_by = row.classification, row.assigned_by
        if superior is None and row.link == SuperiorLink.NOT_CASCADED:
            result.link = SuperiorLink.NOT_CASCADED
            result.not_cascaded_reason = row.not_cascaded_reason
    return result


def _indicators(result: WorkResult, row: LibraryResult | WorkResult) -> list[Indicator]:
    sources: Iterable[Indicator | LibraryIndicator] = row.indicators.all()
    return [
        Indicator(
            result=result,
            position=position,
            aspect=indicator.aspect,
            text=indicator.text,
            target=indicator.target,
            target_value=indicator.target_value,
            measure_unit=indicator.measure_unit,
            direction=indicator.direction,
        )
        for position, indicator in enumerate(sources, start=1)
    ]


@transaction.atomic
def add_from_training(
    *,
    plan_id: int,
    training_ids: Iterable[int],
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> Taken:
    """Add the results that completed trainings taught, each with the measure learnt there.

    Raises ``Incomplete`` when nothing was chosen that the person has completed.
    """
    plan = _open_plan(plan_id, by, now, seen_version)
    trainings = [one for one in learnt_measures(plan.employee) if one.pk in set(training_ids)]
    if not trainings:
        raise Incomplete(_("Pilih paling sedikit satu hasil kerja."))
    present = plan.results.values_list("text", flat=True)
    new = [trainings[place] for place in not_yet_there([one.result for one in trainings], present)]
    last = plan.results.filter(kind=ResultKind.MAIN).aggregate(last=Max("position"))["last"] or 0
    above = {row.pk: row for row in superior_results(plan)} if not plan.uses_head_form else {}
    for position, training in enumerate(new, start=last + 1):
        superior = above.get(
            found_by_text(training.result, {pk: row.text for pk, row in above.items()}) or 0
        )
        result = WorkResult(plan=plan, position=position, text=training.result)
        if superior is not None:
            result.link = SuperiorLink.LINKED
            result.superior_result, result.superior_text = superior, superior.text
        result.save()
        Indicator.objects.create(result=result, position=1, **_measure(training))
    if new:
        PlanCopy.objects.create(
            plan=plan, kind=CopySource.TRAINING, source=None, results=len(new), by=by, at=now
        )
        saved(plan)
    return Taken(added=len(new), already_there=len(trainings) - len(new))


def _measure(training: Training) -> dict[str, Any]:
    """The indicator that a training taught; its target as a number where it is one."""
    try:
        value = parse_decimal(training.measure_target)
    except ValueError:
        value = None
    return {
        "aspect": Aspect.QUANTITY,
        "text": training.measure,
        "target": f"{training.measure_target} {training.measure_unit}".strip(),
        "target_value": value,
        "measure_unit": training.measure_unit,
        "direction": Direction.UP,
    }


@transaction.atomic
def allow_copies(*, allowed: bool, by: User, now: datetime) -> None:
    """Let colleagues with the same post or unit copy the own fixed plans, or end that."""
    permissions.can_allow_copies(by).require()
    if allowed and by.employee is not None:
        CopyPermission.objects.get_or_create(employee=by.employee, defaults={"given_at": now})
    else:
        CopyPermission.objects.filter(employee=by.employee_id).delete()
