"""Take what a development plan promised to show into the plan of its year."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked, saved
from appraisal.actions.plan_sources import Taken, plans_to_fill
from appraisal.enums import Aspect, CopySource, Perspective, ResultKind, SuperiorLink
from appraisal.models import Indicator, Plan, PlanCopy, WorkResult
from appraisal.rules.texts import found_by_text
from appraisal.selectors.cascade import superior_results
from personnel.models import User
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.numbers import format_decimal
from training.actions.development_writing import mark_taken
from training.models import DevelopmentIndicator
from training.selectors.development import offered_indicators


@transaction.atomic
def add_from_development(
    *,
    plan_id: int,
    indicator_ids: Iterable[int],
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> Taken:
    """Add the chosen indicators of the owner's development plan of the same year.

    An indicator joins the result that says the same, or else brings it along as a main one; what
    a result measures already is left out. Raises ``Incomplete`` when nothing was chosen.
    """
    plan = locked(plans_to_fill(), plan_id, seen_version)
    permissions.can_edit_plan(by, plan, now).require()
    chosen = list(
        offered_indicators(plan.employee_id, plan.year.year).filter(pk__in=list(indicator_ids))
    )
    if not chosen:
        raise Incomplete(_("Pilih paling sedikit satu indikator."))
    added = sum(_take(plan, one) for one in chosen)
    mark_taken(indicator_ids=[one.pk for one in chosen], now=now)
    if added:
        PlanCopy.objects.create(
            plan=plan, kind=CopySource.TRAINING, source=None, results=added, by=by, at=now
        )
        saved(plan)
    return Taken(added=added, already_there=len(chosen) - added)


def _take(plan: Plan, source: DevelopmentIndicator) -> bool:
    found = found_by_text(source.result, dict(plan.results.values_list("pk", "text")))
    result = plan.results.get(pk=found) if found else _new_result(plan, source.result)
    present = dict(result.indicators.values_list("pk", "text"))
    if found_by_text(source.text, present):
        return False
    value = source.target_value
    Indicator.objects.create(
        result=result,
        position=len(present) + 1,
        aspect=Aspect.QUALITY,
        text=source.text,
        target="" if value is None else f"{format_decimal(value)} {source.measure_unit}".strip(),
        target_value=value,
        measure_unit=source.measure_unit,
    )
    return True


def _new_result(plan: Plan, text: str) -> WorkResult:
    """A main result that says ``text``, linked where the superior's result says the same."""
    last = plan.results.filter(kind=ResultKind.MAIN).aggregate(last=Max("position"))["last"]
    result = WorkResult(plan=plan, kind=ResultKind.MAIN, position=(last or 0) + 1, text=text)
    if plan.uses_head_form:
        result.perspective = Perspective.INTERNAL_STRENGTH
    else:
        above = {row.pk: row for row in superior_results(plan)}
        superior = above.get(found_by_text(text, {pk: row.text for pk, row in above.items()}) or 0)
        if superior is not None:
            result.link = SuperiorLink.LINKED
            result.superior_result, result.superior_text = superior, superior.text
    result.save()
    return result
