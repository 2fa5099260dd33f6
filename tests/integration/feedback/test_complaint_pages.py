"""The register of complaints: cases, steps, deadlines, a file."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Evidence
from feedback.enums import ComplaintKind, ComplaintState
from feedback.models import Complaint
from personnel.enums import Role
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LIST = reverse("feedback:complaint-list")
CREATE = reverse("feedback:complaint-create")
IMPORT = reverse("feedback:complaint-import")
TODAY = timezone.localdate()


@pytest.fixture
def agency():
    return make_unit(name="Dinas Kesehatan")


@pytest.fixture
def officer(agency):
    user = make_user()
    make_grant(user, Role.SURVEY_OFFICER, agency=agency)
    return user


@pytest.fixture
def browser(client, officer):
    return sign_in(client, officer)


def make_complaint(unit, by, **fields):
    defaults = {
        "tracking_id": f"L{Complaint.objects.count() + 1}",
        "received_on": TODAY,
        "kind": ComplaintKind.ORDINARY,
        "summary": "Antrean lama.",
        "entered_by": by,
        "entered_at": timezone.now(),
    }
    return Complaint.objects.create(unit=unit, **{**defaults, **fields})


def typed(agency, **more):
    return {
        "tracking_id": "9876543",
        "received_on": f"{TODAY:%d-%m-%Y}",
        "kind": "ordinary",
        "unit_id": agency.pk,
        "summary": "Ruang tunggu panas.",
    } | more


def page_of(name, complaint):
    return reverse(f"feedback:complaint-{name}", args=[complaint.pk])


def test_a_case_is_registered_once(browser, agency, officer):
    browser.post(CREATE, typed(agency))
    twice = browser.post(CREATE, typed(agency))
    complaint = Complaint.objects.get()
    assert (complaint.state, complaint.entered_by) == (ComplaintState.RECEIVED, officer)
    assert "sudah ada di register" in twice.content.decode()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Pelapor 1172010101900001 menunggu", "NIK"),
        ("Hubungi 0812 3456 7890", "nomor telepon"),
        ("Surel a@b.id", "alamat surel"),
    ],
)
def test_personal_data_is_refused_at_its_field_and_stays_typed(browser, agency, text, word):
    answer = browser.post(CREATE, typed(agency, summary=text))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"memuat {word}" in page
    assert text in page
    assert not Complaint.objects.exists()


def test_a_case_goes_step_by_step_and_one_step_back(browser, agency, officer):
    complaint = make_complaint(agency, officer, received_on=TODAY - timedelta(days=10))
    step = page_of("step", complaint)

    too_early = browser.post(step, {"day": f"{TODAY - timedelta(days=20):%d-%m-%Y}"})
    assert "sebelum tanggal diterima" in too_early.content.decode()
    browser.post(step, {"day": f"{TODAY - timedelta(days=9):%d-%m-%Y}"})
    wordless = browser.post(step, {"day": f"{TODAY:%d-%m-%Y}", "answer": ""})
    assert "Tuliskan tanggapannya" in wordless.content.decode()
    browser.post(step, {"day": f"{TODAY:%d-%m-%Y}", "answer": "Kipas dipasang."})
    browser.post(step, {"day": f"{TODAY:%d-%m-%Y}"})

    complaint.refresh_from_db()
    assert complaint.state == ComplaintState.CLOSED
    assert complaint.closed_on == TODAY
    browser.post(page_of("undo", complaint))
    complaint.refresh_from_db()
    assert (complaint.state, complaint.closed_on) == (ComplaintState.ANSWERED, None)
    assert complaint.answer == "Kipas dipasang."


def test_late_steps_are_counted_in_working_days(browser, agency, officer):
    make_complaint(agency, officer, received_on=TODAY - timedelta(days=28))
    row = browser.get(LIST).context["rows"][0]
    assert row.is_late
    assert "terlambat" in row.words
    assert -17 <= row.left <= -14


def test_nothing_of_a_case_reaches_an_appraisal(browser, agency):
    browser.post(CREATE, typed(agency))
    assert not Evidence.objects.exists()
    related = {
        relation.related_model._meta.app_label for relation in Complaint._meta.related_objects
    }
    assert "appraisal" not in related


def test_lapor_opens_in_a_new_tab(browser):
    page = browser.get(LIST).content.decode()
    assert 'href="https://www.lapor.go.id" target="_blank" rel="noopener noreferrer"' in page


FILE = """Nomor LAPOR;Tanggal;Jenis;OPD;Ringkasan
1001;01/10/2026;Pengaduan;Dinas Kesehatan;Obat habis
1002;02/10/2026;Aspirasi;Dinas Kesehatan;Buka hari Sabtu
1003;03/10/2026;Pengaduan;Dinas Lain;Jalan rusak
1004;31/02/2026;Pengaduan;Dinas Kesehatan;Antrean
1005;04/10/2026;Keluhan;Dinas Kesehatan;Antrean
1001;05/10/2026;Pengaduan;Dinas Kesehatan;Lagi
1006;05/10/2026;Pengaduan;Dinas Kesehatan;Telepon 081234567890
"""


def upload(browser, text=FILE):
    return browser.post(IMPORT, {"file": SimpleUploadedFile("lapor.csv", text.encode())})


def test_a_file_is_shown_then_written_and_known_numbers_are_skipped(browser, agency):
    shown = upload(browser)
    assert [one.tracking_id for one in shown.context["taken"]] == ["1001", "1002"]
    assert [row for row, _reason in shown.context["refused"]] == [4, 5, 6, 7, 8]
    assert not Complaint.objects.exists()

    browser.post(IMPORT, {"sealed": shown.context["sealed"]})

    first, second = Complaint.objects.order_by("tracking_id")
    assert (first.received_on, first.unit) == (date(2026, 10, 1), agency)
    assert second.kind == ComplaintKind.ASPIRATION
    again = upload(browser)
    assert (again.context["taken"], again.context["same"]) == ([], 2)


def test_a_file_without_the_table_is_refused(browser):
    assert upload(browser, "a;b\n1;2\n").status_code == 422


def test_each_role_sees_its_own_cases(client, agency, officer):
    mine, other = make_complaint(agency, officer), make_complaint(make_unit(), officer)
    expected = {
        Role.SURVEY_OFFICER: {mine.pk, other.pk},
        Role.BKPSDM_ADMIN: {mine.pk, other.pk},
        Role.AUDITOR: {mine.pk, other.pk},
        Role.AGENCY_HEAD: {mine.pk},
        Role.PERFORMANCE_MANAGER: {mine.pk},
    }
    for role, seen in expected.items():
        browser = sign_in(client, make_user(role, agency=agency))
        assert {row.complaint.pk for row in browser.get(LIST).context["rows"]} == seen, role
        status = browser.get(page_of("detail", other)).status_code
        assert status == (200 if other.pk in seen else 404), role
    browser = sign_in(client, officer)
    assert browser.post(page_of("undo", other)).status_code == 404
    assert browser.get(page_of("update", other)).status_code == 404
    head = sign_in(client, make_user(Role.AGENCY_HEAD, agency=agency))
    assert head.post(page_of("undo", mine)).status_code == 403
    assert sign_in(client, make_user()).get(LIST).status_code == 403


def test_list_takes_the_same_queries_for_hundreds_of_rows(
    browser, agency, officer, django_assert_num_queries
):
    make_complaint(agency, officer)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST)
    for _n in range(200):
        make_complaint(agency, officer)
    with django_assert_num_queries(len(few)):
        browser.get(LIST)
    answer = browser.get(reverse("feedback:complaint-export", args=["csv"]))
    assert answer.content.decode("utf-8-sig").count("\n") == 202
