"""Pages of daily progress and action plans, links and pictures beside evidence."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from appraisal.actions import evidence as evidence_actions
from appraisal.actions.periods import open_evaluations
from appraisal.enums import EvaluationState, LinkState, PlanState
from appraisal.models import Achievement, ActionPlan, DailyProgress, Evaluation, LinkCheck
from appraisal.tasks import check_link
from personnel.enums import PeriodKind
from tests.factories.appraisal import APRIL, YEAR_END, evaluation_at, make_office, plan_at
from tests.factories.crowds import make_crowd
from tests.factories.personnel import make_employee, make_user
from tests.factories.progress import MONDAY, TUESDAY, write
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

CREATE = "/progress/create/"
LIST = "/progress/"
BOARD = "/progress/team/"


@pytest.fixture
def office(clock):
    clock(TUESDAY)
    return make_office()


def typed(text="Memeriksa 14 pasien", **more):
    return {"client_id": str(uuid4()), "day": "2026-03-03", "text": text, "then": "submit"} | more


# Quick entry


def test_entry_is_written_with_result_and_quantity(client, office):
    result = plan_at(PlanState.FIXED, office).results.first()
    sign_in(client, office.employee)
    assert result.text in client.get(CREATE).content.decode()

    answer = client.post(CREATE, typed(result=result.pk, quantity="14,5", unit="pasien"))

    assert answer["Location"] == f"{CREATE}?day=2026-03-03"
    entry = DailyProgress.objects.get()
    assert (entry.result, str(entry.quantity), entry.state) == (result, "14.50", "submitted")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"),
        ({"day": "2026-03-04"}, "day"),
        ({"day": "31-02-2026"}, "day"),
        ({"quantity": "banyak"}, "quantity"),
        ({"quantity": "-1"}, "quantity"),
        ({"starts_at": "09:00", "ends_at": "08:00"}, "ends_at"),
        ({"url": "bukan tautan"}, "url"),
        ({"result": "999999"}, "result"),
    ],
)
def test_bad_input_keeps_what_was_typed(client, office, wrong, field):
    plan_at(PlanState.FIXED, office)
    sign_in(client, office.employee)

    answer = client.post(CREATE, typed() | {"unit": "satuan khas"} | wrong)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert "satuan khas" in answer.content.decode()
    assert not DailyProgress.objects.exists()


def test_kept_entry_is_answered_as_data_and_stored_once(client, office):
    sign_in(client, office.employee)
    entry = typed()

    for _time in range(2):
        answer = client.post(CREATE, entry, headers={"X-Kept": "1"})
        assert answer.json()["url"] == f"{CREATE}?day=2026-03-03"
    wrong = client.post(CREATE, typed(day="2026-03-04"), headers={"X-Kept": "1"})

    assert DailyProgress.objects.count() == 1
    assert wrong.status_code == 422
    assert list(wrong.json()["errors"]) == ["day"]


def test_day_before_is_repeated_with_one_tap(client, office):
    write(office.employee)
    sign_in(client, office.employee)
    assert "Ulangi Senin, 2 Maret 2026" in client.get(CREATE).content.decode()

    client.post(reverse("appraisal:progress-repeat"))

    assert DailyProgress.objects.get(day=date(2026, 3, 3)).state == "draft"
    client.post(reverse("appraisal:progress-submit") + "?month=2026-03")
    assert DailyProgress.objects.get(day=date(2026, 3, 3)).state == "submitted"


def test_entry_is_changed_and_deleted_by_its_writer_only(client, office):
    entry = write(office.employee)
    url = reverse("appraisal:progress-update", args=[entry.pk])
    sign_in(client, make_user(employee=make_employee(office.division)))
    assert client.get(url).status_code == 404
    sign_in(client, office.employee)

    client.post(url, typed("Memeriksa 15 pasien", row_version="1"))
    stale = client.post(url, typed("Memeriksa 16 pasien", row_version="1"))

    assert "baru saja diubah" in stale.content.decode()
    assert stale.context["form"]["row_version"].value() == "2"
    assert DailyProgress.objects.get().text == "Memeriksa 15 pasien"
    client.post(reverse("appraisal:progress-delete", args=[entry.pk]))
    assert not DailyProgress.objects.exists()


# Month


def test_month_shows_days_sums_and_what_is_late(client, office):
    result = plan_at(PlanState.FIXED, office).results.first()
    write(office.employee, "Loket", result_id=result.pk, quantity=4, unit="dokumen")
    write(office.employee, "Loket", date(2026, 2, 27), result_id=result.pk)
    sign_in(client, office.employee)

    page = client.get(LIST).content.decode()
    before = client.get(LIST, {"month": "2026-02"}).content.decode()

    assert "Satu dari 2 hari kerja sudah ada isiannya." in page
    assert "4 dokumen" in page
    assert "dicatat" not in page
    assert "dicatat 3 Mar" in before


@pytest.mark.parametrize("month", ["2026-13", "x", "9999-99", ""])
def test_month_that_is_none_is_this_month(client, office, month):
    sign_in(client, office.employee)

    assert client.get(LIST, {"month": month}).context["month"] == date(2026, 3, 1)


def test_month_leaves_as_csv_and_excel(client, office):
    write(office.employee, "=Loket")
    sign_in(client, office.employee)
    url = "/progress/export/{}/?month=2026-03"

    text = client.get(url.format("csv")).content.decode("utf-8-sig")
    sheet = load_workbook(BytesIO(client.get(url.format("xlsx")).content)).active

    assert list(csv.reader(StringIO(text), delimiter=";"))[1][4] == "'=Loket"
    assert sheet["E2"].value == "=Loket"
    assert client.get(url.format("pdf")).status_code == 404


# Board


def test_board_shows_four_states_and_approves_a_week(client, office):
    write(office.employee)
    write(office.employee, day=date(2026, 3, 3), draft=True)
    sign_in(client, office.supervisor)

    page = client.get(BOARD)
    assert "Satu isian menunggu persetujuan Anda." in page.content.decode()
    ((row, button),) = page.context["rows"]
    assert [cell.state for cell in row.cells[:3]] == ["submitted", "draft", "none"]

    client.post(button.url)
    ((row, _button),) = client.get(BOARD).context["rows"]
    assert row.cells[0].state == "approved"


def test_day_is_opened_approved_and_returned(client, office):
    entry = write(office.employee)
    write(office.employee, "Rahasia draf", draft=True)
    day = reverse("appraisal:progress-day", args=[office.employee.employee_id, "2026-03-02"])
    sign_in(client, office.supervisor)
    page = client.get(day).content.decode()
    assert entry.text in page
    assert "Rahasia draf" not in page
    assert "1 draf belum diajukan" in page

    back = reverse("appraisal:progress-return", args=[entry.pk])
    assert client.post(back, {"note": " "}).status_code == 422
    client.post(back, {"note": "Tulis jumlahnya."})
    sign_in(client, office.employee)
    assert "Tulis jumlahnya." in client.get(LIST).content.decode()


def test_days_of_others_do_not_exist_for_a_neighbour(client, office):
    entry = write(office.employee)
    sign_in(client, make_user(employee=make_employee(office.division)))

    day = reverse("appraisal:progress-day", args=[office.employee.employee_id, "2026-03-02"])
    assert client.get(day).status_code == 404
    assert client.post(f"/progress/{entry.pk}/approve/").status_code == 404


def test_board_asks_the_same_number_of_queries_for_1_and_40(
    client, office, django_assert_max_num_queries
):
    sign_in(client, office.supervisor)
    client.get(BOARD)
    people = [plan.employee for plan in make_crowd(office, 40)]
    DailyProgress.objects.bulk_create(
        DailyProgress(
            employee=person,
            day=MONDAY + timedelta(days=n),
            text="Loket",
            state="submitted",
            recorded_at=TUESDAY,
        )
        for person in people
        for n in range(2)
    )

    with django_assert_max_num_queries(18):
        page = client.get(BOARD, {"month": "2026-03"})

    assert len(page.context["rows"]) == 41


# Action plans


def test_steps_are_written_and_copied_on_their_page(client, office):
    plan = plan_at(PlanState.FIXED, office)
    result = plan.results.first()
    first, second = (office.period(PeriodKind.QUARTER, n) for n in (1, 2))
    sign_in(client, office.employee)
    current = client.get(reverse("appraisal:actionplan-current", args=[plan.pk]))
    page = reverse("appraisal:actionplan-fill", args=[plan.pk, first.pk])
    assert current["Location"] == page
    assert "Belum ada rencana aksi untuk periode ini." in client.get(page).content.decode()

    key = f"r{result.pk}n0"
    wrong = client.post(page, {f"text-{key}": "Menyusun jadwal"})
    assert wrong.status_code == 422
    assert "Menyusun jadwal" in wrong.content.decode()
    client.post(page, {f"text-{key}": "Menyusun jadwal", f"target-{key}": "1 jadwal"})
    client.post(reverse("appraisal:actionplan-copy", args=[plan.pk, second.pk]))

    assert ActionPlan.objects.filter(result=result, text="Menyusun jadwal").count() == 2
    sign_in(client, office.supervisor)
    assert "Menyusun jadwal" in client.get(page).content.decode()


def test_achievement_page_shows_steps_and_takes_progress_over(client, clock, office):
    plan = plan_at(PlanState.FIXED, office)
    result = plan.results.first()
    quarter = office.period(PeriodKind.QUARTER, 1)
    ActionPlan.objects.create(
        result=result, period=quarter, position=1, text="Menyusun jadwal", target="1 jadwal"
    )
    write(office.employee, "Loket pagi", result_id=result.pk, quantity=4, unit="dokumen")
    clock(APRIL)
    open_evaluations(period=quarter, by=office.admin, now=APRIL)
    evaluation = Evaluation.objects.get(plan=plan)
    sign_in(client, office.employee)

    page = client.get(reverse("appraisal:evaluation-detail", args=[evaluation.pk]))
    assert "Menyusun jadwal" in page.content.decode()
    assert "Loket pagi" in page.content.decode()
    indicator = result.indicators.get()
    client.post(
        reverse("appraisal:evaluation-bring", args=[evaluation.pk, result.pk]),
        {"row_version": evaluation.row_version, f"text-{indicator.pk}": "Sudah diketik."},
    )

    reached = Achievement.objects.get(indicator=indicator)
    assert (reached.text, reached.value) == ("Sudah diketik.\nLoket pagi", 4)


# Evidence


def attach(evaluation, office, **what):
    return evidence_actions.add_evidence(
        evaluation_id=evaluation.pk,
        result_id=evaluation.plan.results.first().pk,
        title="Bukti",
        by=office.employee,
        now=YEAR_END,
        **what,
    )


def test_link_is_tried_and_its_state_stands_beside_it(
    client, clock, office, django_capture_on_commit_callbacks, monkeypatch
):
    asked: list[int] = []
    monkeypatch.setattr(check_link, "delay", asked.append)
    clock(YEAR_END)
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    with django_capture_on_commit_callbacks(execute=True):
        piece = attach(evaluation, office, url="http://127.0.0.1:9/laporan")
    check = LinkCheck.objects.get(url=piece.url)
    assert (check.state, asked) == (LinkState.WAITING, [check.pk])

    check_link(check.pk)
    sign_in(client, office.employee)
    page = client.get(reverse("appraisal:evaluation-detail", args=[evaluation.pk]))
    assert "Tidak dapat dibuka" in page.content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("appraisal:evidence-check", args=[piece.pk]))
    check.refresh_from_db()
    assert (check.state, asked) == (LinkState.WAITING, [check.pk, check.pk])
