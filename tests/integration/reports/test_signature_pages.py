"""Pages of signatures: what waits, the order on a letter, and giving one."""

import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from reports.actions.credit_letters import make_conversion_letter
from reports.actions.signature_requests import ask_for_signatures_of_job
from reports.actions.signatures import return_scan, seal
from reports.actions.withdrawals import withdraw_letter
from reports.enums import SignatureState
from reports.models import Letter, Signature
from reports.views.signing import MOST_TRIES
from tests.factories.appraisal import SERVED, make_office
from tests.factories.credit import converted, make_credit_office
from tests.factories.personnel import make_user
from tests.factories.reports import letters_made
from tests.factories.sessions import sign_in
from tests.factories.signing import (
    NIK,
    PERSONAL,
    SCAN,
    letter_asked,
    scan,
    service_stand_in,
    steps,
    use_seal,
)

pytestmark = pytest.mark.django_db

LIST = "/signatures/"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def sealed_city(settings, tmp_path):
    return use_seal(settings, tmp_path)


def text(answer):
    return " ".join(answer.content.decode().split())


def page_of(letter):
    return f"/signatures/letter/{letter.pk}/"


# What waits


def test_empty_list_says_that_all_is_signed(client, office):
    page = text(sign_in(client, office.supervisor).get(LIST))

    assert "Tidak ada surat yang menunggu tanda tangan Anda." in page
    assert "Semua sudah ditandatangani." in page


def test_list_shows_what_waits_for_the_reader_and_for_nobody_else(client, office):
    letter = letter_asked(office)

    own = text(sign_in(client, office.supervisor).get(LIST))
    other = text(sign_in(client, office.employee).get(LIST))
    admin = text(sign_in(client, office.admin).get(LIST))

    assert "1 surat menunggu tanda tangan Anda." in own
    assert letter.number in own
    assert letter.number not in other
    assert letter.number not in admin
    assert "Segel yang dipilih" not in own


def test_list_takes_the_same_queries_for_one_as_for_a_page(
    client, office, django_assert_max_num_queries
):
    job = letters_made(office, 4)
    ask_for_signatures_of_job(job=job, by=office.admin, now=SERVED)
    rows = Signature.objects.filter(state=SignatureState.ASKED).order_by("pk")
    rows.filter(pk__in=list(rows.values_list("pk", flat=True)[1:])).delete()
    browser = sign_in(client, office.supervisor)
    with django_assert_max_num_queries(16) as few:
        browser.get(LIST)
    Signature.objects.all().delete()
    ask_for_signatures_of_job(job=job, by=office.admin, now=SERVED)

    with django_assert_max_num_queries(len(few)):
        assert len(browser.get(LIST).context["rows"]) == 4


def test_chosen_letters_are_sealed_together(client, office, sealed_city):
    job = letters_made(office, 3)
    ask_for_signatures_of_job(job=job, by=office.admin, now=SERVED)
    browser = sign_in(client, office.supervisor)
    chosen = re.findall(r'name="signature" value="(\d+)"', browser.get(LIST).content.decode())

    page = text(browser.post(f"{LIST}seal/", {"signature": chosen[:2]}, follow=True))

    assert len(chosen) == 3
    assert "2 surat sudah disegel." in page
    assert "1 surat menunggu tanda tangan Anda." in page


def test_nobody_seals_what_was_asked_of_another_from_the_list(client, office, sealed_city):
    row = steps(letter_asked(office))[0]

    browser = sign_in(client, office.admin)
    page = text(browser.post(f"{LIST}seal/", {"signature": [row.pk]}, follow=True))

    assert "Pilih paling sedikit satu surat." in page
    row.refresh_from_db()
    assert row.state == SignatureState.ASKED


# The order on one letter


def test_page_of_a_letter_leads_to_asking_and_asks_in_order(client, office):
    letters_made(office)
    letter = Letter.objects.get()
    browser = sign_in(client, office.admin)

    assert "Tanda tangan surat ini belum diminta." in text(browser.get(page_of(letter)))
    form = text(browser.get(f"{page_of(letter)}ask/"))
    assert form.index("Pejabat penilai kinerja:") < form.index("Pegawai yang dinilai:")
    page = text(
        browser.post(f"{page_of(letter)}ask/", {"roles": ["employee", "supervisor"]}, follow=True)
    )

    name = office.supervisor.employee.full_name
    assert f"Surat ini menunggu tanda tangan {name}." in page
    assert [row.role for row in steps(letter)] == ["supervisor", "employee"]
    assert "0 dari 2 diberikan" in text(browser.get(f"/letters/{letter.pk}/"))


