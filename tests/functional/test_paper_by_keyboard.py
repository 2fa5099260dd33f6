"""An operator types paper sheets without touching the mouse."""

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from feedback.enums import Standing
from feedback.models import EntryBatch, Response
from personnel.enums import Role
from tests.factories.feedback import make_service, make_survey
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.functional.accessibility import violations
from tests.functional.test_matrix_to_plan import arrive

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheets(desk, live_server):
    """The grid of a new batch, opened by an officer, with one free and one paid service."""
    cache.clear()
    agency = make_unit()
    make_service(agency, name="Aneka izin", has_fee=True)
    make_service(agency, name="Beasiswa")
    officer = make_user()
    make_grant(officer, Role.SURVEY_OFFICER, agency=agency)
    survey = make_survey(agency)
    page = arrive(desk, live_server.url, officer)
    page.goto(live_server.url + reverse("feedback:survey-detail", args=[survey.pk]))
    page.get_by_role("button", name="Masukkan kuesioner kertas").click()
    return page


def test_rows_are_typed_saved_and_undone_by_keyboard_alone(sheets, eventually):
    keys = sheets.keyboard
    rows = sheets.locator("tbody tr[data-sheet]")
    expect(rows.first.get_by_label("Tanggal", exact=True)).to_be_focused()

    keys.type("01-09-2026")
    keys.press("Enter")
    keys.type("2")  # the second service is free: its cost is 4, whatever the sheet says
    keys.press("Enter")
    for choice in ("1", "2"):
        keys.type(choice)
        keys.press("Enter")
    keys.type("30")
    keys.press("Enter")
    for choice in ("3", "8", "1"):
        keys.type(choice)
        keys.press("Enter")
    keys.type("333133333")
    expect(rows.first.get_by_label("Saran", exact=True)).to_be_focused()
    keys.press("Enter")

    eventually(lambda: Response.objects.count() == 1)
    first = Response.objects.get()
    assert first.ratings == [3, 3, 3, 4, 3, 3, 3, 3, 3]
    assert first.day == date(2026, 9, 1)
    assert (first.visit_time, first.sex, first.age_group) == ("08-12", "P", "25-34")
    assert (first.education, first.occupation) == ("SMA", "other")
    expect(rows.first.locator(".sheet-state")).to_have_text("Tersimpan")
    expect(rows.nth(1).get_by_label("Jenis kelamin", exact=True)).to_be_focused()

    for _n in range(5):
        keys.press("Enter")
    keys.type("7")
    expect(rows.nth(1).locator(".invalid-feedback")).to_have_text("Isi 1 sampai 4, atau kosongkan.")
    keys.type("2")
    keys.press("ArrowLeft")
    expect(rows.nth(1).get_by_label("Persyaratan", exact=True)).to_be_focused()
    keys.press("ArrowRight")
    keys.type("222")
    for _n in range(9):
        keys.press("Enter")
    eventually(lambda: Response.objects.count() == 2)
    assert Response.objects.filter(standing=Standing.UNUSABLE).count() == 1
    expect(sheets.locator("[data-count=rows]")).to_have_text("2")
    expect(sheets.locator("[data-count=unusable]")).to_have_text("1")

    sheets.get_by_role("button", name="Batalkan baris terakhir").press("Enter")
    eventually(lambda: Response.objects.count() == 1)
    expect(sheets.locator("[data-count=rows]")).to_have_text("1")
    assert EntryBatch.objects.get().rows == 1


def test_a_row_that_could_not_be_sent_stays_and_is_tried_again(sheets, eventually):
    keys = sheets.keyboard
    row = sheets.locator("tbody tr[data-sheet]").first
    expect(row.get_by_label("Tanggal", exact=True)).to_be_focused()
    sheets.route("**/save/", lambda route: route.abort())
    keys.type("01-09-2026")
    row.get_by_label("Layanan", exact=True).select_option(index=1)
    row.get_by_label("Persyaratan", exact=True).focus()
    keys.type("333333333")
    keys.press("Enter")

    expect(row.locator(".sheet-state")).to_contain_text("Belum tersimpan")
    assert not Response.objects.exists()
    sheets.unroute("**/save/")
    row.get_by_label("Saran", exact=True).focus()
    keys.press("Enter")
    eventually(lambda: Response.objects.count() == 1)


def test_the_grid_can_be_read_aloud(sheets):
    assert violations(sheets) == []
