"""Pages of long jobs: started with a form, watched, stopped, their result taken along."""

import zipfile
from io import BytesIO

import pytest
from django.utils import timezone

from personnel.enums import Role
from reports.actions.jobs import cancel_job
from reports.actions.letters import request_letter
from reports.enums import JobKind, JobState, LetterState
from reports.models import Job
from reports.tasks import _print_next, print_letters, print_report
from tests.factories.appraisal import SERVED, make_office
from tests.factories.personnel import make_unit, make_user
from tests.factories.reports import final_results, letters_asked, letters_made
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LIST = "/jobs/"


def page_of(job):
    return f"/jobs/{job.uuid}/"


def start(browser, office, **changes):
    return browser.post(
        "/jobs/start/",
        {"kind": "letters", "agency": office.agency.pk, "period": office.period().pk} | changes,
    )


def text(answer):
    return answer.content.decode()


# The list and its form


def test_empty_list_says_how_a_job_is_started(client):
    office = make_office()

    page = text(sign_in(client, office.admin).get(LIST))

    assert "Belum ada proses." in page
    assert "Pilih dokumen, perangkat daerah, dan periode" in page


def test_employee_finds_no_form_and_is_told_who_starts(client):
    office = make_office()
    browser = sign_in(client, office.employee)

    assert "Mulai proses baru" not in text(browser.get(LIST))
    answer = browser.post("/jobs/start/", follow=True)

    assert "Proses dimulai oleh BKPSDM" in text(answer)
    assert not Job.objects.exists()


@pytest.mark.parametrize("who", ["admin", "head", "manager"])
def test_who_keeps_an_agency_may_start_its_letters(client, who):
    office = make_office()
    final_results(office, 1)
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)
    account = {"admin": office.admin, "head": office.head, "manager": manager}[who]

    answer = start(sign_in(client, account), office)

    job = Job.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == page_of(job)
    assert (job.total, job.requested_by) == (1, account)


def test_manager_of_another_agency_cannot_choose_this_one(client):
    office = make_office()
    final_results(office, 1)
    browser = sign_in(client, make_user(Role.PERFORMANCE_MANAGER))

    answer = start(browser, office)

    assert answer.status_code == 422
    assert not Job.objects.exists()


def test_leadership_of_the_city_starts_summaries_and_no_letters(client):
    office = make_office()
    final_results(office, 1)
    browser = sign_in(client, make_user(Role.CITY_LEADERSHIP))

    assert start(browser, office).status_code == 422
    assert start(browser, office, kind="report").status_code == 302


def test_refused_start_keeps_what_was_chosen_and_says_why(client):
    office = make_office()
    second = office.period("quarter", 2)

    answer = start(sign_in(client, office.admin), office, period=second.pk)

    page = text(answer)
    assert answer.status_code == 422
    assert "Belum ada hasil evaluasi yang final pada periode ini." in page
    assert f'<option value="{second.pk}" selected>' in page
    assert f'<option value="{office.agency.pk}" selected>' in page


def test_list_opened_again_at_the_address_of_the_form_is_the_list(client):
    browser = sign_in(client, make_office().admin)

    assert browser.get("/jobs/start/?page=2")["Location"] == "/jobs/?page=2"


def test_second_start_leads_to_the_job_that_is_under_way(client):
    office = make_office()
    job = letters_asked(office)

    answer = start(sign_in(client, office.head), office)

    assert answer["Location"] == page_of(job)
    assert Job.objects.count() == 1
    assert "masih berjalan" in text(sign_in(client, office.head).get(page_of(job)))


def test_list_takes_as_many_queries_for_one_job_as_for_a_page(
    client, django_assert_max_num_queries
):
    office = make_office()
    browser = sign_in(client, office.admin)
    agencies = [office.agency, *(make_unit() for _ in range(29))]
    asked = [
        Job(
            kind=JobKind.REPORT,
            agency=agency,
            period=office.period(),
            requested_by=make_user(),
        )
        for agency in agencies
    ]
    asked[0].save()
    with django_assert_max_num_queries(18) as few:
        browser.get(LIST)
    Job.objects.bulk_create(asked[1:])

    with django_assert_max_num_queries(len(few)):
        assert len(browser.get(LIST).context["page"].object_list) == 25


def test_single_letters_of_others_stay_out_of_the_list(client):
    office = make_office()
    (evaluation,) = final_results(office, 1)
    job = request_letter(evaluation=evaluation, by=office.employee, now=SERVED).job

    assert page_of(job) not in text(sign_in(client, office.admin).get(LIST))
    assert page_of(job) in text(sign_in(client, office.employee).get(LIST))


# One job


def test_job_of_a_strange_agency_does_not_exist(client):
    office = make_office()
    job = letters_made(office)
    stranger = sign_in(client, make_user(Role.PERFORMANCE_MANAGER))

    for path in ("", "result/"):
        assert stranger.get(page_of(job) + path).status_code == 404
    for path in ("cancel/", "retry/"):
        assert stranger.post(page_of(job) + path).status_code == 404


