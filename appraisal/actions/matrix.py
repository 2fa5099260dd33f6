"""The role-result matrix: a filled cell becomes a result in the plan of the person."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked, saved
from appraisal.actions.plan_content import take_out
from appraisal.actions.plans import start_plan
from appraisal.enums import PlanState, ResultKind, SuperiorLink
from appraisal.models import MatrixCell, Plan, PlanTransition, WorkResult, WorkTeam
from appraisal.rules.texts import found_by_text
from appraisal.selectors.matrix import contributors, own_post_of
from appraisal.selectors.teams import assigner_words
from personnel.models import Employee, User
from sabang_kinerja.common.errors import ChangedMeanwhile, Denied, Incomplete

SEEDED = "seed"
"""Verb of the trace that a matrix leaves on a draft that it began."""


def _leader_result(result_id: int, by: User, now: datetime) -> WorkResult:
    """The leader's result, locked, so that two windows do not fill the same place."""
    result = (
        WorkResult.objects.select_related("plan__employee", "plan__year")
        .select_for_update(of=("self",))
        .get(pk=result_id)
    )
    permissions.can_fill_matrix(by, result.plan, now).require()
    return result


@transaction.atomic
def save_cell(
    *,
    result_id: int,
    employee_id: int,
    position: int,
    text: str,
    by: User,
    now: datetime,
    seen_version: int = 0,
) -> MatrixCell:
    """Write the ``position``-th contribution (from 1) of a person to a result of the leader.

    The text becomes a main result in the person's plan, which is begun when there is none, and
    follows while that plan may be edited. ``seen_version`` is 0 where the page showed no text.
    Raises ``Denied`` for somebody else's people, ``ChangedMeanwhile`` for a late writer.
    """
    leader_result = _leader_result(result_id, by, now)
    employee = Employee.objects.get(pk=employee_id)
    among = contributors(leader_result.plan, now)
    if employee.pk not in among:
        raise Denied(
            _("%(name)s bukan bawahan langsung atau anggota tim kerja Anda pada hari ini.")
            % {"name": employee.full_name}
        )
    if not text.strip():
        raise Incomplete(_("Tuliskan isi matriks, atau hapus isian ini."))
    cells = MatrixCell.objects.filter(leader_result=leader_result, employee=employee)
    present = cells.filter(position=position).first()
    if present is not None:
        cell = locked(MatrixCell.objects.all(), present.pk, seen_version)
        cell.text = text.strip()
    elif seen_version:
        raise ChangedMeanwhile(_("Isian ini baru saja dihapus. Tulisan Anda masih ada."))
    else:
        last = cells.aggregate(last=Max("position"))["last"] or 0
        cell = MatrixCell(leader_result=leader_result, employee=employee, position=last + 1)
        cell.text = text.strip()
    _seed(cell, leader_result, next(iter(among[employee.pk]), None), by, now)
    if present is None:
        cell.save()
    else:
        saved(cell, "text", "result")
    return cell


def _seed(
    cell: MatrixCell, leader_result: WorkResult, team: WorkTeam | None, by: User, now: datetime
) -> None:
    """Let the text stand in the person's plan, if that may be written.

    ``team`` is the one through which somebody else than the superior gives the work.
    """
    plan = _plan_to_seed(cell, leader_result, by, now)
    if plan is None or not permissions.content_is_open(plan):
        return
    result = cell.result if cell.result and cell.result.plan_id == plan.pk else None
    if result is None:
        texts = dict(plan.results.filter(seeded_by=None).values_list("pk", "text"))
        result = plan.results.filter(pk=found_by_text(cell.text, texts) or 0).first()
    if result is None:
        last = plan.results.filter(kind=ResultKind.MAIN).aggregate(last=Max("position"))["last"]
        result = WorkResult(plan=plan, kind=ResultKind.MAIN, position=(last or 0) + 1)
    result.text = cell.text
    if not plan.uses_head_form:
        result.link = SuperiorLink.LINKED
        result.superior_result, result.superior_text = leader_result, leader_result.text
    if team is not None:
        result.team, result.assigned_by = team, assigner_words(team)
    result.save()
    saved(plan)
    cell.result = result


def _plan_to_seed(
    cell: MatrixCell, leader_result: WorkResult, by: User, now: datetime
) -> Plan | None:
    """The person's plan of the year, locked; begun when there is none."""
    year = leader_result.plan.year
    assignment = own_post_of(cell.employee, leader_result.plan, now)
    if assignment is None:
        return None
    current = Plan.objects.filter(assignment=assignment, year=year).current()
    found = current.exclude(state=PlanState.FIXED).first() or current.first()
    if found is None:
        found = start_plan(assignment, year, now)
        PlanTransition.objects.create(
            plan=found, verb=SEEDED, target=PlanState.DRAFT, by=by, at=now
        )
    return locked(Plan.objects.select_related("employee", "supervisor"), found.pk)


@transaction.atomic
def remove_cell(
    *,
    cell_id: int,
    with_result: bool,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> None:
    """Take a contribution out of the matrix.

    ``with_result`` also takes the result out of the person's plan; otherwise it stays there and
    its link follows. A plan that is not edited any more keeps its result as it is.
    """
    cell = locked(MatrixCell.objects.select_related("result__plan"), cell_id, seen_version)
    _leader_result(cell.leader_result_id, by, now)
    result = cell.result
    cell.delete()
    if result is None or not permissions.content_is_open(result.plan):
        return
    plan = locked(Plan.objects.all(), result.plan_id)
    if with_result:
        take_out(plan, result)
        return
    result.link, result.superior_result, result.superior_text = SuperiorLink.TO_FOLLOW, None, ""
    result.save(update_fields=["link", "superior_result", "superior_text"])
    saved(plan)


@transaction.atomic
def mark_done_alone(*, result_id: int, done_alone: bool, by: User, now: datetime) -> WorkResult:
    """Say that the leader reaches a result without contributions, or take that back."""
    result = _leader_result(result_id, by, now)
    result.done_alone = done_alone
    result.save(update_fields=["done_alone"])
    return result
