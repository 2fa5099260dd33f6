"""A long job as its page shows it: renewed by itself, stopped by a question, gone on with."""

import re

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from personnel.models import User
from reports.actions.letters import request_agency_letters
from reports.models import Job
from reports.tasks import _begin, _count, _print_next, print_letters
from tests.factories.appraisal import SERVED, make_office
from tests.factories.reports import final_results
from tests.factories.sessions import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def opened_as(user: User, context: BrowserContext, url: str) -> Page:
    """A page of a signed-in person; a script error fails the journey."""
    cookie = sign_in(Client(), user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(url)
    return page


def print_one(job: Job) -> None:
    """As a worker does."""
    _begin(job.pk)
    _print_next(job.pk)
    _count(job.pk)


def test_job_is_watched_stopped_continued_and_taken_along(live_server, phone):
    office = make_office()
    final_results(office, 3)
    job = request_agency_letters(
        agency=office.agency, period=office.period(), by=office.head, now=SERVED
    )
    page = opened_as(office.head, phone, f"{live_server.url}/jobs/{job.uuid}/")
    heading = page.locator("h1")
    expect(heading).to_have_text("Menunggu giliran.")

    print_one(job)
    expect(heading).to_have_text("1 dari 3 surat sudah jadi.")

    page.get_by_role("button", name="Batalkan").click()
    question = page.locator("#confirm")
    expect(question).to_contain_text("Batalkan proses ini?")
    print_one(job)
    expect(heading).to_have_text("2 dari 3 surat sudah jadi.")
    question.get_by_role("button", name="Batalkan").click()
    expect(heading).to_have_text("Dibatalkan setelah 2 dari 3 surat.")

    page.get_by_role("button", name="Lanjutkan").click()
    expect(heading).to_have_text("Menunggu giliran.")
    print_letters(job.pk)
    expect(heading).to_have_text("Selesai: 3 surat siap diunduh.")
    expect(page.locator("#job-said")).to_have_text("Selesai: 3 surat siap diunduh.")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Unduh ZIP").click()
    assert re.fullmatch(r"dokumen-evaluasi-.*-tahun-2026\.zip", taken.value.suggested_filename)
