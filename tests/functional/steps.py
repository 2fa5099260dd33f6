"""Steps that every journey takes, through the pages: agree on a plan, report, rate, serve."""

from collections.abc import Mapping

from django.urls import reverse
from playwright.sync_api import expect

from appraisal.enums import AnnexBlock, CoreValue, EvaluationState, PlanState
from appraisal.models import Evaluation, Plan, WorkResult
from personnel.models import Period
from tests.functional.people import People, press


def begin_plan(people: People, owner: str, user, year) -> Plan:
    """Start the plan of the post that has none yet."""
    page = people.go(owner, reverse("appraisal:plan-list"))
    press(page, f"Susun SKP {year}")
    return Plan.objects.filter(employee=user.employee, state=PlanState.DRAFT).get()


def submit_plan(people: People, owner: str, plan: Plan) -> None:
    """Fill the annexes and hand the plan in."""
    page = people.go(owner, reverse("appraisal:plan-annexes", args=[plan.pk]))
    for block in AnnexBlock:
        page.fill(f"textarea[name={block.value}]", f"{block.label} disepakati")
    press(page, "Simpan")
    press(page, "Ajukan")


def agree_on(people: People, plan: Plan, *, owner: str, supervisor: str) -> None:
    """Approve a submitted plan and sign it on both sides."""
    here = reverse("appraisal:plan-detail", args=[plan.pk])
    press(people.go(supervisor, here), "Setujui")
    press(people.go(owner, here), "Tanda tangani")
    press(people.go(supervisor, here), "Tetapkan")
    plan.refresh_from_db()
    assert plan.state == PlanState.FIXED


def open_period(people: People, period: Period) -> None:
    """BKPSDM opens the evaluations of a period."""
    page = people.go("bkpsdm", reverse("appraisal:period-detail", args=[period.pk]))
    press(page, "Buka evaluasi")


def report(
    people: People, owner: str, evaluation: Evaluation, reached: Mapping[str, tuple[str, str]]
) -> None:
    """Write down what was reached; indicator → words and figure (empty where there is none)."""
    page = people.go(owner, reverse("appraisal:evaluation-detail", args=[evaluation.pk]))
    for result in evaluation.plan.results.prefetch_related("indicators"):
        for indicator in result.indicators.all():
            words, figure = reached[indicator.text]
            page.fill(f"[name=text-{indicator.pk}]", words)
            page.fill(f"[name=value-{indicator.pk}]", figure)


def hand_in(people: People, owner: str, evaluation: Evaluation) -> None:
    """Submit what was reported."""
    press(people.pages[owner], "Ajukan")
    evaluation.refresh_from_db()
    assert evaluation.state in (EvaluationState.IN_RATING, EvaluationState.AWAITING_ORGANISATION)


def fix_organisation(people: People, name: str, period: Period, predicate: str) -> None:
    """The leader above fixes the predicate of the only agency that waits."""
    page = people.go(name, reverse("appraisal:organisation-list", args=[period.pk]))
    page.get_by_role("link", name="Tetapkan").first.click()
    page.get_by_label(predicate, exact=True).check()
    page.fill("textarea[name=basis]", "Capaian perjanjian kinerja 98 %")
    press(page, "Tetapkan")


def drawer(people: People, supervisor: str, evaluation: Evaluation):
    """The supervisor's page with this person's evidence and ratings open."""
    team = reverse("appraisal:team", args=[evaluation.period_id])
    return people.go(supervisor, f"{team}?selected={evaluation.pk}")


def rate(
    people: People,
    supervisor: str,
    evaluation: Evaluation,
    *,
    results: Mapping[WorkResult, str] | str = "meets",
    values: str = "meets",
) -> None:
    """Rate results (those named, or all alike) and every value, and save."""
    page = drawer(people, supervisor, evaluation)
    if isinstance(results, str):
        results = dict.fromkeys(evaluation.plan.results.all(), results)
    for result, rating in results.items():
        page.locator(f"#laci #nilai-{result.pk} input[value={rating}]").check()
    for value in CoreValue:
        page.locator(f"#laci #nilai-{value.value} input[value={values}]").check()
    with page.expect_navigation():
        page.locator("#laci .drawer-foot button[name=then]:visible").click()
    expect(page.locator("#laci")).to_be_visible()


def fix_and_serve(people: People, supervisor: str, evaluation: Evaluation) -> None:
    """Fix the ratings and hand the result to the employee."""
    press(drawer(people, supervisor, evaluation), "Tetapkan")
    press(drawer(people, supervisor, evaluation), "Sampaikan")
    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.SERVED
