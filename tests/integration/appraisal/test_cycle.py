"""The cycle through its actions: the order of the law, who may, and what is refused (W1–W12)."""

from datetime import UTC, datetime

import pytest

from appraisal.actions import evaluations, objections, periods, plan_content, plans, ratings
from appraisal.enums import (
    CoreValue,
    EvaluationState,
    ObjectionOutcome,
    ObjectionState,
    PlanState,
    Predicate,
    Rating,
)
from appraisal.models import Evaluation, OrganisationPredicate, Plan
from personnel.enums import PeriodKind
from sabang_kinerja.common.errors import (
    ChangedMeanwhile,
    Denied,
    Incomplete,
    WindowClosed,
    WrongState,
)
from tests.factories.appraisal import (
    APRIL,
    JANUARY,
    SERVED,
    YEAR_END,
    evaluation_at,
    fill_plan,
    fix_organisation,
    make_office,
    objection_of,
    plan_at,
    rate_all,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "state",
    [
        PlanState.DRAFT,
        PlanState.SUBMITTED,
        PlanState.RETURNED,
        PlanState.APPROVED,
        PlanState.FIXED,
        PlanState.CLOSED,
    ],
)
def test_plan_walks_to_every_state_by_its_actions(state):
    assert plan_at(state, make_office()).state == state


@pytest.mark.parametrize(
    "state",
    [
        EvaluationState.IN_PROGRESS,
        EvaluationState.IN_RATING,
        EvaluationState.FIXED,
        EvaluationState.SERVED,
        EvaluationState.ACCEPTED,
        EvaluationState.OBJECTED,
        EvaluationState.FINAL,
    ],
)
def test_evaluation_walks_to_every_state_by_its_actions(state):
    assert evaluation_at(state, make_office()).state == state


def test_plan_snapshots_supervisor_and_reviewing_superior_from_the_tree():
    office = make_office()

    plan = plan_at(PlanState.SUBMITTED, office)

    assert plan.supervisor == office.supervisor.employee
    assert plan.reviewing_superior == office.head.employee


def test_head_of_agency_is_supervised_by_the_mayor_and_uses_the_head_form():
    office = make_office()

    plan = plan_at(PlanState.SUBMITTED, office, office.head)

    assert plan.supervisor == office.mayor.employee
    assert plan.uses_head_form


def test_submit_without_target_is_refused_and_names_the_place():
    office = make_office()
    plan = plan_at(PlanState.DRAFT, office)
    plan_content.save_result(
        plan_id=plan.pk,
        result_id=None,
        entered=plan_content.ResultInput(
            text="Tersusunnya laporan", indicators=[plan_content.IndicatorInput(text="Laporan")]
        ),
        by=office.employee,
        now=JANUARY,
    )

    with pytest.raises(Incomplete) as refused:
        plans.submit_plan(plan_id=plan.pk, by=office.employee, now=JANUARY)

    assert "Isi target pada hasil 1." in refused.value.problems


def test_withdraw_is_refused_once_the_supervisor_has_opened_the_plan():
    office = make_office()
    plan = plan_at(PlanState.SUBMITTED, office)
    plans.mark_seen(plan_id=plan.pk, by=office.supervisor, now=JANUARY)

    with pytest.raises(WrongState):
        plans.withdraw_plan(plan_id=plan.pk, by=office.employee, now=JANUARY)


def test_return_needs_a_note():
    office = make_office()
    plan = plan_at(PlanState.SUBMITTED, office)

    with pytest.raises(Incomplete):
        plans.return_plan(plan_id=plan.pk, note="  ", by=office.supervisor, now=JANUARY)

    assert Plan.objects.get(pk=plan.pk).state == PlanState.SUBMITTED


def test_supervisor_signs_only_after_the_employee():
    office = make_office()
    plan = plan_at(PlanState.APPROVED, office)

    with pytest.raises(WrongState):
        plans.sign_plan(plan_id=plan.pk, by=office.supervisor, now=JANUARY)


def test_fixed_plan_edited_by_the_employee_is_refused_w6():
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)

    with pytest.raises(WrongState, match="versi baru"):
        plan_content.save_annexes(
            plan_id=plan.pk, texts={"resources": "x"}, by=office.employee, now=APRIL
        )


