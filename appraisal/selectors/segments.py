"""A year in several segments: which, whose, how many months, what each was rated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from appraisal.enums import PlanState, SegmentCause
from appraisal.models import Evaluation, Plan, Segment
from appraisal.rules.ratings import Rating
from appraisal.rules.segments import MONTHS, RatedSegment, Span, months_owned
from appraisal.selectors.annual import PeriodicRow, plan_periods
from personnel.enums import OWN_POST_KINDS, AssignmentKind, EmployeeKind, LegalStatus
from personnel.models import Assignment, Employee

ONE_DAY = timedelta(days=1)


def earlier_segments(evaluation: Evaluation) -> list[Segment]:
    """Segments of the same person and year that ended before, in order of time (one query)."""
    return list(
        Segment.objects.filter(
            plan__employee=evaluation.plan.employee_id, plan__year=evaluation.period.year_id
        )
        .select_related("plan__assignment__post__unit", "supervisor")
        .order_by("starts", "pk")
    )


def weight(segment: Segment, year: int) -> int:
    """Months of a segment without those on long leave, 0 to 12."""
    owned = len(months_owned(Span(segment.starts, segment.ends), year))
    return max(0, owned - segment.leave_months)


def rated_segments(segments: Iterable[Segment], year: int) -> tuple[RatedSegment, ...]:
    """The closed ones, as the rule takes them; one that nobody closed has nothing to say."""
    return tuple(
        RatedSegment(
            weight(segment, year),
            Rating(segment.results_rating),
            Rating(segment.behaviour_rating),
        )
        for segment in segments
        if segment.is_closed
    )


def rest_of(plan: Plan, segments: Iterable[Segment]) -> Span | None:
    """Days of a plan after its ended segments; ``None`` when nothing is left."""
    ends = [segment.ends for segment in segments if segment.plan_id == plan.pk]
    starts = max([plan.starts, *(day + ONE_DAY for day in ends)])
    return Span(starts, plan.ends) if starts <= plan.ends else None


def own_months(evaluation: Evaluation, segments: Sequence[Segment]) -> int:
    """Months that belong to the segment which the evaluation itself rates."""
    rest = rest_of(evaluation.plan, segments)
    return len(months_owned(rest, evaluation.period.year.year)) if rest else 0


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One line of the table of segments.

    ``segment`` only for one that ended early; ``is_exempt``: no plan is owed in it.
    """

    title: str
    supervisor: Employee | None
    starts: date
    ends: date
    months: int
    months_words: str
    note: str
    segment: Segment | None = None
    is_exempt: bool = False
    is_here: bool = False


def year_segments(evaluation: Evaluation) -> list[SegmentRow]:
    """The whole year of the evaluated person in segments (four queries); acting posts beside.

    Empty when the year is one whole: one post, one supervisor, twelve months.
    """
    year = evaluation.period.year.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    segments = earlier_segments(evaluation)
    posts = list(
        Assignment.objects.filter(employee=evaluation.plan.employee_id)
        .overlapping(first, last)
        .select_related("post__unit")
        .order_by("effective_from", "pk")
    )
    plans = {
        plan.assignment_id: plan
        for plan in Plan.objects.filter(
            employee=evaluation.plan.employee_id,
            year=evaluation.period.year_id,
            state__in=[PlanState.FIXED, PlanState.CLOSED],
        )
        .select_related("supervisor")
        .order_by("version")
    }
    rows: list[SegmentRow] = []
    for post in posts:
        rows += _rows_of(post, plans.get(post.pk), segments, evaluation, (first, last))
    whole = len(rows) == 1 and rows[0].months == MONTHS and not rows[0].note
    return [] if whole else rows


