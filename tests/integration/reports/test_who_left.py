"""Who has left an agency reads nothing of it any more, whatever was asked for before."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from personnel.enums import Role
from personnel.models import RoleGrant, User
from reports.actions.jobs import cancel_job, forget_results, retry_job
from reports.actions.letters import request_agency_letters
from reports.actions.reports import request_report
from reports.enums import JobState
from reports.models import Job, Reconciliation
from reports.tasks import print_letters, print_report
from sabang_kinerja.common.errors import Denied
from tests.factories.appraisal import SERVED, make_office
from tests.factories.personnel import make_assignment, make_post, make_unit, make_user
from tests.factories.reports import final_results
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    made = make_office()
    final_results(made, 2)
    return made


@pytest.fixture
def manager(office):
    return make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)


def leaves(user):
    """Ends the role and the post there; returns the account as it is read anew."""
    RoleGrant.objects.filter(user=user).update(effective_until=date(2026, 1, 1))
    user.employee.assignments.update(effective_until=date(2025, 1, 1))
    make_assignment(user.employee, make_post(make_unit()), effective_from=date(2025, 1, 2))
    return User.objects.get(pk=user.pk)


def asked(kind, office, manager):
    if kind == "report":
        job = request_report(unit=office.agency, period=office.period(), by=manager, now=SERVED)
        print_report(job.pk)
    else:
        job = request_agency_letters(
            agency=office.agency, period=office.period(), by=manager, now=SERVED
        )
        print_letters(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    return job


@pytest.mark.parametrize("kind", ["report", "letters"])
def test_results_of_jobs(client, office, manager, kind):
    job = asked(kind, office, manager)
    browser = sign_in(client, manager)
    answer = browser.get(f"/jobs/{job.uuid}/result/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)

    browser = sign_in(client, leaves(manager))

    assert browser.get(f"/jobs/{job.uuid}/").status_code == 404
    assert browser.get(f"/jobs/{job.uuid}/result/").status_code == 404


def test_a_report_cannot_be_made_anew(client, office, manager):
    job = asked("report", office, manager)
    Job.objects.update(ended_at=timezone.now() - timedelta(days=31))
    forget_results(now=timezone.now())
    gone = leaves(manager)

    assert sign_in(client, gone).post(f"/jobs/{job.uuid}/retry/").status_code == 404
    job.refresh_from_db()
    for action in (retry_job, cancel_job):
        Job.objects.update(state=JobState.FAILED if action is retry_job else JobState.RUNNING)
        with pytest.raises(Denied):
            action(job=job, by=gone, now=SERVED)


def test_comparisons_with_names(client, office, manager):
    person = office.employee.employee
    row = f"{person.nip};{person.name};Sesuai;Sesuai;BAIK;"
    text = f"NIP;Nama;Hasil Kerja;Perilaku Kerja;Predikat;NIP Penilai\n{row}"
    file = SimpleUploadedFile("e.csv", text.encode())
    sent = {"period": office.period().pk, "file": file, "agency": ""}
    browser = sign_in(client, manager)
    page = browser.post(reverse("reports:reconciliation-list"), sent, follow=True)
    run = Reconciliation.objects.get()
    assert (page.status_code, run.agency) == (200, office.agency)

    browser = sign_in(client, leaves(manager))

    assert browser.get(f"/reconciliations/{run.pk}/").status_code == 404


@pytest.mark.parametrize("unit", ["agency", "city"])
def test_leadership_that_asks_for_what_is_under_way_comes_to_it(client, office, unit):
    asked_for = getattr(office, unit)
    request_report(unit=asked_for, period=office.period(), by=office.admin, now=SERVED)
    browser = sign_in(client, make_user(Role.CITY_LEADERSHIP))

    page = browser.post(f"/performance/{asked_for.pk}/{office.period().pk}/print/", follow=True)

    assert page.status_code == 200
    assert page.redirect_chain
