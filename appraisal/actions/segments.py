"""Parts of a year: end them when post or supervisor changes, close them with ratings."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked, saved
from appraisal.enums import PlanState, SegmentCause
from appraisal.models import Evaluation, Plan, Segment
from appraisal.models.evaluations import RATED
from appraisal.selectors.segments import rest_of
from personnel.enums import AssignmentKind
from personnel.models import Assignment, User
from personnel.rules.supervision import Supervision
from personnel.selectors.supervision import supervision_map
from sabang_kinerja.common.errors import Incomplete

ONE_DAY = timedelta(days=1)


def end_segment(plan: Plan, ends: date, cause: SegmentCause) -> Segment | None:
    """Let the present supervisor's part of a plan end on ``ends``; the task to close it follows.

    ``None`` when the part would have no day, or nobody supervises it.
    """
    rest = rest_of(plan, plan.segments.all())
    if plan.supervisor_id is None or rest is None or rest.starts > ends:
        return None
    return Segment.objects.create(
        plan=plan, supervisor_id=plan.supervisor_id, starts=rest.starts, ends=ends, cause=cause
    )


def segment_after_closing(plan: Plan, ends: date) -> SegmentCause | None:
    """Why a plan that ends on a day leaves a part of the year behind.

    ``None`` for somebody whose service ends with it: then the annual evaluation itself is closed
    at the last day of service (regulation 4.8).
    """
    follows = (
        Assignment.objects.own_posts()
        .filter(employee=plan.employee_id)
        .on_or_after(ends + ONE_DAY)
        .exclude(pk=plan.assignment_id)
        .order_by("effective_from")
        .first()
    )
    if follows is None:
        return None
    moved = follows.kind == AssignmentKind.DEFINITIVE
    return SegmentCause.MOVE if moved else SegmentCause.RELEASE


@transaction.atomic
def close_segment(
    *,
    segment_id: int,
    results_rating: str,
    behaviour_rating: str,
    note: str,
    leave_months: int = 0,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> Segment:
    """Rate the part that ends, with a note for the next supervisor; it is frozen with that.

    ``leave_months``: months of long leave in it, 0 to 12, that do not weigh. Raises ``Incomplete``.
    """
    segment = locked(Segment.objects.select_related("plan", "supervisor"), segment_id, seen_version)
    permissions.can_close_segment(by, segment, now).require()
    problems = []
    if not results_rating:
        problems.append(_("Pilih rating hasil kerja."))
    if not behaviour_rating:
        problems.append(_("Pilih rating perilaku kerja."))
    if not note.strip():
        problems.append(_("Tuliskan catatan untuk pejabat penilai berikutnya."))
    if problems:
        raise Incomplete(_("Penilaian bagian tahun belum lengkap."), problems)
    segment.results_rating = results_rating
    segment.behaviour_rating = behaviour_rating
    segment.leave_months = leave_months
    segment.note = note.strip()
    segment.closed_by = by
    segment.closed_at = now
    saved(
        segment,
        *("results_rating", "behaviour_rating", "leave_months", "note"),
        *("closed_by", "closed_at"),
    )
    return segment


@transaction.atomic
def follow_supervisors(*, now: datetime) -> int:
    """Hand fixed plans of the running year to the supervisors of today; returns how many changed.

    The plan stays. The one who leaves gets a part of the year to close, the new one every
    evaluation that is not fixed and whose period goes on.
    """
    day = timezone.localtime(now).date()
    lines = supervision_map(day)
    plans = Plan.objects.filter(
        state=PlanState.FIXED, year__year=day.year, starts__lte=day, ends__gte=day
    )
    changed = 0
    for plan in plans.prefetch_related("segments").select_for_update(of=("self",)):
        changed += _follow(plan, lines.of(plan.employee_id), day)
    return changed


def _follow(plan: Plan, found: Supervision, day: date) -> int:
    new = found.supervisor
    if new is None or new in (plan.supervisor_id, plan.employee_id):
        return 0
    end_segment(plan, day - ONE_DAY, SegmentCause.SUPERVISOR)
    reviewer = found.reviewing_superior
    plan.supervisor_id = new
    plan.reviewing_superior_id = reviewer if reviewer != plan.employee_id else None
    saved(plan, "supervisor", "reviewing_superior")
    going_on: Iterable[Evaluation] = plan.evaluations.exclude(state__in=RATED).filter(
        period__ends__gte=day
    )
    for evaluation in going_on:
        evaluation.supervisor_id = plan.supervisor_id
        evaluation.reviewing_superior_id = plan.reviewing_superior_id
        saved(evaluation, "supervisor", "reviewing_superior")
    return 1
