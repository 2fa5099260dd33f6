"""A final annual result opens the development plan of the next year, and never waits for it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from appraisal.actions import development as opening
from appraisal.actions import objections, periods, plan_development, plans, ratings
from appraisal.enums import EvaluationState, PlanState, Rating
from appraisal.models import Evaluation, Indicator, PlanCopy
from appraisal.selectors.tasks_due import todos_of
from personnel.enums import LegalStatus, PeriodKind, YearMode
from personnel.models import Notice
from sabang_kinerja.common.errors import Denied, Incomplete
from tests.factories.appraisal import SERVED, evaluation_at, make_office, plan_at
from tests.factories.development import plan_in, write_plan
from tests.factories.follow_up import FINAL_AT, final_crowd, finalise
from tests.factories.personnel import make_year
from tests.factories.sessions import sign_in
from training.actions import development as training_room
from training.actions.development_steps import agree_development
from training.enums import DevelopmentNeed, DevelopmentState
from training.models import DevelopmentIndicator, DevelopmentPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db):
    return make_office()


@pytest.mark.parametrize(
    ("results", "behaviour", "need"),
    [
        (Rating.BELOW, Rating.MEETS, DevelopmentNeed.IMPROVE),
        (Rating.MEETS, Rating.BELOW, DevelopmentNeed.GUIDE),
        (Rating.BELOW, Rating.BELOW, DevelopmentNeed.GUIDE),
        (Rating.MEETS, Rating.MEETS, DevelopmentNeed.STRETCH),
        (Rating.ABOVE, Rating.ABOVE, DevelopmentNeed.STRETCH),
    ],
)
def test_every_predicate_opens_what_it_asks_for_once(office, results, behaviour, need):
    final_crowd(office, 1, results, behaviour)

    assert opening.open_development_plans(now=FINAL_AT) == 1
    assert opening.open_development_plans(now=FINAL_AT) == 0
    assert DevelopmentPlan.objects.get().need == need


def test_result_that_the_calendar_makes_final_opens_the_plan_at_once(office):
    evaluation_at(EvaluationState.FINAL, office, results=Rating.BELOW)

    plan = DevelopmentPlan.objects.get()
    assert (plan.employee, plan.year) == (office.employee.employee, 2027)
    assert plan.deadline == FINAL_AT.date() + timedelta(days=14)


def test_the_page_of_the_result_leads_its_two_people_to_the_plan(client, office):
    evaluation = evaluation_at(EvaluationState.FINAL, office, results=Rating.BELOW)
    link = reverse("training:development-detail", args=[DevelopmentPlan.objects.get().pk])
    page = reverse("appraisal:evaluation-detail", args=[evaluation.pk])

    for user, leads in ((office.employee, True), (office.supervisor, True), (office.admin, False)):
        sign_in(client, user)
        assert (link in client.get(page).content.decode()) is leads


def test_plan_opens_when_the_result_is_final_and_not_before(office):
    evaluation_at(EvaluationState.ACCEPTED, office, results=Rating.BELOW)

    assert not DevelopmentPlan.objects.exists()


def test_objection_decides_what_opens(office):
    evaluation = evaluation_at(EvaluationState.OBJECTED, office, results=Rating.BELOW)
    objection = evaluation.objections.get()
    assert not DevelopmentPlan.objects.exists()

    objections.examine_objection(objection_id=objection.pk, by=office.head, now=SERVED)
    for user in (office.supervisor, office.employee):
        objections.save_statement(
            objection_id=objection.pk, text="Keterangan.", by=user, now=SERVED
        )
    objections.decide_objection(
        objection_id=objection.pk,
        outcome="changed",
        results_rating="meets",
        behaviour_rating="",
        decision="Bukti membenarkan.",
        by=office.head,
        now=SERVED,
    )

    assert DevelopmentPlan.objects.get().need == DevelopmentNeed.STRETCH


def test_result_that_was_opened_again_and_rose_frees_the_plan(office):
    evaluation = evaluation_at(EvaluationState.FINAL, office, results=Rating.BELOW)
    Evaluation.objects.filter(pk=evaluation.pk).update(
        results_rating="meets", results_reason="Bukti baru", predicate="good"
    )

    assert opening.open_development_plans(now=FINAL_AT) == 1
    plan = DevelopmentPlan.objects.get()
    assert (plan.need, plan.deadline) == (DevelopmentNeed.STRETCH, None)


def test_failure_leaves_the_result_final_is_told_and_made_good(office, monkeypatch):
    def fail(**_given: object) -> None:
        raise RuntimeError("no such thing")

    monkeypatch.setattr(opening, "open_from_predicate", fail)
    evaluation = evaluation_at(EvaluationState.FINAL, office, results=Rating.BELOW)

    assert evaluation.state == EvaluationState.FINAL
    assert not DevelopmentPlan.objects.exists()
    (told,) = Notice.objects.filter(recipient=office.admin, key__contains="failed")
    assert "belum dapat dibuka" in told.text
    monkeypatch.setattr(opening, "open_from_predicate", training_room.open_from_predicate)
    assert opening.open_development_plans(now=FINAL_AT) == 1


def test_failure_that_cannot_even_be_told_leaves_the_result_final(office, monkeypatch):
    def fail(*_args: object, **_given: object) -> None:
        raise RuntimeError("no such thing")

    monkeypatch.setattr(opening, "open_from_predicate", fail)
    monkeypatch.setattr(opening, "notify_accounts", fail)

    final = evaluation_at(EvaluationState.FINAL, office, results=Rating.BELOW)
    assert final.state == EvaluationState.FINAL


@pytest.mark.parametrize("mode", [YearMode.REHEARSAL, YearMode.SHADOW])
def test_years_that_do_not_count_open_nothing(office, mode):
    office.year.mode = mode
    office.year.save()
    evaluation = final_crowd(office, 1, Rating.BELOW)[0]

    opening.open_development(evaluation, FINAL_AT)
    assert opening.open_development_plans(now=FINAL_AT) == 0
    assert not DevelopmentPlan.objects.exists()


def test_periodic_results_and_leavers_open_nothing(office):
    (plan, other) = (one.plan for one in final_crowd(office, 2))
    Evaluation.objects.all().delete()
    quarter = finalise(plan, office.period(PeriodKind.QUARTER), Rating.BELOW)
    other.employee.legal_status = LegalStatus.LEFT
    other.employee.save()
    left = finalise(other, office.period(), Rating.BELOW)

    opening.open_development(quarter, FINAL_AT)
    opening.open_development(left, FINAL_AT)
    assert opening.open_development_plans(now=FINAL_AT) == 0
    assert not DevelopmentPlan.objects.exists()


def test_results_of_long_ago_open_nothing(office):
    final_crowd(office, 1, Rating.BELOW)

    assert opening.open_development_plans(now=FINAL_AT + timedelta(days=700)) == 0


def test_plan_stands_among_what_waits_at_home_with_its_deadline(office):
    evaluation_at(EvaluationState.FINAL, office, results=Rating.BELOW)
    make_year(2027)

    (own,) = [
        todo for todo in todos_of(office.employee, FINAL_AT) if "rencana pengembangan" in todo.title
    ]
    assert own.due == DevelopmentPlan.objects.get().deadline


def test_agreed_plan_waits_at_home_of_the_superior_before_the_end_of_a_period(office):
    make_year(2027)
    plan = plan_in(DevelopmentState.SUBMITTED, office)

    titles = [todo.title for todo in todos_of(office.supervisor, FINAL_AT)]
    assert f"Tanggapi rencana pengembangan {plan.employee.name}" in titles
    agree_development(plan_id=plan.pk, by=office.supervisor, now=FINAL_AT)
    assert not [t for t in todos_of(office.supervisor, FINAL_AT) if "pengembangan" in t.title]
    march = FINAL_AT + timedelta(days=60)
    (todo,) = [t for t in todos_of(office.supervisor, march) if "pengembangan" in t.title]
    assert todo.plain == "Bahas rencana pengembangan bawahan"


# The indicator in the plan of the next year


def next_plan(office):
    year = make_year(2027)
    assignment = office.employee.employee.assignments.get()
    return plans.create_plan(assignment=assignment, year=year, by=office.employee, now=FINAL_AT)


def test_indicator_goes_into_the_plan_of_its_year_once(office):
    plan_in(DevelopmentState.AGREED, office)
    plan = next_plan(office)
    (indicator,) = DevelopmentIndicator.objects.all()
    given = {"plan_id": plan.pk, "indicator_ids": [indicator.pk], "by": office.employee}

    taken = plan_development.add_from_development(**given, now=FINAL_AT)
    again = plan_development.add_from_development(**given, now=FINAL_AT)

    assert (taken.added, again.added, again.already_there) == (1, 0, 1)
    (written,) = Indicator.objects.filter(result__plan=plan)
    assert (written.result.text, written.text) == (indicator.result, indicator.text)
    assert PlanCopy.objects.get().kind == "training"
    indicator.refresh_from_db()
    assert indicator.taken_at == FINAL_AT


def test_indicator_joins_the_result_that_says_the_same(office):
    plan_in(DevelopmentState.AGREED, office)
    plan = next_plan(office)
    plan.results.create(text="Tersusunnya  laporan bulanan.", position=1)
    (indicator,) = DevelopmentIndicator.objects.all()

    plan_development.add_from_development(
        plan_id=plan.pk, indicator_ids=[indicator.pk], by=office.employee, now=FINAL_AT
    )

    assert plan.results.get().indicators.get().text == indicator.text


def test_indicator_of_another_person_or_year_is_not_taken(office):
    plan_in(DevelopmentState.AGREED, office)
    (indicator,) = DevelopmentIndicator.objects.all()
    other = plan_at(PlanState.DRAFT, office)

    with pytest.raises(Incomplete, match="paling sedikit satu"):
        plan_development.add_from_development(
            plan_id=other.pk, indicator_ids=[indicator.pk], by=office.employee, now=FINAL_AT
        )
    with pytest.raises(Denied):
        plan_development.add_from_development(
            plan_id=other.pk, indicator_ids=[indicator.pk], by=office.supervisor, now=FINAL_AT
        )


def test_final_result_of_a_written_plan_keeps_what_was_written(office):
    plan = training_room.begin_development(year=2027, by=office.employee, now=SERVED)
    write_plan(plan, office.employee)

    evaluation_at(EvaluationState.FINAL, office, results=Rating.BELOW)

    plan.refresh_from_db()
    assert (plan.need, plan.state) == (DevelopmentNeed.IMPROVE, DevelopmentState.DRAFT)
    assert plan.goals.count() == 1


def test_reopening_a_result_leaves_the_help_in_place(office):
    evaluation = evaluation_at(EvaluationState.FINAL, office, results=Rating.BELOW)

    ratings.reopen_evaluation(
        evaluation_id=evaluation.pk, order="Surat 1/2027", by=office.admin, now=FINAL_AT
    )
    opening.open_development_plans(now=FINAL_AT)

    assert DevelopmentPlan.objects.get().is_demanded
    assert periods.close_windows(now=FINAL_AT) == (0, 0)
