"""Figures of one agency in one period, counted in the database at one moment."""

from collections import Counter
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from appraisal.enums import ObjectionState, OrganisationState, PlanState
from appraisal.models import Evaluation, Objection, OrganisationPredicate, Plan
from appraisal.models.evaluations import RATED
from appraisal.regulation import SMALL_UNIT
from appraisal.rules.predicate import OrganisationPredicate as OrganisationWord
from appraisal.rules.predicate import Predicate
from appraisal.selectors.patterns import deviation_reason
from personnel.enums import EXEMPT_STATUSES, EmployeeKind
from personnel.models import Assignment, Period, Unit
from personnel.selectors.regulation import regulation_on
from reports.documents.agency_summary import render_summary
from reports.documents.summary_content import AgencySummaryContent, UnitProgress
from reports.models import Job, Letterhead
from reports.selectors.letterheads import emblem_of


def summary_content(
    agency: Unit, period: Period, now: datetime, head: Letterhead | None = None
) -> AgencySummaryContent:
    """Count plans and evaluations of everybody who owes a plan, by unit below the agency."""
    day = min(timezone.localtime(now).date(), period.ends)
    owners = (
        Assignment.objects.on(day)
        .definitive()
        .filter(post__unit__agency=agency)
        .exclude(employee__legal_status__in=EXEMPT_STATUSES)
        .exclude(employee__kind=EmployeeKind.STATE_OFFICIAL)
        .values_list("employee_id", "post__unit__path")
    )
    unit_of = {employee: _unit_below(agency, path) for employee, path in owners}
    fixed = set(
        Plan.objects.filter(
            year=period.year_id, state__in=[PlanState.FIXED, PlanState.CLOSED], employee__in=unit_of
        ).values_list("employee_id", flat=True)
    )
    predicates = dict(
        Evaluation.objects.filter(period=period, state__in=RATED, plan__employee__in=unit_of)
        .order_by("plan__starts", "plan__version")
        .values_list("plan__employee_id", "predicate")
    )
    names = dict(Unit.objects.filter(pk__in=set(unit_of.values())).values_list("pk", "name"))
    people = Counter(unit_of.values())
    with_plan = Counter(unit_of[employee] for employee in fixed)
    rated = Counter(unit_of[employee] for employee in predicates)
    organisation = OrganisationPredicate.objects.filter(
        unit=agency, period=period, state=OrganisationState.FIXED
    ).first()
    reason = deviation_reason(agency, period)
    return AgencySummaryContent(
        government=settings.GOVERNMENT_NAME,
        agency_lines=tuple(head.lines.splitlines()) if head else (agency.name.upper(),),
        address=head.address if head else "",
        agency=agency.name,
        period_label=str(period.label),
        starts=period.starts,
        ends=period.ends,
        as_of=now,
        organisation_predicate=OrganisationWord(organisation.predicate) if organisation else None,
        organisation_fixed_on=(
            timezone.localtime(organisation.fixed_at).date()
            if organisation and organisation.fixed_at
            else None
        ),
        deviation_reason=reason.text if reason else "",
        counts={Predicate(word): count for word, count in Counter(predicates.values()).items()},
        units=tuple(
            UnitProgress(
                name=names[pk],
                employees=people[pk],
                plans_fixed=with_plan[pk],
                evaluated=rated[pk],
            )
            for pk in sorted(people, key=lambda pk: (pk != agency.pk, names[pk]))
        ),
        open_objections=Objection.objects.filter(
            evaluation__period=period,
            evaluation__plan__employee__in=unit_of,
            state__in=[ObjectionState.SUBMITTED, ObjectionState.UNDER_REVIEW],
        ).count(),
        small_unit=regulation_on(day).whole(SMALL_UNIT),
    )


def _unit_below(agency: Unit, path: str) -> int:
    """Id of the unit directly below the agency on a path, or of the agency itself."""
    rest = path.removeprefix(agency.path).strip("/")
    return int(rest.split("/", maxsplit=1)[0]) if rest else agency.pk


def summary_pdf(job: Job) -> bytes:
    """The summary that a job asks for, as a PDF."""
    if job.agency is None:
        raise ValueError("a summary belongs to an agency")
    head = Letterhead.objects.filter(agency=job.agency).select_related("agency").first()
    content = summary_content(job.agency, job.period, timezone.now(), head)
    return render_summary(content, emblem=emblem_of(head))
