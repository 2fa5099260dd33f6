"""Records by decree, determinations and what an account says (regulation 5.2, A14 to A17)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from appraisal.actions.credit import convert_evaluation
from appraisal.actions.credit_bases import BaseFacts, record_base, remove_base
from appraisal.actions.credit_determinations import determine_credit
from appraisal.enums import CreditBaseKind
from appraisal.models import CreditBase
from appraisal.selectors.credit import credit_account
from personnel.enums import PostKind, PostLevel, Role
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.appraisal import SERVED
from tests.factories.credit import converted, final_of, make_credit_office, make_functional
from tests.factories.personnel import make_post, make_user

pytestmark = pytest.mark.django_db

LATER = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
DAY = date(2027, 2, 1)


@pytest.fixture
def office(db):
    return make_credit_office()


def account_of(office, day=DAY):
    return credit_account(office.employee.employee, day)


# By decree


def facts(kind=CreditBaseKind.FORMER, **changes):
    return BaseFacts(
        **(
            {
                "kind": kind,
                "level": "ahli_pertama",
                "effective_on": date(2022, 12, 31),
                "decree_number": "821/7/2023",
                "decree_date": date(2023, 1, 31),
                "points": Decimal("48.000"),
            }
            | changes
        )
    )


def record(office, kind=CreditBaseKind.FORMER, now=SERVED, **changes):
    return record_base(
        employee_id=office.employee.employee_id,
        facts=facts(kind, **changes),
        by=office.admin,
        now=now,
    )


def test_points_by_decree_count_with_conversions(office):
    """A14: 48,000 by decree and 12,500 of the year make 60,500."""
    converted(office)
    record(office)

    found = account_of(office)

    assert found.standing.cumulative == Decimal("60.500")
    assert found.standing.rank.difference == Decimal("10.500")
    assert found.standing.next_level.difference == Decimal("-39.500")


def test_higher_degree_is_computed(office):
    """A16."""
    base = record(office, CreditBaseKind.EDUCATION, points=None)

    assert base.points == Decimal("12.500")


def test_promotion_in_rank_leaves_the_surplus(office):
    """A17."""
    converted(office)
    record(office)

    used = record(
        office, CreditBaseKind.RANK_PROMOTION, effective_on=DAY, decree_number="823/1", points=None
    )

    assert used.points == Decimal(50)
    assert account_of(office).standing.cumulative == Decimal("10.500")


def test_promotion_without_enough_points_is_refused(office):
    converted(office)

    with pytest.raises(Incomplete, match="belum mencapai"):
        record(office, CreditBaseKind.RANK_PROMOTION, effective_on=DAY, points=None)


def test_same_decree_twice_is_refused(office):
    record(office)

    with pytest.raises(Refused, match="sudah dicatat"):
        record(office)


def test_only_bkpsdm_records_points(office):
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)

    with pytest.raises(Denied):
        record_base(employee_id=office.employee.employee_id, facts=facts(), by=manager, now=SERVED)


def test_record_is_taken_back_until_it_is_determined(office):
    base = record(office)
    remove_base(base_id=base.pk, by=office.admin, now=SERVED)
    assert not CreditBase.objects.exists()

    base = record(office)
    determine(office)
    with pytest.raises(WrongState, match="sudah termuat"):
        remove_base(base_id=base.pk, by=office.admin, now=LATER)


def test_points_that_a_promotion_used_are_not_taken_back(office):
    converted(office)
    base = record(office)
    used = record(
        office,
        CreditBaseKind.RANK_PROMOTION,
        now=LATER,
        effective_on=DAY,
        decree_number="823/1",
        points=None,
    )

    with pytest.raises(WrongState, match="kenaikan pangkat"):
        remove_base(base_id=base.pk, by=office.admin, now=LATER)
    remove_base(base_id=used.pk, by=office.admin, now=LATER)


# Determination


def determine(office, now=LATER):
    return determine_credit(employee_id=office.employee.employee_id, by=office.admin, now=now)


def test_determination_freezes_rows_lines_and_conditions(office):
    converted(office)
    record(office)

    found = determine(office)

    assert found.total == Decimal("60.500")
    assert [(row["kind"], row["old"], row["new"]) for row in found.rows] == [
        ("basic", "0.000", "0.000"),
        ("former", "0.000", "48.000"),
        ("equalisation", "0.000", "0.000"),
        ("conversion", "0.000", "12.500"),
        ("education", "0.000", "0.000"),
    ]
    assert [line["points"] for line in found.lines] == ["12.500"]
    assert found.supervisor == office.supervisor.employee
    assert {one["code"]: one["met"] for one in found.conditions}["rank_points"] is True
    assert (found.rank_minimum, found.level_minimum) == (50, 100)


def test_second_determination_tells_old_from_new(office):
    record(office)
    determine(office, SERVED)
    converted_later(office)

    found = determine(office)

    rows = {row["kind"]: (row["old"], row["new"]) for row in found.rows}
    assert rows["former"] == ("48.000", "0.000")
    assert rows["conversion"] == ("0.000", "12.500")
    assert (found.starts, found.ends) == (date(2026, 1, 1), date(2026, 12, 31))


def converted_later(office):
    evaluation = final_of(office)
    convert_evaluation(evaluation_id=evaluation.pk, by=office.admin, now=LATER)


def test_determination_without_news_is_refused(office):
    converted(office)
    determine(office, SERVED)

    with pytest.raises(WrongState, match="Tidak ada angka kredit baru"):
        determine(office)


def test_determination_is_frozen(office):
    converted(office)
    found = determine(office)

    with pytest.raises(DatabaseError), transaction.atomic():
        type(found).objects.filter(pk=found.pk).update(total=0)


# The account


def test_new_level_begins_at_zero(office):
    converted(office)
    make_functional(office.employee.employee, PostLevel.AHLI_MUDA)

    found = account_of(office)

    assert found.standing.cumulative == 0
    assert found.standing.rank.minimum == 100


def test_level_since_reaches_back_over_posts_of_the_same_level(office):
    employee = office.employee.employee
    first = employee.assignments.get()
    first.effective_until = date(2025, 12, 31)
    first.save()
    employee.assignments.create(
        post=make_post(office.division, kind=PostKind.FUNCTIONAL, level=PostLevel.AHLI_PERTAMA),
        effective_from=date(2026, 1, 1),
    )

    assert account_of(office).level_since == first.effective_from


def test_account_asks_a_constant_number_of_queries(office, django_assert_max_num_queries):
    converted(office)
    record(office)

    with django_assert_max_num_queries(6):
        account_of(office)
