"""Daily progress and action plans: who writes, who approves, what the database keeps."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction

from appraisal import permissions
from appraisal.actions import action_plans, progress
from appraisal.actions.action_plans import ActionPlanInput
from appraisal.actions.bring_progress import bring_progress
from appraisal.actions.evaluations import AchievementInput, save_achievements
from appraisal.actions.periods import open_evaluations
from appraisal.actions.plans import open_revision
from appraisal.enums import EvaluationState, PlanState, ProgressState
from appraisal.models import Achievement, ActionPlan, DailyProgress, Evaluation, Plan
from personnel.enums import PeriodKind, Role
from personnel.models import User
from sabang_kinerja.common.errors import ChangedMeanwhile, Denied, Incomplete, WrongState
from tests.factories.appraisal import APRIL, FEBRUARY, YEAR_END, evaluation_at, make_office, plan_at
from tests.factories.personnel import make_employee, make_user
from tests.factories.progress import MONDAY, TUESDAY, entered, write

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def office():
    return make_office()


def quarter(office, sequence=1):
    return office.period(PeriodKind.QUARTER, sequence)


def step(result, text="Menyusun jadwal", target="1 jadwal", pk=None):
    return ActionPlanInput(result_id=result.pk, pk=pk, text=text, target=target)


def save_steps(office, plan, lines, sequence=1, by=None):
    return action_plans.save_action_plans(
        plan_id=plan.pk,
        period=quarter(office, sequence),
        entered=lines,
        by=by or office.employee,
        now=FEBRUARY,
    )


# Action plans


def test_steps_are_written_changed_and_removed_by_the_owner(office):
    plan = plan_at(PlanState.FIXED, office)
    first, second, _third = plan.results.all()
    one, two = save_steps(office, plan, [step(first), step(second, "Memeriksa berkas")])

    save_steps(
        office, plan, [step(first, "Menyusun jadwal jaga", pk=one.pk), step(second, "", "", two.pk)]
    )

    assert [row.text for row in ActionPlan.objects.all()] == ["Menyusun jadwal jaga"]


def test_step_needs_a_target(office):
    plan = plan_at(PlanState.FIXED, office)

    with pytest.raises(Incomplete):
        save_steps(office, plan, [step(plan.results.first(), target=" ")])


def test_steps_of_somebody_else_or_of_a_draft_are_refused(office):
    plan = plan_at(PlanState.FIXED, office)
    with pytest.raises(Denied):
        save_steps(office, plan, [step(plan.results.first())], by=office.supervisor)

    other = make_user(employee=make_employee(office.division))
    draft = plan_at(PlanState.DRAFT, office, other)
    with pytest.raises(WrongState):
        save_steps(office, draft, [], by=other)


def test_steps_stay_once_the_period_was_handed_in(office):
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)

    verdict = permissions.can_write_action_plans(
        office.employee, evaluation.plan, evaluation.period, YEAR_END
    )

    assert verdict.error is WrongState


def test_steps_are_copied_from_the_period_before_once(office):
    plan = plan_at(PlanState.FIXED, office)
    first, second, _third = plan.results.all()
    save_steps(office, plan, [step(first), step(second, "Memeriksa berkas")])
    copy = {"plan_id": plan.pk, "period": quarter(office, 2), "by": office.employee, "now": APRIL}

    assert action_plans.copy_action_plans(**copy) == 2
    assert action_plans.copy_action_plans(**copy) == 0
    with pytest.raises(Incomplete):
        action_plans.copy_action_plans(**(copy | {"period": quarter(office, 1)}))


def test_steps_are_copied_into_a_new_version_of_the_plan(office):
    plan = plan_at(PlanState.FIXED, office)
    save_steps(office, plan, [step(plan.results.first())])
    new = open_revision(plan_id=plan.pk, reason="Anggaran", by=office.supervisor, now=FEBRUARY)
    moves = ((plan, PlanState.SUPERSEDED), (new, "submitted"), (new, "approved"))
    for row, state in moves:
        Plan.objects.filter(pk=row.pk).update(state=state)
    Plan.objects.filter(pk=new.pk).update(
        state=PlanState.FIXED, employee_signed_at=FEBRUARY, supervisor_signed_at=FEBRUARY
    )

    copied = action_plans.copy_action_plans(
        plan_id=new.pk, period=quarter(office, 2), by=office.employee, now=APRIL
    )

    assert copied == 1
    assert ActionPlan.objects.get(result__plan=new).text == "Menyusun jadwal"


# Writing


def test_entry_sent_twice_is_stored_once(office):
    plan_at(PlanState.FIXED, office)
    same = {"client_id": uuid4(), "hand_in": True, "by": office.employee, "now": TUESDAY}

    first = progress.add_progress(entered=entered(), **same)
    again = progress.add_progress(entered=entered("Kiriman kedua"), **same)

    assert first == again
    assert DailyProgress.objects.get().state == ProgressState.SUBMITTED


def test_database_refuses_a_second_entry_with_the_same_id(office):
    first = write(office.employee)

    with pytest.raises(IntegrityError, match="sent_once"), transaction.atomic():
        DailyProgress.objects.create(
            employee=first.employee,
            client_id=first.client_id,
            day=MONDAY,
            text="Ganda",
            recorded_at=TUESDAY,
        )


@pytest.mark.parametrize("day", [date(2026, 3, 4), date(2026, 1, 31)])
def test_day_to_come_and_day_before_the_plan_are_refused(office, day):
    plan = plan_at(PlanState.FIXED, office)
    Plan.objects.filter(pk=plan.pk).update(starts=date(2026, 2, 1))

    with pytest.raises(Incomplete):
        write(office.employee, day=day)


def test_result_of_somebody_else_is_left_out(office):
    other = make_user(employee=make_employee(office.division))
    foreign = plan_at(PlanState.FIXED, office, other).results.first()
    own = plan_at(PlanState.FIXED, office).results.first()

    assert write(office.employee, result_id=foreign.pk).result is None
    assert write(office.employee, result_id=own.pk).result == own


def test_step_brings_its_result_along(office):
    plan = plan_at(PlanState.FIXED, office)
    (row,) = save_steps(office, plan, [step(plan.results.first())])

    entry = write(office.employee, action_plan_id=row.pk)

    assert (entry.action_plan, entry.result) == (row, row.result)


def test_file_is_checked_kept_and_removed(office, django_capture_on_commit_callbacks):
    with pytest.raises(Incomplete, match="tidak sesuai"):
        write(office.employee, file=SimpleUploadedFile("foto.png", b"MZ tidak benar"))
    entry = write(office.employee, file=SimpleUploadedFile("foto.png", PNG))
    assert default_storage.exists(entry.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        progress.delete_progress(entry_id=entry.pk, by=office.employee, now=TUESDAY)

    assert not default_storage.exists(entry.file.name)


def test_change_notices_a_later_page(office):
    entry = write(office.employee)
    change = {"entry_id": entry.pk, "hand_in": True, "by": office.employee, "now": TUESDAY}
    progress.change_progress(entered=entered("Satu"), seen_version=1, **change)

    with pytest.raises(ChangedMeanwhile):
        progress.change_progress(entered=entered("Dua"), seen_version=1, **change)


def test_last_day_is_repeated_as_drafts_once(office):
    write(office.employee, "Jaga pagi", quantity=Decimal(14), unit="pasien")
    write(office.employee, "Menulis rekam medis")
    day = MONDAY + timedelta(days=1)

    for _tap in range(2):
        progress.repeat_last_day(day=day, by=office.employee, now=TUESDAY)

    copies = DailyProgress.objects.filter(day=day)
    assert {(row.text, row.state) for row in copies} == {
        ("Jaga pagi", "draft"),
        ("Menulis rekam medis", "draft"),
    }
    progress.hand_in_drafts(first=MONDAY, last=day, by=office.employee, now=TUESDAY)
    assert not DailyProgress.objects.filter(state=ProgressState.DRAFT).exists()


# Approving


def test_only_the_supervisor_approves_and_the_entry_is_closed_then(office):
    entry = write(office.employee)
    with pytest.raises(Denied):
        progress.approve_progress(entry_id=entry.pk, by=office.head, now=TUESDAY)

    progress.approve_progress(entry_id=entry.pk, by=office.supervisor, now=TUESDAY)

    with pytest.raises(WrongState):
        progress.delete_progress(entry_id=entry.pk, by=office.employee, now=TUESDAY)
    rows = DailyProgress.objects.filter(pk=entry.pk)
    for write_it in (lambda: rows.update(text="lain"), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            write_it()


def test_draft_is_not_approved_not_even_with_the_week(office):
    draft = write(office.employee, draft=True)
    with pytest.raises(WrongState):
        progress.approve_progress(entry_id=draft.pk, by=office.supervisor, now=TUESDAY)
    with pytest.raises(WrongState):
        approve_week(office)


def approve_week(office):
    return progress.approve_days(
        employee=office.employee.employee,
        first=MONDAY,
        last=MONDAY + timedelta(days=6),
        by=office.supervisor,
        now=TUESDAY,
    )


def test_week_is_approved_at_once(office):
    for text in ("Satu", "Dua"):
        write(office.employee, text)

    assert approve_week(office) == 2


def test_returned_entry_carries_the_note_until_it_is_handed_in_again(office):
    entry = write(office.employee)
    back = {"entry_id": entry.pk, "by": office.supervisor, "now": TUESDAY}
    with pytest.raises(Incomplete):
        progress.return_progress(note=" ", **back)
    progress.approve_progress(entry_id=entry.pk, by=office.supervisor, now=TUESDAY)

    entry = progress.return_progress(note="Tulis jumlahnya.", **back)
    assert (entry.state, entry.note) == (ProgressState.DRAFT, "Tulis jumlahnya.")

    again = progress.change_progress(
        entry_id=entry.pk,
        entered=entered("Memeriksa 14 pasien"),
        hand_in=True,
        by=office.employee,
        now=TUESDAY,
    )
    assert (again.state, again.note) == (ProgressState.SUBMITTED, "")


def test_state_of_an_entry_cannot_jump(office):
    draft = write(office.employee, draft=True)

    with pytest.raises(DatabaseError), transaction.atomic():
        DailyProgress.objects.filter(pk=draft.pk).update(
            state=ProgressState.APPROVED, approved_by=office.supervisor, approved_at=TUESDAY
        )


def test_who_reads_which_entries(office):
    handed_in, draft = write(office.employee), write(office.employee, "Draf", draft=True)
    neighbour = make_user(employee=make_employee(office.division))

    def read(user: User):
        return set(permissions.visible_progress(user, TUESDAY))

    assert read(office.employee) == {handed_in, draft}
    for reader in (office.supervisor, office.head, office.admin, make_user(Role.AUDITOR)):
        assert read(reader) == {handed_in}
    assert read(neighbour) == set()


# Into the achievements


@pytest.fixture
def evaluation(office):
    plan = plan_at(PlanState.FIXED, office)
    open_evaluations(period=quarter(office), by=office.admin, now=APRIL)
    return Evaluation.objects.get(plan=plan)


def bring(office, evaluation, result):
    return bring_progress(
        evaluation_id=evaluation.pk, result_id=result.pk, by=office.employee, now=APRIL
    )


def test_progress_is_brought_into_the_achievement_once(office, evaluation):
    result = evaluation.plan.results.first()
    for text, day in (("Loket pagi", MONDAY), ("Loket sore", MONDAY), ("Loket pagi", MONDAY)):
        write(office.employee, text, day, result_id=result.pk, quantity=Decimal(4), unit="Dokumen")

    for _click in range(2):
        bring(office, evaluation, result)

    reached = Achievement.objects.get()
    assert (reached.text, reached.value) == ("Loket pagi\nLoket sore", Decimal(12))


def test_number_that_was_typed_stays(office, evaluation):
    result = evaluation.plan.results.first()
    indicator = result.indicators.get()
    save_achievements(
        evaluation_id=evaluation.pk,
        entered={indicator.pk: AchievementInput("Selesai.", Decimal(9))},
        by=office.employee,
        now=APRIL,
    )
    write(office.employee, "Loket pagi", result_id=result.pk, quantity=Decimal(4), unit="dokumen")

    bring(office, evaluation, result)

    reached = Achievement.objects.get()
    assert (reached.text, reached.value) == ("Selesai.\nLoket pagi", Decimal(9))


def test_nothing_is_brought_where_nothing_was_written(office, evaluation):
    result = evaluation.plan.results.first()
    progress.add_progress(
        entered=entered("Setelah triwulan", date(2026, 4, 1), result_id=result.pk),
        client_id=uuid4(),
        hand_in=True,
        by=office.employee,
        now=datetime(2026, 4, 2, 3, 0, tzinfo=UTC),
    )

    with pytest.raises(Incomplete):
        bring(office, evaluation, result)
