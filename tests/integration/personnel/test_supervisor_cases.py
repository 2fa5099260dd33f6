""" "Ini bukan pejabat penilai saya": two taps for the person, an answer from the office."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from personnel.actions.cases import close_case, open_case
from personnel.enums import NoticeKind, Role
from personnel.models import Notice, SupervisorCase
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from tests.factories.appraisal import make_office
from tests.factories.personnel import make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def manager(office):
    return make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)


def report(office, suggested="Kepala Bidang Contoh"):
    return open_case(suggested=suggested, note="", by=office.employee, now=timezone.now())


def test_report_reaches_bkpsdm_and_the_manager_and_is_answered(office, manager):
    case = report(office)

    assert case.supervisor == office.supervisor.employee
    told = set(Notice.objects.filter(kind=NoticeKind.CASE).values_list("recipient", flat=True))
    assert told == {office.admin.pk, manager.pk}

    close_case(case_id=case.pk, answer="Sudah diperbaiki.", by=manager, now=timezone.now())
    answered = Notice.objects.get(recipient=office.employee, kind=NoticeKind.CASE)
    assert "Sudah diperbaiki." in answered.text


def test_one_report_at_a_time(office):
    report(office)

    with pytest.raises(WrongState, match="masih diperiksa"):
        report(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisorCase.objects.create(employee=office.employee.employee, opened_at=timezone.now())


def test_only_the_office_answers_and_with_words(office, manager):
    case = report(office)

    for stranger in (office.employee, make_user(Role.PERFORMANCE_MANAGER), make_user(Role.AUDITOR)):
        with pytest.raises(Denied):
            close_case(case_id=case.pk, answer="x", by=stranger, now=timezone.now())
    with pytest.raises(Incomplete):
        close_case(case_id=case.pk, answer=" ", by=manager, now=timezone.now())


def test_pages_lead_from_the_plan_to_the_answer(client, office):
    browser = sign_in(client, office.employee)
    assert reverse("personnel:case-create") in browser.get("/").content.decode()
    form = browser.get(reverse("personnel:case-create")).content.decode()
    assert office.supervisor.employee.full_name in form
    browser.post(reverse("personnel:case-create"), {"suggested": "Sekretaris", "note": ""})
    case = SupervisorCase.objects.get()

    browser = sign_in(client, office.admin)
    assert "Satu laporan" in browser.get(reverse("personnel:problem-list")).content.decode()
    listed = browser.get(reverse("personnel:case-list")).content.decode()
    assert reverse("personnel:override-create", args=[case.employee_id]) in listed
    close = reverse("personnel:case-close", args=[case.pk])
    assert browser.post(close, {"words": ""}).status_code == 422
    browser.post(close, {"words": "Sudah diperbarui."})
    assert "Sudah diperbarui." in browser.get("/problems/cases/?closed=1").content.decode()


def test_other_agencies_do_not_see_it(client, office):
    case = report(office)
    browser = sign_in(client, make_user(Role.PERFORMANCE_MANAGER, agency=make_unit()))

    assert "Tidak ada laporan di sini." in browser.get("/problems/cases/").content.decode()
    assert browser.get(reverse("personnel:case-close", args=[case.pk])).status_code == 404


def test_too_long_words_are_refused_at_the_field(client, office):
    browser = sign_in(client, office.employee)

    refused = browser.post(reverse("personnel:case-create"), {"suggested": "x" * 200})

    assert refused.status_code == 422
    assert "x" * 200 in refused.content.decode()
