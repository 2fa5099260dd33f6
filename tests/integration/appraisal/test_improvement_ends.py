"""A result that changed ends the improvement plan that it no longer demands."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from appraisal.actions import improvement, objections, periods, ratings
from appraisal.enums import EvaluationState, ImprovementState, Rating
from appraisal.models import Evaluation, ImprovementPlan
from appraisal.selectors.improvement import steps_to_record
from personnel.models import Notice
from sabang_kinerja.common.errors import WrongState
from tests.factories.appraisal import make_office
from tests.factories.follow_up import FINAL_AT, final_crowd
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

REOPENED = FINAL_AT + timedelta(days=30)
SERVED_AGAIN = REOPENED + timedelta(days=1)
FINAL_AGAIN = SERVED_AGAIN + timedelta(days=60)


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def plan(office):
    """A running plan of one person after a result below expectation."""
    (evaluation,) = final_crowd(office, 1, Rating.BELOW)
    improvement.open_improvement_plans(now=FINAL_AT)
    return ImprovementPlan.objects.get(evaluation=evaluation)


def served_again(office, plan, results):
    """The result is opened by order, rated anew and served."""
    ratings.reopen_evaluation(
        evaluation_id=plan.evaluation_id, order="800/12/2027", by=office.admin, now=REOPENED
    )
    row = Evaluation.objects.get(pk=plan.evaluation_id)
    row.results_rating = row.results_proposed = results
    ratings.set_predicate(row)
    row.served_at, row.fixed_at = SERVED_AGAIN, SERVED_AGAIN
    row.save()
    for state in (EvaluationState.FIXED, EvaluationState.SERVED):
        Evaluation.objects.filter(pk=row.pk).update(state=state)
    return row


def final_again(office, plan, results):
    served_again(office, plan, results)
    Evaluation.objects.filter(pk=plan.evaluation_id).update(state=EvaluationState.ACCEPTED)
    periods.close_windows(now=FINAL_AGAIN)
    plan.refresh_from_db()
    return plan


def test_plan_ends_when_the_new_result_is_final_and_not_before(office, plan):
    served_again(office, plan, Rating.MEETS)
    plan.refresh_from_db()
    assert plan.state == ImprovementState.RUNNING
    Evaluation.objects.filter(pk=plan.evaluation_id).update(state=EvaluationState.ACCEPTED)

    periods.close_windows(now=FINAL_AGAIN)

    plan.refresh_from_db()
    assert (plan.state, plan.ended_with, plan.ended_at) == (
        ImprovementState.ENDED,
        "good",
        FINAL_AGAIN,
    )
    assert improvement.open_improvement_plans(now=FINAL_AGAIN) == 0


def test_objection_that_lifts_the_predicate_ends_the_plan(office, plan):
    """W5 with a plan: results 1 → 2 make Baik of Butuh Perbaikan."""
    person = make_user(employee=plan.employee)
    served_again(office, plan, Rating.BELOW)
    objection = objections.file_objection(
        evaluation_id=plan.evaluation_id, grounds="Bukti belum dibaca.", by=person, now=SERVED_AGAIN
    )
    objections.save_statement(
        objection_id=objection.pk,
        text="Saya menilai dari laporan.",
        by=office.supervisor,
        now=SERVED_AGAIN,
    )
    objections.examine_objection(objection_id=objection.pk, by=office.head, now=SERVED_AGAIN)

    objections.decide_objection(
        objection_id=objection.pk,
        outcome="changed",
        decision="Bukti diterima.",
        results_rating=Rating.MEETS,
        by=office.head,
        now=SERVED_AGAIN,
    )

    plan.refresh_from_db()
    assert (plan.state, plan.ended_with) == (ImprovementState.ENDED, "good")


def test_result_that_stays_low_leaves_the_plan_running(office, plan):
    assert final_again(office, plan, Rating.BELOW).state == ImprovementState.RUNNING


def test_plan_goes_on_when_the_predicate_falls_again(office, plan):
    final_again(office, plan, Rating.MEETS)

    final_again(office, plan, Rating.BELOW)

    assert (plan.state, plan.ended_with, plan.ended_at) == (ImprovementState.RUNNING, "", None)


def test_both_sides_hear_why_and_read_it(client, clock, office, plan):
    person = make_user(employee=plan.employee)
    final_again(office, plan, Rating.MEETS)
    clock(FINAL_AGAIN)

    told = {
        notice.recipient: notice.sentence % notice.details
        for notice in Notice.objects.filter(key__startswith="improvementplan:")
    }

    assert set(told) == {person, office.supervisor}
    assert told[person].startswith("Rencana perbaikan Anda ditutup karena hasil")
    assert told[person].endswith("berubah menjadi Baik.")
    assert plan.employee.name in told[office.supervisor]
    sign_in(client, person)
    page = client.get(reverse("appraisal:improvement-detail", args=[plan.pk])).content.decode()
    assert "Rencana ditutup karena hasil evaluasinya berubah." in page
    assert "menjadi Baik, dan predikat ini tidak memerlukan rencana perbaikan." in page
    rows = client.get(reverse("appraisal:improvement-list")).content.decode()
    assert "hasil berubah menjadi Baik" in rows


def test_ended_plan_is_not_written_any_more(office, plan):
    final_again(office, plan, Rating.MEETS)

    with pytest.raises(WrongState, match="ditutup karena hasil"):
        improvement.save_goals(
            plan_id=plan.pk,
            goals="Laporan tepat waktu.",
            by=office.supervisor,
            now=FINAL_AGAIN,
            seen_version=plan.row_version,
        )


def test_conclusion_stays_but_asks_for_no_next_step_after_the_change(office, plan):
    ImprovementPlan.objects.filter(pk=plan.pk).update(
        state=ImprovementState.NOT_IMPROVED,
        goals="Laporan tepat waktu.",
        conclusion="Belum.",
        concluded_at=REOPENED,
    )
    assert steps_to_record() == 1

    final_again(office, plan, Rating.MEETS)

    assert plan.state == ImprovementState.NOT_IMPROVED
    assert steps_to_record() == 0
    with pytest.raises(WrongState, match="tidak lagi menuntut"):
        improvement.record_next_step(
            plan_id=plan.pk,
            step="Uji kompetensi.",
            by=office.admin,
            now=FINAL_AGAIN,
            seen_version=plan.row_version,
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "ended"},
        {"state": "ended", "ended_at": FINAL_AGAIN},
        {"ended_at": FINAL_AGAIN, "ended_with": "good"},
        {"state": "ended", "ended_at": FINAL_AGAIN, "ended_with": "good", "conclusion": "Ya."},
    ],
)
def test_database_refuses_half_an_end(plan, changes):
    with pytest.raises(DatabaseError), transaction.atomic():
        ImprovementPlan.objects.filter(pk=plan.pk).update(**changes)
