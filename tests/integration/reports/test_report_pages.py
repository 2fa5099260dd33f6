"""The report on screen and as a workbook."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from personnel.enums import Role
from reports.models import Job
from tests.factories.appraisal import make_office
from tests.factories.crowds import make_crowd
from tests.factories.follow_up import finalise
from tests.factories.personnel import make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    made = make_office()
    for plan in make_crowd(made, 4):
        finalise(plan, made.period())
    return made


def address(name, unit, office):
    return reverse(f"reports:{name}", args=[unit.pk, office.period().pk])


def test_leader_goes_from_the_city_to_agency_and_unit(client, office):
    sign_in(client, make_user(Role.CITY_LEADERSHIP))

    listed = client.get(reverse("reports:report-list"), {"period": office.period().pk})
    city = client.get(address("report-detail", office.city, office))
    agency = client.get(address("report-detail", office.agency, office))

    assert address("report-detail", office.city, office) in listed.content.decode()
    assert address("report-detail", office.agency, office) in city.content.decode()
    assert address("report-detail", office.division, office) in agency.content.decode()
    below = address("report-detail", office.agency, office)
    assert f'<a href="{below}">{office.agency.name}</a></th>' in city.content.decode()
    assert "Nurul Contoh" not in agency.content.decode()


def test_head_opens_the_own_agency_and_no_other(client, office):
    sign_in(client, office.head)

    assert client.get(address("report-detail", office.agency, office)).status_code == 200
    for unit in (office.city, make_unit()):
        for name in ("report-detail", "report-export"):
            assert client.get(address(name, unit, office)).status_code == 404


def test_auditor_reads_and_starts_nothing(client, office):
    sign_in(client, make_user(Role.AUDITOR))

    assert client.get(address("report-detail", office.agency, office)).status_code == 200
    client.post(address("report-print", office.agency, office))

    assert not Job.objects.exists()


def test_workbook_has_a_sheet_a_table_with_typed_cells_filter_and_frozen_heading(client, office):
    sign_in(client, office.head)

    answer = client.get(address("report-export", office.agency, office))

    book = load_workbook(BytesIO(answer.content))
    sheet = book["sebaran"]
    rows = {row[0]: row[1:3] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["Baik"] == (4, 100)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E6"
    people = book["daftar-hasil"]
    assert people.max_row == 5
    assert people["A2"].data_type == "s"
    assert {"Ringkasan", "tpp", "survei"} <= set(book.sheetnames)


def test_city_report_is_printed_as_a_job(client, office):
    sign_in(client, make_user(Role.CITY_LEADERSHIP))

    client.post(address("report-print", office.city, office))

    assert Job.objects.get().agency == office.city


def test_english_reader_is_told_that_the_document_is_indonesian(client, office):
    browser = sign_in(client, office.head)
    place = address("report-detail", office.agency, office)
    told = "The words of this report are Indonesian"

    indonesian = browser.get(place).content.decode()
    browser.cookies["django_language"] = "en"
    english = browser.get(place).content.decode()

    assert told not in indonesian
    assert english.count(told) == 1
    title, _told, rest = english.partition(told)
    assert f'<div lang="id"><div class="page-head"><p class="eyebrow">{office.agency.name}' in title
    assert "Tahun 2026</p>" in title
    body = rest[rest.index('<div class="stack" lang="id">') :]
    assert all(f'id="s-{key}"' in body for key in ("pelatihan", "pengembangan", "capaian"))