def test_form_without_a_signer_says_so(client, office):
    letters_made(office)
    letter = Letter.objects.get()

    answer = sign_in(client, office.admin).post(f"{page_of(letter)}ask/", {})

    assert answer.status_code == 422
    assert "Isi kolom ini." in text(answer)


def test_request_is_taken_back_after_a_question(client, office):
    letter = letter_asked(office)
    browser = sign_in(client, office.head)

    assert "Batalkan permintaan tanda tangan surat" in text(browser.get(f"{page_of(letter)}stop/"))
    page = text(browser.post(f"{page_of(letter)}stop/", follow=True))

    assert "Permintaan tanda tangan dibatalkan." in page
    assert not Signature.objects.exists()


def test_letter_of_another_does_not_exist_here_either(client, office):
    letter = letter_asked(office)
    row = steps(letter)[0]
    stranger = sign_in(client, make_user())

    for path in (
        page_of(letter),
        f"{page_of(letter)}ask/",
        f"{page_of(letter)}stop/",
        f"/signatures/{row.pk}/seal/",
        f"/signatures/{row.pk}/scan/",
        f"/signatures/{row.pk}/certified/",
        f"/signatures/{row.pk}/file/",
        "/signatures/lain/1/",
    ):
        assert stranger.get(path).status_code == 404, path


def test_whole_job_is_asked_from_its_page(client, office):
    job = letters_made(office, 2)
    browser = sign_in(client, office.head)

    assert f"/jobs/{job.uuid}/signatures/" in text(browser.get(f"/jobs/{job.uuid}/"))
    assert "Minta tanda tangan untuk semua surat" in text(
        browser.get(f"/jobs/{job.uuid}/signatures/")
    )
    browser.post(f"/jobs/{job.uuid}/signatures/")

    assert Signature.objects.filter(state=SignatureState.ASKED).count() == 2


# Giving


def test_seal_is_given_after_an_honest_question(client, office, sealed_city):
    letter = letter_asked(office)
    row = steps(letter)[0]
    browser = sign_in(client, office.supervisor)

    assert "Surat ini menunggu tanda tangan Anda." in text(browser.get(page_of(letter)))
    question = text(browser.get(f"/signatures/{row.pk}/seal/"))
    assert "Ini segel internal, bukan tanda tangan elektronik tersertifikasi." in question
    page = text(browser.post(f"/signatures/{row.pk}/seal/", follow=True))

    assert "sudah disegel" in page
    answer = browser.get(f"/signatures/{row.pk}/file/")
    data = b"".join(answer.streaming_content)
    assert sealed_city.check(data)[0].intact
    assert answer["Content-Disposition"].endswith('-ttd-1.pdf"')
    assert "Unduh yang ditandatangani" in text(browser.get(f"/letters/{letter.pk}/"))


def test_scan_is_returned_by_the_agency_and_shown_as_such(client, office):
    letter = letter_asked(office)
    row = steps(letter)[0]
    browser = sign_in(client, office.head)

    page = text(
        browser.post(
            f"/signatures/{row.pk}/scan/",
            {"file": scan(), "signed_on": timezone.localdate().strftime("%d-%m-%Y")},
            follow=True,
        )
    )

    row.refresh_from_db()
    assert "Pindaian surat sudah tersimpan." in page
    assert "Tanda tangan basah" in page
    assert "dikembalikan oleh" in page
    assert row.state == SignatureState.SIGNED
    answer = browser.get(f"/signatures/{row.pk}/file/")
    assert b"".join(answer.streaming_content) == SCAN


def test_scan_of_another_kind_keeps_what_was_typed(client, office):
    row = steps(letter_asked(office))[0]

    answer = sign_in(client, office.head).post(
        f"/signatures/{row.pk}/scan/",
        {"file": scan(b"MZ", "surat.exe"), "signed_on": "05-01-2027"},
    )

    assert answer.status_code == 422
    assert "Jenis berkas ini tidak diterima." in text(answer)
    assert 'value="05-01-2027"' in text(answer)


