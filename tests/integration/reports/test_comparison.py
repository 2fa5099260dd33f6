"""Compare by upload: the same, not the same, not ours; hashed as it arrives, kept nowhere."""

from pathlib import Path

import pytest
from cryptography import x509
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from reports.actions.certificates import make_certificate
from reports.actions.signatures import seal
from reports.actions.withdrawals import withdraw_letter
from reports.documents.verification import group_code, new_verification_code
from reports.models import Letter
from reports.views.guesses import MOST_FILES
from sabang_kinerja.common.upload_handlers import STORED_AT_MOST
from tests.factories.appraisal import SERVED, make_office
from tests.factories.reports import letters_made
from tests.factories.signing import CITY, a_seal, letter_asked, steps, use_seal
from tests.factories.training import NOW, entered, make_officer, make_session
from training.actions.records import count_attendance
from training.enums import RecordOrigin

pytestmark = pytest.mark.django_db

PLACE = "/periksa/berkas/"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


def text(answer):
    return " ".join(answer.content.decode().split())


def file_of(row):
    with row.file.open("rb") as file:
        return file.read()


def send(client, data, code="", **extra):
    return client.post(
        PLACE, {"file": SimpleUploadedFile("surat.pdf", data), "code": code}, **extra
    )


@pytest.fixture
def letter(db):
    letters_made(make_office())
    return Letter.objects.get()


def test_issued_file_is_found_without_its_code(client, letter):
    page = text(send(client, file_of(letter)))

    assert "Berkas Anda sama dengan berkas yang diterbitkan." in page
    assert "Dokumen ini asli dan berlaku." in page
    assert letter.number in page
    assert letter.evaluation.plan.employee.name not in page


def test_issued_file_is_compared_with_its_own_letter(client, letter):
    page = text(send(client, file_of(letter), group_code(letter.verification_code).lower()))

    assert "Berkas Anda sama dengan berkas yang diterbitkan." in page


def test_one_changed_byte_is_not_the_same(client, letter):
    changed = bytearray(file_of(letter))
    changed[len(changed) // 2] ^= 1

    with_code = text(send(client, bytes(changed), letter.verification_code))
    without = text(send(client, bytes(changed)))

    assert "Berkas Anda TIDAK sama dengan berkas surat ini." in with_code
    assert "sama dengan berkas yang diterbitkan" not in with_code
    assert "asli dan berlaku" not in with_code
    assert "Berkas ini bukan berkas surat dari aplikasi ini." in without
    assert letter.number not in without


def test_file_of_another_letter_is_told_to_be_so(client):
    letters_made(make_office(), 2)
    one, other = Letter.objects.order_by("sequence")

    page = text(send(client, file_of(other), one.verification_code))

    assert "Berkas Anda milik surat lain." in page
    assert f"surat nomor {other.number}" in page


def test_signed_file_is_told_from_the_unsigned_and_the_half_signed(client, settings, tmp_path):
    use_seal(settings, tmp_path)
    office = make_office()
    letter = letter_asked(office)
    first = seal(signature=steps(letter)[0], by=office.supervisor, now=SERVED)
    second = seal(signature=steps(letter)[1], by=office.employee, now=SERVED)

    assert "sama dengan berkas yang ditandatangani" in text(send(client, file_of(second)))
    assert "belum memuat semua tanda tangan" in text(send(client, file_of(first)))
    assert "asli, tetapi belum ditandatangani" in text(send(client, file_of(letter)))
    spoiled = file_of(second)[:-1] + b"x"
    assert "TIDAK sama" in text(send(client, spoiled, letter.verification_code))


def test_same_file_of_a_withdrawn_letter_says_that_it_does_not_hold(client):
    office = make_office()
    letters_made(office)
    letter = Letter.objects.get()
    data = file_of(letter)
    withdraw_letter(letter=letter, reason="Nama keliru", by=office.admin, now=SERVED)

    page = text(send(client, data))

    assert "Dokumen ini sudah dicabut dan tidak berlaku." in page
    assert "sama dengan berkas yang diterbitkan" in page
    assert "note-care" in page
    assert "Nama keliru" not in page


def test_verification_page_names_signers_by_role_and_way_alone(client, settings, tmp_path):
    use_seal(settings, tmp_path)
    office = make_office()
    letter = letter_asked(office)
    seal(signature=steps(letter)[0], by=office.supervisor, now=SERVED)

    page = text(client.get(f"/v/{letter.verification_code}"))

    assert "Pejabat penilai kinerja" in page
    assert "Segel internal, bukan tanda tangan elektronik tersertifikasi" in page
    assert a_seal().fingerprint in page
    assert "belum ditandatangani" in page
    assert office.supervisor.employee.name not in page
    assert office.employee.employee.name not in page


def test_nothing_of_the_file_is_kept(client, letter, own_files):
    before = {path: path.stat().st_size for path in own_files.rglob("*") if path.is_file()}
    large = b"%PDF-" + b"x" * (6 * 1024 * 1024)
    temporary = set(Path("/tmp").glob("*.upload.*"))

    send(client, large)
    send(client, file_of(letter))

    assert {path: path.stat().st_size for path in own_files.rglob("*") if path.is_file()} == before
    assert set(Path("/tmp").glob("*.upload.*")) <= temporary


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        (b"", 422, "Berkas ini kosong."),
        (b"bukan pdf", 200, "bukan berkas surat dari aplikasi ini"),
        (b"x" * (STORED_AT_MOST + 1), 422, "melebihi 25 MB"),
        (b"x" * (STORED_AT_MOST + 200_000), 413, "melebihi 25 MB"),
    ],
    ids=["empty", "text", "above", "far-above"],
)
def test_file_that_cannot_be_ours_is_answered_kindly(client, data, status, sentence):
    answer = send(client, data)

    assert answer.status_code == status
    assert sentence in text(answer)


