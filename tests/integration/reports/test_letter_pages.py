"""Pages of letters: found, opened, taken along, by those who may see the result."""

import csv
import hashlib
import io

import pytest
from openpyxl import load_workbook

from appraisal.actions.ratings import reopen_evaluation
from appraisal.enums import EvaluationState
from personnel.enums import Role
from reports.actions.letters import request_letter
from reports.models import Letter
from reports.tasks import print_letters
from tests.factories.appraisal import SERVED, evaluation_at, make_office
from tests.factories.documents import pdf_pages
from tests.factories.personnel import make_user
from tests.factories.reports import final_results, letters_asked, letters_made, numbered_letters
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LIST = "/letters/"


def text(answer):
    return answer.content.decode()


def own_letter(office):
    """The letter of the office's employee, made."""
    letters_made(office)
    return Letter.objects.get()


# The list


def test_empty_list_says_where_letters_come_from(client):
    page = text(sign_in(client, make_office().admin).get(LIST))

    assert "Belum ada surat." in page
    assert "hasil evaluasi yang sudah final" in page


def test_search_without_a_hit_says_what_to_do(client):
    office = make_office()
    letters_asked(office)

    page = text(sign_in(client, office.admin).get(LIST, {"q": "zzz"}))

    assert "Tidak ada yang cocok dengan pencarian ini." in page


def test_letters_are_found_by_name_number_state_and_period(client):
    office = make_office()
    job = letters_asked(office, 2)
    first, second = numbered_letters(job)
    person = first.evaluation.plan.employee
    browser = sign_in(client, office.admin)

    def found(**chosen):
        return set(browser.get(LIST, chosen).context["page"].object_list)

    assert found(q=person.name) == {first}
    assert found(q=person.nip) == {first}
    assert found(q="/2/2027") == {second}
    assert found(state="waiting") == {first, second}
    assert found(state="ready") == set()
    assert found(period=office.period().pk) == {first, second}
    assert found(agency=office.agency.pk) == {first, second}


def test_list_takes_as_many_queries_for_one_letter_as_for_a_page(
    client, django_assert_max_num_queries
):
    office = make_office()
    (evaluation, *others) = final_results(office, 30)
    request_letter(evaluation=evaluation, by=office.admin, now=SERVED)
    browser = sign_in(client, office.admin)
    with django_assert_max_num_queries(15) as few:
        browser.get(LIST)
    with django_assert_max_num_queries(9) as few_in_file:
        browser.get("/letters/export/csv/")
    for other in others:
        request_letter(evaluation=other, by=office.admin, now=SERVED)

    with django_assert_max_num_queries(len(few)):
        assert len(browser.get(LIST).context["page"].object_list) == 25
    with django_assert_max_num_queries(len(few_in_file)):
        assert text(browser.get("/letters/export/csv/")).count("800.1.4/") == 30


@pytest.mark.parametrize(
    ("who", "sees"),
    [("admin", 2), ("head", 2), ("supervisor", 2), ("employee", 1), ("stranger", 0)],
)
def test_list_shows_letters_of_results_that_one_may_open(client, who, sees):
    office = make_office()
    letters_asked(office, 2)
    account = make_user() if who == "stranger" else getattr(office, who)

    page = sign_in(client, account).get(LIST).context["page"]

    assert page.paginator.count == sees


def test_agency_is_no_choice_for_who_sees_one(client):
    office = make_office()
    letters_asked(office)

    form = sign_in(client, office.head).get(LIST).context["filter"].form

    assert "agency" not in form.fields


