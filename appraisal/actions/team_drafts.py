"""What the performance team does for others: drafts after the day, closing after a move."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.plan_sources import (
    plans_to_fill,
    take_from_library,
    take_from_plan,
)
from appraisal.actions.plans import close_plan, start_plan
from appraisal.enums import CopySource, PlanState
from appraisal.models import LibraryResult, Plan, PlanTransition
from appraisal.selectors.missing_plans import draft_due_of
from appraisal.selectors.moves import moved_plans, moves_of
from personnel.models import Assignment, PerformanceYear, User
from personnel.rules.dates import long_date
from sabang_kinerja.common.errors import WrongState

DRAFTED_FOR = "draft_for"
"""Verb of the trace that the performance team leaves on a draft that it began."""


@transaction.atomic
def draft_plan_for(
    *,
    assignment: Assignment,
    year: PerformanceYear,
    source: CopySource,
    by: User,
    now: datetime,
) -> Plan:
    """Draft the plan of somebody who missed the day, from the own last plan or the library.

    The draft may stay empty where the source has nothing; the person then edits and submits it.
    Source: regulation 2.3, ``skp.draft_due``.
    """
    due = draft_due_of(assignment, year)
    permissions.can_draft_for_others(by, assignment, due, now).require()
    started = start_plan(assignment, year, now, by_team=True)
    PlanTransition.objects.create(
        plan=started, verb=DRAFTED_FOR, target=PlanState.DRAFT, by=by, at=now
    )
    plan = plans_to_fill().get(pk=started.pk)
    _fill(plan, source, by, now)
    return plan


def _fill(plan: Plan, source: CopySource, by: User, now: datetime) -> None:
    if source == CopySource.LAST_YEAR:
        earlier = permissions.own_earlier_plans(plan).order_by("-ends", "-pk").first()
        if earlier is not None:
            take_from_plan(plan, earlier.pk, by, now)
        return
    entries = LibraryResult.objects.active().of_post(plan.assignment.post)
    if pks := list(entries.values_list("pk", flat=True)):
        take_from_library(plan, pks, by, now)


@transaction.atomic
def close_moved_plan(*, plan_id: int, by: User, now: datetime) -> Plan:
    """Close the plan of a post that its owner has left, on the day before the new post began.

    Raises ``WrongState`` for a plan whose owner did not move. Source: regulation 4.8 (W8).
    """
    plan = moved_plans(Plan.objects.all(), now).filter(pk=plan_id).first()
    if plan is None:
        raise WrongState(_("Pemilik SKP ini tidak pindah jabatan pada tahun ini."))
    (move,) = moves_of([plan])
    return close_plan(
        plan_id=plan.pk,
        ends=move.last_day,
        reason=_("Pindah jabatan mulai %(date)s.")
        % {"date": long_date(move.new_post.effective_from)},
        by=by,
        now=now,
    )
