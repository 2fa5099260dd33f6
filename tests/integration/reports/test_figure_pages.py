"""The page of a report opens with the figures of the night, and says so."""

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from personnel.enums import Role
from reports.actions.figures import compile_figures
from tests.factories.appraisal import make_office
from tests.factories.crowds import make_crowd
from tests.factories.follow_up import finalise
from tests.factories.personnel import make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

NIGHT = "Tampilkan semua bab, dihitung sekarang"
NOW = "Semua bab dihitung saat halaman ini dibuka."


@pytest.fixture
def office():
    made = make_office(timezone.localdate().year)
    for plan in make_crowd(made, 4):
        finalise(plan, made.period())
    return made


def address(name, office, unit=None):
    return reverse(f"reports:{name}", args=[(unit or office.agency).pk, office.period().pk])


def read(client, office, **asked):
    return client.get(address("report-detail", office), asked).content.decode()


def one_more(office):
    finalise(make_crowd(office, 1)[0], office.period())


def listed(client, office):
    page = client.get(reverse("reports:report-list"), {"period": office.period().pk})
    return " ".join(page.content.decode().split())


def test_list_of_reports_shows_how_far_each_agency_was_in_the_night(client, office):
    sign_in(client, office.head)
    before = listed(client, office)
    compile_figures(now=timezone.now())
    one_more(office)

    after = listed(client, office)

    assert office.agency.name in before
    assert "untuk periode ini belum ada" in before
    assert 'data-l="Evaluasi selesai"><span>4</span>' in after
    assert "bukan peringkat" in after


@pytest.mark.parametrize(
    ("today", "first"),
    [
        ("2026-02-10", "Triwulan I 2026"),
        ("2026-11-28", "Triwulan III 2026"),
        ("2027-01-05", "Tahun 2026"),
    ],
)
def test_list_opens_with_the_newest_period_that_is_over(client, monkeypatch, today, first):
    office = make_office(2026)
    now = datetime.fromisoformat(f"{today}T03:00:00+00:00")
    monkeypatch.setattr(timezone, "now", lambda: now)
    sign_in(client, office.head)

    page = client.get(reverse("reports:report-list"))

    assert page.context["period"].label == first


def test_city_in_the_list_is_the_sum_of_its_agencies_and_costs_no_query_more(client, office):
    agency = make_unit(name="Badan Contoh")
    other = replace(office, agency=agency, division=make_unit(agency))
    for plan in make_crowd(other, 2):
        finalise(plan, office.period())
    compile_figures(now=timezone.now())
    sign_in(client, make_user(Role.CITY_LEADERSHIP))
    listed(client, office)

    with CaptureQueriesContext(connection) as asked:
        page = listed(client, office)

    rows = re.findall(r'>([^<]+)</a></th>.*?data-l="Evaluasi selesai"><span>(\d+)<', page)
    assert rows[0] == (office.city.name, "6")
    assert {(agency.name, "2"), (office.agency.name, "4")} <= set(rows)
    assert sum("reports_unitfigures" in one["sql"] for one in asked.captured_queries) == 1


def test_page_shows_the_night_until_somebody_recounts(client, office):
    sign_in(client, office.head)
    compile_figures(now=timezone.now())
    one_more(office)

    before = read(client, office)
    answer = client.post(address("report-recount", office))
    after = read(client, office)

    assert answer["Location"] == address("report-detail", office)
    assert NIGHT in before
    assert "Sebaran predikat 4 pegawai" in before
    assert "Angka sudah dihitung ulang." in after
    assert "Sebaran predikat 5 pegawai" in after


def test_page_says_when_its_figures_were_true(client, office):
    sign_in(client, office.head)
    moment = timezone.localtime()
    compile_figures(now=moment)

    assert f"{moment:%Y, %H.%M} WIB." in read(client, office)


def test_all_chapters_are_counted_when_asked_for_and_where_there_is_no_night(client, office):
    sign_in(client, office.head)
    first = read(client, office)
    compile_figures(now=timezone.now())
    one_more(office)

    compiled, whole = read(client, office), read(client, office, chapters="all")

    for page in (first, whole):
        assert NOW in page
        assert "Perilaku kerja" in page
    assert "Perilaku kerja" not in compiled
    assert "periode sebelumnya" not in compiled
    assert "Sebaran predikat 5 pegawai" in whole


def test_workbook_is_counted_at_its_own_moment(client, office):
    sign_in(client, office.head)
    compile_figures(now=timezone.now())
    one_more(office)

    book = load_workbook(BytesIO(client.get(address("report-export", office)).content))

    rows = {row[0]: row[1] for row in book["sebaran"].iter_rows(min_row=2, values_only=True)}
    assert rows["Baik"] == 5


def test_auditor_reads_the_night_and_recounts_nothing(client, office):
    sign_in(client, make_user(Role.AUDITOR))
    compile_figures(now=timezone.now())
    one_more(office)

    client.post(address("report-recount", office))

    page = read(client, office)
    assert "Sebaran predikat 4 pegawai" in page
    assert f"Angka {office.agency.name} dihitung ulang oleh BKPSDM" in page


def test_head_recounts_no_other_unit(client, office):
    sign_in(client, office.head)

    assert client.post(address("report-recount", office, office.city)).status_code == 404


def test_page_asks_the_same_questions_of_any_number_of_people(client, office):
    sign_in(client, make_user(Role.CITY_LEADERSHIP))
    url = address("report-detail", office, office.city)

    def asked():
        compile_figures(now=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    asked()
    few = asked()
    for _turn in range(10):
        one_more(office)
    assert asked() == few