def test_certified_signature_is_given_and_the_secrets_are_not_shown_again(client, office, settings):
    row = steps(letter_asked(office))[0]
    place = f"/signatures/{row.pk}/certified/"
    browser = sign_in(client, office.supervisor)
    with service_stand_in() as (address, _told):
        settings.SIGNING_SERVICE_URL = address
        wrong = browser.post(place, {"nik": NIK, "passphrase": "salah sekali"})
        right = browser.post(place, {"nik": NIK, "passphrase": PERSONAL}, follow=True)

    assert wrong.status_code == 422
    assert "Frasa sandi tanda tangan elektronik salah." in text(wrong)
    assert "salah sekali" not in text(wrong)
    assert "Surat sudah ditandatangani secara elektronik." in text(right)
    assert "Tanda tangan elektronik tersertifikasi" in text(right)


def test_passphrases_are_not_tried_out(client, office, settings):
    row = steps(letter_asked(office))[0]
    browser = sign_in(client, office.supervisor)
    with service_stand_in() as (address, told):
        settings.SIGNING_SERVICE_URL = address
        for _try in range(MOST_TRIES + 2):
            answer = browser.post(
                f"/signatures/{row.pk}/certified/", {"nik": NIK, "passphrase": "x"}
            )

    assert "Terlalu banyak percobaan." in text(answer)
    assert len(told.forms) == MOST_TRIES


@pytest.mark.parametrize("nik", ["123", "12345678901234567", "abcdefghijklmnop"])
def test_number_that_is_no_nik_is_refused_before_it_leaves(client, office, settings, nik):
    row = steps(letter_asked(office))[0]
    settings.SIGNING_SERVICE_URL = "http://127.0.0.1:1"

    answer = sign_in(client, office.supervisor).post(
        f"/signatures/{row.pk}/certified/", {"nik": nik, "passphrase": "x"}
    )

    assert answer.status_code == 422
    assert "NIK terdiri atas 16 angka." in text(answer)


@pytest.mark.parametrize("path", ["seal", "certified"])
def test_way_that_is_not_there_leads_back_with_the_reason(client, office, path):
    letter = letter_asked(office)
    row = steps(letter)[0]

    browser = sign_in(client, office.supervisor)
    page = text(browser.post(f"/signatures/{row.pk}/{path}/", follow=True))

    assert "Cara tanda tangan ini belum tersedia pada aplikasi ini." in page
    assert "/seal/" not in text(browser.get(page_of(letter)))


def test_file_of_a_withdrawn_letter_is_kept_for_the_archive(client, office, sealed_city):
    letter = letter_asked(office)
    row = seal(signature=steps(letter)[0], by=office.supervisor, now=SERVED)
    withdraw_letter(letter=letter, reason="Keliru", by=office.admin, now=SERVED)

    assert "Surat ini tidak berlaku" in text(
        sign_in(client, office.supervisor).get(page_of(letter))
    )
    assert client.get(f"/signatures/{row.pk}/file/").status_code == 404
    kept = sign_in(client, office.admin).get(f"/signatures/{row.pk}/file/")
    assert sealed_city.check(b"".join(kept.streaming_content))[0].intact


def test_complete_letter_says_so(client, office):
    letter = letter_asked(office)
    for row in steps(letter):
        return_scan(
            signature=row, file=scan(), signed_on=SERVED.date(), by=office.admin, now=SERVED
        )

    page = text(sign_in(client, office.employee).get(page_of(letter)))

    assert "Surat ini sudah ditandatangani lengkap." in page


def test_paper_of_angka_kredit_is_asked_and_sealed_by_its_pages(client, db, sealed_city):
    office = make_credit_office()
    paper = make_conversion_letter(conversion_id=converted(office).pk, by=office.admin, now=SERVED)
    place = f"/signatures/credit/{paper.pk}/"
    browser = sign_in(client, office.admin)
    assert place in text(browser.get(f"/credit/people/{paper.employee_id}/letters/"))
    browser.post(f"{place}ask/", {"roles": ["supervisor"]})
    row = Signature.objects.get()

    signer = sign_in(client, office.supervisor)
    assert paper.number in text(signer.get(LIST))
    page = text(signer.post(f"/signatures/{row.pk}/seal/", follow=True))

    assert "Surat ini sudah ditandatangani lengkap." in page
