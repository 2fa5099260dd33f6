"""What in the organisation chart keeps people from being appraised."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from personnel.enums import (
    AssignmentKind,
    EmployeeKind,
    LegalStatus,
    PostLevel,
    ProblemKind,
    Role,
)
from personnel.models import Employee, Unit
from personnel.selectors.problems import find_problems
from tests.factories.personnel import (
    make_assignment,
    make_employee,
    make_override,
    make_post,
    make_unit,
    make_user,
)
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    """A division whose line up to the mayor is complete."""
    agency = make_unit()
    mayor_post = make_post(
        agency.parent, is_head=True, kind="state_office", level=PostLevel.NONE, echelon=""
    )
    mayor = Employee.objects.create(name="Wali Kota", kind=EmployeeKind.STATE_OFFICIAL)
    make_assignment(mayor, mayor_post)
    make_employee(head_of=agency)
    division = make_unit(agency)
    make_employee(head_of=division)
    return division


def found(kind, day=None):
    problems = find_problems(
        Employee.objects.all(), Unit.objects.all(), day or timezone.localdate()
    )
    return [problem.employee or problem.unit for problem in problems.found.get(kind, [])]


def test_problems_of_a_complete_chart_are_none(unit):
    make_employee(unit)

    assert (
        find_problems(Employee.objects.all(), Unit.objects.all(), timezone.localdate()).total == 0
    )


def test_problem_of_people_without_any_head_above():
    employee = make_employee(make_unit(make_unit()))

    assert found(ProblemKind.NO_SUPERVISOR) == [employee]


def test_problem_of_a_unit_whose_people_wait_for_a_head(unit):
    headless = make_unit(unit)
    assert found(ProblemKind.NO_HEAD) == []

    make_employee(headless)
    assert found(ProblemKind.NO_HEAD) == [headless]


def test_problem_of_a_unit_is_mended_by_an_acting_head(unit):
    headless = make_unit(unit)
    make_employee(headless)
    acting = make_employee(unit)
    make_assignment(acting, make_post(headless, is_head=True), kind=AssignmentKind.ACTING)

    assert found(ProblemKind.NO_HEAD) == []


def test_problem_of_a_supervisor_who_left(unit):
    employee, gone = make_employee(unit), make_employee(legal_status=LegalStatus.LEFT)
    make_override(employee, gone)

    assert found(ProblemKind.SUPERVISOR_LEFT) == [employee]


def test_problem_of_two_who_appraise_each_other(unit):
    head = unit.posts.get(is_head=True).assignments.get().employee
    staff = make_employee(unit)
    make_override(head, staff)

    assert set(found(ProblemKind.MUTUAL)) == {head, staff}


def test_problem_of_a_head_below_pengawas_is_mended_by_a_decree(unit):
    """Regulation 2.1: at the lowest a pengawas, or an official with delegated authority."""
    school = make_unit(unit)
    post = make_post(school, is_head=True, kind="functional", level=PostLevel.AHLI_MADYA)
    head, teacher = make_employee(post=post), make_employee(school)
    assert found(ProblemKind.SUPERVISOR_TOO_LOW) == [teacher]

    make_override(teacher, head)
    assert found(ProblemKind.SUPERVISOR_TOO_LOW) == []


def test_problem_of_two_definitive_heads(unit):
    post = unit.posts.get(is_head=True)
    make_employee(post=post)

    assert found(ProblemKind.TWO_HEADS) == [unit]


def test_problem_of_people_without_a_post_leaves_out_those_who_left(unit):
    waiting = make_employee(assigned=False)
    make_employee(assigned=False, legal_status=LegalStatus.LEFT)

    assert found(ProblemKind.NO_POST) == [waiting]


@pytest.mark.parametrize(("starts", "problems"), [(date(2026, 7, 1), 0), (date(2026, 7, 2), 1)])
def test_problem_of_a_gap_begins_with_one_day(unit, starts, problems):
    employee = make_employee(assigned=False)
    make_assignment(employee, make_post(unit), effective_until=date(2026, 6, 30))
    make_assignment(employee, make_post(unit), effective_from=starts)

    assert len(found(ProblemKind.GAP, date(2026, 11, 1))) == problems


def test_problem_of_a_gap_in_a_former_year_is_over(unit):
    employee = make_employee(assigned=False)
    make_assignment(employee, make_post(unit), effective_until=date(2024, 6, 30))
    make_assignment(employee, make_post(unit), effective_from=date(2024, 9, 1))

    assert found(ProblemKind.GAP, date(2026, 11, 1)) == []


@pytest.mark.parametrize(
    ("status", "kind", "is_problem"),
    [
        (LegalStatus.ACTIVE, AssignmentKind.DEFINITIVE, False),
        (LegalStatus.STUDY, AssignmentKind.STUDY_LEAVE, False),
        (LegalStatus.STUDY, AssignmentKind.DEFINITIVE, True),
        (LegalStatus.ACTIVE, AssignmentKind.UNPAID_LEAVE, True),
        (LegalStatus.LEFT, AssignmentKind.DEFINITIVE, True),
        (LegalStatus.PRE_RETIREMENT, AssignmentKind.DEFINITIVE, False),
    ],
)
def test_problem_of_a_status_that_does_not_fit_the_post(unit, status, kind, is_problem):
    employee = make_employee(assigned=False, legal_status=status)
    make_assignment(employee, make_post(unit), kind=kind)

    assert (employee in found(ProblemKind.STATUS)) is is_problem


def test_problems_take_as_many_queries_for_one_as_for_many(unit, django_assert_max_num_queries):
    people, units, day = Employee.objects.all(), Unit.objects.all(), timezone.localdate()
    make_employee(make_unit(unit))
    with django_assert_max_num_queries(11) as few:
        find_problems(people, units, day)
    for _ in range(20):
        make_employee(make_unit(make_unit()))
        make_employee(assigned=False)
    with django_assert_max_num_queries(len(few)):
        assert find_problems(people, units, day).total > 40


def test_problem_page_leads_to_what_mends_each(client, unit):
    sign_in(client, make_user(Role.BKPSDM_ADMIN, employee=make_employee(unit)))
    headless = make_unit(unit)
    make_employee(headless)
    waiting = make_employee(assigned=False)

    page = client.get(reverse("personnel:problem-list")).content.decode()

    assert "2 hal pada bagan organisasi perlu dibereskan" in page
    assert reverse("personnel:unit-detail", args=[headless.pk]) in page
    assert reverse("personnel:assignment-unit", args=[waiting.pk]) in page


def test_problem_page_of_one_kind_is_paged(client, unit):
    sign_in(client, make_user(Role.BKPSDM_ADMIN, employee=make_employee(unit)))
    for _ in range(51):
        make_employee(assigned=False)
    url = reverse("personnel:problem-list")

    assert "Tampilkan semua (51)" in client.get(url).content.decode()
    second = client.get(url, {"kind": "no_post", "page": 2})
    assert len(second.context["page"].object_list) == 1


def test_problem_page_of_a_manager_leaves_other_agencies_out(client, unit):
    headless = make_unit(unit)
    make_employee(headless)
    make_employee(make_unit(make_unit()), name="Orang Lain")
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=unit.agency, with_employee=False)
    sign_in(client, manager)

    page = client.get(reverse("personnel:problem-list")).content.decode()

    assert headless.name in page
    assert "Orang Lain" not in page
    assert "Tetapkan penilai" not in page


def test_problems_of_tomorrow_are_those_of_tomorrow(unit):
    head = unit.posts.get(is_head=True).assignments.get()
    make_employee(unit)
    today = timezone.localdate()
    head.effective_until = today
    head.save()

    assert found(ProblemKind.NO_HEAD, today) == []
    assert found(ProblemKind.NO_HEAD, today + timedelta(days=1)) == [unit]
