"""Converting results into angka kredit, one and many; what the database refuses."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from appraisal.actions.credit import convert_agency, convert_evaluation
from appraisal.actions.periods import open_evaluations
from appraisal.enums import ConversionState, EvaluationState, Rating
from appraisal.models import CreditConversion, Evaluation
from appraisal.selectors.credit_plans import plan_conversions, with_plan_columns
from personnel.enums import EmployeeKind, PeriodKind, PostKind, PostLevel, Role
from sabang_kinerja.common.errors import Denied, WrongState
from tests.factories.appraisal import SERVED
from tests.factories.credit import (
    converted,
    final_crowd,
    final_of,
    make_credit_office,
)
from tests.factories.personnel import make_post, make_user

pytestmark = pytest.mark.django_db

LATER = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def office(db):
    return make_credit_office()


def amounts(employee):
    return [
        (row.level, row.starts.month, row.ends.month, str(row.points))
        for row in CreditConversion.objects.in_force().filter(employee=employee)
    ]


# Converting


def test_final_year_is_converted_with_its_figures(office):
    row = converted(office)

    assert (row.percent, row.coefficient, row.months) == (100, Decimal("12.50"), 12)
    assert row.points == Decimal("12.500")
    assert (row.starts, row.ends) == (date(2026, 1, 1), date(2026, 12, 31))
    assert row.versions == {"ak.bulan": "default"}


def test_very_good_gives_half_as_much_again(office):
    """A1."""
    evaluation = final_of(office, results=Rating.ABOVE, values=Rating.ABOVE)
    convert_evaluation(evaluation_id=evaluation.pk, by=office.admin, now=SERVED)

    assert amounts(office.employee.employee) == [("ahli_pertama", 1, 12, "18.750")]


def test_result_that_is_not_final_is_refused(office):
    evaluation = final_of(office, until=EvaluationState.SERVED)

    with pytest.raises(WrongState, match="belum final"):
        convert_evaluation(evaluation_id=evaluation.pk, by=office.admin, now=SERVED)


def test_converting_twice_is_refused(office):
    """A13: the same months give points once."""
    row = converted(office)

    with pytest.raises(WrongState, match="sudah dikonversi"):
        convert_evaluation(evaluation_id=row.evaluation_id, by=office.admin, now=LATER)


def test_quarter_converted_before_leaves_the_rest_to_the_year(office):
    """A13 with a quarter in place of two months."""
    evaluation = final_of(office)
    quarter = office.period(PeriodKind.QUARTER, 1)
    open_evaluations(period=quarter, by=office.admin, now=SERVED)
    early = Evaluation.objects.get(period=quarter)
    CreditConversion.objects.create(**line_of(early, office, first=1, last=3))

    convert_evaluation(evaluation_id=evaluation.pk, by=office.admin, now=LATER)

    assert amounts(office.employee.employee) == [
        ("ahli_pertama", 1, 3, "3.125"),
        ("ahli_pertama", 4, 12, "9.375"),
    ]


def test_new_level_within_the_year_makes_two_lines(office):
    """A12: the annual result speaks also for the post that has no result of its own."""
    employee = office.employee.employee
    old = employee.assignments.get()
    evaluation = final_of(office)
    new = make_post(office.division, kind=PostKind.FUNCTIONAL, level=PostLevel.AHLI_MUDA)
    old.effective_until = date(2026, 6, 30)
    old.save()
    employee.assignments.create(post=new, effective_from=date(2026, 7, 1))

    convert_evaluation(evaluation_id=evaluation.pk, by=office.admin, now=SERVED)

    assert amounts(employee) == [
        ("ahli_pertama", 1, 6, "6.250"),
        ("ahli_muda", 7, 12, "12.500"),
    ]


@pytest.mark.parametrize(
    ("kind", "functional", "words"),
    [
        (EmployeeKind.PPPK, True, "PPPK"),
        (EmployeeKind.PNS, False, "pejabat fungsional"),
    ],
)
def test_people_without_angka_kredit_are_told_why(office, kind, functional, words):
    evaluation = final_of(office)
    person = office.employee.employee
    person.kind = kind
    person.save()
    if not functional:
        post = person.assignments.get().post
        post.kind, post.level = PostKind.ADMINISTRATION, PostLevel.PELAKSANA
        post.save()

    with pytest.raises(WrongState, match=words):
        convert_evaluation(evaluation_id=evaluation.pk, by=office.admin, now=SERVED)


def test_changed_predicate_ends_the_old_conversion_and_makes_a_new_one(office):
    row = converted(office)
    walk_again(row.evaluation, predicate="very_good", results="above", behaviour="above")

    done = convert_evaluation(evaluation_id=row.evaluation_id, by=office.admin, now=LATER)

    row.refresh_from_db()
    assert (done.lines, done.replaced) == (1, 1)
    assert (row.state, row.points) == (ConversionState.SUPERSEDED, Decimal("12.500"))
    assert amounts(office.employee.employee) == [("ahli_pertama", 1, 12, "18.750")]


def test_agency_is_converted_at_once_and_only_once(office):
    final_crowd(office, 4)
    period = office.period()

    done = convert_agency(agency=office.agency, period=period, by=office.admin, now=SERVED)

    assert (done.people, done.lines, done.replaced) == (4, 4, 0)
    with pytest.raises(WrongState, match="Tidak ada"):
        convert_agency(agency=office.agency, period=period, by=office.admin, now=LATER)


def test_only_bkpsdm_and_the_agencys_manager_convert(office):
    evaluation = final_of(office)
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)
    elsewhere = make_user(Role.PERFORMANCE_MANAGER)

    for stranger in (office.employee, office.supervisor, elsewhere):
        with pytest.raises(Denied):
            convert_evaluation(evaluation_id=evaluation.pk, by=stranger, now=SERVED)
        with pytest.raises(Denied):
            convert_agency(agency=office.agency, period=office.period(), by=stranger, now=SERVED)
    convert_evaluation(evaluation_id=evaluation.pk, by=manager, now=SERVED)


def test_planning_many_asks_no_more_than_planning_one(office, django_assert_num_queries):
    final_crowd(office, 8)
    rows = list(with_plan_columns(Evaluation.objects.all()))

    with django_assert_num_queries(3):
        plan_conversions(rows[:1])
    with django_assert_num_queries(3):
        assert all(plan.is_ready for plan in plan_conversions(rows))


# What the database refuses


def line_of(evaluation, office, *, first=1, last=12, **changes):
    months = last - first + 1
    points = (Decimal("12.5") * months / 12).quantize(Decimal("0.001"))
    return {
        "evaluation": evaluation,
        "revision": 1,
        "employee": office.employee.employee,
        "year": 2026,
        "starts": date(2026, first, 1),
        "ends": date(2026, last + 1, 1) - date.resolution if last < 12 else date(2026, 12, 31),
        "months": months,
        "level": "ahli_pertama",
        "predicate": "good",
        "percent": 100,
        "coefficient": Decimal("12.5"),
        "points": points,
        "made_by": office.admin,
        "made_at": SERVED,
    } | changes


@pytest.mark.parametrize(
    "changes",
    [
        {"percent": 150},
        {"coefficient": Decimal(25)},
        {"points": Decimal("12.501")},
        {"months": 11},
        {"year": 2025},
        {"state": "superseded"},
        {"starts": date(2026, 1, 2)},
        {"ends": date(2026, 12, 15)},
    ],
)
def test_conversion_against_the_law_is_refused(office, changes):
    evaluation = final_of(office)

    with pytest.raises(IntegrityError), transaction.atomic():
        CreditConversion.objects.create(**line_of(evaluation, office, **changes))
    CreditConversion.objects.create(**line_of(evaluation, office))


def test_same_month_twice_is_refused_by_the_database(office):
    row = converted(office)

    with pytest.raises(IntegrityError, match="credit_conversion_month_once"), transaction.atomic():
        CreditConversion.objects.create(**line_of(row.evaluation, office, first=12))


def test_conversion_is_neither_rewritten_nor_removed(office):
    row = converted(office)

    with pytest.raises(DatabaseError), transaction.atomic():
        CreditConversion.objects.filter(pk=row.pk).update(revision=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        CreditConversion.objects.filter(pk=row.pk).delete()


def walk_again(evaluation, *, predicate, results, behaviour):
    """A final result that was opened again by order and became final with other ratings."""
    rows = Evaluation.objects.filter(pk=evaluation.pk)
    rows.update(state=EvaluationState.IN_RATING)
    rows.update(
        results_rating=results,
        results_reason="Bukti baru.",
        behaviour_rating=behaviour,
        behaviour_reason="Bukti baru.",
        predicate=predicate,
        revision=2,
    )
    for state in ("fixed", "served", "accepted", "final"):
        rows.update(state=state)
