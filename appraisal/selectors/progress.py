"""How far the evaluations of a period are: per state, and per agency with the late ones first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from appraisal.enums import EvaluationState, OrganisationState
from appraisal.models import Evaluation, OrganisationPredicate
from appraisal.models.evaluations import RATED, SHOWN_TO_EMPLOYEE
from appraisal.selectors.due_days import due_of
from personnel.models import Deadline, Period, Unit
from personnel.rules.year import DeadlineKey

_HANDED_IN = ~Q(state__in=[EvaluationState.NOT_OPEN, EvaluationState.IN_PROGRESS])
_NOBODY = {"total": 0, "handed_in": 0, "rated": 0, "served": 0, "final": 0}


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period with how many evaluations are where; all zero before it is opened."""

    period: Period
    total: int
    handed_in: int
    rated: int
    served: int
    final: int
    due: date | None


def period_rows(periods: Iterable[Period]) -> list[PeriodRow]:
    """Counts of every period, in the order given (two queries)."""
    rows = list(periods)
    counted: dict[int, dict[str, int]] = {
        row["period"]: {name: row[name] for name in _NOBODY}  # type: ignore[literal-required]
        for row in Evaluation.objects.filter(period__in=rows)
        .values("period")
        .annotate(
            total=Count("pk"),
            handed_in=Count("pk", filter=_HANDED_IN),
            rated=Count("pk", filter=Q(state__in=RATED)),
            served=Count("pk", filter=Q(state__in=SHOWN_TO_EMPLOYEE)),
            final=Count("pk", filter=Q(state=EvaluationState.FINAL)),
        )
        .order_by()
    }
    due = dict(
        Deadline.objects.filter(year__in={row.year_id for row in rows}).values_list("key", "due")
    )
    return [
        PeriodRow(
            period=period,
            due=due_of(due, period, DeadlineKey.RATING_DUE),
            **counted.get(period.pk, _NOBODY),
        )
        for period in rows
    ]


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency in a period: people, how far they are, and its organisation predicate."""

    agency: Unit
    total: int
    handed_in: int
    rated: int
    served: int
    organisation: OrganisationPredicate | None

    @property
    def share(self) -> float:
        """Rated people as a share of all, 0 to 1."""
        return self.rated / self.total if self.total else 0.0

    @property
    def not_rated(self) -> int:
        """People whose predicate is still missing."""
        return self.total - self.rated

    @property
    def organisation_is_open(self) -> bool:
        """Whether the organisation's predicate holds people up."""
        return self.organisation is None or self.organisation.state != OrganisationState.FIXED


def agency_rows(period: Period) -> list[AgencyRow]:
    """Agencies of a period, furthest behind first (three queries)."""
    place = "plan__assignment__post__unit__agency"
    counted = list(
        Evaluation.objects.filter(period=period)
        .values(place)
        .annotate(
            total=Count("pk"),
            handed_in=Count("pk", filter=_HANDED_IN),
            rated=Count("pk", filter=Q(state__in=RATED)),
            served=Count("pk", filter=Q(state__in=SHOWN_TO_EMPLOYEE)),
        )
        .order_by()
    )
    agencies = Unit.objects.in_bulk([row[place] for row in counted if row[place]])
    predicates = {
        row.unit_id: row
        for row in OrganisationPredicate.objects.filter(period=period, unit__in=agencies)
    }
    rows = [
        AgencyRow(
            agency=agencies[row[place]],
            total=row["total"],
            handed_in=row["handed_in"],
            rated=row["rated"],
            served=row["served"],
            organisation=predicates.get(row[place]),
        )
        for row in counted
        if row[place] in agencies
    ]
    return sorted(rows, key=lambda row: (row.share, -row.not_rated, row.agency.name))
