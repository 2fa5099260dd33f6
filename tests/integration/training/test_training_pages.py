"""Pages of the catalogue, the table of hours, records, sessions and yearly plans."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from personnel.enums import EmployeeKind, Role
from sabang_kinerja.library import load_guide_and_test, load_training_catalogue
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import sign_in
from tests.factories.training import (
    NOW,
    entered,
    make_event,
    make_officer,
    make_record,
    make_session,
    make_test,
    make_training,
)
from training.actions import catalogue, enrolments, records
from training.enums import HoursMeasure, Scope, TrainingForm, YearPlanState
from training.models import HoursCell, HoursVersion, Training, TrainingRecord, YearPlan
from training.rules.hours import TrainingFacts
from training.selectors.hours import computed_hours, table_on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("personnel.views.asking.timezone.now", lambda: NOW)


@pytest.fixture
def officer():
    return make_officer()


def person(**fields):
    return make_user(employee=make_employee(make_unit(), **fields))


def typed(**fields):
    return {
        "title": "Seminar Pelayanan Publik", "form": "KL06", "scope": "national",
        "organiser": "Universitas Contoh", "starts_on": "03-08-2026", "ends_on": "04-08-2026",
        "days": "2", "certificate_number": "S/1",
    } | fields  # fmt: skip


# The delivered catalogue and the table of hours


def test_the_delivered_catalogue_is_loaded_once_with_what_it_teaches():
    assert load_training_catalogue() == 56
    assert load_training_catalogue() == 0
    learnt = Training.objects.get(code="P06")
    assert learnt.measure == "Jumlah destinasi yang diukur dengan lembar ukur baku"
    assert learnt.programme_hours == 32


def test_the_delivered_guide_and_test_are_loaded_once():
    for _twice in range(2):
        load_guide_and_test()
    from training.models import GuideVersion, TestItem

    assert len(GuideVersion.objects.get().chapters) == 12
    assert TestItem.objects.count() == 10


def test_a_decided_version_counts_from_its_day_and_stays(client, officer):
    sign_in(client, officer)
    client.post(
        reverse("training:hours-draft"), {"valid_from": "01-01-2027", "basis": "Kep. Kepala LAN"}
    )
    version = HoursVersion.objects.get()
    assert HoursCell.objects.count() == len(table_on(date(2026, 9, 7)).table)
    page = client.get(reverse("training:hours-edit", args=[version.pk]))
    values = {
        name: field.initial or ""
        for name, field in page.context["form"].fields.items()
    } | {"KL06-national-rate": "5"}  # fmt: skip
    refused = client.post(
        reverse("training:hours-edit", args=[version.pk]), values | {"KL06-national-rate": "0"}
    )
    assert refused.status_code == 422
    client.post(reverse("training:hours-edit", args=[version.pk]), values)
    client.post(reverse("training:hours-publish", args=[version.pk]))

    facts = TrainingFacts(days=2)
    seminar = (TrainingForm.SEMINAR, Scope.NATIONAL, facts)
    assert computed_hours(*seminar, in_force=table_on(date(2026, 12, 31))).hours == 8
    assert computed_hours(*seminar, in_force=table_on(date(2027, 1, 1))).hours == 10
    with pytest.raises(DatabaseError), transaction.atomic():
        HoursCell.objects.filter(version=version).update(rate=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        HoursVersion.objects.filter(pk=version.pk).delete()


def test_a_version_for_days_that_have_passed_is_refused(client, officer):
    sign_in(client, officer)

    page = client.post(reverse("training:hours-draft"), {"valid_from": "07-09-2026", "basis": "SK"})

    assert "Pilih hari setelah hari ini" in page.content.decode()


def test_a_draft_is_thrown_away(client, officer):
    version = catalogue.draft_hours(valid_from=date(2027, 1, 1), basis="SK", by=officer, now=NOW)
    sign_in(client, officer)
    client.post(reverse("training:hours-drop", args=[version.pk]))
    assert not HoursVersion.objects.exists()


def test_monthly_limits_survive_a_new_version(officer):
    version = catalogue.draft_hours(valid_from=date(2027, 1, 1), basis="SK", by=officer, now=NOW)

    cell = version.cells.get(form=TrainingForm.COACHING)

    assert (cell.measure, cell.rate, cell.a_month) == (HoursMeasure.SESSIONS, 2, 2)


# Entering


def test_what_was_typed_is_still_there_after_every_refusal(client):
    user = person()
    sign_in(client, user)
    url = reverse("training:record-create")

    for wrong, words in (
        ({"ends_on": "31-02-2026"}, "tidak ada pada kalender"),
        ({"ends_on": "08-09-2026"}, "baru selesai pada"),
        ({"hours_claimed": "99"}, "paling banyak itu"),
        ({"days": ""}, "Isi jumlah hari"),
        ({"starts_on": "05-08-2026"}, "setelah tanggal mulai"),
    ):
        page = client.post(url, typed(**wrong))
        assert page.status_code == 422
        assert words in page.content.decode()
        assert "Seminar Pelayanan Publik" in page.content.decode()
    assert not TrainingRecord.objects.exists()


def test_dates_of_another_year_are_taken_once_they_are_meant(client):
    user = person()
    sign_in(client, user)
    url = reverse("training:record-create") + "?year=2026"
    other = typed(starts_on="03-08-2025", ends_on="04-08-2025")

    asked = client.post(url, other)
    assert asked.status_code == 422
    assert "selesai pada 2025" in asked.content.decode()
    client.post(url, other | {"other_year": "on"})

    assert TrainingRecord.objects.get().year == 2025


def test_the_same_certificate_again_is_told_at_its_field(client):
    user = person()
    sign_in(client, user)
    client.post(reverse("training:record-create"), typed())

    page = client.post(reverse("training:record-create"), typed(title="Lain")).content.decode()

    assert "JP-nya dihitung satu kali" in page
    assert TrainingRecord.objects.count() == 1


def test_a_contract_worker_is_told_that_hours_above_the_ceiling_do_not_count(client, officer):
    user = person(kind=EmployeeKind.PPPK)
    make_record(user.employee, user, hours=Decimal(20), verifier=officer)
    sign_in(client, user)

    page = client.post(reverse("training:record-create"), typed(), follow=True)

    assert "paling banyak 24 JP setahun dihitung" in page.content.decode()


def test_the_certificate_is_seen_and_fetched_by_who_may_and_nobody_else(client, officer):
    user = person()
    file = SimpleUploadedFile("s.pdf", b"%PDF-1.4 x", content_type="application/pdf")
    record = records.enter_record(
        employee=user.employee, entered=entered(), by=user, now=NOW, file=file
    )
    url = reverse("training:record-file", args=[record.pk])
    for reader, status in ((user, 200), (officer, 200), (person(), 404)):
        sign_in(client, reader)
        answer = client.get(url)
        assert answer.status_code == status
        assert status != 200 or b"".join(answer.streaming_content).startswith(b"%PDF")
        page = client.get(reverse("training:record-detail", args=[record.pk]))
        assert page.status_code == status


# Verifying


def test_the_queue_goes_on_to_the_next(client, officer):
    first, second = (make_record((user := person()).employee, user) for _one in range(2))
    sign_in(client, officer)
    assert (
        "2 riwayat menunggu" in client.get(reverse("training:verification-list")).content.decode()
    )

    answer = client.post(reverse("training:record-verify", args=[first.pk]), {"hours": "8"})

    assert answer.url == reverse("training:record-detail", args=[second.pk])
    too_many = client.post(reverse("training:record-verify", args=[second.pk]), {"hours": "9"})
    assert "tidak melebihi JP menurut tabel" in too_many.content.decode()
    silent = client.post(reverse("training:record-reject", args=[second.pk]), {"reason": ""})
    assert silent.status_code == 422


def sheet(*rows):
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Daftar riwayat pengembangan kompetensi 2026"])
    page.append(
        ["NIP", "Bentuk", "Nama kegiatan", "Penyelenggara", "Mulai", "Selesai", "JP",
         "Nomor sertifikat"]
    )  # fmt: skip
    for row in rows:
        page.append(list(row))
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("riwayat.xlsx", file.getvalue())


def test_a_list_is_shown_first_and_written_then_with_every_refusal_by_row(client, officer):
    user = person()
    nip = user.employee.nip
    good = [nip, "KL03", "Keselamatan selam", "Asosiasi", "2026-05-04", "2026-05-06", "24", "A/1"]
    rows = [
        good,
        [nip, "Seminar", "Seminar kota", "Unsyiah", "", "2026-06-01", "", "A/2"],
        [nip, "KL03", "Lagi", "Asosiasi", "2026-05-04", "2026-05-06", "24", "a/1"],
        ["123", "KL03", "Salah", "x", "", "2026-05-06", "8", "A/3"],
        ["9" * 18, "KL03", "Orang lain", "x", "", "2026-05-06", "8", "A/4"],
        [nip, "Sulap", "Bentuk aneh", "x", "", "2026-05-06", "8", "A/5"],
        [nip, "KL03", "Belum", "x", "", "2026-12-06", "8", "A/6"],
    ]
    sign_in(client, officer)
    url = reverse("training:record-import")

    page = client.post(url, {"file": sheet(*rows)})

    text = page.content.decode()
    assert "2 riwayat baru, 0 sudah ada, 5 baris ditolak" in text
    for words in ("sertifikat yang sama", "NIP bukan 18 angka", "tidak ada pegawai",
                  "bentuk tidak dikenal", "belum terjadi"):  # fmt: skip
        assert words in text
    assert not TrainingRecord.objects.exists()
    client.post(url, {"sealed": page.context["sealed"], "verified": "on"})

    hours = dict(TrainingRecord.objects.values_list("certificate_number", "hours_approved"))
    assert hours == {"A/1": 24, "A/2": 4}
    again = client.post(url, {"file": sheet(*rows)}).content.decode()
    assert "0 riwayat baru, 2 sudah ada" in again


def test_a_file_without_the_columns_and_a_preview_made_up_are_refused(client, officer):
    sign_in(client, officer)
    url = reverse("training:record-import")
    wrong = SimpleUploadedFile("x.csv", b"a;b\n1;2\n")

    assert client.post(url, {"file": wrong}).status_code == 422
    page = client.post(url, {"sealed": "dibuat-buat"}, follow=True).content.decode()
    assert "Pratinjau ini sudah tidak berlaku" in page


# Lists and exports


def test_hours_of_many_take_a_constant_number_of_queries(
    client, officer, django_assert_max_num_queries
):
    agency = make_unit()
    for number in range(60):
        user = make_user(employee=make_employee(agency))
        if number % 3 == 0:
            make_record(user.employee, user, hours=Decimal(24), verifier=officer)
    sign_in(client, officer)

    with django_assert_max_num_queries(32):
        page = client.get(reverse("training:learner-list")).content.decode()

    assert "kurang 20 JP" in page
    assert "terpenuhi" in page
    narrowed = client.get(reverse("training:learner-list"), {"agency": agency.pk, "kind": "pppk"})
    assert "Tidak ada yang cocok" in narrowed.content.decode()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_every_list_is_exported(client, officer, kind):
    user = person()
    make_record(user.employee, user)
    session = make_session(officer)
    enrolments.enrol(session_id=session.pk, by=user, now=NOW)
    event = make_event(officer)
    sign_in(client, officer)

    for name, args in (
        ("training:learner-export", [kind]), ("training:record-export", [kind]),
        ("training:session-export", [session.pk, kind]), ("training:plan-export", [kind]),
        ("training:event-export", [event.pk, kind]), ("appraisal:readiness-export", [kind]),
        ("appraisal:professionalism-export", [kind]),
    ):  # fmt: skip
        assert client.get(reverse(name, args=args)).status_code == 200, name


def test_a_superior_reads_the_hours_of_the_team_and_of_nobody_else(client, officer):
    unit = make_unit()
    head = make_user(employee=make_employee(head_of=unit))
    member, stranger = make_user(employee=make_employee(unit)), person()
    sign_in(client, head)

    assert (
        client.get(reverse("training:person-records", args=[member.employee_id])).status_code == 200
    )
    assert (
        client.get(reverse("training:person-records", args=[stranger.employee_id])).status_code
        == 404
    )
    assert member.employee.name in client.get(reverse("training:team")).content.decode()


def test_every_page_of_the_officer_opens(client, officer):
    training = make_training(measure="Jumlah", result="Terukurnya", aim="Mengukur")
    session = make_session(officer, training=training)
    event = make_event(officer, test=make_test())
    user = person()
    record = make_record(user.employee, user)
    enrolment = enrolments.enrol(session_id=session.pk, by=user, now=NOW)
    sign_in(client, officer)

    for name, args in (
        ("training:record-list", []), ("training:catalogue", []), ("training:hours-table", []),
        ("training:training-detail", [training.pk]), ("training:training-update", [training.pk]),
        ("training:training-create", []), ("training:session-list", []),
        ("training:session-create", []), ("training:session-detail", [session.pk]),
        ("training:session-update", [session.pk]), ("training:session-hold", [session.pk]),
        ("training:session-scores", [session.pk]), ("training:session-cancel", [session.pk]),
        ("training:put-in", [session.pk]), ("training:withdraw", [enrolment.pk]),
        ("training:record-detail", [record.pk]), ("training:record-update", [record.pk]),
        ("training:record-create", []), ("training:verification-list", []),
        ("training:record-verify", [record.pk]), ("training:record-import", []),
        ("training:learner-list", []), ("training:plan-list", []), ("training:plan-create", []),
        ("training:event-list", []), ("training:event-create", []),
        ("training:event-detail", [event.pk]), ("training:event-update", [event.pk]),
        ("training:event-invite", [event.pk]), ("training:event-screen", [event.pk]),
        ("training:event-typed", [event.pk]), ("training:event-cancel", [event.pk]),
        ("training:guide-list", []), ("training:behaviour-list", []),
        ("appraisal:readiness-list", []), ("appraisal:professionalism-list", []),
        ("appraisal:training-effect", [training.pk]),
    ):  # fmt: skip
        assert client.get(reverse(name, args=args), follow=True).status_code == 200, name


# Yearly plans


def test_an_agency_plans_submits_and_the_officer_fixes(client, officer):
    agency = make_unit()
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=agency)
    training = make_training(cost=1_500_000)
    sign_in(client, manager)
    client.post(
        reverse("training:plan-create"),
        {"agency": agency.pk, "year": 2027, "budget": "10.000.000"},
    )
    plan = YearPlan.objects.get()
    line = {"training": training.pk, "participants": 4, "quarter": 2, "cost": "", "need": "Ukur"}
    client.post(reverse("training:line-create", args=[plan.pk]), line)
    page = client.get(reverse("training:plan-detail", args=[plan.pk])).content.decode()
    assert "Rp6.000.000 dari Rp10.000.000" in page
    twice = client.post(reverse("training:line-create", args=[plan.pk]), line)
    assert "sudah direncanakan pada triwulan ini" in twice.content.decode()
    client.post(reverse("training:plan-step", args=[plan.pk, "submitted"]))
    refused = client.post(reverse("training:plan-step", args=[plan.pk, "fixed"]), follow=True)
    assert "petugas pelatihan" in refused.content.decode()

    sign_in(client, officer)
    client.post(reverse("training:plan-step", args=[plan.pk, "fixed"]))

    plan.refresh_from_db()
    assert plan.state == YearPlanState.FIXED
    late = client.post(reverse("training:line-create", args=[plan.pk]), line | {"quarter": 3})
    assert "tidak berubah lagi" in late.content.decode()


def test_costs_beyond_the_budget_are_marked(client, officer):
    agency = make_unit()
    sign_in(client, officer)
    client.post(
        reverse("training:plan-create"), {"agency": agency.pk, "year": 2027, "budget": "1.000"}
    )
    plan = YearPlan.objects.get()
    line = {"training": make_training().pk, "participants": 4, "quarter": 2, "cost": "1.000"}
    client.post(reverse("training:line-create", args=[plan.pk]), line)

    page = client.get(reverse("training:plan-detail", args=[plan.pk])).content.decode()

    assert "Biaya melebihi pagu" in page


def test_a_manager_reads_no_plan_of_another_agency(client):
    mine, other = make_unit(), make_unit()
    plan = YearPlan.objects.create(
        agency=other, year=2027, changed_by=make_officer(), changed_at=NOW
    )
    sign_in(client, make_user(Role.PERFORMANCE_MANAGER, agency=mine))

    assert client.get(reverse("training:plan-detail", args=[plan.pk])).status_code == 404