def test_new_version_supersedes_the_old_one_only_when_it_is_fixed():
    office = make_office()
    old = plan_at(PlanState.FIXED, office)

    new = plans.open_revision(
        plan_id=old.pk, reason="Perubahan anggaran", by=office.supervisor, now=APRIL
    )
    old.refresh_from_db()
    assert (old.state, new.version) == (PlanState.FIXED, 2)
    assert new.results.count() == old.results.count()
    plans.submit_plan(plan_id=new.pk, by=office.employee, now=APRIL)
    plans.approve_plan(plan_id=new.pk, by=office.supervisor, now=APRIL)
    plans.sign_plan(plan_id=new.pk, by=office.employee, now=APRIL)
    plans.sign_plan(plan_id=new.pk, by=office.supervisor, now=APRIL)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, new.state) == (PlanState.SUPERSEDED, PlanState.FIXED)


def test_second_writer_gets_a_sentence_and_nothing_is_overwritten():
    office = make_office()
    plan = plan_at(PlanState.DRAFT, office)
    seen = plan.row_version
    plan_content.save_annexes(
        plan_id=plan.pk,
        texts={"resources": "pertama"},
        by=office.employee,
        now=JANUARY,
        seen_version=seen,
    )

    with pytest.raises(ChangedMeanwhile, match="Tulisan Anda masih ada"):
        plan_content.save_annexes(
            plan_id=plan.pk,
            texts={"resources": "kedua"},
            by=office.employee,
            now=JANUARY,
            seen_version=seen,
        )

    assert plan.annexes.get(block="resources").text == "pertama"


def test_plan_of_a_stranger_cannot_be_touched():
    office = make_office()
    plan = plan_at(PlanState.DRAFT, office)

    with pytest.raises(Denied):
        fill_plan(plan, office.head)


def test_result_links_only_to_the_own_supervisors_plan():
    office = make_office()
    foreign = plan_at(PlanState.FIXED, office, office.head)
    plan = plan_at(PlanState.DRAFT, office)

    with pytest.raises(Denied):
        plan_content.save_result(
            plan_id=plan.pk,
            result_id=None,
            entered=plan_content.ResultInput(
                text="x", superior_result_id=foreign.results.first().pk
            ),
            by=office.employee,
            now=JANUARY,
        )


def test_deleted_result_can_be_put_back_and_frees_supporting_results():
    office = make_office()
    upper = plan_at(PlanState.DRAFT, office, office.supervisor)
    fill_plan(upper, office.supervisor)
    plan = plan_at(PlanState.DRAFT, office)
    lower = plan_content.save_result(
        plan_id=plan.pk,
        result_id=None,
        entered=plan_content.ResultInput(
            text="Tersusunnya laporan", superior_result_id=upper.results.first().pk
        ),
        by=office.employee,
        now=JANUARY,
    )

    gone = plan_content.delete_result(
        plan_id=upper.pk, result_id=upper.results.first().pk, by=office.supervisor, now=JANUARY
    )

    lower.refresh_from_db()
    assert (lower.link, lower.superior_result) == ("to_follow", None)
    assert lower.superior_text == gone.text
    assert [row.position for row in upper.results.order_by("position")] == [1, 2]


def test_predicate_waits_for_the_organisation_w1():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    rate_all(evaluation, office.supervisor)

    with pytest.raises(WrongState, match="predikat organisasi"):
        ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=YEAR_END)

    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.AWAITING_ORGANISATION
    fix_organisation(office, office.period())
    fixed = ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=YEAR_END)
    assert (fixed.state, fixed.predicate) == (EvaluationState.FIXED, Predicate.GOOD)


def test_rating_other_than_the_proposal_needs_a_reason_w2():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    rate_all(evaluation, office.supervisor)
    entered = ratings.RatingInput(results_rating=Rating.ABOVE)

    with pytest.raises(Incomplete):
        ratings.save_ratings(
            evaluation_id=evaluation.pk, entered=entered, by=office.supervisor, now=YEAR_END
        )

    saved = ratings.save_ratings(
        evaluation_id=evaluation.pk,
        entered=ratings.RatingInput(
            results_rating=Rating.ABOVE, results_reason="Selesai dua bulan lebih awal."
        ),
        by=office.supervisor,
        now=YEAR_END,
    )
    assert (saved.results_proposed, saved.results_rating) == (Rating.MEETS, Rating.ABOVE)


def test_overall_rating_follows_the_proposal_until_it_is_chosen_by_hand():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)

    rate_all(evaluation, office.supervisor)
    changed = rate_all(evaluation, office.supervisor, results=Rating.ABOVE)

    assert (changed.results_proposed, changed.results_rating) == (Rating.ABOVE, Rating.ABOVE)


