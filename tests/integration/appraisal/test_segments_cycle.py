"""A year in several parts: moves, changes of supervisor, leave, retirement (regulation 4.8)."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from appraisal.actions import evaluations, periods, plans, ratings, segments
from appraisal.enums import EvaluationState, PlanState, Rating, SegmentCause
from appraisal.models import Evaluation, Plan, Segment
from appraisal.rules.segments import SEGMENTS_PROPOSAL
from appraisal.selectors.explanation import explain
from appraisal.selectors.segments import year_segments
from appraisal.selectors.tasks_due import todos_of
from personnel.enums import AssignmentKind
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from tests.factories.appraisal import (
    APRIL,
    YEAR_END,
    evaluation_at,
    fill_plan,
    fix_organisation,
    make_office,
    plan_at,
    rate_all,
)
from tests.factories.personnel import (
    make_assignment,
    make_employee,
    make_post,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 15, 2, 0, tzinfo=UTC)


def close(office, plan, ends) -> Plan:
    return plans.close_plan(plan_id=plan.pk, ends=ends, reason="Mutasi", by=office.admin, now=MAY)


def move(office) -> tuple[Plan, Plan]:
    """The office's employee moves on 15 May to another division of the same agency."""
    old = plan_at(PlanState.FIXED, office)
    first = old.assignment
    first.effective_until = date(2026, 5, 14)
    first.save()
    other = make_unit(office.agency)
    make_employee(head_of=other)
    second = make_assignment(
        office.employee.employee, make_post(other), effective_from=date(2026, 5, 15)
    )
    old = close(office, old, date(2026, 5, 14))
    new = plans.create_plan(assignment=second, year=office.year, by=office.employee, now=MAY)
    fill_plan(new, office.employee, MAY)
    plans.submit_plan(plan_id=new.pk, by=office.employee, now=MAY)
    new.refresh_from_db()
    supervisor = make_user(employee=new.supervisor)
    plans.approve_plan(plan_id=new.pk, by=supervisor, now=MAY)
    plans.sign_plan(plan_id=new.pk, by=office.employee, now=MAY)
    plans.sign_plan(plan_id=new.pk, by=supervisor, now=MAY)
    new.refresh_from_db()
    return old, new


def give(segment, by, results=Rating.ABOVE, behaviour=Rating.MEETS, **more) -> Segment:
    return segments.close_segment(
        segment_id=segment.pk,
        results_rating=results,
        behaviour_rating=behaviour,
        note="Target sampai Mei tercapai.",
        by=by,
        now=MAY,
        **more,
    )


def test_move_on_15_may_leaves_two_segments_that_sum_to_twelve_w8():
    office = make_office()
    old, new = move(office)

    assert (old.state, old.ends) == (PlanState.CLOSED, date(2026, 5, 14))
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office, new)
    rows = year_segments(evaluation)

    assert [(row.months, row.months_words) for row in rows] == [
        (5, "Januari–Mei"),
        (7, "Juni–Desember"),
    ]
    assert Evaluation.objects.filter(period=office.period()).get().plan == new


def test_outgoing_supervisor_closes_the_segment_before_the_period_ends_w11():
    office = make_office()
    move(office)
    segment = Segment.objects.get()
    titles = [todo.title for todo in todos_of(office.supervisor, MAY)]
    assert f"Tutup penilaian {office.employee.employee.name}" in titles

    closed = give(segment, office.supervisor)

    assert closed.cause == SegmentCause.MOVE
    assert closed.is_closed
    with pytest.raises(WrongState, match="sudah ditutup"):
        give(segment, office.supervisor)


@pytest.mark.parametrize("who", ["head", "employee", "admin"])
def test_nobody_else_closes_it(who):
    office = make_office()
    move(office)

    with pytest.raises(Denied, match="penilai saat itu"):
        give(Segment.objects.get(), getattr(office, who))


def test_closing_without_ratings_or_note_says_what_is_missing():
    office = make_office()
    move(office)

    with pytest.raises(Incomplete) as refused:
        segments.close_segment(
            segment_id=Segment.objects.get().pk,
            results_rating="",
            behaviour_rating="",
            note=" ",
            by=office.supervisor,
            now=MAY,
        )

    assert len(refused.value.problems) == 3


