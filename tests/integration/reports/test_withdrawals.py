"""A letter is withdrawn with a reason; what it said stays, and a copy says that it ended."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from personnel.enums import Role
from reports.actions.letters import request_letter
from reports.actions.withdrawals import withdraw_letter
from reports.enums import LetterState
from reports.models import Letter
from reports.tasks import print_letters
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from tests.factories.appraisal import SERVED, make_office
from tests.factories.documents import pdf_pages
from tests.factories.personnel import make_user
from tests.factories.reports import letters_asked, letters_made
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


def made(office):
    letters_made(office)
    return Letter.objects.get()


def withdrawn(office):
    letter = made(office)
    return withdraw_letter(letter=letter, reason="Nama keliru", by=office.admin, now=SERVED)


def again(office, letter):
    after = request_letter(evaluation=letter.evaluation, by=office.employee, now=SERVED)
    print_letters(after.job_id)
    after.refresh_from_db()
    return after


def text(answer):
    return answer.content.decode()


def test_withdrawal_is_asked_for_with_a_reason_and_told(client):
    office = make_office()
    letter = made(office)
    browser = sign_in(client, office.admin)
    place = f"/letters/{letter.pk}/withdraw/"
    assert f'href="{place}"' in text(browser.get(f"/letters/{letter.pk}/"))
    assert "Pencabutan tidak dapat dibatalkan." in text(browser.get(place))

    answer = browser.post(place, {"reason": "Nama pegawai keliru."}, follow=True)

    letter.refresh_from_db()
    assert (letter.state, letter.ended_by) == (LetterState.WITHDRAWN, office.admin)
    page = text(answer)
    assert f"Surat {letter.number} sudah dicabut." in page
    assert "Nama pegawai keliru." in page
    assert "Cabut surat" not in page


def test_withdrawal_without_a_reason_stays_on_its_form(client):
    office = make_office()
    letter = made(office)

    answer = sign_in(client, office.admin).post(f"/letters/{letter.pk}/withdraw/", {"reason": "  "})

    letter.refresh_from_db()
    assert answer.status_code == 422
    assert "Isi kolom ini." in text(answer)
    assert letter.holds


@pytest.mark.parametrize("who", ["employee", "supervisor", "head", "manager"])
def test_nobody_but_bkpsdm_withdraws(client, who):
    office = make_office()
    letter = made(office)
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)
    account = manager if who == "manager" else getattr(office, who)

    answer = sign_in(client, account).post(
        f"/letters/{letter.pk}/withdraw/", {"reason": "x"}, follow=True
    )

    assert "Surat dicabut oleh admin BKPSDM." in text(answer)
    with pytest.raises(Denied):
        withdraw_letter(letter=letter, reason="x", by=account, now=SERVED)
    letter.refresh_from_db()
    assert letter.holds


def test_letter_is_withdrawn_once_and_only_when_it_was_made():
    office = make_office()
    letter = withdrawn(office)
    with pytest.raises(WrongState, match="sudah tidak berlaku"):
        withdraw_letter(letter=letter, reason="lagi", by=office.admin, now=SERVED)

    with pytest.raises(Incomplete):
        withdraw_letter(letter=again(office, letter), reason=" ", by=office.admin, now=SERVED)


def test_letter_that_waits_cannot_be_withdrawn():
    office = make_office()
    letter = letters_asked(office).letters.get()

    with pytest.raises(WrongState, match="belum selesai"):
        withdraw_letter(letter=letter, reason="x", by=office.admin, now=SERVED)


def test_next_letter_after_a_withdrawal_has_a_new_number_and_revision():
    office = make_office()
    first = withdrawn(office)

    second = again(office, first)
    third = again(office, withdraw_letter(letter=second, reason="x", by=office.admin, now=SERVED))

    assert [first.number, second.number, third.number] == [
        "800.1.4/1/2027",
        "800.1.4/2/2027-2",
        "800.1.4/3/2027-3",
    ]
    assert {letter.evaluation_revision for letter in (first, second, third)} == {1}


def test_marked_copy_says_what_happened_and_the_file_stays_as_it_was(client):
    office = make_office()
    first = withdrawn(office)
    second = again(office, first)
    browser = sign_in(client, office.employee)

    answer = browser.get(f"/letters/{first.pk}/copy/")

    (page,) = pdf_pages(answer.content)
    assert "DICABUT" in page
    assert second.number in page
    assert first.number in page
    assert answer["Content-Disposition"].startswith('attachment; filename="withdrawn-2027-00001')
    with first.file.open("rb") as file:
        assert "DICABUT" not in pdf_pages(file.read())[0]


def test_superseded_letter_has_a_marked_copy_too(client):
    office = make_office()
    first = made(office)
    Letter.objects.filter(pk=first.pk).update(evaluation_revision=0)
    second = again(office, first)

    answer = sign_in(client, office.employee).get(f"/letters/{first.pk}/copy/")

    (page,) = pdf_pages(answer.content)
    assert "DIGANTI" in page
    assert f"diganti {second.number}" in page


def test_copy_of_a_letter_that_holds_is_the_letter(client):
    office = make_office()
    letter = made(office)

    answer = sign_in(client, office.employee).get(f"/letters/{letter.pk}/copy/")

    assert answer["Location"] == f"/letters/{letter.pk}/file/"


@pytest.mark.parametrize(("who", "opens"), [("admin", True), ("employee", False)])
def test_file_without_a_mark_is_for_the_archive_once_it_holds_no_longer(client, who, opens):
    office = make_office()
    letter = withdrawn(office)

    answer = sign_in(client, getattr(office, who)).get(f"/letters/{letter.pk}/file/")
    answer.close()

    assert (answer.status_code == 200) is opens


def test_history_of_a_letter_tells_the_withdrawal(client):
    office = make_office()
    letter = made(office)
    browser = sign_in(client, office.admin)
    browser.post(f"/letters/{letter.pk}/withdraw/", {"reason": "Nama keliru."})

    page = text(browser.get(f"/letters/{letter.pk}/"))

    history = page.split('id="history-h"')[1]
    assert "Dicabut" in history
    assert "Nama keliru." in history
    assert office.admin.get_short_name() in history


# What the database itself refuses


def refused(write):
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


@pytest.mark.parametrize(
    "change",
    [
        {"content": {}},
        {"number": "lain"},
        {"verification_code": "X" * 26},
        {"fingerprint": "0" * 64},
        {"file": "letters/lain.pdf"},
        {"file_sha256": "0" * 64},
        {"state": LetterState.WAITING},
    ],
    ids=lambda change: next(iter(change)),
)
def test_database_keeps_a_letter_that_was_made_as_it_is(change):
    letter = made(make_office())

    refused(lambda: Letter.objects.filter(pk=letter.pk).update(**change))


def test_database_keeps_every_number():
    letter = letters_asked(make_office()).letters.get()

    refused(letter.delete)


def test_database_demands_when_by_whom_and_why_a_letter_ended():
    office = make_office()
    letter = made(office)
    rows = Letter.objects.filter(pk=letter.pk)
    told = {"ended_at": SERVED, "ended_by": office.admin}

    for change, constraint in (
        ({"state": LetterState.WITHDRAWN}, "letter_past_says_since_when"),
        ({"state": LetterState.WITHDRAWN, **told}, "letter_withdrawn_has_reason"),
        (told, "letter_past_says_since_when"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            rows.update(**change)


def test_database_lets_one_letter_speak_for_a_result():
    office = make_office()
    letter = made(office)
    copy = Letter.objects.get(pk=letter.pk)
    copy.pk = None
    copy.number, copy.verification_code = "lain", "X" * 26
    copy.revision, copy.sequence = 2, 2

    with (
        pytest.raises(IntegrityError, match="letter_one_speaks_for_an_evaluation"),
        transaction.atomic(),
    ):
        copy.save(force_insert=True)
