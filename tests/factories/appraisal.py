"""Plans and evaluations for tests, walked to a state through the real actions.

Nothing here fabricates a state: ``plan_at`` and ``evaluation_at`` call the same functions as the
pages do, so a test never stands on an object that could not exist.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from appraisal.actions import evaluations, objections, periods, plan_content, plans, ratings
from appraisal.enums import (
    AnnexBlock,
    CoreValue,
    EvaluationState,
    OrganisationPredicateValue,
    PlanState,
    Rating,
)
from appraisal.models import Evaluation, Objection, OrganisationPredicate, Plan
from personnel.enums import EmployeeKind, PeriodKind, PostKind, Role, UnitKind
from personnel.models import PerformanceYear, Period, Unit, User
from tests.factories.personnel import (
    make_assignment,
    make_employee,
    make_post,
    make_unit,
    make_user,
    make_year,
)

JANUARY = datetime(2026, 1, 10, 2, 0, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 2, 2, 0, tzinfo=UTC)
APRIL = datetime(2026, 4, 3, 2, 0, tzinfo=UTC)
SERVED = datetime(2027, 1, 5, 2, 0, tzinfo=UTC)
YEAR_END = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)


@dataclass
class Office:
    """One agency with everybody whom one evaluation needs."""

    year: PerformanceYear
    city: Unit
    agency: Unit
    division: Unit
    mayor: User
    head: User
    supervisor: User
    employee: User
    admin: User

    def period(self, kind: PeriodKind = PeriodKind.ANNUAL, sequence: int = 1) -> Period:
        """A period of the office's year."""
        return self.year.periods.get(kind=kind, sequence=sequence)


def make_office(year: int = 2026) -> Office:
    """The city with its mayor, an agency with a head, a division with its head and one person."""
    agency = make_unit()
    city = Unit.objects.get(kind=UnitKind.CITY)
    mayor = make_employee(assigned=False, kind=EmployeeKind.PNS, name="Zulkarnain Contoh")
    mayor.kind, mayor.nip = EmployeeKind.STATE_OFFICIAL, None
    mayor.save()
    office = make_post(city, is_head=True, kind=PostKind.STATE_OFFICE, level="none")
    make_assignment(mayor, office)
    division = make_unit(agency)
    return Office(
        year=make_year(year),
        city=city,
        agency=agency,
        division=division,
        mayor=make_user(employee=mayor, username="walikota"),
        head=make_user(employee=make_employee(head_of=agency)),
        supervisor=make_user(employee=make_employee(head_of=division)),
        employee=make_user(employee=make_employee(division)),
        admin=make_user(Role.BKPSDM_ADMIN),
    )


def fill_plan(plan: Plan, by: User, now: datetime = JANUARY) -> None:
    """Give a draft three results with targets and the three annexes."""
    for number in range(1, 4):
        plan_content.save_result(
            plan_id=plan.pk,
            result_id=None,
            entered=plan_content.ResultInput(
                text=f"Terselesaikannya permohonan layanan jenis {number}",
                perspective="service_recipient" if plan.uses_head_form else "",
                indicators=[
                    plan_content.IndicatorInput(
                        text="Permohonan yang selesai",
                        target="12 dokumen",
                        target_value=Decimal(12),
                        measure_unit="dokumen",
                    )
                ],
            ),
            by=by,
            now=now,
        )
    plan_content.save_annexes(
        plan_id=plan.pk,
        texts={block: f"Isi {block.label}" for block in AnnexBlock},
        by=by,
        now=now,
    )


def plan_at(state: PlanState, office: Office, owner: User | None = None) -> Plan:
    """A plan of ``owner`` (the office's employee) in ``state``, walked there by the actions."""
    owner = owner or office.employee
    assignment = owner.employee.assignments.get()
    plan = plans.create_plan(assignment=assignment, year=office.year, by=owner, now=JANUARY)
    if state == PlanState.DRAFT:
        return plan
    fill_plan(plan, owner)
    plans.submit_plan(plan_id=plan.pk, by=owner, now=JANUARY)
    plan.refresh_from_db()
    supervisor = User.objects.get(employee=plan.supervisor)
    if state == PlanState.RETURNED:
        plans.return_plan(plan_id=plan.pk, note="Perjelas target.", by=supervisor, now=JANUARY)
    if state in (PlanState.APPROVED, PlanState.FIXED, PlanState.CLOSED):
        plans.approve_plan(plan_id=plan.pk, by=supervisor, now=JANUARY)
    if state in (PlanState.FIXED, PlanState.CLOSED):
        plans.sign_plan(plan_id=plan.pk, by=owner, now=JANUARY)
        plans.sign_plan(plan_id=plan.pk, by=supervisor, now=JANUARY)
    if state == PlanState.CLOSED:
        plans.close_plan(
            plan_id=plan.pk, ends=date(2026, 6, 30), reason="Mutasi", by=office.admin, now=APRIL
        )
    plan.refresh_from_db()
    return plan


