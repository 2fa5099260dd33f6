"""An objection that changes a predicate: filed by the employee, heard, decided by the superior."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from appraisal.actions import objections, ratings
from appraisal.enums import EvaluationState, Predicate, Rating
from appraisal.models import Evaluation
from tests.factories.appraisal import evaluation_at, make_office
from tests.factories.personnel import PASSWORD
from tests.functional.people import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def arrive(browser: Browser, address: str, user, *, width: int = 1280) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="id-ID")
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(address + reverse("account_login"))
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.locator("nav[aria-label='Menu utama']")).to_be_attached()
    return page


def test_objection_changes_the_predicate_and_a_new_revision_is_served(chromium, live_server):
    cache.clear()
    office = make_office(timezone.localdate().year - 1)
    evaluation = evaluation_at(EvaluationState.FIXED, office, results=Rating.BELOW)
    assert evaluation.predicate == Predicate.NEEDS_IMPROVEMENT
    yesterday = timezone.now() - timedelta(days=1)
    ratings.serve_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=yesterday)
    result = live_server.url + reverse("appraisal:evaluation-detail", args=[evaluation.pk])

    employee = arrive(chromium, live_server.url, office.employee, width=390)
    employee.goto(result)
    expect(employee.locator("h1")).to_contain_text("Predikat Anda Butuh Perbaikan")
    employee.get_by_role("link", name="Ajukan keberatan").click()
    employee.fill("textarea", "Bukti triwulan III belum dibaca.")
    press(employee, "Ajukan keberatan")
    objection = evaluation.objections.get()

    objections.save_statement(
        objection_id=objection.pk,
        text="Bukti datang setelah penilaian.",
        by=office.supervisor,
        now=timezone.now(),
    )
    superior = arrive(chromium, live_server.url, office.head)
    superior.goto(live_server.url + reverse("appraisal:objection-detail", args=[objection.pk]))
    press(superior, "Periksa keberatan")
    superior.get_by_label("Diubah").check()
    superior.select_option("select[name=results_rating]", "meets")
    superior.fill("textarea[name=decision]", "Bukti membenarkan pegawai.")
    press(superior, "Tetapkan putusan")

    changed = Evaluation.objects.get(pk=evaluation.pk)
    assert (changed.predicate, changed.revision) == (Predicate.GOOD, 2)
    assert changed.state == EvaluationState.FINAL
    employee.goto(result)
    expect(employee.locator("h1")).to_contain_text("Predikat Anda Baik")
    expect(employee.get_by_text("putusan diubah")).to_be_visible()