def test_annual_suggestion_weighs_months_and_the_last_supervisor_may_differ_with_a_reason():
    office = make_office()
    _old, new = move(office)
    give(Segment.objects.get(), office.supervisor, Rating.ABOVE, Rating.ABOVE)
    evaluation = evaluation_at(EvaluationState.IN_RATING, office, new)
    last = new.supervisor.user

    saved = rate_all(evaluation, last)
    assert (saved.results_proposed, saved.results_algorithm) == (Rating.MEETS, SEGMENTS_PROPOSAL)

    with pytest.raises(Incomplete, match="alasannya"):
        ratings.save_ratings(
            evaluation_id=evaluation.pk,
            entered=ratings.RatingInput(results_rating=Rating.ABOVE),
            by=last,
            now=YEAR_END,
        )
    chosen = ratings.save_ratings(
        evaluation_id=evaluation.pk,
        entered=ratings.RatingInput(
            results_rating=Rating.ABOVE, results_reason="Bagian pertama menentukan."
        ),
        by=last,
        now=YEAR_END,
    )
    assert chosen.results_rating == Rating.ABOVE

    fix_organisation(office, office.period())
    fixed = ratings.fix_evaluation(evaluation_id=evaluation.pk, by=last, now=YEAR_END)
    explanation = explain(fixed, YEAR_END)
    assert "beberapa bagian" in explanation.results.sentence
    assert explanation.recomputed.results_proposed == Rating.MEETS
    assert explanation.recomputed.agrees


@pytest.mark.parametrize(("leave", "proposed"), [(0, Rating.ABOVE), (6, Rating.MEETS)])
def test_longer_first_segment_decides_unless_its_months_were_leave(leave, proposed):
    office = make_office()
    _old, new = move(office)
    Segment.objects.update(ends=date(2026, 8, 14))
    Plan.objects.filter(pk=new.pk).update(starts=date(2026, 8, 15))
    new.refresh_from_db()
    segment = Segment.objects.get()
    evaluation = evaluation_at(EvaluationState.IN_RATING, office, new)

    give(segment, office.supervisor, Rating.ABOVE, Rating.ABOVE, leave_months=leave)
    assert rate_all(evaluation, new.supervisor.user).results_proposed == proposed


def test_unpaid_leave_ends_the_year_in_a_segment_without_annual_reminder_w9():
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)
    post = plan.assignment
    post.effective_until = date(2026, 2, 28)
    post.save()
    make_assignment(
        office.employee.employee,
        post.post,
        kind=AssignmentKind.UNPAID_LEAVE,
        effective_from=date(2026, 3, 1),
    )

    close(office, plan, date(2026, 2, 28))
    periods.open_evaluations(period=office.period(), by=office.admin, now=YEAR_END)

    segment = Segment.objects.get()
    assert (segment.cause, segment.ends) == (SegmentCause.RELEASE, date(2026, 2, 28))
    assert not Evaluation.objects.filter(period=office.period()).exists()
    assert not [todo for todo in todos_of(office.employee, YEAR_END) if "tahun" in todo.title]


def test_end_of_service_opens_the_annual_evaluation_at_once():
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)
    post = plan.assignment
    post.effective_until = date(2026, 5, 14)
    post.save()

    close(office, plan, date(2026, 5, 14))

    assert not Segment.objects.exists()
    evaluation = Evaluation.objects.get(period=office.period())
    for result in plan.results.all():
        for indicator in result.indicators.all():
            evaluations.save_achievements(
                evaluation_id=evaluation.pk,
                entered={indicator.pk: evaluations.AchievementInput(text="Selesai")},
                by=office.employee,
                now=MAY,
            )
    handed = evaluations.submit_evaluation(evaluation_id=evaluation.pk, by=office.employee, now=MAY)
    assert handed.state == EvaluationState.IN_RATING


def test_change_of_supervisor_keeps_the_plan_and_hands_open_evaluations_over():
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office, plan)
    head = office.supervisor.employee.assignments.get()
    head.effective_until = date(2026, 4, 2)
    head.save()
    follower = make_employee(assigned=False)
    make_assignment(follower, head.post, effective_from=date(2026, 4, 3))

    assert segments.follow_supervisors(now=APRIL) == 1
    assert segments.follow_supervisors(now=APRIL) == 0

    plan.refresh_from_db()
    evaluation.refresh_from_db()
    assert (plan.state, plan.supervisor, evaluation.supervisor) == (
        PlanState.FIXED,
        follower,
        follower,
    )
    segment = Segment.objects.get()
    assert (segment.supervisor, segment.cause) == (office.supervisor.employee, "supervisor")
    assert (segment.starts, segment.ends) == (date(2026, 1, 1), date(2026, 4, 2))


def test_closed_segment_is_frozen_by_the_database():
    office = make_office()
    move(office)
    segment = give(Segment.objects.get(), office.supervisor)

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Segment.objects.filter(pk=segment.pk).update(note="Lain")
    with pytest.raises(IntegrityError), transaction.atomic():
        Segment.objects.create(
            plan=segment.plan,
            supervisor=segment.supervisor,
            starts=segment.starts,
            ends=segment.ends,
            cause=SegmentCause.MOVE,
        )


def test_whole_year_in_one_post_has_no_table_of_segments():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    fix_organisation(office, office.period())

    assert year_segments(evaluation) == []