def fix_organisation(
    office: Office, period: Period, predicate: str = OrganisationPredicateValue.GOOD
) -> OrganisationPredicate:
    """Let the mayor fix the agency's predicate."""
    row = OrganisationPredicate.objects.get(unit=office.agency, period=period)
    return periods.fix_organisation(
        predicate_id=row.pk,
        predicate=predicate,
        basis="Capaian perjanjian kinerja 98 %",
        by=office.mayor,
        now=YEAR_END,
    )


def rate_all(
    evaluation: Evaluation,
    by: User,
    results: str = Rating.MEETS,
    values: str = Rating.MEETS,
    now: datetime = YEAR_END,
) -> Evaluation:
    """Rate every result and value alike."""
    return ratings.save_ratings(
        evaluation_id=evaluation.pk,
        entered=ratings.RatingInput(
            results={row.pk: results for row in evaluation.plan.results.all()},
            values={value.value: values for value in CoreValue},
            recommendation="Pertahankan.",
        ),
        by=by,
        now=now,
    )


def evaluation_at(
    state: EvaluationState,
    office: Office,
    plan: Plan | None = None,
    *,
    results: str = Rating.MEETS,
    values: str = Rating.MEETS,
) -> Evaluation:
    """The annual evaluation of a fixed plan in ``state``, walked there by the actions."""
    plan = plan or plan_at(PlanState.FIXED, office)
    period = office.period()
    periods.open_evaluations(period=period, by=office.admin, now=YEAR_END)
    evaluation = Evaluation.objects.get(plan=plan, period=period)
    owner = User.objects.get(employee=plan.employee)
    supervisor = User.objects.get(employee=plan.supervisor)
    pk = evaluation.pk
    if state == EvaluationState.IN_PROGRESS:
        return evaluation
    evaluations.save_achievements(
        evaluation_id=pk,
        entered={
            indicator.pk: evaluations.AchievementInput(text="12 dokumen selesai")
            for result in plan.results.all()
            for indicator in result.indicators.all()
        },
        self_assessment="Semua target tercapai.",
        by=owner,
        now=YEAR_END,
    )
    evaluations.submit_evaluation(evaluation_id=pk, by=owner, now=YEAR_END)
    if state == EvaluationState.IN_RATING:
        return Evaluation.objects.get(pk=pk)
    rate_all(evaluation, supervisor, results, values)
    if state == EvaluationState.AWAITING_ORGANISATION:
        return Evaluation.objects.get(pk=pk)
    fix_organisation(office, period)
    ratings.fix_evaluation(evaluation_id=pk, by=supervisor, now=YEAR_END)
    if state == EvaluationState.FIXED:
        return Evaluation.objects.get(pk=pk)
    ratings.serve_evaluation(evaluation_id=pk, by=supervisor, now=SERVED)
    if state == EvaluationState.ACCEPTED:
        evaluations.accept_evaluation(evaluation_id=pk, by=owner, now=SERVED)
    if state == EvaluationState.OBJECTED:
        objections.file_objection(
            evaluation_id=pk, grounds="Bukti triwulan III belum dibaca.", by=owner, now=SERVED
        )
    if state == EvaluationState.FINAL:
        evaluations.accept_evaluation(evaluation_id=pk, by=owner, now=SERVED)
        periods.close_windows(now=datetime(2027, 1, 21, 2, 0, tzinfo=UTC))
    return Evaluation.objects.get(pk=pk)


def objection_of(evaluation: Evaluation) -> Objection:
    """The objection that stands against an evaluation."""
    return evaluation.objections.get()
