"""The public page behind a QR code: whether a letter is real and holds, and nothing else."""

from io import BytesIO

import pytest
from django.core.cache import cache

from appraisal.actions.ratings import reopen_evaluation
from appraisal.enums import Predicate
from personnel.rules.nip import group_nip
from reports.actions.letters import request_letter
from reports.actions.withdrawals import withdraw_letter
from reports.documents.verification import group_code, new_verification_code, verification_url
from reports.enums import LetterState
from reports.models import Letter
from reports.tasks import print_letters
from reports.views.guesses import MOST_GUESSES
from tests.factories.appraisal import SERVED, make_office
from tests.factories.documents import pdf_images
from tests.factories.reports import letters_asked, letters_made
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_guesses_yet():
    cache.clear()
    yield
    cache.clear()


def text(answer):
    return answer.content.decode()


def made(office):
    letters_made(office)
    return Letter.objects.select_related("evaluation").get()


def place(letter):
    return f"/v/{letter.verification_code}"


def withdrawn(office):
    letter = made(office)
    return withdraw_letter(letter=letter, reason="Nama keliru", by=office.admin, now=SERVED)


def test_letter_that_holds_is_told_to_anybody(client):
    letter = made(make_office())

    answer = client.get(place(letter))

    page = text(answer)
    assert answer.status_code == 200
    assert "Dokumen ini asli dan berlaku." in page
    for shown in (
        "Dokumen Evaluasi Kinerja Pegawai",
        letter.number,
        letter.content["supervisor"]["post"],
        letter.fingerprint,
        letter.file_sha256,
        group_code(letter.verification_code),
        "bukan tanda tangan elektronik tersertifikasi",
    ):
        assert shown in page
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]


def test_what_is_fixed_in_the_application_is_not_called_signed(client):
    page = text(client.get(place(made(make_office()))))

    assert "Pejabat penanda tangan" in page
    assert "Ditetapkan dalam aplikasi" in page
    assert "Ditandatangani oleh" not in page


@pytest.mark.parametrize("address", ["/v", "/v/", "/V/"])
def test_address_as_it_is_printed_asks_for_the_code(client, address):
    assert 'name="code"' in text(client.get(address))


def test_page_shows_no_name_no_full_number_no_rating_and_no_predicate(client):
    office = make_office()
    letter = made(office)
    person = office.employee.employee
    evaluation = letter.evaluation

    page = text(client.get(place(letter)))

    assert person.name not in page
    assert person.nip not in page
    assert group_nip(person.nip) not in page
    assert office.supervisor.employee.name not in page
    words = [label for _value, label in Predicate.choices] + ["Istimewa", "ekspektasi"]
    for word in words:
        assert f">{word}<" not in page
        assert f" {word} " not in page
    for value in (evaluation.predicate, evaluation.organisation_predicate, "meets"):
        assert f'"{value}"' not in page


def test_number_of_the_employee_shows_its_ends_only(client):
    office = make_office()
    nip = office.employee.employee.nip
    page = text(client.get(place(made(office))))

    masked = page.split("NIP pegawai</dt>")[1].split("</dd>")[0]

    digits = "".join(letter for letter in masked if letter.isdigit())
    assert digits == nip[:4] + nip[-3:]


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        str.upper,
        group_code,
        lambda code: group_code(code).lower(),
        lambda code: code.replace("0", "O").replace("1", "l"),
    ],
    ids=["small", "capitals", "grouped", "grouped-small", "look-alikes"],
)
def test_code_is_read_however_it_is_written(client, write):
    letter = made(make_office())

    assert client.get(f"/v/{write(letter.verification_code)}").status_code == 200


def test_address_in_the_qr_code_opens_the_page(client, settings):
    settings.SITE_URL = "http://testserver"
    letter = made(make_office())
    url = verification_url(letter.content["verification_address"], letter.verification_code)
    assert url == f"HTTP://TESTSERVER/V/{letter.verification_code}"

    answer = client.get(url.removeprefix("HTTP://TESTSERVER"))

    assert "Dokumen ini asli dan berlaku." in text(answer)
    with letter.file.open("rb") as file:
        assert len(pdf_images(BytesIO(file.read()).getvalue())) == 1


