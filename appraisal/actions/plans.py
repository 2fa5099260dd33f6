"""The life of a plan: made, submitted, returned or approved, signed, replaced, closed."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked, moved, saved
from appraisal.actions.new_version import hand_over
from appraisal.actions.opening import open_last_evaluation
from appraisal.actions.segments import end_segment, segment_after_closing
from appraisal.enums import Approach, CoreValue, PlanState
from appraisal.models import Indicator, MatrixCell, Plan, PlanAnnex, SpecialExpectation
from appraisal.models.plans import PlanQuerySet
from appraisal.selectors.completeness import plan_problems
from personnel.enums import PostKind, PostLevel
from personnel.models import Assignment, PerformanceYear, User
from personnel.selectors.supervision import supervisors_of
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState


def _plans() -> PlanQuerySet:
    return Plan.objects.select_related(
        "employee", "supervisor", "year", "assignment__post__unit", "assignment__employee"
    )


@transaction.atomic
def create_plan(*, assignment: Assignment, year: PerformanceYear, by: User, now: datetime) -> Plan:
    """Start the plan of one assignment for a year, with today's superiors.

    Raises ``Denied`` for somebody else's assignment, ``WrongState`` when one exists already.
    """
    if by.employee_id != assignment.employee_id:
        raise Denied(_("Hanya pemilik jabatan yang dapat menyusun SKP-nya."))
    return start_plan(assignment, year, now)


def start_plan(
    assignment: Assignment, year: PerformanceYear, now: datetime, *, by_team: bool = False
) -> Plan:
    """Write the empty draft of an assignment, for whoever was found to be allowed.

    ``by_team``: the performance team drafts it. Raises ``WrongState`` when one exists already.
    """
    if Plan.objects.filter(assignment=assignment, year=year).current().exists():
        raise WrongState(_("Sudah ada SKP yang sedang disusun untuk jabatan ini."))
    supervisor, reviewer = supervisors_of(assignment.employee, timezone.localtime(now).date())
    first, last = date(year.year, 1, 1), date(year.year, 12, 31)
    version = Plan.objects.filter(assignment=assignment, year=year).count() + 1
    plan = Plan.objects.create(
        employee=assignment.employee,
        assignment=assignment,
        year=year,
        version=version,
        supervisor=supervisor,
        reviewing_superior=reviewer if reviewer != assignment.employee else None,
        uses_head_form=uses_head_form(assignment),
        drafted_by_team=by_team,
        starts=max(first, assignment.effective_from),
        ends=min(last, assignment.effective_until or last),
    )
    SpecialExpectation.objects.bulk_create(
        SpecialExpectation(plan=plan, core_value=value) for value in CoreValue
    )
    return plan


def uses_head_form(assignment: Assignment) -> bool:
    """Whether the form for JPT and heads of independent units applies (regulation 3.4, 3.6)."""
    post = assignment.post
    return post.uses_head_form or post.kind == PostKind.JPT or post.level == PostLevel.JPT_PRATAMA


@transaction.atomic
def set_approach(
    *, plan_id: int, approach: Approach, by: User, now: datetime, seen_version: int | None = None
) -> Plan:
    """Choose the quantitative or the qualitative form of the plan."""
    plan = locked(_plans(), plan_id, seen_version)
    permissions.can_edit_plan(by, plan, now).require()
    plan.approach = approach
    saved(plan, "approach")
    return plan


@transaction.atomic
def submit_plan(*, plan_id: int, by: User, now: datetime, seen_version: int | None = None) -> Plan:
    """Hand the plan to the supervisor; the superiors of today are written into it.

    Raises ``Incomplete`` with one sentence per missing thing (regulation 2.4, guard of submit).
    """
    plan = locked(_plans(), plan_id, seen_version)
    day = timezone.localtime(now).date()
    supervisor, reviewer = supervisors_of(plan.employee, day)
    plan.supervisor = supervisor or plan.supervisor
    plan.reviewing_superior = reviewer if reviewer != plan.employee else None
    permissions.can_submit_plan(by, plan, now).require()
    problems = plan_problems(plan).blocking
    if problems:
        raise Incomplete(_("SKP belum lengkap."), [str(problem.sentence) for problem in problems])
    plan.submitted_at = now
    plan.seen_at = None
    plan.note = ""
    moved(
        plan,
        "submit",
        by=by,
        now=now,
        fields=("supervisor", "reviewing_superior", "submitted_at", "seen_at", "note"),
    )
    return plan


@transaction.atomic
def withdraw_plan(
    *, plan_id: int, by: User, now: datetime, seen_version: int | None = None
) -> Plan:
    """Take a submitted plan back before the supervisor has opened it."""
    plan = locked(_plans(), plan_id, seen_version)
    permissions.can_withdraw_plan(by, plan, now).require()
    moved(plan, "withdraw", by=by, now=now)
    return plan


@transaction.atomic
def mark_seen(*, plan_id: int, by: User, now: datetime) -> None:
    """Note that the supervisor opened a submitted plan; from then it is returned, not withdrawn."""
    plan = locked(_plans(), plan_id)
    if permissions.rates(by, plan, now) and plan.state == PlanState.SUBMITTED:
        plan.seen_at = plan.seen_at or now
        plan.save(update_fields=["seen_at"])


@transaction.atomic
def return_plan(
    *, plan_id: int, note: str, by: User, now: datetime, seen_version: int | None = None
) -> Plan:
    """Send the plan back with a note that says what to change."""
    plan = locked(_plans(), plan_id, seen_version)
    permissions.can_return_plan(by, plan, now).require()
    if not note.strip():
        raise Incomplete(_("Tuliskan apa yang perlu diperbaiki agar pegawai dapat melanjutkan."))
    plan.note = note.strip()
    moved(plan, "return", by=by, now=now, note=note, fields=("note",))
    return plan


@transaction.atomic
def approve_plan(*, plan_id: int, by: User, now: datetime, seen_version: int | None = None) -> Plan:
    """Agree to the plan as it stands; signatures come next."""
    plan = locked(_plans(), plan_id, seen_version)
    permissions.can_approve_plan(by, plan, now).require()
    if plan.expectations.count() != len(CoreValue):
        raise Incomplete(_("Perilaku kerja belum lengkap: tujuh nilai harus tercantum."))
    plan.approved_at = now
    plan.employee_signed_at = None
    moved(plan, "approve", by=by, now=now, fields=("approved_at", "employee_signed_at"))
    return plan


@transaction.atomic
def sign_plan(*, plan_id: int, by: User, now: datetime, seen_version: int | None = None) -> Plan:
    """Sign: the employee first, then the supervisor, whose signature fixes the plan."""
    plan = locked(_plans(), plan_id, seen_version)
    if by.employee_id == plan.employee_id:
        permissions.can_sign_plan(by, plan, now).require()
        plan.employee_signed_at = now
        saved(plan, "employee_signed_at")
        return plan
    permissions.can_fix_plan(by, plan, now).require()
    plan.supervisor_signed_at = now
    if plan.previous_id and plan.previous and plan.previous.state == PlanState.FIXED:
        old = locked(_plans(), plan.previous_id)
        moved(old, "supersede", by=by, now=now)
        hand_over(old, plan)
    moved(plan, "fix", by=by, now=now, fields=("supervisor_signed_at",))
    return plan


@transaction.atomic
def open_revision(*, plan_id: int, reason: str, by: User, now: datetime) -> Plan:
    """Start a new version of a fixed plan; the old one holds until the new one is fixed."""
    old = locked(_plans(), plan_id)
    permissions.can_open_revision(by, old, now).require()
    if not reason.strip():
        raise Incomplete(_("Tuliskan alasan membuka versi baru."))
    new = Plan.objects.create(
        employee=old.employee,
        assignment=old.assignment,
        year=old.year,
        version=old.version + 1,
        previous=old,
        approach=old.approach,
        uses_head_form=old.uses_head_form,
        supervisor=old.supervisor,
        reviewing_superior=old.reviewing_superior,
        starts=old.starts,
        ends=old.ends,
        note=reason.strip(),
    )
    _copy_content(old, new)
    return new


def _copy_content(old: Plan, new: Plan) -> None:
    for result in old.results.prefetch_related("indicators"):
        indicators = list(result.indicators.all())
        written_by = result.pk
        result.pk = None
        result.plan = new
        result.save(force_insert=True)
        MatrixCell.objects.filter(result=written_by).update(result=result)
        for indicator in indicators:
            indicator.pk = None
            indicator.result = result
        Indicator.objects.bulk_create(indicators)
    expectations = list(old.expectations.all())
    annexes = list(old.annexes.all())
    for expectation in expectations:
        expectation.pk, expectation.plan = None, new
    for annex in annexes:
        annex.pk, annex.plan = None, new
    SpecialExpectation.objects.bulk_create(expectations)
    PlanAnnex.objects.bulk_create(annexes)


@transaction.atomic
def close_plan(*, plan_id: int, ends: date, reason: str, by: User, now: datetime) -> Plan:
    """End a fixed plan on ``ends`` after a move, retirement or long leave.

    After a move or long leave the supervisor closes the part of the year that ends; when service
    itself ends, the annual evaluation opens at once (regulation 4.8).
    """
    plan = locked(_plans(), plan_id)
    permissions.can_close_plan(by, plan, now).require()
    plan.ends = ends
    if (cause := segment_after_closing(plan, ends)) is not None:
        end_segment(plan, ends, cause)
    moved(plan, "close", by=by, now=now, note=reason, fields=("ends",))
    if cause is None:
        open_last_evaluation(plan, by=by, now=now)
    return plan
