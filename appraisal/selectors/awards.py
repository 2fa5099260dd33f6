"""Who qualifies for an award by the settings, and what was decided."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from appraisal.models import Award, Evaluation
from appraisal.regulation import AWARD_PREDICATE, AWARD_YEARS
from appraisal.rules.good_years import good_years_in_a_row, qualifies_for_award
from appraisal.rules.predicate import Predicate
from appraisal.selectors.annual_results import annual_results, predicates_by_year
from personnel.models import Employee, PerformanceYear, Unit
from personnel.rules.regulation import Regulation


@dataclass(frozen=True, slots=True)
class AwardRow:
    """Somebody who qualifies: the result, good years in a row, awards so far for the year."""

    evaluation: Evaluation
    good_years: int
    awards: list[Award]


def qualifies(employee: Employee, year: PerformanceYear, regulation: Regulation) -> bool:
    """Whether one person qualifies for the year by the settings."""
    history = predicates_by_year(year.year, [employee.pk])
    return _meets(history[employee.pk], year, regulation)


def _meets(predicates: dict[int, Predicate], year: PerformanceYear, regulation: Regulation) -> bool:
    return qualifies_for_award(
        predicates,
        year.year,
        least=Predicate(regulation.choice(AWARD_PREDICATE)),
        years=regulation.whole(AWARD_YEARS),
    )


def award_rows(
    year: PerformanceYear, agencies: "QuerySet[Unit]", regulation: Regulation
) -> list[AwardRow]:
    """Everybody who qualifies, longest good row first (three queries)."""
    results = annual_results(year, agencies)
    history = predicates_by_year(year.year, [row.plan.employee_id for row in results])
    given = _awards(year, [row.plan.employee_id for row in results])
    rows = [
        AwardRow(
            row,
            good_years_in_a_row(history[row.plan.employee_id], year.year),
            given[row.plan.employee_id],
        )
        for row in results
        if _meets(history[row.plan.employee_id], year, regulation)
    ]
    return sorted(rows, key=lambda row: (-row.good_years, row.evaluation.plan.employee.name))


def _awards(year: PerformanceYear, employee_ids: Iterable[int]) -> dict[int, list[Award]]:
    found: dict[int, list[Award]] = defaultdict(list)
    for award in Award.objects.filter(year=year, employee__in=list(employee_ids)):
        found[award.employee_id].append(award)
    return found
