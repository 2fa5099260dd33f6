"""Files for SIASN: exact field names, final results only, codes by setting, never a NIK."""

import csv
import json
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from appraisal.enums import EvaluationState
from personnel.enums import PeriodKind, Role
from personnel.models import RegulationSetting
from reports.actions.credit_letters import make_conversion_letter
from reports.selectors.siasn import FIELDS
from tests.factories.appraisal import SERVED
from tests.factories.credit import converted, final_crowd, final_of, make_credit_office
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def office(db, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_credit_office()


def file_url(office, kind="skp22", file_type="json", **query):
    url = reverse("reports:siasn-file", args=[kind, file_type])
    chosen = {"period": office.period().pk} | query
    return f"{url}?" + "&".join(f"{key}={value}" for key, value in chosen.items())


def read_json(answer):
    return json.loads(b"".join(answer.streaming_content))


def test_annual_file_has_the_published_fields_and_codes(client, office):
    final_of(office)
    sign_in(client, office.admin)

    (row,) = read_json(client.get(file_url(office)))

    assert list(row) == list(FIELDS["skp22"])
    assert row["pnsDinilaiId"] == office.employee.employee.nip
    assert (row["tahun"], row["hasilKinerja"]) == (2026, "SESUAI EKSPEKTASI")
    assert (row["hasilKinerjaNilai"], row["PerilakuKerjaNilai"], row["KuadranKinerjaNilai"]) == (
        *(2, 2),
        2,
    )
    assert row["kuadranKinerja"] == "BAIK"
    assert row["nipNrpPenilai"] == office.supervisor.employee.nip
    assert row["penilaiGolonganId"] == "31"
    assert row["statusPenilai"] == "ASN"


def test_codes_follow_the_setting_that_holds_today(client, office):
    final_of(office)
    RegulationSetting.objects.create(
        key="siasn.kuadran_nilai",
        value={
            "very_good": "5",
            "good": "4",
            "needs_improvement": "3",
            "poor": "2",
            "very_poor": "1",
        },
        legal_basis="Referensi SIASN",
        valid_from=date(2027, 1, 1),
        decided_by=office.admin,
        decided_at=NOW,
    )
    sign_in(client, office.admin)

    assert read_json(client.get(file_url(office)))[0]["KuadranKinerjaNilai"] == 4


def test_result_that_is_not_final_stays_out_and_is_named_as_waiting(client, office):
    final_of(office, until=EvaluationState.SERVED)
    sign_in(client, office.admin)

    assert read_json(client.get(file_url(office))) == []
    page = client.get(reverse("reports:siasn-export"), {"period": office.period().pk})
    assert "Disampaikan" in page.content.decode()
    assert page.context["files"][0].not_ready == 1


def test_credit_file_waits_for_a_numbered_paper(client, office):
    conversion = converted(office)
    sign_in(client, office.admin)
    url = file_url(office, "angkaKredit")
    assert read_json(client.get(url)) == []

    letter = make_conversion_letter(conversion_id=conversion.pk, by=office.admin, now=SERVED)
    (row,) = read_json(client.get(url))

    assert list(row) == list(FIELDS["angkaKredit"])
    assert (row["bulanMulaiPenailan"], row["bulanSelesaiPenailan"]) == (1, 12)
    assert (row["kreditBaruTotal"], row["isKonversi"]) == ("12.500", 1)
    assert (row["nomorSk"], row["tanggalSk"]) == (letter.number, "05-01-2027")


def test_papers_are_numbered_for_the_whole_scope(client, office):
    converted(office)
    sign_in(client, office.admin)
    url = f"{reverse('reports:siasn-letters')}?period={office.period().pk}"

    page = client.post(url, follow=True)

    assert "1 surat konversi dibuat, 0 tersisa." in page.content.decode()
    assert [file.ready for file in page.context["files"]] == [1, 1]


def test_csv_and_xlsx_say_the_same(client, office):
    final_of(office)
    sign_in(client, office.admin)

    answer = client.get(file_url(office, file_type="csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    table = list(csv.reader(StringIO(text), delimiter=";"))
    sheet = load_workbook(BytesIO(client.get(file_url(office, file_type="xlsx")).content)).active

    assert table[0] == list(FIELDS["skp22"])
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == table


def test_periodic_file_belongs_to_periods_alone(client, office):
    sign_in(client, office.admin)
    quarter = office.period(PeriodKind.QUARTER, 1).pk

    assert read_json(client.get(file_url(office, "kinerjaPeriodik", period=quarter))) == []
    assert client.get(file_url(office, "kinerjaPeriodik")).status_code == 404
    assert client.get(file_url(office, "skp22", period=quarter)).status_code == 404


def test_agency_exports_only_its_own(client, office):
    final_of(office)
    elsewhere = make_user(Role.PERFORMANCE_MANAGER)
    sign_in(client, elsewhere)

    assert read_json(client.get(file_url(office))) == []
    assert client.get(file_url(office, agency=office.agency.pk)).status_code == 404


@pytest.mark.parametrize(
    "query", [{"period": "x"}, {"period": "0"}, {"agency": "x"}, {"agency": "0"}]
)
def test_bad_address_is_not_found(client, office, query):
    sign_in(client, office.admin)

    assert client.get(file_url(office, **query)).status_code == 404


def test_employees_export_nothing(client, office):
    sign_in(client, office.employee)

    assert client.get(file_url(office)).status_code == 403


def test_many_rows_need_no_more_queries(client, office, django_assert_max_num_queries):
    final_crowd(office, 24)
    sign_in(client, office.admin)
    client.get(file_url(office))

    with django_assert_max_num_queries(11):
        assert len(read_json(client.get(file_url(office)))) == 24