def test_only_the_supervisor_rates_w7():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)

    with pytest.raises(Denied, match="pejabat penilai"):
        rate_all(evaluation, office.employee)
    with pytest.raises(Denied):
        rate_all(evaluation, office.head)


def test_period_that_has_not_ended_cannot_be_submitted_w11():
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)
    quarter = office.period(PeriodKind.QUARTER, 2)
    periods.open_evaluations(period=quarter, by=office.admin, now=APRIL)
    evaluation = Evaluation.objects.get(plan=plan, period=quarter)

    with pytest.raises(WindowClosed, match="belum berakhir"):
        evaluations.submit_evaluation(evaluation_id=evaluation.pk, by=office.employee, now=APRIL)


def test_own_head_cannot_fix_the_units_predicate_w12():
    office = make_office()
    evaluation_at(EvaluationState.IN_RATING, office)
    row = OrganisationPredicate.objects.get(unit=office.agency, period=office.period())

    with pytest.raises(Denied, match="pimpinan di atasnya"):
        periods.fix_organisation(
            predicate_id=row.pk, predicate="good", basis="", by=office.head, now=YEAR_END
        )


@pytest.mark.parametrize(
    ("filed", "state"),
    [
        (datetime(2027, 1, 19, 16, 58, tzinfo=UTC), ObjectionState.SUBMITTED),
        (datetime(2027, 1, 19, 17, 1, tzinfo=UTC), ObjectionState.REJECTED_FORMALLY),
    ],
)
def test_objection_is_in_time_until_the_last_minute_of_day_14_in_wib_w4(filed, state):
    office = make_office()
    evaluation = evaluation_at(EvaluationState.SERVED, office)

    objection = objections.file_objection(
        evaluation_id=evaluation.pk, grounds="Bukti belum dibaca.", by=office.employee, now=filed
    )

    assert objection.state == state


def test_decision_that_changes_a_rating_recomputes_the_predicate_and_is_final_w5():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.OBJECTED, office, results=Rating.BELOW)
    assert evaluation.predicate == Predicate.NEEDS_IMPROVEMENT
    objection = objection_of(evaluation)
    objections.examine_objection(objection_id=objection.pk, by=office.head, now=SERVED)
    objections.save_statement(
        objection_id=objection.pk, text="Bukti datang kemudian.", by=office.supervisor, now=SERVED
    )

    objections.decide_objection(
        objection_id=objection.pk,
        outcome=ObjectionOutcome.CHANGED,
        decision="Bukti membenarkan pegawai.",
        results_rating=Rating.MEETS,
        by=office.head,
        now=SERVED,
    )

    evaluation.refresh_from_db()
    assert evaluation.predicate == Predicate.GOOD
    assert (evaluation.state, evaluation.revision) == (EvaluationState.FINAL, 2)
    with pytest.raises(WrongState, match="satu kali"):
        objections.file_objection(
            evaluation_id=evaluation.pk, grounds="Lagi", by=office.employee, now=SERVED
        )


def test_decision_waits_for_both_statements():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.OBJECTED, office)
    objection = objection_of(evaluation)
    objections.examine_objection(objection_id=objection.pk, by=office.head, now=SERVED)

    with pytest.raises(WrongState, match="keterangan"):
        objections.decide_objection(
            objection_id=objection.pk,
            outcome=ObjectionOutcome.UPHELD,
            decision="Tetap.",
            by=office.head,
            now=SERVED,
        )


def test_unanswered_result_lapses_and_becomes_final_by_the_calendar():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.SERVED, office)

    assert periods.close_windows(now=datetime(2027, 1, 25, 2, 0, tzinfo=UTC)) == (0, 0)
    assert periods.close_windows(now=datetime(2027, 1, 26, 2, 0, tzinfo=UTC)) == (1, 0)
    assert periods.close_windows(now=datetime(2027, 1, 27, 2, 0, tzinfo=UTC)) == (0, 1)

    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.FINAL
    verbs = list(evaluation.transitions.values_list("verb", flat=True))
    assert verbs == ["open", "submit", "fix", "serve", "lapse", "finalise"]


def test_every_step_leaves_who_and_when():
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)

    steps = list(plan.transitions.values_list("verb", "by__username"))

    assert steps == [
        ("submit", office.employee.username),
        ("approve", office.supervisor.username),
        ("fix", office.supervisor.username),
    ]


def test_each_value_has_an_expectation_row_from_the_start():
    plan = plan_at(PlanState.DRAFT, make_office())

    assert list(plan.expectations.values_list("core_value", flat=True)) == list(CoreValue)
