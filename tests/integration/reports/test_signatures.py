"""Signatures in their order, in three ways, each kept for good; the database guards it all."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from appraisal.actions.ratings import reopen_evaluation
from personnel.models import Notice
from reports.actions.credit_letters import make_conversion_letter
from reports.actions.signature_requests import (
    ask_for_signatures,
    ask_for_signatures_of_job,
    stop_asking,
)
from reports.actions.signatures import return_scan, seal, seal_many, sign_certified
from reports.actions.withdrawals import withdraw_letter
from reports.documents.signers import SigningFailed, SigningTask
from reports.documents.signers.checking import signatures_in
from reports.enums import LetterState, SignatureState, SignatureWay, SignerRole
from reports.models import Letter, Signature
from reports.selectors.signatures import asked_of, signature_todos
from reports.tasks import print_letters
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from tests.factories.appraisal import SERVED, make_office
from tests.factories.credit import converted, make_credit_office
from tests.factories.personnel import make_user
from tests.factories.reports import letters_made
from tests.factories.signing import (
    JPG,
    NIK,
    PERSONAL,
    SCAN,
    a_seal,
    letter_asked,
    scan,
    service_stand_in,
    steps,
    use_seal,
)

pytestmark = pytest.mark.django_db

DAY = date(2027, 1, 5)
LATER = SERVED + timedelta(days=2)


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def sealed_city(settings, tmp_path):
    return use_seal(settings, tmp_path)


def file_of(row):
    with row.file.open("rb") as file:
        return file.read()


# Asking, in order


def test_first_signer_is_asked_and_hears_of_it_the_next_waits(office):
    letter = letter_asked(office)

    first, second = steps(letter)
    assert (first.role, first.signer) == (SignerRole.SUPERVISOR, office.supervisor.employee)
    assert (second.role, second.signer) == (SignerRole.EMPLOYEE, office.employee.employee)
    assert [first.state, second.state] == [SignatureState.ASKED, SignatureState.WAITING]
    assert asked_of(office.supervisor.employee_id).get() == first
    assert not asked_of(office.employee.employee_id).exists()
    told = Notice.objects.filter(key="signatures")
    assert [row.recipient for row in told] == [office.supervisor]


def test_next_is_asked_only_when_the_previous_has_signed(office, sealed_city):
    letter = letter_asked(office)
    first, second = steps(letter)

    with pytest.raises(WrongState, match="Belum giliran"):
        seal(signature=second, by=office.employee, now=SERVED)
    seal(signature=first, by=office.supervisor, now=SERVED)

    second.refresh_from_db()
    assert second.state == SignatureState.ASKED
    assert Notice.objects.filter(key="signatures", recipient=office.employee).exists()


def test_whole_job_is_asked_at_once_and_each_first_signer_hears_once(office):
    job = letters_made(office, 3)

    asked = ask_for_signatures_of_job(job=job, by=office.head, now=SERVED)
    again = ask_for_signatures_of_job(job=job, by=office.head, now=SERVED)

    assert (asked, again) == (3, 0)
    assert asked_of(office.supervisor.employee_id).count() == 3
    assert Signature.objects.count() == 6
    assert Notice.objects.filter(key="signatures").count() == 1


def test_asking_for_a_job_takes_the_same_queries_for_one_letter_as_for_many(
    office, django_assert_max_num_queries
):
    job = letters_made(office, 6)
    Letter.objects.filter(pk__in=job.letters.order_by("sequence").values("pk")[1:]).update(job=None)
    with django_assert_max_num_queries(30) as few:
        ask_for_signatures_of_job(job=job, by=office.admin, now=SERVED)
    Letter.objects.update(job=job)

    with django_assert_max_num_queries(len(few)):
        assert ask_for_signatures_of_job(job=job, by=office.admin, now=SERVED) == 5


def test_signatures_are_asked_once_and_by_who_may_have_the_letter_made(office):
    letter = letter_asked(office)

    with pytest.raises(WrongState, match="sudah diminta"):
        ask_for_signatures(paper=letter, roles=["employee"], by=office.admin, now=SERVED)
    stop_asking(paper=letter, by=office.admin, now=SERVED)
    with pytest.raises(Denied):
        ask_for_signatures(paper=letter, roles=["employee"], by=make_user(), now=SERVED)
    with pytest.raises(Incomplete, match="paling sedikit satu"):
        ask_for_signatures(paper=letter, roles=[], by=office.admin, now=SERVED)
    assert not Signature.objects.exists()


def test_what_was_given_stays_when_the_rest_is_taken_back_and_others_are_asked(office, sealed_city):
    letter = letter_asked(office)
    seal(signature=steps(letter)[0], by=office.supervisor, now=SERVED)

    taken_back = stop_asking(paper=letter, by=office.head, now=SERVED)
    ask_for_signatures(
        paper=letter, roles=["supervisor", "reviewing_superior"], by=office.head, now=SERVED
    )

    first, second = steps(letter)
    assert taken_back == 1
    assert first.state == SignatureState.SIGNED
    assert (second.place, second.signer) == (2, office.head.employee)


def test_stranger_takes_nothing_back(office):
    letter = letter_asked(office)

    with pytest.raises(Denied):
        stop_asking(paper=letter, by=make_user(), now=SERVED)


# The internal seal


def test_seals_follow_each_other_in_one_file_and_both_are_valid(office, sealed_city):
    letter = letter_asked(office)
    first, second = steps(letter)

    seal(signature=first, by=office.supervisor, now=SERVED)
    seal(signature=second, by=office.employee, now=SERVED)

    first, second = steps(letter)
    found = sealed_city.check(file_of(second))
    assert [one.intact and one.trusted for one in found] == [True, True]
    assert file_of(first).startswith(file_of(letter))
    assert file_of(second).startswith(file_of(first))
    assert first.source_sha256 == letter.file_sha256
    assert second.source_sha256 == first.file_sha256
    assert first.certificate == sealed_city.fingerprint
    assert hashlib.sha256(file_of(second)).hexdigest() == second.file_sha256


def test_one_changed_byte_of_a_sealed_letter_shows(office, sealed_city):
    letter = letter_asked(office)
    row = seal(signature=steps(letter)[0], by=office.supervisor, now=SERVED)
    spoiled = bytearray(file_of(row))
    spoiled[len(spoiled) // 3] ^= 1

    (found,) = sealed_city.check(bytes(spoiled))
    assert not found.intact


def test_nobody_seals_for_another(office, sealed_city):
    row = steps(letter_asked(office))[0]

    for other in (office.admin, office.head, office.employee, make_user()):
        with pytest.raises(Denied, match=office.supervisor.employee.name):
            seal(signature=row, by=other, now=SERVED)


def test_without_a_seal_there_is_none_to_give(office):
    row = steps(letter_asked(office))[0]

    with pytest.raises(WrongState, match="belum tersedia"):
        seal(signature=row, by=office.supervisor, now=SERVED)


def test_file_that_changed_on_the_disk_is_not_sealed(office, sealed_city):
    letter = letter_asked(office)
    with Path(letter.file.path).open("ab") as file:
        file.write(b"\n")

    with pytest.raises(SigningFailed, match="telah berubah"):
        seal(signature=steps(letter)[0], by=office.supervisor, now=SERVED)
    assert steps(letter)[0].state == SignatureState.ASKED


def test_many_are_sealed_and_one_that_is_refused_stops_none(office, sealed_city):
    job = letters_made(office, 3)
    ask_for_signatures_of_job(job=job, by=office.admin, now=SERVED)
    rows = list(asked_of(office.supervisor.employee_id))
    withdraw_letter(letter=rows[0].letter, reason="Keliru", by=office.admin, now=SERVED)

    assert seal_many(signatures=rows, by=office.supervisor, now=SERVED) == 2
    with pytest.raises(WrongState, match="tidak berlaku"):
        seal_many(signatures=rows[:1], by=office.supervisor, now=SERVED)


# Wet ink


def test_scan_comes_back_and_the_next_is_asked(office):
    letter = letter_asked(office)
    first, second = steps(letter)

    return_scan(signature=first, file=scan(), signed_on=DAY, by=office.supervisor, now=SERVED)
    return_scan(
        signature=second, file=scan(JPG, "foto.JPG"), signed_on=DAY, by=office.head, now=LATER
    )

    first, second = steps(letter)
    assert file_of(first) == SCAN
    assert (first.way, first.content_type) == (SignatureWay.WET_INK, "application/pdf")
    assert first.source_sha256 == letter.file_sha256
    assert (second.content_type, second.signed_by) == ("image/jpeg", office.head)
    assert second.file.name.endswith("-2.jpg")
    assert not second.certificate


def test_one_scan_may_hold_both_signatures_of_a_letter_and_no_other_letter(office):
    job = letters_made(office, 2)
    ask_for_signatures_of_job(job=job, by=office.admin, now=SERVED)
    one, other = Letter.objects.order_by("sequence")
    for row in steps(one):
        return_scan(signature=row, file=scan(), signed_on=DAY, by=office.admin, now=SERVED)

    with pytest.raises(Incomplete, match="surat lain"):
        return_scan(
            signature=steps(other)[0], file=scan(), signed_on=DAY, by=office.admin, now=SERVED
        )


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (lambda: scan(b"", "kosong.pdf"), "kosong"),
        (lambda: scan(b"MZ\x90", "surat.pdf"), "tidak sesuai dengan namanya"),
        (lambda: scan(b"\x89PNG\r\n\x1a\n", "surat.png"), "PDF atau JPG"),
        (lambda: scan(SCAN, "surat.txt"), "tidak diterima"),
        (lambda: scan(SCAN + b"x" * 11 * 1024 * 1024), "melebihi batas 10 MB"),
    ],
    ids=["empty", "program", "png", "txt", "large"],
)
def test_scan_that_is_none_is_refused_with_the_reason(office, file, sentence):
    row = steps(letter_asked(office))[0]

    with pytest.raises(Incomplete, match=sentence):
        return_scan(signature=row, file=file(), signed_on=DAY, by=office.supervisor, now=SERVED)
    row.refresh_from_db()
    assert row.state == SignatureState.ASKED


def test_unsigned_file_is_not_taken_for_a_scan(office):
    letter = letter_asked(office)
    unsigned = scan(file_of(letter))

    with pytest.raises(Incomplete, match="belum ditandatangani"):
        return_scan(
            signature=steps(letter)[0], file=unsigned, signed_on=DAY, by=office.head, now=SERVED
        )


@pytest.mark.parametrize("days", [-400, 1])
def test_day_of_the_ink_lies_between_the_letter_and_today(office, days):
    row = steps(letter_asked(office))[0]
    Letter.objects.update(created_at=SERVED)

    with pytest.raises(Incomplete, match="5 Januari 2027"):
        return_scan(
            signature=row,
            file=scan(),
            signed_on=DAY + timedelta(days=days),
            by=office.head,
            now=SERVED,
        )


def test_stranger_returns_no_scan(office):
    row = steps(letter_asked(office))[0]

    with pytest.raises(Denied):
        return_scan(signature=row, file=scan(), signed_on=DAY, by=make_user(), now=SERVED)


def test_ink_and_seal_do_not_follow_each_other(office, sealed_city):
    letter = letter_asked(office)
    first, second = steps(letter)
    return_scan(signature=first, file=scan(), signed_on=DAY, by=office.supervisor, now=SERVED)

    with pytest.raises(WrongState, match="secara elektronik"):
        seal(signature=second, by=office.employee, now=SERVED)


def test_printed_seal_is_none_so_ink_does_not_follow_it(office, sealed_city):
    letter = letter_asked(office)
    first, second = steps(letter)
    seal(signature=first, by=office.supervisor, now=SERVED)

    with pytest.raises(WrongState, match="hilang bila surat dicetak"):
        return_scan(signature=second, file=scan(), signed_on=DAY, by=office.employee, now=SERVED)


# The national service


def supervisor_signs_by_the_service(letter, office):
    sign_certified(
        signature=steps(letter)[0], nik=NIK, passphrase=PERSONAL, by=office.supervisor, now=SERVED
    )


def test_public_page_names_nobody_although_a_certificate_does(client, office, settings):
    letter, name = letter_asked(office), office.supervisor.employee.name
    with service_stand_in() as (address, told):
        told._answer = lambda _self, pdf: a_seal(name).sign(
            SigningTask(pdf, "1", name, "Kepala", "Sabang")
        )
        settings.SIGNING_SERVICE_URL = address
        supervisor_signs_by_the_service(letter, office)
    row = steps(letter)[0]
    assert name in row.certificate_subject

    page = client.get(f"/v/{letter.verification_code}").content.decode()

    assert row.certificate in page
    assert name not in page


def test_certified_signature_comes_from_the_service_and_nothing_secret_stays(office, settings):
    letter = letter_asked(office)
    with service_stand_in() as (address, _told):
        settings.SIGNING_SERVICE_URL = address
        supervisor_signs_by_the_service(letter, office)

    row = steps(letter)[0]
    (found,) = signatures_in(file_of(row))
    assert found.intact
    assert row.way == SignatureWay.CERTIFIED
    assert row.certificate == a_seal("BSrE").fingerprint
    kept = str([*Signature.objects.values(), *row.events.values()])
    assert NIK not in kept
    assert PERSONAL not in kept


def test_refusal_of_the_service_changes_nothing(office, settings):
    letter = letter_asked(office)
    with service_stand_in() as (address, _told):
        settings.SIGNING_SERVICE_URL = address
        with pytest.raises(SigningFailed, match="Frasa sandi"):
            sign_certified(
                signature=steps(letter)[0],
                nik=NIK,
                passphrase="salah",
                by=office.supervisor,
                now=SERVED,
            )

    assert steps(letter)[0].state == SignatureState.ASKED


def test_certified_signature_needs_the_service(office):
    row = steps(letter_asked(office))[0]

    with pytest.raises(WrongState, match="belum tersedia"):
        sign_certified(
            signature=row, nik=NIK, passphrase=PERSONAL, by=office.supervisor, now=SERVED
        )


# Papers that ended


def test_withdrawn_letter_is_not_signed_and_waits_for_nobody(office, sealed_city):
    letter = letter_asked(office)
    withdraw_letter(letter=letter, reason="Nama keliru", by=office.admin, now=SERVED)

    with pytest.raises(WrongState, match="tidak berlaku"):
        seal(signature=steps(letter)[0], by=office.supervisor, now=SERVED)
    assert not asked_of(office.supervisor.employee_id).exists()
    with pytest.raises(WrongState, match="tidak berlaku"):
        ask_for_signatures(paper=letter, roles=["employee"], by=office.admin, now=SERVED)


def test_letter_whose_result_was_opened_again_is_not_signed(office, sealed_city):
    letter = letter_asked(office)
    reopen_evaluation(
        evaluation_id=letter.evaluation_id, order="SP 1/2027", by=office.admin, now=SERVED
    )

    with pytest.raises(WrongState, match="tidak berlaku"):
        seal(signature=steps(letter)[0], by=office.supervisor, now=SERVED)
    assert not asked_of(office.supervisor.employee_id).exists()
    assert signature_todos(office.supervisor, SERVED) == []


def test_paper_of_angka_kredit_is_signed_by_its_supervisor(db, sealed_city):
    office = make_credit_office()
    conversion = converted(office)
    paper = make_conversion_letter(conversion_id=conversion.pk, by=office.admin, now=SERVED)
    (row,) = ask_for_signatures(paper=paper, roles=["supervisor"], by=office.admin, now=LATER)

    seal(signature=row, by=office.supervisor, now=LATER)

    row.refresh_from_db()
    assert row.signer == office.supervisor.employee
    assert sealed_city.check(file_of(row))[0].intact


# The database


def refused(write):
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


def test_signed_file_is_never_made_again(office, sealed_city):
    letter = letter_asked(office)
    row = seal(signature=steps(letter)[0], by=office.supervisor, now=SERVED)
    before = (file_of(letter), file_of(row))

    print_letters(letter.job_id)
    own, this = Signature.objects.filter(pk=row.pk), Letter.objects.filter(pk=letter.pk)
    for change in (
        {"file": "letters/lain.pdf"},
        {"file_sha256": "0" * 64},
        {"way": SignatureWay.WET_INK, "certificate": ""},
        {"state": SignatureState.ASKED, "way": "", "file": "", "signed_at": None},
        {"signer": office.head.employee_id},
    ):
        refused(lambda change=change: own.update(**change))
    refused(own.delete)
    refused(lambda: this.update(file="letters/lain.pdf"))
    refused(lambda: this.update(file_sha256="0" * 64))
    refused(lambda: this.update(state=LetterState.WAITING))
    refused(this.delete)

    assert (file_of(letter), file_of(row)) == before


def test_database_keeps_the_order_whoever_writes(office):
    letter = letter_asked(office)
    _first, second = steps(letter)

    refused(
        lambda: Signature.objects.filter(pk=second.pk).update(
            state=SignatureState.ASKED, asked_at=SERVED
        )
    )
    refused(
        lambda: Signature.objects.create(
            letter=letter,
            place=3,
            role=SignerRole.EMPLOYEE,
            signer=office.employee.employee,
            state=SignatureState.ASKED,
            asked_by=office.admin,
            created_at=SERVED,
            asked_at=SERVED,
        )
    )


def given(letter, **changes):
    values = {
        "state": SignatureState.SIGNED,
        "way": SignatureWay.WET_INK,
        "file": "signed/x.pdf",
        "file_sha256": "1" * 64,
        "source_sha256": letter.file_sha256,
        "signed_on": DAY,
        "signed_at": SERVED,
        "signed_by": letter.made_by,
    }
    return values | changes


def test_database_refuses_a_signature_on_another_file_or_without_its_certificate(office):
    letter = letter_asked(office)
    first = Signature.objects.filter(letter=letter, place=1)

    refused(lambda: first.update(**given(letter, source_sha256="2" * 64)))
    refused(lambda: first.update(**given(letter, way=SignatureWay.INTERNAL_SEAL)))
    refused(lambda: first.update(**given(letter, file="")))
    assert first.update(**given(letter)) == 1


def test_database_refuses_to_sign_what_was_withdrawn(office):
    letter = letter_asked(office)
    withdraw_letter(letter=letter, reason="Keliru", by=office.admin, now=SERVED)

    refused(lambda: Signature.objects.filter(letter=letter, place=1).update(**given(letter)))
