"""Letters: numbered without gaps, printed once whatever happens to the workers."""

import hashlib
import zipfile

import pgtrigger
import pytest
from django.db import IntegrityError, transaction

from appraisal.actions import evaluations, objections, periods, ratings
from appraisal.enums import EvaluationState, ObjectionOutcome, PlanState, Rating
from reports.actions import letters as actions
from reports.actions.jobs import cancel_job, retry_job
from reports.actions.reports import request_report
from reports.enums import JobState, LetterState
from reports.models import Letter, NumberRegister
from reports.selectors.summaries import summary_content
from reports.tasks import _print_next, print_letters, print_report
from sabang_kinerja.common.errors import Denied, WrongState
from tests.factories.appraisal import (
    SERVED,
    evaluation_at,
    make_office,
    objection_of,
    plan_at,
    rate_all,
)
from tests.factories.personnel import make_employee, make_user

pytestmark = pytest.mark.django_db


def two_final(office):
    colleague = make_user(employee=make_employee(office.division))
    first = evaluation_at(EvaluationState.FINAL, office)
    plan = plan_at(PlanState.FIXED, office, colleague)
    periods.open_evaluations(period=office.period(), by=office.admin, now=SERVED)
    second = plan.evaluations.get()
    evaluations.save_achievements(
        evaluation_id=second.pk,
        entered={
            indicator.pk: evaluations.AchievementInput(text="selesai")
            for result in plan.results.all()
            for indicator in result.indicators.all()
        },
        by=colleague,
        now=SERVED,
    )
    evaluations.submit_evaluation(evaluation_id=second.pk, by=colleague, now=SERVED)
    rate_all(second, office.supervisor)
    ratings.fix_evaluation(evaluation_id=second.pk, by=office.supervisor, now=SERVED)
    ratings.serve_evaluation(evaluation_id=second.pk, by=office.supervisor, now=SERVED)
    evaluations.accept_evaluation(evaluation_id=second.pk, by=colleague, now=SERVED)
    periods.close_windows(now=SERVED.replace(day=28))
    return first, second


def test_agency_letters_are_numbered_in_a_row_and_packed():
    office = make_office()
    two_final(office)

    job = actions.request_agency_letters(
        agency=office.agency, period=office.period(), by=office.admin, now=SERVED
    )
    print_letters(job.pk)

    job.refresh_from_db()
    assert (job.state, job.total, job.done, job.failed) == (JobState.DONE, 2, 2, 0)
    assert [letter.sequence for letter in Letter.objects.order_by("sequence")] == [1, 2]
    assert Letter.objects.get(sequence=1).number == "800.1.4/1/2027"
    with zipfile.ZipFile(job.result.path) as archive:
        assert len(archive.namelist()) == 2


def test_letter_keeps_frozen_content_and_file_hash():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.FINAL, office)

    asked = actions.request_letter(evaluation=evaluation, by=office.employee, now=SERVED)
    print_letters(asked.job_id)

    letter = Letter.objects.get()
    assert letter.content["predicate"] == evaluation.predicate
    assert letter.content["employee"]["nip"] == office.employee.employee.nip
    with letter.file.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == letter.file_sha256


def test_second_request_makes_nothing_twice():
    office = make_office()
    evaluation_at(EvaluationState.FINAL, office)
    kwargs = {"agency": office.agency, "period": office.period(), "by": office.admin}
    first = actions.request_agency_letters(**kwargs, now=SERVED)
    print_letters(first.pk)
    made = Letter.objects.get().file_sha256

    again = actions.request_agency_letters(**kwargs, now=SERVED)
    print_letters(again.pk)

    again.refresh_from_db()
    assert (again.state, again.total, again.done) == (JobState.DONE, 1, 1)
    assert Letter.objects.get().file_sha256 == made
    assert NumberRegister.objects.get().last == 1


def test_task_that_runs_twice_prints_each_letter_once():
    office = make_office()
    two_final(office)
    job = actions.request_agency_letters(
        agency=office.agency, period=office.period(), by=office.admin, now=SERVED
    )

    _print_next(job.pk)
    print_letters(job.pk)
    print_letters(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.DONE, 2)
    assert set(Letter.objects.values_list("attempts", flat=True)) == {1}


