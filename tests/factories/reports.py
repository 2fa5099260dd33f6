"""Final results and their letters for tests, walked there by the real actions."""

from appraisal.actions import evaluations, periods, ratings
from appraisal.enums import EvaluationState, PlanState
from appraisal.models import Evaluation
from personnel.models import User
from reports.actions.letters import request_agency_letters
from reports.models import Job, Letter
from reports.tasks import print_letters
from tests.factories.appraisal import SERVED, YEAR_END, Office, evaluation_at, plan_at, rate_all
from tests.factories.personnel import make_employee, make_user


def colleagues(office: Office, count: int) -> list[User]:
    """More people of the office's division."""
    return [make_user(employee=make_employee(office.division)) for _ in range(count)]


def final_results(office: Office, count: int) -> list[Evaluation]:
    """Final evaluations of ``count`` people of the division, the office's employee first."""
    first = evaluation_at(EvaluationState.FINAL, office)
    others = colleagues(office, count - 1)
    plans = [plan_at(PlanState.FIXED, office, person) for person in others]
    periods.open_evaluations(period=office.period(), by=office.admin, now=YEAR_END)
    rows = [plan.evaluations.get() for plan in plans]
    for row, person in zip(rows, others, strict=True):
        evaluations.save_achievements(
            evaluation_id=row.pk,
            entered={
                indicator.pk: evaluations.AchievementInput(text="selesai")
                for result in row.plan.results.all()
                for indicator in result.indicators.all()
            },
            by=person,
            now=YEAR_END,
        )
        evaluations.submit_evaluation(evaluation_id=row.pk, by=person, now=YEAR_END)
        rate_all(row, office.supervisor)
        ratings.fix_evaluation(evaluation_id=row.pk, by=office.supervisor, now=YEAR_END)
        ratings.serve_evaluation(evaluation_id=row.pk, by=office.supervisor, now=SERVED)
        evaluations.accept_evaluation(evaluation_id=row.pk, by=person, now=SERVED)
    periods.close_windows(now=SERVED.replace(day=28))
    return [first, *(Evaluation.objects.get(pk=row.pk) for row in rows)]


def letters_asked(office: Office, count: int = 1) -> Job:
    """The office's job with a letter for each of ``count`` people, nothing printed yet."""
    final_results(office, count)
    return request_agency_letters(
        agency=office.agency, period=office.period(), by=office.admin, now=SERVED
    )


def letters_made(office: Office, count: int = 1) -> Job:
    """The same, printed and packed."""
    job = letters_asked(office, count)
    print_letters(job.pk)
    job.refresh_from_db()
    return job


def numbered_letters(job: Job) -> list[Letter]:
    """Letters of a job in the order of their numbers."""
    return list(job.letters.order_by("year", "sequence"))
