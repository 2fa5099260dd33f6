"""Overview, order, awards, boxes, recap, measures, imports and reports on their pages."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from appraisal.enums import Rating
from appraisal.models import (
    AttendanceFactor,
    Award,
    DisciplinaryMeasure,
    PotentialAssessment,
)
from appraisal.selectors.follow_up_reports import REPORTS
from personnel.enums import PeriodKind, Role
from tests.factories.appraisal import evaluation_at, make_office
from tests.factories.crowds import make_crowd
from tests.factories.follow_up import final_crowd, finalise
from tests.factories.personnel import make_unit, make_user, make_year
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def office(db, clock):
    clock(NOW)
    return make_office()


@pytest.fixture
def admin(client, office):
    return sign_in(client, office.admin)


def text_of(response):
    return response.content.decode()


def page(client, name, *args, **query):
    return client.get(reverse(f"appraisal:{name}", args=args), query)


def sheet_of(response):
    book = load_workbook(BytesIO(response.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def test_overview_offers_to_each_role_what_it_may_open(client, office):
    shown = {}
    for user in (office.admin, office.head, make_user(Role.PERFORMANCE_MANAGER)):
        sign_in(client, user)
        shown[user] = text_of(page(client, "followup-list"))

    admin, head, manager = shown.values()
    assert "Hukuman disiplin" in admin
    assert "Kotak talenta" in admin
    assert "Pemeringkatan" in head
    assert "Kotak talenta" not in head
    assert "Pemeringkatan" not in manager


def test_ranking_shows_the_order_its_reasons_and_prints_the_tie_breaks(admin, office):
    best, second = make_crowd(office, 2)
    finalise(best, office.period(), Rating.ABOVE, Rating.ABOVE)
    finalise(second, office.period())

    shown = text_of(page(admin, "ranking-list"))
    rows = sheet_of(page(admin, "ranking-export", "xlsx"))

    assert "2 pegawai diurutkan" in shown
    assert "Urutan pemecah seri: 1. predikat; 2. rating perilaku kerja" in shown
    assert [row[0] for row in rows[1:3]] == [1, 2]
    assert rows[2][-1] == "predikat"
    assert rows[-2][0].startswith("Urutan pemecah seri")
    assert rows[-1][0] == "Untuk Tim Penilai Kinerja."


def test_ranking_of_a_head_holds_the_own_agency_only(client, office):
    final_crowd(office, 2)
    other = make_unit()
    sign_in(client, office.head)

    assert "2 pegawai diurutkan" in text_of(page(client, "ranking-list"))
    assert page(client, "ranking-list", agency=other.pk).status_code == 404
    assert page(client, "ranking-list", agency="abc").status_code == 404
    assert page(client, "ranking-list", level="abc").status_code == 404


def test_pages_refuse_other_roles(client, office):
    sign_in(client, office.employee)

    for name in ("followup-list", "ranking-list", "talent-list", "allowance-list", "measure-list"):
        assert page(client, name).status_code == 403


@pytest.mark.parametrize("name", ["ranking-list", "award-list", "talent-list", "allowance-list"])
def test_page_asks_as_often_for_one_as_for_many(admin, office, name):
    final_crowd(office, 1, Rating.ABOVE, Rating.ABOVE)
    page(admin, name)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert page(admin, name).status_code == 200
        return len(queries)

    one = count()
    final_crowd(office, 20, Rating.ABOVE, Rating.ABOVE)

    assert count() == one


def qualified(office):
    earlier = make_year(office.year.year - 1)
    (plan,) = make_crowd(office, 1)
    finalise(plan, office.period(), Rating.ABOVE, Rating.ABOVE)
    finalise(plan, earlier.periods.get(kind=PeriodKind.ANNUAL))
    return plan.employee


def test_award_is_recorded_listed_exported_and_taken_out_again(admin, office):
    employee = qualified(office)
    url = reverse("appraisal:award-create", args=[office.year.year, employee.pk])

    done = admin.post(
        url,
        {"kind": "certificate", "decree_number": "800/7", "decree_date": "17-08-2026"},
        follow=True,
    )

    assert "800/7" in text_of(done)
    assert sheet_of(page(admin, "award-export", "xlsx"))[1][5:7] == ["Piagam", "800/7"]
    again = admin.post(
        url, {"kind": "certificate", "decree_number": "800/8", "decree_date": "17-08-2026"}
    )
    assert again.status_code == 422
    assert "sudah tercatat" in text_of(again)
    admin.post(reverse("appraisal:award-delete", args=[Award.objects.get().pk]))
    assert not Award.objects.exists()


def test_bad_award_keeps_what_was_typed(admin, office):
    employee = qualified(office)

    response = admin.post(
        reverse("appraisal:award-create", args=[office.year.year, employee.pk]),
        {"kind": "certificate", "decree_number": "800/7", "decree_date": "31-02-2026"},
    )

    assert response.status_code == 422
    assert 'value="800/7"' in text_of(response)
    assert "Tanggal tidak ada pada kalender" in text_of(response)


def upload(client, name, text, **data):
    file = SimpleUploadedFile("data.csv", text.encode(), content_type="text/csv")
    return client.post(reverse(f"appraisal:{name}"), {"file": file, **data})


def test_potential_is_previewed_with_bad_rows_and_then_written(admin, office):
    good, other = final_crowd(office, 2)
    nip = good.plan.employee.nip
    text = (
        "NIP;Potensi;Tanggal;Sumber\n"
        f"{nip};Tinggi;01-11-2026;UPT\n"
        f"{nip};Rendah;01-11-2026;UPT\n"
        f"{other.plan.employee.nip};hebat;01-11-2026;UPT\n"
        "199001012015031001;Tinggi;01-11-2026;UPT\n"
        f"{other.plan.employee.nip};Tinggi;01-11-2026;\n"
    )

    preview = upload(admin, "potential-import", text)

    shown = text_of(preview)
    assert "1 baris dapat ditulis, 4 ditolak." in shown
    assert "Baris 3: pegawai ini sudah ada pada baris 2." in shown
    assert "Baris 4: potensi harus tinggi, menengah, atau rendah." in shown
    assert "Baris 5: tidak ada pegawai dengan NIP ini." in shown
    assert "Baris 6: sumber kosong." in shown
    assert not PotentialAssessment.objects.exists()

    admin.post(
        reverse("appraisal:potential-import"), {"sealed": preview.context["sealed"]}, follow=True
    )

    assert PotentialAssessment.objects.get().employee == good.plan.employee
    assert "1 pegawai berada dalam kotak 8." in text_of(page(admin, "talent-detail", 8))
    assert page(admin, "talent-detail", 10).status_code == 404


def test_attendance_is_written_for_the_month_that_was_named(admin, office):
    employee = office.employee.employee

    preview = upload(
        admin,
        "attendance-import",
        f"NIP;Kehadiran\n{employee.nip};97 %\n",
        month="2027-01",
    )
    admin.post(reverse("appraisal:attendance-import"), {"sealed": preview.context["sealed"]})

    factor = AttendanceFactor.objects.get()
    assert (factor.month, str(factor.factor)) == (date(2027, 1, 1), "0.9700")


@pytest.mark.parametrize(
    ("name", "text", "data", "sentence"),
    [
        ("potential-import", "NIP;Nama\n1;A\n", {}, "Judul kolom"),
        ("potential-import", "", {}, "Berkas"),
        ("attendance-import", "NIP;Kehadiran\n", {"month": "2027-13"}, "Tulis tahun dan bulan"),
    ],
)
def test_file_that_cannot_be_read_is_refused_at_its_field(
    admin, office, name, text, data, sentence
):
    response = upload(admin, name, text, **data)

    assert response.status_code == 422
    assert sentence in text_of(response)


def test_preview_that_was_tampered_with_writes_nothing(admin, office):
    response = admin.post(reverse("appraisal:potential-import"), {"sealed": "palsu"}, follow=True)

    assert "sudah tidak berlaku" in text_of(response)


def measure_data(person, **changes):
    return {
        "employee": person.nip,
        "level": "medium",
        "decree_number": "800.1.6/1/2026",
        "effective_from": "01-12-2026",
        "effective_until": "31-08-2027",
        "note": "",
    } | changes


def test_measure_is_recorded_changed_and_warns_the_supervisor(client, office):
    evaluation = evaluation_at("in_rating", office)
    employee = office.employee.employee
    sign_in(client, office.admin)
    client.post(reverse("appraisal:measure-create"), measure_data(employee))
    measure = DisciplinaryMeasure.objects.get()
    client.post(
        reverse("appraisal:measure-update", args=[measure.pk]),
        measure_data(employee, level="heavy", row_version=measure.row_version),
    )

    sign_in(client, office.supervisor)
    drawer = client.get(
        reverse("appraisal:team", args=[evaluation.period_id]), {"selected": evaluation.pk}
    )

    measure.refresh_from_db()
    assert measure.level == "heavy"
    assert "Hukuman disiplin tingkat berat berlaku" in text_of(drawer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"employee": "Tidak Ada"}, "Tidak ada pegawai"),
        ({"effective_until": "01-01-2026"}, "sama dengan atau setelah"),
        ({"level": "x"}, "x"),
        ({"decree_number": ""}, "Isi kolom ini"),
    ],
)
def test_bad_measure_is_refused_at_its_field(admin, office, changes, sentence):
    response = admin.post(
        reverse("appraisal:measure-create"), measure_data(office.employee.employee, **changes)
    )

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not DisciplinaryMeasure.objects.exists()


def test_nobody_records_a_measure_about_oneself(admin, office):
    response = admin.post(reverse("appraisal:measure-create"), measure_data(office.admin.employee))

    assert response.status_code == 422
    assert "admin BKPSDM lain" in text_of(response)


def test_recap_says_that_it_pays_nothing_and_which_figures_are_provisional(admin, office):
    final_crowd(office, 1)

    shown = text_of(page(admin, "allowance-list", agency=office.agency.pk))
    notes = [row[0] for row in sheet_of(page(admin, "allowance-export", "xlsx"))]

    assert "Rekap saja; pembayaran dilakukan di bagian keuangan" in shown
    assert "Angka sementara:" in shown
    assert any(str(note).startswith("Belum ditetapkan kota") for note in notes)
    assert page(admin, "allowance-list", month="2027-99").status_code == 404
    assert page(admin, "allowance-export", "pdf").status_code == 404


@pytest.mark.parametrize("key", REPORTS)
def test_report_is_a_page_and_a_file(admin, office, key):
    final_crowd(office, 2)

    shown = page(admin, "followup-report", key, all="1")
    rows = sheet_of(page(admin, "followup-export", key, "xlsx"))
    csv = page(admin, "followup-export", key, "csv")

    assert shown.status_code == csv.status_code == 200
    assert rows[0] == [str(column.label) for column in shown.context["report"].columns]
    assert csv.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("place", [("ranking-list",), ("followup-report", "results")])
def test_search_finds_by_name_or_number_and_keeps_the_count(admin, office, place):
    one, _other = final_crowd(office, 2)
    nip = one.plan.employee.nip

    found = page(admin, *place, q=f"{nip[:8]} {nip[8:]}")
    nobody = page(admin, *place, q="Tidak Ada Orang Ini")

    assert [found.context["page"].paginator.count, nobody.context["page"].paginator.count] == [1, 0]
    assert "2 pegawai" in text_of(nobody)


def test_report_that_does_not_exist_is_not_found(admin, office):
    assert page(admin, "followup-report", "rahasia").status_code == 404
    assert page(admin, "followup-export", "results", "pdf").status_code == 404


def test_report_of_a_manager_holds_the_own_agency_only(client, office):
    final_crowd(office, 2)
    sign_in(client, make_user(Role.PERFORMANCE_MANAGER))

    assert "0 pegawai memiliki hasil" in text_of(page(client, "followup-report", "results"))
