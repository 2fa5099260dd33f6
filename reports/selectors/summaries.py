"""The first page of a report: figures of one unit in one period, counted at one moment."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from appraisal.enums import OrganisationState
from appraisal.models import Objection, OrganisationPredicate
from appraisal.regulation import SMALL_UNIT
from appraisal.rules.predicate import OrganisationPredicate as OrganisationWord
from appraisal.rules.predicate import Predicate
from appraisal.selectors.objections import OPEN
from appraisal.selectors.patterns import deviation_reason
from personnel.enums import UnitKind
from personnel.models import Period, Unit
from personnel.selectors.regulation import regulation_on
from reports.documents.name_lines import name_lines
from reports.documents.summary_content import AgencySummaryContent, UnitProgress
from reports.models import FiguresMoment, Letterhead, UnitFigures
from reports.selectors.report_scope import BEST, ReportScope, in_order, report_scope, unit_below
from sabang_kinerja.common.snapshot import one_moment

FRESH: Final = timedelta(hours=36)
"""Figures older than a night and a day are not shown: then the scheduler stands still."""


def summary_content(
    unit: Unit, period: Period, now: datetime, head: Letterhead | None = None
) -> AgencySummaryContent:
    """Count plans and evaluations of everybody who owes a plan, by unit below the reported one."""
    return summary_of(report_scope(unit, period, now), head)


def summary_of(scope: ReportScope, head: Letterhead | None = None) -> AgencySummaryContent:
    """The first page of what a scope has read: three queries more."""
    return _content(
        scope.unit,
        scope.period,
        _Counted(
            as_of=scope.now,
            counts=dict(Counter(one.predicate for one in scope.judged.values())),
            units=_units(scope),
            open_objections=Objection.objects.filter(
                evaluation__period=scope.period,
                evaluation__plan__employee__in=scope.unit_of,
                state__in=OPEN,
            ).count(),
            small_unit=scope.regulation.whole(SMALL_UNIT),
        ),
        head,
    )


def compiled_summary(unit: Unit, period: Period, now: datetime) -> AgencySummaryContent | None:
    """The first page from the figures of the night: six queries, however many people there are.

    Nothing where there are none yet, or where the scheduler has stood still for longer than
    ``FRESH``.
    """
    moment = _moment(period, now)
    if moment is None:
        return None
    below: dict[int, UnitFigures] = {}
    for row in UnitFigures.objects.within(unit, period).select_related("unit"):
        place = unit_below(unit, row.unit.path)
        below[place] = below[place].plus(row) if place in below else row
    names = dict(Unit.objects.filter(pk__in=below).values_list("pk", "name"))
    together = [row.counts for row in below.values()]
    return _content(
        unit,
        period,
        _Counted(
            as_of=moment.as_of,
            counts={one: n for one in Predicate if (n := sum(counts[one] for counts in together))},
            units=tuple(
                UnitProgress(
                    name=names[pk],
                    employees=below[pk].people,
                    plans_fixed=below[pk].plans_fixed,
                    evaluated=below[pk].evaluated,
                    good=sum(below[pk].counts[one] for one in BEST),
                    unit=pk,
                )
                for pk in in_order(below, unit, names)
            ),
            open_objections=sum(row.open_objections for row in below.values()),
            small_unit=regulation_on(moment.day).whole(SMALL_UNIT),
        ),
    )


@dataclass(frozen=True, slots=True)
class CompiledList:
    """Figures of the night for some units with all below them, and the moment they are of."""

    as_of: datetime | None
    lines: tuple[tuple[Unit, UnitFigures | None], ...]


@one_moment()
def compiled_list(units: Iterable[Unit], period: Period, now: datetime) -> CompiledList:
    """Beside the city and agencies what the night counted in each: two queries.

    A line has no figures where nobody owes a plan, and all lack them where ``compiled_summary``
    gives nothing.
    """
    moment = _moment(period, now)
    if moment is None:
        return CompiledList(None, tuple((unit, None) for unit in units))
    sums: dict[int | None, UnitFigures] = {}
    for row in UnitFigures.objects.filter(period=period, people__gt=0).select_related("unit"):
        for agency in (row.unit.agency_id, None):
            sums[agency] = sums[agency].plus(row) if agency in sums else row
    lines = tuple(
        (unit, sums.get(None if unit.kind == UnitKind.CITY else unit.pk)) for unit in units
    )
    return CompiledList(moment.as_of, lines)


def _moment(period: Period, now: datetime) -> FiguresMoment | None:
    return FiguresMoment.objects.filter(period=period, as_of__gte=now - FRESH).first()


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted on a first page, however it was counted."""

    as_of: datetime
    counts: dict[Predicate, int]
    units: tuple[UnitProgress, ...]
    open_objections: int
    small_unit: int


def _content(
    unit: Unit, period: Period, counted: _Counted, head: Letterhead | None = None
) -> AgencySummaryContent:
    organisation = OrganisationPredicate.objects.filter(
        unit=unit, period=period, state=OrganisationState.FIXED
    ).first()
    reason = deviation_reason(unit, period)
    return AgencySummaryContent(
        government=settings.GOVERNMENT_NAME,
        agency_lines=tuple(head.lines.splitlines()) if head else _lines(unit),
        address=head.address if head else "",
        agency=unit.name,
        period_label=str(period.label),
        starts=period.starts,
        ends=period.ends,
        as_of=counted.as_of,
        organisation_predicate=OrganisationWord(organisation.predicate) if organisation else None,
        organisation_fixed_on=(
            timezone.localtime(organisation.fixed_at).date()
            if organisation and organisation.fixed_at
            else None
        ),
        deviation_reason=reason.text if reason else "",
        counts=counted.counts,
        units=counted.units,
        open_objections=counted.open_objections,
        small_unit=counted.small_unit,
        of_city=unit.kind == UnitKind.CITY,
    )


def _lines(unit: Unit) -> tuple[str, ...]:
    """The name as a letterhead writes it; of a unit below its agency, the agency first."""
    agency = unit.agency
    above = name_lines(agency.name) if agency is not None and agency.pk != unit.pk else ()
    return (*above, *name_lines(unit.name))


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