def test_running_job_says_how_far_it_is_and_renews_itself(client):
    office = make_office()
    job = letters_asked(office, 2)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=timezone.now(), done=1)
    _print_next(job.pk)
    browser = sign_in(client, office.admin)

    whole = text(browser.get(page_of(job)))
    part = text(browser.get(page_of(job), headers={"HX-Request": "true"}))

    assert "1 dari 2 surat sudah jadi." in whole
    assert "Kurang dari satu menit lagi." in whole
    assert '<progress class="job-bar" max="100" value="50"' in part
    assert f'hx-get="{page_of(job)}"' in part
    assert "<html" not in part


def test_finished_job_stops_renewing_and_says_so_aloud(client):
    office = make_office()
    job = letters_made(office, 2)

    part = text(sign_in(client, office.admin).get(page_of(job), headers={"HX-Request": "true"}))

    assert "hx-get" not in part
    assert "Selesai: 2 surat siap diunduh." in part.split('id="job-said"')[1]


def test_job_page_takes_as_many_queries_for_one_failed_letter_as_for_thirty(
    client, django_assert_max_num_queries
):
    office = make_office()
    job = letters_asked(office, 30)
    browser = sign_in(client, office.admin)
    letters = list(job.letters.all())

    def fail(rows):
        job.letters.filter(pk__in=[row.pk for row in rows]).update(
            state=LetterState.FAILED, failure="Tidak dapat dicetak."
        )
        Job.objects.filter(pk=job.pk).update(state=JobState.PARTIAL, failed=len(rows), done=0)

    fail(letters[:1])
    with django_assert_max_num_queries(18) as few:
        browser.get(page_of(job))
    fail(letters[1:])

    with django_assert_max_num_queries(len(few)):
        assert len(browser.get(page_of(job)).context["failures"]) == 30


def test_partly_failed_job_names_the_letters_and_offers_to_go_on(client):
    office = make_office()
    job = letters_asked(office, 2)
    broken = job.letters.first()
    job.letters.filter(pk=broken.pk).update(attempts=5)
    print_letters(job.pk)
    browser = sign_in(client, office.admin)

    page = text(browser.get(page_of(job)))
    assert "1 surat siap, 1 belum dapat dibuat." in page
    assert broken.evaluation.plan.employee.full_name in page
    assert f"surat-{broken.pk}" in page

    browser.post(page_of(job) + "retry/")
    print_letters(job.pk)
    assert "Selesai: 2 surat siap diunduh." in text(browser.get(page_of(job)))


def test_job_is_stopped_after_a_question_and_can_go_on(client):
    office = make_office()
    job = letters_asked(office, 2)
    browser = sign_in(client, office.admin)
    assert "data-confirm=" in text(browser.get(page_of(job)))

    answer = browser.post(page_of(job) + "cancel/", follow=True)

    page = text(answer)
    assert "Dibatalkan setelah 0 dari 2 surat." in page
    assert "Lanjutkan" in page
    browser.post(page_of(job) + "retry/")
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_colleague_sees_why_the_job_of_another_cannot_be_stopped(client):
    office = make_office()
    job = letters_asked(office)
    browser = sign_in(client, office.head)

    assert "Hanya pemohon proses ini dan admin BKPSDM" in text(browser.get(page_of(job)))
    browser.post(page_of(job) + "cancel/")

    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_job_that_ended_meanwhile_cannot_be_stopped(client):
    office = make_office()
    job = letters_made(office)

    answer = sign_in(client, office.admin).post(page_of(job) + "cancel/", follow=True)

    assert "Proses ini sudah selesai." in text(answer)


# Its result


def test_zip_comes_as_a_file_of_its_own_with_names_and_no_employee_numbers(client):
    office = make_office()
    job = letters_made(office, 2)

    answer = sign_in(client, office.admin).get(page_of(job) + "result/")
    content = b"".join(answer.streaming_content)

    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="dokumen-evaluasi-')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
    person = office.employee.employee
    assert len(names) == 2
    assert any(name.endswith(".pdf") and "cut-contoh" in name for name in names)
    assert not any(person.nip in name for name in names)


def test_summary_comes_as_a_pdf(client):
    office = make_office()
    final_results(office, 1)
    browser = sign_in(client, office.admin)
    start(browser, office, kind="report")
    job = Job.objects.get()
    assert "Menunggu giliran." in text(browser.get(page_of(job)))

    print_report(job.pk)

    assert "Laporan siap diunduh." in text(browser.get(page_of(job)))
    answer = browser.get(page_of(job) + "result/")
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_result_that_is_not_there_is_not_found(client, own_files):
    office = make_office()
    job = letters_asked(office)
    browser = sign_in(client, office.admin)
    assert browser.get(page_of(job) + "result/").status_code == 404

    print_letters(job.pk)
    next((own_files / "jobs").rglob("*.zip")).unlink()

    assert browser.get(page_of(job) + "result/").status_code == 404


def test_job_that_another_one_emptied_says_where_its_letters_went(client):
    office = make_office()
    job = letters_asked(office, 1)
    cancel_job(job=job, by=office.admin, now=SERVED)
    job.letters.update(job=None)
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, ended_at=None)

    print_letters(job.pk)

    assert "diteruskan oleh proses lain" in text(sign_in(client, office.admin).get(page_of(job)))
