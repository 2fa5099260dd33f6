"""What stands in a draft plan: results with their indicators, expectations, annexes."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked, saved
from appraisal.enums import (
    AnnexBlock,
    Aspect,
    Classification,
    CoreValue,
    Direction,
    ResultKind,
    SuperiorLink,
)
from appraisal.models import (
    Indicator,
    Plan,
    PlanAnnex,
    SpecialExpectation,
    WorkResult,
    WorkTeam,
)
from appraisal.selectors.cascade import superior_results
from appraisal.selectors.teams import assigner_words, teams_of_plan
from personnel.models import User
from sabang_kinerja.common.errors import Denied, Incomplete


@dataclass(frozen=True, slots=True)
class IndicatorInput:
    """One indicator as entered; a target may still be missing in a draft."""

    text: str
    aspect: str = Aspect.QUANTITY
    target: str = ""
    target_value: Decimal | None = None
    measure_unit: str = ""
    direction: str = Direction.UP


@dataclass(frozen=True, slots=True)
class ResultInput:
    """One work result as entered, with its indicators in order."""

    text: str
    kind: str = ResultKind.MAIN
    superior_result_id: int | None = None
    link: str = SuperiorLink.TO_FOLLOW
    not_cascaded_reason: str = ""
    classification: str = Classification.ORGANISATION
    assigned_by: str = ""
    team_id: int | None = None
    perspective: str = ""
    indicators: list[IndicatorInput] = field(default_factory=list)


def _editable(plan_id: int, by: User, now: datetime, seen_version: int | None) -> Plan:
    plan = locked(Plan.objects.select_related("employee", "supervisor"), plan_id, seen_version)
    permissions.can_edit_plan(by, plan, now).require()
    return plan


def _linked(plan: Plan, entered: ResultInput) -> tuple[str, WorkResult | None, str]:
    """The link of a result to the superior's: kind, row, and the text as it reads today."""
    if entered.superior_result_id is None:
        link = SuperiorLink.TO_FOLLOW if entered.link == SuperiorLink.LINKED else entered.link
        return link, None, ""
    for result in superior_results(plan):
        if result.pk == entered.superior_result_id:
            return SuperiorLink.LINKED, result, result.text
    raise Denied(_("Hasil kerja itu tidak ada pada SKP pejabat penilai atau ketua tim kerja Anda."))


def _team(plan: Plan, result: WorkResult, team_id: int | None) -> WorkTeam | None:
    """The team that a result names: one of the owner's, or the one that stands there already."""
    if team_id is None or (team_id == result.team_id):
        return result.team if team_id else None
    for team in teams_of_plan(plan):
        if team.pk == team_id:
            return team
    raise Denied(_("Anda bukan anggota atau ketua tim kerja itu pada tahun ini."))


@transaction.atomic
def save_result(
    *,
    plan_id: int,
    result_id: int | None,
    entered: ResultInput,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> WorkResult:
    """Add or change one result and replace its indicators.

    A team without further words gives "penugasan dari" the name of its leader. Raises
    ``Incomplete`` for a result without text; a missing target is no error in a draft.
    """
    plan = _editable(plan_id, by, now, seen_version)
    if not entered.text.strip():
        raise Incomplete(_("Tuliskan rencana hasil kerja."))
    if result_id is None:
        last = plan.results.filter(kind=entered.kind).order_by("position").last()
        result = WorkResult(plan=plan, position=last.position + 1 if last else 1)
        result.kind = entered.kind
    else:
        result = plan.results.get(pk=result_id)
    result.text = entered.text.strip()
    result.link, result.superior_result, result.superior_text = _linked(plan, entered)
    result.not_cascaded_reason = entered.not_cascaded_reason.strip()
    result.classification = entered.classification
    result.team = _team(plan, result, entered.team_id)
    result.assigned_by = entered.assigned_by.strip()
    team = result.team
    if team is not None and team.leader_id != plan.employee_id and not result.assigned_by:
        result.assigned_by = assigner_words(team)
    result.perspective = entered.perspective if plan.uses_head_form else ""
    result.save()
    result.indicators.all().delete()
    Indicator.objects.bulk_create(
        Indicator(
            result=result,
            position=position,
            aspect=indicator.aspect,
            text=indicator.text.strip(),
            target=indicator.target.strip(),
            target_value=indicator.target_value,
            measure_unit=indicator.measure_unit.strip(),
            direction=indicator.direction,
        )
        for position, indicator in enumerate(
            (entry for entry in entered.indicators if entry.text.strip()), start=1
        )
    )
    saved(plan)
    return result


@transaction.atomic
def delete_result(*, plan_id: int, result_id: int, by: User, now: datetime) -> ResultInput:
    """Remove a result from a draft and return what stood there, so that it can be put back.

    Results of others that supported it are marked "to follow"; they keep its text.
    """
    plan = _editable(plan_id, by, now, None)
    result = plan.results.prefetch_related("indicators").get(pk=result_id)
    gone = ResultInput(
        text=result.text,
        kind=result.kind,
        superior_result_id=result.superior_result_id,
        link=result.link,
        not_cascaded_reason=result.not_cascaded_reason,
        classification=result.classification,
        assigned_by=result.assigned_by,
        team_id=result.team_id,
        perspective=result.perspective,
        indicators=[
            IndicatorInput(
                text=indicator.text,
                aspect=indicator.aspect,
                target=indicator.target,
                target_value=indicator.target_value,
                measure_unit=indicator.measure_unit,
                direction=indicator.direction,
            )
            for indicator in result.indicators.all()
        ],
    )
    take_out(plan, result)
    return gone


def take_out(plan: Plan, result: WorkResult) -> None:
    """Remove a result from a locked plan that may be written, and close the gap it leaves."""
    result.supporting_results.update(link=SuperiorLink.TO_FOLLOW)
    kind, position = result.kind, result.position
    result.delete()
    for later in plan.results.filter(kind=kind, position__gt=position).order_by("position"):
        later.position -= 1
        later.save(update_fields=["position"])
    saved(plan)


@transaction.atomic
def move_result(*, plan_id: int, result_id: int, step: int, by: User, now: datetime) -> None:
    """Move a result one place up (``step`` -1) or down (+1) within its block."""
    plan = _editable(plan_id, by, now, None)
    result = plan.results.get(pk=result_id)
    neighbour = plan.results.filter(kind=result.kind, position=result.position + step).first()
    if neighbour is None:
        return
    result.position, neighbour.position = neighbour.position, result.position
    result.save(update_fields=["position"])
    neighbour.save(update_fields=["position"])
    saved(plan)


@transaction.atomic
def save_annexes(
    *,
    plan_id: int,
    texts: dict[str, str],
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> Plan:
    """Write the three blocks of the lampiran; blocks that are not named stay as they are."""
    plan = _editable(plan_id, by, now, seen_version)
    for block in AnnexBlock:
        if block in texts:
            PlanAnnex.objects.update_or_create(
                plan=plan, block=block, defaults={"text": texts[block].strip()}
            )
    saved(plan)
    return plan


@transaction.atomic
def save_expectations(
    *,
    plan_id: int,
    texts: dict[str, str],
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> Plan:
    """Write the leader's special expectations per value; a value that is not named stays."""
    plan = locked(Plan.objects.select_related("employee", "supervisor"), plan_id, seen_version)
    permissions.can_set_expectations(by, plan, now).require()
    for value in CoreValue:
        if value in texts:
            SpecialExpectation.objects.update_or_create(
                plan=plan, core_value=value, defaults={"text": texts[value].strip()}
            )
    saved(plan)
    return plan
