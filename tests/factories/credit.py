"""Functional officers with final results for tests of angka kredit, written in bulk."""

from datetime import date

from appraisal.actions.credit import convert_evaluation
from appraisal.enums import EvaluationState, PlanState, Rating
from appraisal.models import CreditConversion, Evaluation, Plan
from appraisal.rules.predicate import performance_predicate
from personnel.enums import PostKind, PostLevel
from personnel.models import Employee, Post
from tests.factories.appraisal import JANUARY, SERVED, Office, make_office
from tests.factories.crowds import give_evaluations, make_crowd

TO_FINAL = (
    EvaluationState.FIXED,
    EvaluationState.SERVED,
    EvaluationState.ACCEPTED,
    EvaluationState.FINAL,
)


def make_functional(employee: Employee, level: PostLevel = PostLevel.AHLI_PERTAMA) -> Post:
    """Turn the post that a person holds into a functional one."""
    post = employee.assignments.get().post
    post.kind, post.level = PostKind.FUNCTIONAL, level
    post.title = f"Penata Perizinan {post.get_level_display()}"
    post.save()
    return post


def make_credit_office(level: PostLevel = PostLevel.AHLI_PERTAMA) -> Office:
    """An office whose employee is a functional officer in rank III/a since April 2024."""
    office = make_office()
    make_functional(office.employee.employee, level)
    person = office.employee.employee
    person.rank_since = date(2024, 4, 1)
    person.save()
    return office


def final_of(
    office: Office,
    *,
    results: Rating = Rating.MEETS,
    values: Rating = Rating.MEETS,
    until: EvaluationState = EvaluationState.FINAL,
) -> Evaluation:
    """The annual evaluation of the office's employee, final and Baik unless told otherwise."""
    person = office.employee.employee
    plan = Plan.objects.create(
        employee=person,
        assignment=person.assignments.order_by("effective_from").first(),
        year=office.year,
        state=PlanState.FIXED,
        supervisor=office.supervisor.employee,
        reviewing_superior=office.head.employee,
        starts=date(office.year.year, 1, 1),
        ends=date(office.year.year, 12, 31),
        employee_signed_at=JANUARY,
        supervisor_signed_at=JANUARY,
    )
    return _rated(office, [plan], results, values, until)[0]


def converted(office: Office) -> CreditConversion:
    """The office's employee with the year converted: Ahli Pertama, Baik, 12,500."""
    evaluation = final_of(office)
    convert_evaluation(evaluation_id=evaluation.pk, by=office.admin, now=SERVED)
    return CreditConversion.objects.get(evaluation=evaluation)


def final_crowd(office: Office, count: int) -> list[Evaluation]:
    """Final annual results (Baik) of so many functional officers of the division."""
    plans = make_crowd(office, count)
    Post.objects.filter(assignments__plans__in=plans).update(
        kind=PostKind.FUNCTIONAL, level=PostLevel.AHLI_PERTAMA
    )
    return _rated(office, plans, Rating.MEETS, Rating.MEETS, EvaluationState.FINAL)


def _rated(
    office: Office, plans: list[Plan], results: Rating, values: Rating, until: EvaluationState
) -> list[Evaluation]:
    rows = give_evaluations(plans, office.period())
    walked = Evaluation.objects.filter(pk__in=[row.pk for row in rows])
    walked.update(
        results_proposed=results,
        results_rating=results,
        behaviour_proposed=values,
        behaviour_rating=values,
        predicate=performance_predicate(results, values),
        organisation_predicate="good",
        fixed_at=SERVED,
        served_at=SERVED,
        final_at=SERVED,
    )
    for state in TO_FINAL[: TO_FINAL.index(until) + 1]:
        walked.update(state=state)
    return list(walked.order_by("pk"))
