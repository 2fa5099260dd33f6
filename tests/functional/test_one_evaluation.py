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
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from appraisal.actions.periods import close_windows
from appraisal.enums import AnnexBlock, CoreValue, EvaluationState, PlanState
from appraisal.models import Evaluation, Plan
from reports.models import Letter
from sabang_kinerja.celery import app as celery_app
from tests.factories.appraisal import Office, make_office
from tests.factories.personnel import PASSWORD
from tests.factories.sessions import give_totp, totp_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class People:
    """One browser window a person, each signed in through the page."""

    def __init__(self, browser: Browser, address: str, shots: Path) -> None:
        self.browser = browser
        self.address = address
        self.shots = shots
        self.pages: dict[str, Page] = {}

    def arrive(self, name: str, user, *, width: int = 1280) -> Page:
        page = self.browser.new_context(
            viewport={"width": width, "height": 900}, locale="id-ID"
        ).new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.on(
            "console",
            lambda line: pytest.fail(line.text) if "Content Security Policy" in line.text else None,
        )
        page.goto(self.address + reverse("account_login"))
        page.fill("input[name=login]", user.username)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        if name == "bkpsdm":
            page.fill("input[name=code]", totp_code())
            page.press("input[name=code]", "Enter")
        expect(page.locator("nav[aria-label='Menu utama']")).to_be_attached()
        self.pages[name] = page
        return page

    def go(self, name: str, path: str) -> Page:
        page = self.pages[name]
        page.goto(self.address + path)
        return page

    def shot(self, name: str, what: str) -> None:
        self.pages[name].screenshot(path=self.shots / f"{what}.png", full_page=True)


def press(page: Page, label: str) -> None:
    """Press a button, confirm where the page asks, and wait for the next page."""
    button = page.get_by_role("button", name=label, exact=True).first
    asks = button.evaluate("b => Boolean(b.dataset.confirm || b.form?.dataset.confirm)")
    if asks:
        button.click()
        button = page.locator("#confirm").get_by_role("button", name=label, exact=True)
    with page.expect_navigation():
        button.click()


@pytest.fixture
def people(chromium, live_server, start_process, broker_url, settings, tmp_path) -> People:
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SITE_URL = live_server.url
    celery_app.conf.broker_url = broker_url.replace("unix://", "redis+socket://")
    start_process("worker")
    shots = tmp_path / "shots"
    shots.mkdir()
    return People(chromium, live_server.url, shots)


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
    employee = people.go("employee", reverse("appraisal:plan-list"))
    press(employee, f"Susun SKP {office.year}")
    plan = Plan.objects.get(employee=office.employee.employee)
    for text in ("Terselesaikannya permohonan", "Tersusunnya laporan", "Meningkatnya kepuasan"):
        people.go("employee", reverse("appraisal:result-create", args=[plan.pk]))
        employee.fill("textarea[name=text]", f"{text} tepat waktu")
        employee.fill("[name=indicators-0-text]", "Jumlah dokumen")
        employee.fill("[name=indicators-0-target]", "12 dokumen")
        press(employee, "Selesai mengubah")
    people.go("employee", reverse("appraisal:plan-annexes", args=[plan.pk]))
    for block in AnnexBlock:
        employee.fill(f"textarea[name={block.value}]", f"{block.label} disepakati")
    press(employee, "Simpan")
    people.shot("employee", "1-plan-390")
    press(employee, "Ajukan")

    supervisor = people.go("supervisor", reverse("appraisal:plan-detail", args=[plan.pk]))
    people.shot("supervisor", "2-plan-to-agree")
    press(supervisor, "Setujui")
    people.go("employee", reverse("appraisal:plan-detail", args=[plan.pk]))
    press(employee, "Tanda tangani")
    people.go("supervisor", reverse("appraisal:plan-detail", args=[plan.pk]))
    press(supervisor, "Tetapkan")
    plan.refresh_from_db()
    assert plan.state == PlanState.FIXED
    return plan


def judge_the_year(people: People, office: Office, plan: Plan) -> Evaluation:
    period = office.period()
    bkpsdm = people.go("bkpsdm", reverse("appraisal:period-detail", args=[period.pk]))
    press(bkpsdm, "Buka evaluasi")
    evaluation = Evaluation.objects.get(plan=plan, period=period)

    employee = people.go("employee", reverse("appraisal:evaluation-detail", args=[evaluation.pk]))
    for field in employee.locator("#isi-realisasi textarea").all():
        field.fill("Dua belas dokumen selesai, bukti pada lemari arsip.")
    people.shot("employee", "3-achievements-390")
    press(employee, "Ajukan")

    mayor = people.go("mayor", reverse("appraisal:organisation-list", args=[period.pk]))
    mayor.get_by_role("link", name="Tetapkan").first.click()
    mayor.get_by_label("Baik", exact=True).check()
    mayor.fill("textarea[name=basis]", "Capaian perjanjian kinerja 98 %")
    press(mayor, "Tetapkan")

    supervisor = people.go(
        "supervisor",
        reverse("appraisal:team", args=[period.pk]) + f"?selected={evaluation.pk}",
    )
    ratings = supervisor.locator("#laci .evlist input[type=radio][value=meets]")
    expect(ratings).to_have_count(plan.results.count() + len(CoreValue))
    for stop in ratings.all():
        stop.check()
    people.shot("supervisor", "4-ratings")
    with supervisor.expect_navigation():
        supervisor.locator("#laci .drawer-foot button[name=then]:visible").click()
    people.go(
        "supervisor",
        reverse("appraisal:team", args=[period.pk]) + f"?selected={evaluation.pk}",
    )
    press(supervisor, "Tetapkan")
    people.go(
        "supervisor",
        reverse("appraisal:team", args=[period.pk]) + f"?selected={evaluation.pk}",
    )
    press(supervisor, "Sampaikan")
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.predicate) == (EvaluationState.SERVED, "good")
    return evaluation


def read_accept_and_print(
    people: People, office: Office, evaluation: Evaluation, eventually, tmp_path: Path
) -> None:
    employee = people.go("employee", reverse("appraisal:evaluation-detail", args=[evaluation.pk]))
    expect(employee.locator("h1")).to_contain_text("Predikat Anda Baik")
    people.shot("employee", "5-result-390")
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
    people.shot("bkpsdm", "6-letters-made")

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
