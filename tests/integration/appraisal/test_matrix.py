"""The role-result matrix: a cell seeds a result, follows it, and asks before it goes (R3.10)."""

import pytest
from django.db import IntegrityError, transaction

from appraisal.actions import matrix, plan_content, plans
from appraisal.enums import PlanState, SuperiorLink
from appraisal.models import MatrixCell, Plan
from appraisal.selectors.matrix import matrix_of
from sabang_kinerja.common.errors import ChangedMeanwhile, Denied, Incomplete, WrongState
from tests.factories.appraisal import JANUARY, fill_plan, make_office, plan_at
from tests.factories.personnel import make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def leader(office):
    """The supervisor's plan with three results."""
    plan = plan_at(PlanState.DRAFT, office, office.supervisor)
    fill_plan(plan, office.supervisor)
    return plan


def fill(leader, office, text="Terolahnya data penduduk", position=1, seen=0, **more):
    values = {
        "result_id": leader.results.first().pk,
        "employee_id": office.employee.employee_id,
        "by": office.supervisor,
    } | more
    return matrix.save_cell(position=position, text=text, now=JANUARY, seen_version=seen, **values)


def own_plan(office):
    return Plan.objects.get(employee=office.employee.employee_id)


def test_filled_cell_begins_a_plan_and_seeds_a_linked_result(office, leader):
    cell = fill(leader, office)

    plan = own_plan(office)
    result = plan.results.get()
    assert (plan.state, result.text, cell.result) == (PlanState.DRAFT, cell.text, result)
    assert (result.link, result.superior_result) == (SuperiorLink.LINKED, leader.results.first())
    assert plan.transitions.get().verb == matrix.SEEDED


def test_changed_cell_is_followed_while_the_plan_is_edited(office, leader):
    fill(leader, office)

    fill(leader, office, "Terolahnya data keluarga", seen=1)

    assert own_plan(office).results.get().text == "Terolahnya data keluarga"


def test_second_text_of_a_cell_is_a_second_result(office, leader):
    fill(leader, office)
    fill(leader, office, "Terlayaninya pemohon", position=2)

    assert own_plan(office).results.count() == 2


def test_text_that_the_plan_says_already_is_linked_not_doubled(office, leader):
    plan = plan_at(PlanState.DRAFT, office)
    fill_plan(plan, office.employee)
    text = plan.results.first().text

    cell = fill(leader, office, text)

    assert plan.results.count() == 3
    assert cell.result == plan.results.first()
    assert cell.result.link == SuperiorLink.LINKED


def test_submitted_plan_is_left_alone_and_the_matrix_says_so(office, leader):
    plan = plan_at(PlanState.SUBMITTED, office)

    cell = fill(leader, office)

    assert (plan.results.count(), cell.result) == (3, None)
    (line,) = matrix_of(leader, JANUARY).lines
    assert [place.note for place in line.cells[0].places] == ["absent", ""]


def test_late_writer_is_told_and_nothing_is_overwritten(office, leader):
    fill(leader, office)

    with pytest.raises(ChangedMeanwhile):
        fill(leader, office, "Dari jendela kedua")
    with pytest.raises(ChangedMeanwhile):
        fill(leader, office, "Sudah dihapus", position=7, seen=3)

    assert MatrixCell.objects.get().text == "Terolahnya data penduduk"


def test_matrix_is_filled_by_the_leader_for_direct_reports_only(office, leader):
    with pytest.raises(Denied, match="pimpinan sendiri"):
        fill(leader, office, by=office.employee)
    with pytest.raises(Denied, match="bukan bawahan langsung"):
        fill(leader, office, employee_id=make_employee().pk)
    with pytest.raises(Incomplete):
        fill(leader, office, "  ")


def test_removed_cell_takes_its_result_along_or_leaves_it_unlinked(office, leader):
    first, second = fill(leader, office), fill(leader, office, "Terlayaninya pemohon", position=2)

    matrix.remove_cell(cell_id=first.pk, with_result=True, by=office.supervisor, now=JANUARY)
    matrix.remove_cell(cell_id=second.pk, with_result=False, by=office.supervisor, now=JANUARY)

    result = own_plan(office).results.get()
    assert (result.text, result.position) == ("Terlayaninya pemohon", 1)
    assert (result.link, result.superior_result) == (SuperiorLink.TO_FOLLOW, None)
    assert not MatrixCell.objects.exists()


def test_result_removed_by_its_owner_leaves_the_cell(office, leader):
    cell = fill(leader, office)
    plan = own_plan(office)

    plan_content.delete_result(
        plan_id=plan.pk, result_id=cell.result_id, by=office.employee, now=JANUARY
    )

    cell.refresh_from_db()
    assert cell.result is None


def test_completeness_names_people_and_results_without_a_part(office, leader):
    before = matrix_of(leader, JANUARY)
    fill(leader, office)
    for result in list(leader.results.all())[1:]:
        matrix.mark_done_alone(
            result_id=result.pk, done_alone=True, by=office.supervisor, now=JANUARY
        )
    after = matrix_of(Plan.objects.get(pk=leader.pk), JANUARY)

    assert (len(before.idle), len(before.uncarried)) == (1, 3)
    assert (after.idle, after.uncarried) == ([], [])


def test_result_linked_from_below_counts_as_a_part(office, leader):
    plan = plan_at(PlanState.DRAFT, office)
    superior = leader.results.first()
    plan_content.save_result(
        plan_id=plan.pk,
        result_id=None,
        entered=plan_content.ResultInput(text="Terolahnya data", superior_result_id=superior.pk),
        by=office.employee,
        now=JANUARY,
    )

    found = matrix_of(leader, JANUARY)

    assert found.idle == []
    assert found.lines[0].cells[0].texts == ["Terolahnya data"]


def test_new_version_of_the_leaders_plan_takes_the_matrix_over(office):
    leader = plan_at(PlanState.FIXED, office, office.supervisor)
    cell = fill(leader, office)
    new = plans.open_revision(plan_id=leader.pk, reason="PK", by=office.head, now=JANUARY)
    plans.submit_plan(plan_id=new.pk, by=office.supervisor, now=JANUARY)
    plans.approve_plan(plan_id=new.pk, by=office.head, now=JANUARY)
    plans.sign_plan(plan_id=new.pk, by=office.supervisor, now=JANUARY)
    plans.sign_plan(plan_id=new.pk, by=office.head, now=JANUARY)

    cell.refresh_from_db()
    assert cell.leader_result == new.results.first()
    assert own_plan(office).results.get().superior_result == new.results.first()


def test_closed_plan_of_the_leader_has_no_matrix_to_fill(office):
    leader = plan_at(PlanState.CLOSED, office, office.supervisor)

    with pytest.raises(WrongState):
        fill(leader, office)


def test_cell_has_text_a_place_from_one_and_a_result_of_its_own(office, leader):
    cell = fill(leader, office)
    other = {"leader_result": leader.results.last(), "employee": cell.employee, "position": 1}

    for wrong in ({"text": ""}, {"text": "A", "position": 0}, {"text": "A", "result": cell.result}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MatrixCell.objects.create(**(other | wrong))