def test_cancelled_job_keeps_its_numbers_and_goes_on_later():
    office = make_office()
    two_final(office)
    job = actions.request_agency_letters(
        agency=office.agency, period=office.period(), by=office.admin, now=SERVED
    )
    _print_next(job.pk)

    cancel_job(job=job, by=office.admin, now=SERVED)
    print_letters(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert Letter.objects.filter(state=LetterState.READY).count() == 1

    job = retry_job(job=job, by=office.admin, now=SERVED)
    assert (job.state, job.total, job.done) == (JobState.WAITING, 2, 1)
    print_letters(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.DONE, 2)
    assert sorted(Letter.objects.values_list("sequence", flat=True)) == [1, 2]


def test_letter_that_cannot_be_printed_does_not_stop_the_others():
    office = make_office()
    two_final(office)
    job = actions.request_agency_letters(
        agency=office.agency, period=office.period(), by=office.admin, now=SERVED
    )
    broken = Letter.objects.order_by("sequence").first()
    broken.content = broken.content | {"predicate": "unknown"}
    with pgtrigger.ignore("reports.Letter:content_is_frozen"):
        broken.save(update_fields=["content"])

    print_letters(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, job.failed) == (JobState.PARTIAL, 1, 1)
    broken.refresh_from_db()
    assert broken.state == LetterState.FAILED
    assert f"surat-{broken.pk}" in broken.failure


def test_letters_before_the_result_is_final_are_refused():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.SERVED, office)

    with pytest.raises(WrongState, match="final"):
        actions.request_letter(evaluation=evaluation, by=office.employee, now=SERVED)
    with pytest.raises(WrongState):
        actions.request_agency_letters(
            agency=office.agency, period=office.period(), by=office.admin, now=SERVED
        )
    assert not NumberRegister.objects.exists()


def test_stranger_cannot_ask_for_letters_of_an_agency():
    office = make_office()
    evaluation_at(EvaluationState.FINAL, office)

    with pytest.raises(Denied):
        actions.request_agency_letters(
            agency=office.agency, period=office.period(), by=office.employee, now=SERVED
        )


def test_changed_result_gets_a_second_letter_and_the_first_is_superseded():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.OBJECTED, office, results=Rating.BELOW)
    objection = objection_of(evaluation)
    objections.examine_objection(objection_id=objection.pk, by=office.head, now=SERVED)
    objections.save_statement(
        objection_id=objection.pk, text="Benar.", by=office.supervisor, now=SERVED
    )
    objections.decide_objection(
        objection_id=objection.pk,
        outcome=ObjectionOutcome.CHANGED,
        decision="Diubah.",
        results_rating=Rating.MEETS,
        by=office.head,
        now=SERVED,
    )
    evaluation.refresh_from_db()

    asked = actions.request_letter(evaluation=evaluation, by=office.employee, now=SERVED)
    print_letters(asked.job_id)

    letter = Letter.objects.get()
    assert letter.number == "800.1.4/1/2027-2"
    assert letter.content["employee_answer"] == "objection_decided"


def test_number_cannot_be_given_twice():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.FINAL, office)
    actions.request_letter(evaluation=evaluation, by=office.employee, now=SERVED)
    letter = Letter.objects.get()
    letter.pk = None
    letter.number = "lain"
    letter.verification_code = "X" * 26
    letter.revision = 9

    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save(force_insert=True)


def test_agency_summary_counts_what_stands_in_the_database():
    office = make_office()
    two_final(office)

    content = summary_content(office.agency, office.period(), SERVED)

    assert content.evaluated == 2
    assert content.counts == {"good": 2}
    assert content.organisation_predicate == "good"
    assert content.employees == 4


def test_summary_job_prints_a_pdf():
    office = make_office()
    two_final(office)
    job = request_report(unit=office.agency, period=office.period(), by=office.head, now=SERVED)

    print_report(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.DONE, job.failure
    with job.result.open("rb") as file:
        assert file.read(5) == b"%PDF-"