def _rows_of(
    post: Assignment,
    plan: Plan | None,
    segments: list[Segment],
    evaluation: Evaluation,
    year: tuple[date, date],
) -> list[SegmentRow]:
    first = max(year[0], post.effective_from)
    last = min(year[1], post.effective_until or year[1])
    if post.kind not in OWN_POST_KINDS:
        return [_acting_row(post, first, last)]
    if post.kind != AssignmentKind.DEFINITIVE:
        return [_exempt_row(post, first, last)]
    found = [_ended_row(row) for row in segments if plan and row.plan_id == plan.pk]
    starts = max([first, *(row.ends + ONE_DAY for row in found)])
    ends = min(last, plan.ends) if plan else last
    if starts <= ends:
        months = months_owned(Span(starts, ends), year[0].year)
        is_here = plan is not None and plan.pk == evaluation.plan_id
        found.append(
            SegmentRow(
                title=post.post.title,
                supervisor=evaluation.supervisor if is_here else plan.supervisor if plan else None,
                starts=starts,
                ends=ends,
                months=len(months),
                months_words=months_words(months),
                note=_note(evaluation.plan.employee, first, last, year),
                is_here=is_here,
            )
        )
    return found


def _ended_row(segment: Segment) -> SegmentRow:
    months = months_owned(Span(segment.starts, segment.ends), segment.starts.year)
    note = str(SegmentCause(segment.cause).label)
    if segment.leave_months:
        note += ". " + _("Cuti panjang %(n)s bulan tidak ikut dihitung") % {
            "n": segment.leave_months
        }
    return SegmentRow(
        title=segment.plan.assignment.post.title,
        supervisor=segment.supervisor,
        starts=segment.starts,
        ends=segment.ends,
        months=weight(segment, segment.starts.year),
        months_words=months_words(months),
        note=note,
        segment=segment,
    )


def _exempt_row(post: Assignment, first: date, last: date) -> SegmentRow:
    study = post.kind == AssignmentKind.STUDY_LEAVE
    months = months_owned(Span(first, last), first.year)
    return SegmentRow(
        title=str(AssignmentKind(post.kind).label),
        supervisor=None,
        starts=first,
        ends=last,
        months=len(months),
        months_words=months_words(months),
        note=_("Tidak wajib SKP; memakai laporan kemajuan studi dari lembaga pendidikan")
        if study
        else _("Tidak wajib SKP"),
        is_exempt=True,
    )


def _acting_row(post: Assignment, first: date, last: date) -> SegmentRow:
    kind = str(AssignmentKind(post.kind).label)
    return SegmentRow(
        title=f"{kind} {post.post.title}",
        supervisor=None,
        starts=first,
        ends=last,
        months=0,
        months_words="",
        note=_("Dinilai pada jabatan definitif; hasil sebagai %(kind)s menjadi hasil tambahan")
        % {"kind": kind},
        is_exempt=True,
    )


def _note(employee: Employee, first: date, last: date, year: tuple[date, date]) -> str:
    """Why a segment does not fill the year, in the words of the case (regulation 4.8)."""
    if last < year[1] and employee.legal_status in (
        LegalStatus.LEFT,
        LegalStatus.PRE_RETIREMENT,
    ):
        return _("Evaluasi tahunan ditutup pada hari kerja terakhir")
    if employee.legal_status == LegalStatus.SECONDED:
        return _("Diperbantukan; dinilai atasan di instansi penerima")
    if first > year[0] and employee.kind in (EmployeeKind.CPNS, EmployeeKind.PPPK):
        return _("Mulai bertugas; dihitung sejak bulan penuh pertama")
    return ""


def months_words(months: Sequence[int]) -> str:
    """ "Januari–Mei", one month alone by its name, nothing for none."""
    if not months:
        return _("tidak ada bulan penuh")
    first, last = (date_format(date(2000, month, 1), "F") for month in (months[0], months[-1]))
    return first if first == last else f"{first}–{last}"


def segment_months(segment: Segment) -> str:
    """Months that belong to an ended part, in words."""
    return months_words(months_owned(Span(segment.starts, segment.ends), segment.starts.year))


def periodic_in(segment: Segment) -> list[PeriodicRow]:
    """Periodic evaluations of the plan that touch an ended part, in order of time."""
    return [
        row
        for row in plan_periods(segment.plan)
        if row.evaluation.period.starts <= segment.ends
        and row.evaluation.period.ends >= segment.starts
    ]
