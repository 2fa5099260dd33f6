"""Many people at once, written in bulk, for tests that count queries and rows."""

from datetime import date

from appraisal.enums import CoreValue, EvaluationState, PlanState, Rating
from appraisal.models import BehaviourRating, Evaluation, Plan, ResultRating, WorkResult
from personnel.enums import EmployeeKind
from personnel.models import Assignment, Employee, Period
from tests.factories.appraisal import JANUARY, Office
from tests.factories.personnel import LONG_AGO, make_nip, make_post


def make_crowd(office: Office, count: int, *, results: int = 0) -> list[Plan]:
    """People of the office's division with fixed plans of so many results."""
    people = Employee.objects.bulk_create(
        Employee(
            kind=EmployeeKind.PNS,
            nip=make_nip(),
            name=f"Nurul Contoh {number:04}",
            birth_date=date(1990, 1, 1),
        )
        for number in range(count)
    )
    post = make_post(office.division)
    assignments = Assignment.objects.bulk_create(
        Assignment(employee=person, post=post, effective_from=LONG_AGO) for person in people
    )
    plans = Plan.objects.bulk_create(
        Plan(
            employee=assignment.employee,
            assignment=assignment,
            year=office.year,
            state=PlanState.DRAFT if results else PlanState.FIXED,
            supervisor=office.supervisor.employee,
            reviewing_superior=office.head.employee,
            starts=date(office.year.year, 1, 1),
            ends=date(office.year.year, 12, 31),
            employee_signed_at=JANUARY,
            supervisor_signed_at=JANUARY,
        )
        for assignment in assignments
    )
    if results:
        _write_results(plans, results)
    return plans


def _write_results(plans: list[Plan], results: int) -> None:
    """Results go into drafts only, so the plans walk to ``FIXED`` after them."""
    WorkResult.objects.bulk_create(
        WorkResult(plan=plan, position=number, text=f"Tersusunnya laporan {number}")
        for plan in plans
        for number in range(1, results + 1)
    )
    rows = Plan.objects.filter(pk__in=[plan.pk for plan in plans])
    for state in (PlanState.SUBMITTED, PlanState.APPROVED, PlanState.FIXED):
        rows.update(state=state)


def give_evaluations(plans: list[Plan], period: Period, *, rated: bool = False) -> list[Evaluation]:
    """One evaluation for each plan, being rated; with all single ratings when ``rated``."""
    evaluations = Evaluation.objects.bulk_create(
        Evaluation(
            plan=plan,
            period=period,
            state=EvaluationState.IN_RATING,
            supervisor=plan.supervisor,
            reviewing_superior=plan.reviewing_superior,
            results_proposed=Rating.MEETS if rated else "",
            results_rating=Rating.MEETS if rated else "",
            behaviour_proposed=Rating.MEETS if rated else "",
            behaviour_rating=Rating.MEETS if rated else "",
        )
        for plan in plans
    )
    if rated:
        _rate(evaluations)
    return evaluations


def _rate(evaluations: list[Evaluation]) -> None:
    rows = {row.plan_id: row for row in evaluations}
    ResultRating.objects.bulk_create(
        ResultRating(evaluation=rows[result.plan_id], result=result, rating=Rating.MEETS)
        for result in WorkResult.objects.filter(plan__in=rows)
    )
    BehaviourRating.objects.bulk_create(
        BehaviourRating(evaluation=row, core_value=value, rating=Rating.MEETS)
        for row in evaluations
        for value in CoreValue.values
    )
