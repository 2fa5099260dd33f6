"""Four people take one evaluation from an empty plan to the letter, through the pages.

The employee plans and reports, the supervisor agrees and rates, the mayor fixes the
organisation's predicate, BKPSDM opens the period and makes the letters. Last year is used, so
that its annual period has ended on whatever day this runs. The letter is printed by a real
Celery worker.
"""

from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from appraisal.actions.periods import close_windows
from appraisal.enums import EvaluationState
from appraisal.models import Evaluation, Plan
from reports.models import Letter
from tests.factories.appraisal import Office, make_office
from tests.factories.sessions import give_totp
from tests.functional.people import People, press
from tests.functional.steps import (
    agree_on,
    begin_plan,
    fix_and_serve,
    fix_organisation,
    hand_in,
    open_period,
    rate,
    report,
    submit_plan,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _printing(people: People, start_process, settings) -> None:
    """A worker that makes letters with the address of these pages on them."""
    settings.SITE_URL = people.address
    start_process("worker")


@pytest.mark.usefixtures("_printing")
def test_one_evaluation_goes_from_plan_to_letter(people: People, eventually, tmp_path):
    office = make_office(timezone.localdate().year - 1)
    give_totp(office.admin)
    people.arrive("employee", office.employee, width=390)
    people.arrive("supervisor", office.supervisor)
    people.arrive("mayor", office.mayor)
    people.arrive("bkpsdm", office.admin)

    plan = agree_on_a_plan(people, office)
    evaluation = judge_the_year(people, office, plan)
    read_accept_and_print(people, office, evaluation, eventually, tmp_path)


def agree_on_a_plan(people: People, office: Office) -> Plan:
    plan = begin_plan(people, "employee", office.employee, office.year)
    for text in ("Terselesaikannya permohonan", "Tersusunnya laporan", "Meningkatnya kepuasan"):
        employee = people.go("employee", reverse("appraisal:result-create", args=[plan.pk]))
        employee.fill("textarea[name=text]", f"{text} tepat waktu")
        employee.fill("[name=indicators-0-text]", "Jumlah dokumen")
        employee.fill("[name=indicators-0-target]", "12 dokumen")
        press(employee, "Selesai mengubah")
    submit_plan(people, "employee", plan)
    people.shot("employee", "1-plan-390")
    agree_on(people, plan, owner="employee", supervisor="supervisor")
    return plan


def judge_the_year(people: People, office: Office, plan: Plan) -> Evaluation:
    period = office.period()
    open_period(people, period)
    evaluation = Evaluation.objects.get(plan=plan, period=period)
    reached = {"Jumlah dokumen": ("Dua belas dokumen selesai, bukti pada lemari arsip.", "")}
    report(people, "employee", evaluation, reached)
    people.shot("employee", "2-achievements-390")
    hand_in(people, "employee", evaluation)
    fix_organisation(people, "mayor", period, "Baik")
    rate(people, "supervisor", evaluation)
    people.shot("supervisor", "3-ratings")
    fix_and_serve(people, "supervisor", evaluation)
    assert evaluation.predicate == "good"
    return evaluation


def read_accept_and_print(
    people: People, office: Office, evaluation: Evaluation, eventually, tmp_path: Path
) -> None:
    employee = people.go("employee", reverse("appraisal:evaluation-detail", args=[evaluation.pk]))
    expect(employee.locator("h1")).to_contain_text("Predikat Anda Baik")
    people.shot("employee", "4-result-390")
    press(employee, "Terima dan tanda tangani")
    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.ACCEPTED

    # The calendar's step, which the scheduler takes when the days for an objection are over.
    assert close_windows(now=timezone.now() + timedelta(days=15)) == (0, 1)

    bkpsdm = people.go("bkpsdm", reverse("reports:job-list"))
    bkpsdm.select_option("select[name=agency]", str(office.agency.pk))
    bkpsdm.select_option("select[name=period]", str(evaluation.period_id))
    press(bkpsdm, "Mulai")
    eventually(lambda: Letter.objects.filter(state="ready").exists(), seconds=60)
    expect(bkpsdm.get_by_role("link", name="Unduh")).to_be_visible(timeout=15_000)
    people.shot("bkpsdm", "5-letters-made")

    letter = Letter.objects.get()
    people.go("employee", reverse("reports:letter-of-evaluation", args=[evaluation.pk]))
    with employee.expect_download() as download:
        employee.get_by_role("link", name="Unduh dokumen evaluasi").click()
    download.value.save_as(tmp_path / "letter.pdf")
    text = pypdfium2.PdfDocument(tmp_path / "letter.pdf")[0].get_textpage().get_text_range()
    assert letter.number in text
    assert office.employee.employee.name in text

    visitor = people.browser.new_page()
    visitor.goto(f"{people.address}/V/{letter.verification_code}")
    expect(visitor.locator("h1")).to_have_text("Dokumen ini asli dan berlaku.")
    expect(visitor.locator("main")).not_to_contain_text("Predikat")
