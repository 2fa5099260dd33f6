"""A whole report of one unit and period, frozen at one moment."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone, translation

from appraisal.rules.predicate import Predicate
from personnel.models import Period, Unit
from reports.documents.report_content import Change, ReportContent, ReportSection
from reports.documents.report_document import render_report
from reports.documents.summary_content import AgencySummaryContent
from reports.models import Job, Letterhead
from reports.selectors import report_following as following
from reports.selectors import report_judging as judging
from reports.selectors import report_people as people
from reports.selectors import report_work as work
from reports.selectors.letterheads import emblem_of
from reports.selectors.report_fairness import fairness_section
from reports.selectors.report_lists import lists_section
from reports.selectors.report_scope import ReportScope, judged_in, period_before, report_scope
from reports.selectors.summaries import compiled_summary, summary_of
from sabang_kinerja.common.snapshot import one_moment


@one_moment()
def report_content(
    unit: Unit, period: Period, now: datetime, head: Letterhead | None = None
) -> ReportContent:
    """Read everything that the report of a unit says, in a constant number of queries.

    All chapters tell of the same moment, whoever writes meanwhile.
    Its words are Indonesian whatever the reader's language, as paper leaves the house.
    """
    with translation.override("id"):
        scope = report_scope(unit, period, now)
        summary = summary_of(scope, head)
        return ReportContent(
            summary=summary,
            sections=tuple(_sections(scope, summary)),
            change=_change(scope),
            notes=_notes(unit),
        )


@one_moment()
def compiled_content(unit: Unit, period: Period, now: datetime) -> ReportContent | None:
    """The chapters that follow from the figures of the night; ``None`` where there are none."""
    with translation.override("id"):
        summary = compiled_summary(unit, period, now)
        if summary is None:
            return None
        return ReportContent(
            summary=summary,
            sections=(
                judging.organisation_section(unit, period),
                judging.distribution_section(summary),
                judging.progress_section(summary),
                judging.comparison_section(summary),
            ),
            notes=_notes(unit),
        )


def _sections(scope: ReportScope, summary: AgencySummaryContent) -> list[ReportSection]:
    """The chapters in their order; a new one is one line here."""
    results, annex = work.results_sections(scope)
    sections = [
        judging.organisation_section(scope.unit, scope.period),
        judging.distribution_section(summary),
        judging.progress_section(summary),
        judging.comparison_section(summary),
        results,
        work.behaviour_section(scope),
        following.citizens_section(scope),
        people.training_section(scope),
        people.development_section(scope),
        following.improvement_section(scope),
        work.objections_section(scope),
        following.credit_section(scope),
        following.allowance_section(scope),
    ]
    last = [fairness_section(scope)] if scope.of_city else [lists_section(scope)]
    return [*sections, *last, *([annex] if annex else [])]


def _change(scope: ReportScope) -> Change | None:
    """How the same people did in the period before; nothing where nobody was judged then."""
    before = period_before(scope.period)
    earlier = judged_in(before, scope.unit_of) if before else {}
    if before is None or not earlier:
        return None
    order = list(Predicate)
    steps = [
        order.index(earlier[pk].predicate) - order.index(one.predicate)
        for pk, one in scope.judged.items()
        if pk in earlier
    ]
    return Change(
        period_label=str(before.label),
        evaluated=len(earlier),
        good=sum(
            1 for one in earlier.values() if one.predicate in (Predicate.VERY_GOOD, Predicate.GOOD)
        ),
        risen=sum(1 for step in steps if step > 0),
        fallen=sum(1 for step in steps if step < 0),
    )


def _notes(unit: Unit) -> tuple[str, ...]:
    if unit.is_active:
        return ()
    return (
        f"{unit.name} tidak aktif lagi dalam susunan sekarang. Pegawai yang sudah dipindahkan "
        "dihitung pada unit barunya.",
    )


def head_of_paper(unit: Unit) -> Letterhead | None:
    """The letterhead of a unit's agency."""
    return Letterhead.objects.filter(agency=unit.agency_id).select_related("agency").first()


def report_pdf(job: Job) -> bytes:
    """The report that a job asks for, as a PDF."""
    if job.agency is None:
        raise ValueError("a report belongs to a unit")
    head = head_of_paper(job.agency)
    content = report_content(job.agency, job.period, timezone.now(), head)
    return render_report(content, emblem=emblem_of(head))


def units_to_open(shown: AgencySummaryContent, units: QuerySet[Unit]) -> dict[int, Unit]:
    """Units named on a first page that the reader may open, by id: one query."""
    return units.in_bulk([one.unit for one in shown.units if one.unit is not None])
