"""Comparing with e-Kinerja: every outcome, nothing written to results, bad files change nothing."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from appraisal.enums import EvaluationState
from appraisal.models import Evaluation
from personnel.enums import Role
from reports.models import Reconciliation
from tests.factories.credit import final_crowd, final_of, make_credit_office
from tests.factories.personnel import make_employee, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
HEAD = "NIP;Nama;Hasil Kerja;Perilaku Kerja;Predikat;NIP Penilai"
UNKNOWN = "199001012022212999"


@pytest.fixture
def office(db, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_credit_office()


def line(employee, predicate="BAIK", results="Sesuai", supervisor=""):
    return f"{employee.nip};{employee.name};{results};Sesuai;{predicate};{supervisor}"


def upload(client, office, *lines, head=HEAD, **data):
    file = SimpleUploadedFile("ekinerja.csv", "\n".join([head, *lines]).encode())
    return client.post(
        reverse("reports:reconciliation-list"),
        {"period": office.period().pk, "file": file} | data,
    )


def test_every_outcome_is_told(client, office):
    same = final_of(office).plan.employee
    differs, missing = (row.plan.employee for row in final_crowd(office, 2))
    nobody = make_employee(office.division)
    sign_in(client, office.admin)
    before = list(Evaluation.objects.order_by("pk").values())

    upload(
        client,
        office,
        line(same, supervisor=office.supervisor.employee.nip),
        line(differs, "SANGAT BAIK", "Di atas"),
        line(nobody),
        f"{UNKNOWN};Tidak Ada;;;BAIK;",
        "123;Salah;;;BAIK;",
    )

    run = Reconciliation.objects.get()
    assert run.counts == {
        "same": 1,
        "differs": 1,
        "only_here": 1,
        "only_there": 2,
        "bad_row": 1,
    }
    rows = {row.name or row.nip: row for row in run.rows.all()}
    assert rows[differs.full_name].differences == [
        {"field": "results", "ours": "meets", "theirs": "above"},
        {"field": "predicate", "ours": "good", "theirs": "very_good"},
    ]
    assert rows[missing.full_name].outcome == "only_here"
    assert "tidak memiliki evaluasi" in rows[nobody.name].reason
    assert "tidak ditemukan" in rows["Tidak Ada"].reason
    assert "18 angka" in rows["Salah"].reason
    assert list(Evaluation.objects.order_by("pk").values()) == before


def test_other_supervisor_is_a_difference(client, office):
    person = final_of(office).plan.employee
    sign_in(client, office.admin)

    upload(client, office, line(person, supervisor=office.head.employee.nip))

    (one,) = Reconciliation.objects.get().rows.get().differences
    assert (one["field"], one["ours"]) == ("supervisor", office.supervisor.employee.nip)


def test_person_whose_result_is_not_final_is_told_with_the_state(client, office):
    person = final_of(office, until=EvaluationState.SERVED).plan.employee
    sign_in(client, office.admin)

    upload(client, office, line(person))

    assert "Disampaikan" in Reconciliation.objects.get().rows.get().reason


@pytest.mark.parametrize(
    ("head", "lines", "words"),
    [
        ("Nama;Jabatan", ["A;B"], "Judul kolom NIP"),
        ("NIP;Tahun;Predikat", [f"{UNKNOWN};2024;BAIK"], "2024 (baris 2)"),
        ("NIP;Predikat", [], "Tidak ada baris pegawai"),
    ],
)
def test_wrong_file_says_what_is_wrong_and_changes_nothing(client, office, head, lines, words):
    sign_in(client, office.admin)

    answer = upload(client, office, *lines, head=head)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Reconciliation.objects.exists()


@pytest.mark.parametrize("bad", [{"period": ""}, {"period": "x"}, {"agency": "0"}, {"file": ""}])
def test_bad_choice_is_named_beside_its_field(client, office, bad):
    sign_in(client, office.admin)

    answer = upload(client, office, line(office.employee.employee), **bad)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == list(bad)


def test_result_is_filtered_searched_and_exported(client, office):
    people = [row.plan.employee for row in final_crowd(office, 3)]
    sign_in(client, office.admin)
    upload(client, office, line(people[0]), line(people[1], "KURANG"))
    run = Reconciliation.objects.get()
    url = reverse("reports:reconciliation-detail", args=[run.pk])

    page = client.get(url).content.decode()
    found = client.get(url, {"outcome": "only_here", "q": people[2].nip})
    answer = client.get(reverse("reports:reconciliation-export", args=[run.pk, "csv"]))
    everything = client.get(
        reverse("reports:reconciliation-export", args=[run.pk, "xlsx"]), {"outcome": ""}
    )

    assert "1 dari 2 hasil yang dibandingkan berbeda." in page
    assert "Predikat: di sini Baik, di berkas Kurang" in page
    assert [row.nip for row, _words in found.context["lines"]] == [people[2].nip]
    assert len(answer.content.decode("utf-8-sig").splitlines()) == 2
    assert BytesIO(everything.content).read(2) == b"PK"


def test_other_peoples_comparisons_are_not_found(client, office):
    sign_in(client, office.admin)
    upload(client, office, line(office.employee.employee))
    sign_in(client, make_user(Role.PERFORMANCE_MANAGER, agency=office.agency))

    url = reverse("reports:reconciliation-detail", args=[Reconciliation.objects.get().pk])
    assert client.get(url).status_code == 404


def test_auditor_reads_but_does_not_upload(client, office):
    sign_in(client, make_user(Role.AUDITOR))

    answer = upload(client, office, line(office.employee.employee))

    assert answer.status_code == 422
    assert not Reconciliation.objects.exists()
