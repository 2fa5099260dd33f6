"""The first page of a report: figures of one unit in one period, counted at one moment."""

from collections import Counter
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from appraisal.enums import ObjectionState, OrganisationState
from appraisal.models import Objection, OrganisationPredicate
from appraisal.regulation import SMALL_UNIT
from appraisal.rules.predicate import OrganisationPredicate as OrganisationWord
from appraisal.selectors.patterns import deviation_reason
from personnel.models import Period, Unit
from reports.documents.summary_content import AgencySummaryContent, UnitProgress
from reports.models import Letterhead
from reports.selectors.report_scope import ReportScope, report_scope


def summary_content(
    unit: Unit, period: Period, now: datetime, head: Letterhead | None = None
) -> AgencySummaryContent:
    """Count plans and evaluations of everybody who owes a plan, by unit below the reported one."""
    return summary_of(report_scope(unit, period, now), head)


def summary_of(scope: ReportScope, head: Letterhead | None = None) -> AgencySummaryContent:
    """The first page of what a scope has read: three queries more."""
    organisation = OrganisationPredicate.objects.filter(
        unit=scope.unit, period=scope.period, state=OrganisationState.FIXED
    ).first()
    reason = deviation_reason(scope.unit, scope.period)
    return AgencySummaryContent(
        government=settings.GOVERNMENT_NAME,
        agency_lines=tuple(head.lines.splitlines()) if head else _lines(scope.unit),
        address=head.address if head else "",
        agency=scope.unit.name,
        period_label=str(scope.period.label),
        starts=scope.period.starts,
        ends=scope.period.ends,
        as_of=scope.now,
        organisation_predicate=OrganisationWord(organisation.predicate) if organisation else None,
        organisation_fixed_on=(
            timezone.localtime(organisation.fixed_at).date()
            if organisation and organisation.fixed_at
            else None
        ),
        deviation_reason=reason.text if reason else "",
        counts=dict(Counter(one.predicate for one in scope.judged.values())),
        units=_units(scope),
        open_objections=Objection.objects.filter(
            evaluation__period=scope.period,
            evaluation__plan__employee__in=scope.unit_of,
            state__in=[ObjectionState.SUBMITTED, ObjectionState.UNDER_REVIEW],
        ).count(),
        small_unit=scope.regulation.whole(SMALL_UNIT),
        of_city=scope.of_city,
    )


def _lines(unit: Unit) -> tuple[str, ...]:
    """The name as a letterhead writes it; of a unit below its agency, the agency first."""
    agency = unit.agency
    above = (agency.name.upper(),) if agency is not None and agency.pk != unit.pk else ()
    return (*above, unit.name.upper())


def _units(scope: ReportScope) -> tuple[UnitProgress, ...]:
    people = scope.people()
    with_plan = scope.count_of(scope.with_plan)
    rated, good = scope.count_of(frozenset(scope.judged)), scope.count_of(scope.good())
    return tuple(
        UnitProgress(
            name=scope.names[pk],
            employees=people[pk],
            plans_fixed=with_plan[pk],
            evaluated=rated[pk],
            good=good[pk],
            unit=pk,
        )
        for pk in scope.units
    )
