"""The list of organisation predicates of a period: who decides, who waits, how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from appraisal.enums import EvaluationState, OrganisationPredicateValue, OrganisationState, Rating
from appraisal.models import Evaluation, OrganisationPredicate
from appraisal.models.evaluations import RATED
from appraisal.rules.predicate import organisation_predicate
from appraisal.rules.ratings import Rating as Level
from personnel.models import Employee, Period
from personnel.selectors.supervision import supervision_map


def predicates_for_list(rows: "QuerySet[OrganisationPredicate]") -> list[OrganisationPredicate]:
    """What is still open first, then by name."""
    found = rows.select_related("unit__agency", "period__year", "fixed_by")
    return sorted(found, key=lambda row: (row.is_fixed, row.unit.name, row.pk))


@dataclass(frozen=True, slots=True)
class OrganisationCounts:
    """How many predicates of a period are where."""

    total: int
    recommended: int
    fixed: int

    @property
    def share(self) -> float:
        """Fixed ones as a share of all, 0 to 1."""
        return self.fixed / self.total if self.total else 0.0


def organisation_counts(rows: "QuerySet[OrganisationPredicate]") -> OrganisationCounts:
    """Count the rows (one query)."""
    found = rows.aggregate(
        total=Count("pk"),
        recommended=Count("pk", filter=Q(state=OrganisationState.RECOMMENDED)),
        fixed=Count("pk", filter=Q(state=OrganisationState.FIXED)),
    )
    return OrganisationCounts(**found)


def leaders_above(rows: Sequence[OrganisationPredicate], day: date) -> dict[int, Employee | None]:
    """Row → who fixes it, in a constant number of queries."""
    lines = supervision_map(day)
    leaders = {row.pk: lines.leader_above(row.unit_id) for row in rows}
    people = Employee.objects.in_bulk({pk for pk in leaders.values() if pk is not None})
    return {pk: people.get(leader or 0) for pk, leader in leaders.items()}


@dataclass(frozen=True, slots=True)
class PeopleBelow:
    """People of a unit in a period: all, those with a predicate, those who wait for the unit's."""

    total: int
    fixed: int
    waiting: int


def people_below(rows: Sequence[OrganisationPredicate], period: Period) -> dict[int, PeopleBelow]:
    """Row → people of its unit and everything below (one query)."""
    counted = (
        Evaluation.objects.filter(period=period)
        .values_list("plan__assignment__post__unit__path")
        .annotate(
            total=Count("pk"),
            fixed=Count("pk", filter=Q(state__in=RATED)),
            waiting=Count("pk", filter=Q(state=EvaluationState.AWAITING_ORGANISATION)),
        )
        .order_by()
    )
    found: dict[int, list[int]] = {row.unit_id: [0, 0, 0] for row in rows}
    for path, *figures in counted:
        for unit in (int(part) for part in path.strip("/").split("/") if part):
            if unit in found:
                found[unit] = [a + b for a, b in zip(found[unit], figures, strict=True)]
    return {row.pk: PeopleBelow(*found[row.unit_id]) for row in rows}


def organisation_table(cells: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The table of agreement by expectation, best first: row label, cells (predicate, label).

    ``cells`` is the table in force, as the setting keeps it.
    """
    return [
        (
            str(Rating(agreement).label),
            [
                (found.value, str(OrganisationPredicateValue(found).label))
                for found in (
                    organisation_predicate(agreement, expectation, cells)
                    for expectation in reversed(Level)
                )
            ],
        )
        for agreement in Level
    ]
