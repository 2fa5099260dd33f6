"""Records of learning: entered once, counted once, verified by somebody else."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from personnel.enums import EmployeeKind, Role
from personnel.models import Notice
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.training import NOW, entered, make_officer, make_record
from training.actions import records
from training.actions.import_records import import_records
from training.enums import RecordState, TrainingForm
from training.models import TrainingRecord
from training.rules.counters import Standing
from training.selectors.hours import hours_of_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return make_user(employee=make_employee(make_unit()))


@pytest.fixture
def officer():
    return make_officer()


def hand_in(user, **fields):
    return records.enter_record(employee=user.employee, entered=entered(**fields), by=user, now=NOW)


def pdf(content=b"%PDF-1.4 sertifikat"):
    return SimpleUploadedFile("sertifikat.pdf", content, content_type="application/pdf")


def test_hours_are_computed_by_the_table_and_claimed_when_nothing_else_is_written(me):
    record = hand_in(me)

    assert (record.hours_computed, record.hours_claimed, record.hours_approved) == (8, 8, None)
    assert record.state == RecordState.SUBMITTED


def test_nothing_counts_before_it_is_verified(me, officer):
    record = hand_in(me)
    assert hours_of_person(me.employee, 2026).total == 0

    records.verify_record(record_id=record.pk, hours=Decimal(8), by=officer, now=NOW)

    assert hours_of_person(me.employee, 2026).counted == 8
    assert Notice.objects.filter(recipient=me, key__startswith="record:").count() == 1


def test_the_same_certificate_counts_once_whatever_its_capitals_and_blanks(me):
    hand_in(me, certificate_number="Sert/12 /2026")

    with pytest.raises(Refused, match="dihitung satu kali"):
        hand_in(me, certificate_number="SERT/12  /2026", title="Judul lain")


def test_the_same_file_counts_once(me):
    records.enter_record(employee=me.employee, entered=entered(), by=me, now=NOW, file=pdf())

    with pytest.raises(Refused, match="Berkas sertifikat yang sama"):
        records.enter_record(employee=me.employee, entered=entered(), by=me, now=NOW, file=pdf())


def test_a_certificate_that_was_turned_down_may_be_handed_in_again(me, officer):
    record = hand_in(me, certificate_number="A-1")
    records.reject_record(record_id=record.pk, reason="Buram", by=officer, now=NOW)

    assert hand_in(me, certificate_number="A-1").state == RecordState.SUBMITTED


def test_two_people_may_hold_certificates_of_one_number(me):
    other = make_user(employee=make_employee(make_unit()))
    hand_in(me, certificate_number="KOLEKTIF/1")

    assert hand_in(other, certificate_number="KOLEKTIF/1").pk


def test_a_training_counts_for_the_year_in_which_it_ended(me, officer):
    record = hand_in(me, starts_on=date(2025, 12, 30), ends_on=date(2026, 1, 2), days=4)
    records.verify_record(record_id=record.pk, hours=Decimal(16), by=officer, now=NOW)

    assert hours_of_person(me.employee, 2025).total == 0
    assert hours_of_person(me.employee, 2026).total == 16


def test_what_has_not_ended_is_refused_with_its_day(me):
    with pytest.raises(Incomplete, match="8 September 2026"):
        hand_in(me, ends_on=date(2026, 9, 8))


def test_more_hours_than_the_table_gives_are_refused_with_the_figure(me):
    with pytest.raises(Incomplete, match="8 JP"):
        hand_in(me, hours_claimed=Decimal(12))


def test_an_officer_cannot_approve_more_than_the_table_gives(me, officer):
    record = hand_in(me)

    with pytest.raises(Refused, match="tidak melebihi JP menurut tabel"):
        records.verify_record(record_id=record.pk, hours=Decimal(9), by=officer, now=NOW)


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"days": None}, "Isi jumlah hari"),
     ({"form": TrainingForm.TECHNICAL}, "Isi JP pada sertifikat"),
     ({"form": TrainingForm.COACHING}, "Isi hari pertemuan"),
     ({"form": TrainingForm.OTHER}, "Isi JP yang diajukan")],
)  # fmt: skip
def test_a_missing_fact_is_named(me, fields, words):
    with pytest.raises(Incomplete, match=words):
        hand_in(me, **fields)


def test_coaching_counts_twice_a_month(me):
    days = [date(2026, 7, 1), date(2026, 7, 8), date(2026, 7, 15), date(2026, 8, 5)]

    assert hand_in(me, form=TrainingForm.COACHING, meetings=days).hours_claimed == 6


def test_hours_above_the_ceiling_of_a_contract_worker_are_kept_and_do_not_count(officer):
    worker = make_user(employee=make_employee(make_unit(), kind=EmployeeKind.PPPK))
    make_record(worker.employee, worker, hours=Decimal(20), verifier=officer)
    late = make_record(
        worker.employee, worker, hours=Decimal(10), verifier=officer,
        starts_on=date(2026, 8, 20), ends_on=date(2026, 8, 21),
    )  # fmt: skip

    hours = hours_of_person(worker.employee, 2026)

    assert (hours.counted, hours.total, hours.standing) == (24, 30, Standing.ABOVE)
    assert hours.uncounted == {late.pk: 6}


def test_nobody_verifies_a_record_of_the_own_person():
    officer = make_user(Role.TRAINING_OFFICER, employee=make_employee(make_unit()))
    record = hand_in(officer)

    with pytest.raises(Denied, match="petugas lain"):
        records.verify_record(record_id=record.pk, hours=Decimal(8), by=officer, now=NOW)


def test_nobody_enters_a_record_for_a_colleague(me):
    other = make_user(employee=make_employee(make_unit()))

    with pytest.raises(Denied):
        records.enter_record(employee=other.employee, entered=entered(), by=me, now=NOW)


def test_a_verified_record_is_neither_mended_nor_removed_until_it_is_opened_again(me, officer):
    record = hand_in(me)
    records.verify_record(record_id=record.pk, hours=Decimal(8), by=officer, now=NOW)
    with pytest.raises(WrongState):
        records.remove_record(record_id=record.pk, by=me, now=NOW)

    records.reopen_record(record_id=record.pk, by=officer, now=NOW)
    records.remove_record(record_id=record.pk, by=me, now=NOW)

    assert not TrainingRecord.objects.exists()


def test_a_record_turned_down_tells_why_and_waits_again_once_mended(me, officer):
    record = hand_in(me)
    with pytest.raises(Refused, match="alasan penolakan"):
        records.reject_record(record_id=record.pk, reason=" ", by=officer, now=NOW)
    records.reject_record(record_id=record.pk, reason="Sertifikat buram", by=officer, now=NOW)

    mended = records.enter_record(
        employee=me.employee, entered=entered(), by=me, now=NOW, record_id=record.pk
    )

    assert (mended.state, mended.reason) == (RecordState.SUBMITTED, "")


def test_the_database_refuses_hours_that_nobody_verified(me):
    record = hand_in(me)

    with pytest.raises(DatabaseError), transaction.atomic():
        TrainingRecord.objects.filter(pk=record.pk).update(hours_approved=8)


def test_a_file_that_is_no_certificate_is_refused(me):
    with pytest.raises(Incomplete, match="tidak sesuai dengan namanya"):
        records.enter_record(
            employee=me.employee, entered=entered(), by=me, now=NOW, file=pdf(b"MZ program")
        )


def test_a_list_is_written_row_by_row_and_each_refusal_says_why(me, officer):
    rows = [
        (2, me.employee, entered(certificate_number="X-1")),
        (3, me.employee, entered(certificate_number="x-1")),
        (4, me.employee, entered(ends_on=NOW.date() + timedelta(days=9))),
        (5, me.employee, entered(certificate_number="X-2")),
    ]

    done = import_records(rows=rows, verified=True, by=officer, now=NOW)

    assert done.written == 2
    assert [number for number, _why in done.refused] == [3, 4]
    assert hours_of_person(me.employee, 2026).counted == 16
