"""Notices, reminders, escalation: told once a day, to those whose turn it is."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from appraisal.actions import objections
from appraisal.actions.reminding import remind_by_calendar, send_reminders
from appraisal.enums import EvaluationState, PlanState
from appraisal.selectors.control import progress_of
from appraisal.selectors.control_people import behind_in
from personnel.actions.notices import mark_read
from personnel.enums import NoticeKind, Role, YearMode
from personnel.models import Deadline, Notice, PerformanceYear, Reminder
from sabang_kinerja.common.errors import Denied, WrongState
from tests.factories.appraisal import JANUARY, SERVED, evaluation_at, make_office, plan_at
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

TWO_DAYS_LATE = datetime(2026, 2, 3, 2, 0, tzinfo=UTC)
LATE = datetime(2026, 2, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
def office():
    office = make_office()
    Deadline.objects.create(year=office.year, key="skp.draft_due", due=date(2026, 1, 14))
    Deadline.objects.create(year=office.year, key="skp.set_due", due=date(2026, 1, 31))
    return office


@pytest.fixture
def manager(office):
    return make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)


def kinds(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).values_list("kind", flat=True))


def remind(office, by, now=LATE, step="plan_fixed", agency="own"):
    progress = progress_of(office.year, now.date())
    chosen = progress.step(step)
    rows = behind_in(chosen, office.year, [office.agency.pk], now.date()).rows
    unit = office.agency if agency == "own" else None
    return send_reminders(step=chosen, year=office.year, agency=unit, rows=rows, by=by, now=now)


def test_each_step_tells_the_next_to_act(office):
    plan_at(PlanState.SUBMITTED, office)

    notice = Notice.objects.get(recipient=office.supervisor)
    assert notice.kind == NoticeKind.TASK
    assert office.employee.employee.name in notice.text
    assert not Notice.objects.filter(recipient=office.employee).exists()


def test_served_result_and_objection_are_told_to_those_they_concern(office):
    evaluation = evaluation_at(EvaluationState.SERVED, office)
    served = Notice.objects.get(recipient=office.employee, kind=NoticeKind.RESULT_SERVED)
    assert served.url == reverse("appraisal:evaluation-detail", args=[evaluation.pk])
    assert "paling lambat" in served.text

    objections.file_objection(
        evaluation_id=evaluation.pk, grounds="Bukti belum dibaca", by=office.employee, now=SERVED
    )

    for superior in (office.supervisor, office.head):
        assert NoticeKind.OBJECTION_RECEIVED in kinds(superior)


def test_reminder_reaches_whose_turn_it_is_once_a_day(office, manager):
    plan = plan_at(PlanState.SUBMITTED, office)

    reminder = remind(office, manager)

    told = set(reminder.notices.values_list("recipient__employee", flat=True))
    assert office.supervisor.employee_id in told
    assert office.employee.employee_id not in told
    assert reminder.reached == len(told)
    notice = reminder.notices.get(recipient=office.supervisor)
    assert notice.url == reverse("appraisal:plan-detail", args=[plan.pk]) or "menunggu" in (
        notice.text
    )
    with pytest.raises(WrongState, match="sudah diingatkan hari ini"):
        remind(office, office.admin)
    assert Reminder.objects.count() == 1


def test_only_the_own_agency_is_reminded(office, manager):
    stranger = make_user(Role.PERFORMANCE_MANAGER)

    with pytest.raises(Denied):
        remind(office, stranger)
    with pytest.raises(Denied):
        remind(office, manager, agency="all")
    with pytest.raises(Denied):
        remind(office, make_user(Role.AUDITOR))


def test_morning_tells_of_what_is_near_and_may_run_twice(office):
    plan_at(PlanState.DRAFT, office)
    three_before = datetime(2026, 1, 9, 2, 0, tzinfo=UTC)

    remind_by_calendar(now=three_before)
    before = Notice.objects.count()
    remind_by_calendar(now=three_before)

    assert Notice.objects.count() == before
    due = Notice.objects.get(recipient=office.employee, kind=NoticeKind.DUE_SOON)
    assert "14 Januari 2026" in due.text


def test_answer_period_ending_is_a_legal_notice(office):
    evaluation_at(EvaluationState.SERVED, office)

    remind_by_calendar(now=datetime(2027, 1, 20, 2, 0, tzinfo=UTC))

    assert NoticeKind.ANSWER_DUE in kinds(office.employee)


def test_missed_deadline_goes_to_the_manager_after_three_working_days_once(office, manager):
    plan_at(PlanState.DRAFT, office)
    step = f"late:{office.year.pk}:plan_fixed:"

    remind_by_calendar(now=TWO_DAYS_LATE)
    assert not Notice.objects.filter(key__startswith=step).exists()

    remind_by_calendar(now=LATE)
    remind_by_calendar(now=datetime(2026, 2, 6, 2, 0, tzinfo=UTC))
    (notice,) = Notice.objects.filter(key__startswith=step)
    assert notice.recipient == manager
    assert office.agency.name in notice.text


def test_rehearsal_sends_no_mail(office):
    PerformanceYear.objects.filter(pk=office.year.pk).update(mode=YearMode.REHEARSAL)
    office.year.refresh_from_db()

    plan_at(PlanState.SUBMITTED, office)

    assert set(Notice.objects.values_list("may_mail", flat=True)) == {False}
    assert not Notice.objects.all().to_mail().exists()


def test_messages_are_read_only_by_their_owner(client, clock, office):
    clock(JANUARY)
    plan = plan_at(PlanState.SUBMITTED, office)
    notice = Notice.objects.get()
    browser = sign_in(client, office.employee)
    assert browser.post(reverse("personnel:notice-open", args=[notice.pk])).status_code == 404

    browser = sign_in(client, office.supervisor)
    assert "Satu pesan belum Anda baca." in browser.get("/notices/").content.decode()
    opened = browser.post(reverse("personnel:notice-open", args=[notice.pk]))
    assert opened["Location"] == reverse("appraisal:plan-detail", args=[plan.pk])
    assert "Semua pesan sudah Anda baca." in browser.get("/notices/").content.decode()
    assert mark_read(by=office.supervisor, now=JANUARY) == 0


def test_control_room_counts_in_a_constant_number_of_queries(
    client, clock, office, django_assert_max_num_queries
):
    clock(LATE)
    browser = sign_in(client, office.admin)
    browser.get(reverse("appraisal:control-list"))
    give_evaluations(make_crowd(office, 25), office.period())

    with django_assert_max_num_queries(45):
        page = browser.get(reverse("appraisal:control-list"))
    with django_assert_max_num_queries(40):
        people = browser.get(reverse("appraisal:control-agency", args=[office.agency.pk]))

    assert office.agency.name in page.content.decode()
    assert people.status_code == 200


def test_control_room_remind_pages(client, clock, office, manager):
    clock(LATE)
    plan_at(PlanState.DRAFT, office)
    browser = sign_in(client, manager)
    address = f"{reverse('appraisal:control-remind')}?step=plan_fixed&agency={office.agency.pk}"

    preview = browser.get(address).content.decode()
    assert office.employee.employee.full_name in preview
    sent = browser.post(address)
    assert sent["Location"].startswith("/control/reminders/")
    log = browser.get(sent["Location"]).content.decode()
    assert office.employee.employee.full_name in log
    assert "Tidak ada yang dapat diingatkan sekarang." in browser.get(address).content.decode()

    other = make_grant(make_user(), Role.PERFORMANCE_MANAGER, agency=make_unit())
    stranger = sign_in(client, other.user)
    assert stranger.get(address).status_code == 404
    assert stranger.get(sent["Location"]).status_code == 404


def test_export_has_a_row_for_each_step(client, clock, office):
    clock(LATE)
    browser = sign_in(client, office.admin)

    rows = browser.get(reverse("appraisal:control-export", args=["csv"])).content.decode()

    assert "Perangkat daerah;Langkah;Batas waktu" in rows
    assert f"{office.agency.name};SKP ditetapkan;31-01-2026" in rows
    assert browser.get(reverse("appraisal:control-export", args=["pdf"])).status_code == 404