def test_form_without_a_file_asks_for_one(client):
    answer = client.post(PLACE, {"code": ""})

    assert answer.status_code == 422
    assert "Isi kolom ini." in text(answer)


def test_address_alone_leads_to_the_form(client):
    assert client.get(PLACE)["Location"] == "/periksa/"


def test_visitor_needs_no_cookie_and_the_answer_is_kept_by_nobody(letter):
    careful = Client(enforce_csrf_checks=True)

    answer = send(careful, file_of(letter), letter.verification_code)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_comparing_ends_after_twenty_files_in_a_minute(client, letter):
    for _file in range(MOST_FILES):
        assert send(client, b"x").status_code == 200

    refused = send(client, file_of(letter))

    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    assert "Terlalu banyak berkas" in text(refused)
    assert client.get(f"/v/{letter.verification_code}").status_code == 200
    assert send(client, b"x", REMOTE_ADDR="10.1.2.3").status_code == 200


def test_unknown_codes_beside_a_file_count_as_guesses(client):
    for _guess in range(MOST_FILES):
        send(client, b"x", new_verification_code())
    for _guess in range(10):
        client.get(f"/v/{new_verification_code()}")

    assert client.get(f"/v/{new_verification_code()}").status_code == 429


def test_comparing_takes_few_queries(client, letter, django_assert_max_num_queries):
    data = file_of(letter)

    with django_assert_max_num_queries(6):
        send(client, data, letter.verification_code)


def test_certificate_of_the_seal_is_public_once_there_is_one(client, settings, tmp_path):
    assert client.get("/periksa/segel.pem").status_code == 404
    use_seal(settings, tmp_path)

    answer = client.get("/periksa/segel.pem")

    certificate = x509.load_pem_x509_certificate(answer.content)
    assert CITY in certificate.subject.rfc4514_string()
    settings.SEAL_PASSPHRASE = "salah"
    assert client.get("/periksa/segel.pem").status_code == 404


def test_certificate_of_a_training_is_compared_as_a_letter_is(client):
    office, officer = make_office(), make_officer()
    with transaction.atomic():
        record = count_attendance(
            employee=office.employee.employee,
            entered=entered(),
            origin=RecordOrigin.SESSION,
            session_id=make_session(officer).pk,
            by=officer,
            now=NOW,
        )
    certificate = make_certificate(record_id=record.pk, by=officer, now=NOW)
    data = file_of(certificate)

    same = text(send(client, data))
    other = text(send(client, data + b"\n", certificate.verification_code))

    assert "Berkas Anda sama dengan berkas yang diterbitkan." in same
    assert certificate.number in same
    assert "TIDAK sama" in other