def test_list_is_taken_along_as_narrowed_and_whole(client):
    office = make_office()
    job = letters_made(office, 2)
    first, _second = numbered_letters(job)
    browser = sign_in(client, office.admin)

    as_csv = browser.get("/letters/export/csv/", {"q": first.number})
    as_xlsx = browser.get("/letters/export/xlsx/")

    rows = list(csv.reader(io.StringIO(as_csv.content.decode("utf-8-sig")), delimiter=";"))
    assert as_csv["Content-Disposition"].startswith('attachment; filename="surat-')
    assert [row[0] for row in rows] == ["Nomor surat", first.number]
    assert rows[1][4] == "Siap diunduh"
    sheet = load_workbook(io.BytesIO(as_xlsx.content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        "800.1.4/2/2027",
        "800.1.4/1/2027",
    ]
    everything = as_csv.content.decode() + str(list(sheet.values))
    assert office.employee.employee.nip not in everything
    assert browser.get("/letters/export/pdf/").status_code == 404


# One letter


def test_file_is_the_one_that_was_made_under_a_name_without_employee_number(client):
    office = make_office()
    letter = own_letter(office)

    answer = sign_in(client, office.employee).get(f"/letters/{letter.pk}/file/")

    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == letter.file_sha256
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    name = answer["Content-Disposition"]
    assert 'attachment; filename="2027-00001-cut-contoh' in name
    assert office.employee.employee.nip not in name


@pytest.mark.parametrize("path", ["", "file/", "copy/", "withdraw/"])
def test_letter_of_another_does_not_exist(client, path):
    letter = own_letter(make_office())

    stranger = sign_in(client, make_user())

    assert stranger.get(f"/letters/{letter.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["letters/", "letters/1/", "letters/1/file/", "jobs/"])
def test_visitor_is_asked_to_sign_in(client, path):
    answer = client.get(f"/{path}")

    assert answer.status_code == 302
    assert "/akun/login/" in answer["Location"]


def test_letter_that_is_not_made_yet_is_not_downloaded(client):
    office = make_office()
    letter = letters_asked(office).letters.get()
    browser = sign_in(client, office.employee)

    answer = browser.get(f"/letters/{letter.pk}/file/", follow=True)

    assert "Surat ini belum selesai dibuat." in text(answer)
    assert "Surat ini sedang menunggu dibuat." in text(answer)


def test_letter_whose_file_is_lost_is_not_found(client, own_files):
    office = make_office()
    letter = own_letter(office)
    next((own_files / "letters").rglob("*.pdf")).unlink()

    assert sign_in(client, office.employee).get(f"/letters/{letter.pk}/file/").status_code == 404


def test_page_of_a_letter_tells_what_holds_and_leads_to_the_verification(client):
    office = make_office()
    letter = own_letter(office)

    page = text(sign_in(client, office.employee).get(f"/letters/{letter.pk}/"))

    assert "Surat ini berlaku." in page
    assert letter.number in page
    assert f"/v/{letter.verification_code}" in page
    assert letter.file_sha256 in page
    assert "Cabut surat" not in page


def test_page_of_a_letter_says_when_its_result_was_opened_again(client):
    office = make_office()
    letter = own_letter(office)
    reopen_evaluation(
        evaluation_id=letter.evaluation_id, order="SP 1/2027", by=office.admin, now=SERVED
    )

    page = text(sign_in(client, office.admin).get(f"/letters/{letter.pk}/"))

    assert "Hasil evaluasi sudah berubah; surat yang baru belum terbit." in page


# The document of one evaluation


def test_document_of_a_final_result_is_made_by_its_person(client):
    office = make_office()
    (evaluation,) = final_results(office, 1)
    browser = sign_in(client, office.employee)
    place = f"/letters/of/{evaluation.pk}/"
    assert "Buat dokumen evaluasi" in text(browser.get(place))

    answer = browser.post(f"{place}create/", follow=True)
    assert "Dokumen evaluasi sedang dibuat." in text(answer)
    assert f'hx-get="{place}"' in text(answer)

    print_letters(Letter.objects.get().job_id)
    page = text(browser.get(place))
    assert "Dokumen evaluasi siap diunduh." in page
    assert "hx-get" not in page.split('class="letter-of"')[1]


def test_double_click_makes_one_letter(client):
    office = make_office()
    (evaluation,) = final_results(office, 1)
    browser = sign_in(client, office.employee)

    for _click in range(2):
        browser.post(f"/letters/of/{evaluation.pk}/create/")

    assert Letter.objects.count() == 1


def test_document_before_the_result_is_final_is_locked_with_the_reason(client):
    office = make_office()
    evaluation = evaluation_at(EvaluationState.SERVED, office)
    browser = sign_in(client, office.employee)

    page = text(browser.get(f"/letters/of/{evaluation.pk}/"))
    answer = browser.post(f"/letters/of/{evaluation.pk}/create/", follow=True)

    sentence = "Dokumen evaluasi dibuat setelah hasil final."
    assert "disabled" in page
    assert sentence in page
    assert sentence in text(answer)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CITY_LEADERSHIP])
def test_who_only_reads_cannot_make_a_document(client, role):
    office = make_office()
    (evaluation,) = final_results(office, 1)
    browser = sign_in(client, make_user(role))

    browser.post(f"/letters/of/{evaluation.pk}/create/")

    assert not Letter.objects.exists()


def test_part_for_another_page_is_the_same_without_the_frame(client):
    office = make_office()
    letter = own_letter(office)
    browser = sign_in(client, office.employee)
    place = f"/letters/of/{letter.evaluation_id}/"

    part = text(browser.get(place, headers={"HX-Request": "true"}))

    assert "<html" not in part
    assert part.strip() in text(browser.get(place))


def test_printed_page_names_person_and_number(client):
    office = make_office()
    letter = own_letter(office)
    with letter.file.open("rb") as file:
        (page,) = pdf_pages(file.read())

    assert letter.number in page
    assert office.employee.employee.full_name in page