@pytest.mark.parametrize(
    "code", [new_verification_code(), "abc", "U" * 26, "-"], ids=["new", "short", "wrong", "none"]
)
def test_unknown_code_is_not_found_and_said_to_be_unknown(client, code):
    answer = client.get(f"/v/{code}")

    assert answer.status_code == 404
    assert "Kode ini tidak dikenal." in text(answer)
    assert "tidak diterbitkan oleh aplikasi ini" in text(answer)


def test_number_of_a_row_opens_nothing(client):
    letter = made(make_office())

    assert client.get(f"/v/{letter.pk}").status_code == 404


def test_letter_that_waits_is_numbered_but_does_not_hold(client):
    letter = letters_asked(make_office()).letters.get()

    page = text(client.get(place(letter)))

    assert "sudah bernomor, tetapi belum selesai dibuat" in page
    assert "asli dan berlaku" not in page


def test_withdrawn_letter_says_so_and_not_why(client):
    letter = withdrawn(make_office())

    page = text(client.get(place(letter)))

    assert "Dokumen ini sudah dicabut dan tidak berlaku." in page
    assert "Tidak berlaku sejak" in page
    assert "Nama keliru" not in page


def test_superseded_letter_names_its_successor(client):
    office = make_office()
    letter = made(office)
    Letter.objects.filter(pk=letter.pk).update(evaluation_revision=0)
    after = request_letter(evaluation=letter.evaluation, by=office.admin, now=SERVED)
    print_letters(after.job_id)
    letter.refresh_from_db()
    assert letter.state == LetterState.SUPERSEDED

    page = text(client.get(place(letter)))

    assert "Dokumen ini asli, tetapi sudah diganti." in page
    assert after.number in page
    assert "Dokumen ini asli dan berlaku." in text(client.get(place(after)))


def test_letter_whose_result_was_opened_again_is_real_but_not_relied_on(client):
    office = make_office()
    letter = made(office)
    reopen_evaluation(
        evaluation_id=letter.evaluation_id, order="SP 1/2027", by=office.admin, now=SERVED
    )

    page = text(client.get(place(letter)))

    assert "asli, tetapi hasil evaluasinya sedang atau sudah diubah" in page
    assert "asli dan berlaku" not in page


def test_typed_code_leads_to_its_page(client):
    letter = made(make_office())

    answer = client.get("/periksa/", {"code": group_code(letter.verification_code).lower()})

    assert answer["Location"] == place(letter)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "Isi kolom ini."),
        ("ABC", "Kode verifikasi terdiri atas 26 huruf dan angka."),
    ],
)
def test_code_that_cannot_be_one_is_refused_at_its_field(client, code, sentence):
    answer = client.get("/periksa/", {"code": code})

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert f'value="{code}"' in text(answer) or not code


def test_empty_page_asks_for_a_code_and_complains_about_nothing(client):
    page = text(client.get("/periksa/"))

    assert "Periksa keaslian dokumen" in page
    assert "Isi kolom ini." not in page


def test_guessing_ends_after_thirty_unknown_codes_in_a_minute(client):
    letter = made(make_office())
    for _guess in range(MOST_GUESSES):
        assert client.get(f"/v/{new_verification_code()}").status_code == 404

    refused = client.get(f"/v/{new_verification_code()}")

    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    assert "Tunggu satu menit" in text(refused)
    assert client.get(place(letter)).status_code == 429
    elsewhere = client.get(place(letter), REMOTE_ADDR="10.1.2.3")
    assert elsewhere.status_code == 200


def test_codes_that_exist_may_be_checked_one_after_the_other(client):
    letter = made(make_office())

    answers = {client.get(place(letter)).status_code for _ in range(MOST_GUESSES + 5)}

    assert answers == {200}


def test_page_takes_few_queries(client, django_assert_max_num_queries):
    letter = made(make_office())

    with django_assert_max_num_queries(3):
        client.get(place(letter))


def test_page_is_the_same_for_who_is_signed_in(client):
    office = make_office()
    letter = made(office)

    page = text(sign_in(client, office.admin).get(place(letter)))

    assert "Dokumen ini asli dan berlaku." in page
