"""Angka kredit, worked examples A1 to A18 of regulation 8.4 by name, and what always holds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.credit import (
    CREDIT_TABLE,
    PREDICATE_PERCENT,
    BadMonths,
    CreditLine,
    FunctionalLevel,
    MonthsOverlap,
    check_lines,
    credit_points,
    education_points,
    standing,
    surplus_after_rank,
    total_points,
)
from appraisal.rules.predicate import Predicate

L, P = FunctionalLevel, Predicate

POINT_ROWS = [
    ("A1", L.AHLI_PERTAMA, P.VERY_GOOD, 12, "18.750"),
    ("A2", L.AHLI_PERTAMA, P.GOOD, 2, "2.083"),
    ("A4", L.AHLI_MUDA, P.GOOD, 12, "25.000"),
    ("A5", L.AHLI_MADYA, P.VERY_GOOD, 12, "56.250"),
    ("A6", L.TERAMPIL, P.NEEDS_IMPROVEMENT, 12, "3.750"),
    ("A7", L.PEMULA, P.POOR, 6, "0.938"),
    ("A8", L.AHLI_UTAMA, P.VERY_POOR, 12, "12.500"),
    ("A9", L.MAHIR, P.VERY_GOOD, 7, "10.938"),
    ("A10", L.PENYELIA, P.NEEDS_IMPROVEMENT, 5, "7.813"),
    ("A11", L.AHLI_MADYA, P.POOR, 3, "4.688"),
    ("A13", L.AHLI_PERTAMA, P.GOOD, 10, "10.417"),
]

LEVEL_ROWS = [
    ("pemula", "3.75", "15", "15", L.TERAMPIL),
    ("terampil", "5", "20", "60", L.MAHIR),
    ("mahir", "12.5", "50", "100", L.PENYELIA),
    ("penyelia", "25", "100", None, None),
    ("ahli_pertama", "12.5", "50", "100", L.AHLI_MUDA),
    ("ahli_muda", "25", "100", "200", L.AHLI_MADYA),
    ("ahli_madya", "37.5", "150", "450", L.AHLI_UTAMA),
    ("ahli_utama", "50", "200", None, None),
]

levels, predicates = st.sampled_from(FunctionalLevel), st.sampled_from(Predicate)
months = st.integers(1, 12)


@pytest.mark.parametrize(
    ("level", "predicate", "count", "expected"),
    [row[1:] for row in POINT_ROWS],
    ids=[row[0] for row in POINT_ROWS],
)
def test_points_match_worked_example(level, predicate, count, expected):
    assert str(credit_points(level, predicate, count)) == expected


def line(level, predicate, first, last, year=2026):
    return CreditLine(year, level, predicate, tuple(range(first, last + 1)))


def test_points_accumulate_line_by_line():
    """A3."""
    lines = [
        line(L.AHLI_PERTAMA, P.VERY_GOOD, 1, 12),
        line(L.AHLI_PERTAMA, P.GOOD, 1, 2, year=2027),
    ]

    assert total_points(lines) == Decimal("20.833")


def test_new_level_within_the_year_makes_two_lines():
    """A12."""
    lines = [line(L.AHLI_PERTAMA, P.GOOD, 1, 6), line(L.AHLI_MUDA, P.GOOD, 7, 12)]

    assert [str(one.points) for one in lines] == ["6.250", "12.500"]
    assert total_points(lines) == Decimal("18.750")


def test_month_that_was_converted_is_refused():
    """A13."""
    taken = line(L.AHLI_PERTAMA, P.GOOD, 1, 2)

    check_lines([taken, line(L.AHLI_PERTAMA, P.GOOD, 3, 12)])
    with pytest.raises(MonthsOverlap):
        check_lines([taken, line(L.AHLI_PERTAMA, P.GOOD, 2, 12)])
    check_lines([taken, line(L.AHLI_PERTAMA, P.GOOD, 1, 2, year=2027)])


@pytest.mark.parametrize(
    ("cumulative", "rank", "level"),
    [("60.500", "10.500", "-39.500"), ("49.999", "-0.001", "-50.001")],
    ids=["A14", "A15"],
)
def test_standing_of_ahli_pertama(cumulative, rank, level):
    found = standing(L.AHLI_PERTAMA, Decimal(cumulative))

    assert found.rank.difference == Decimal(rank)
    assert found.rank.eligible is (Decimal(rank) >= 0)
    assert found.next_level.difference == Decimal(level)
    assert not found.next_level.eligible


def test_higher_degree_adds_a_quarter_of_the_rank_minimum():
    """A16."""
    assert education_points(L.AHLI_PERTAMA) == Decimal("12.500")


def test_surplus_is_carried_after_a_promotion_in_rank():
    """A17."""
    assert surplus_after_rank(L.AHLI_PERTAMA, Decimal("60.500")) == Decimal("10.500")
    with pytest.raises(ValueError, match=r"49\.999"):
        surplus_after_rank(L.AHLI_PERTAMA, Decimal("49.999"))


def test_highest_level_has_no_next_level():
    """A18."""
    found = standing(L.AHLI_UTAMA, Decimal(200))

    assert found.next_level is None
    assert found.rank.minimum == 200
    assert found.rank.eligible


@pytest.mark.parametrize(("level", "coefficient", "rank", "next_minimum", "next_level"), LEVEL_ROWS)
def test_table_is_the_regulations(level, coefficient, rank, next_minimum, next_level):
    row = CREDIT_TABLE[L(level)]

    assert (row.coefficient, row.rank_minimum) == (Decimal(coefficient), Decimal(rank))
    assert row.level_minimum == (Decimal(next_minimum) if next_minimum else None)
    assert row.next_level is next_level


def test_percentages_are_the_regulations():
    assert list(PREDICATE_PERCENT.values()) == [150, 100, 75, 50, 25]
    assert list(PREDICATE_PERCENT) == list(Predicate)


@pytest.mark.parametrize("count", [0, 13, -1])
def test_months_outside_a_year_are_refused(count):
    with pytest.raises(BadMonths):
        credit_points(L.MAHIR, P.GOOD, count)


@pytest.mark.parametrize("bad", [(), (0,), (13,), (1, 14)])
def test_line_with_months_that_do_not_exist_is_refused(bad):
    with pytest.raises(BadMonths):
        check_lines([CreditLine(2026, L.MAHIR, P.GOOD, bad)])


@given(level=levels, predicate=predicates, count=st.integers(1, 11))
def test_another_month_never_lowers_points(level, predicate, count):
    assert credit_points(level, predicate, count) < credit_points(level, predicate, count + 1)


@given(level=levels, count=months)
def test_better_predicate_never_gives_fewer_points(level, count):
    points = [credit_points(level, predicate, count) for predicate in Predicate]

    assert points == sorted(points, reverse=True)


@given(level=levels, predicate=predicates, cut=st.integers(1, 11))
def test_a_year_cut_in_two_keeps_its_points_to_a_thousandth(level, predicate, cut):
    whole = credit_points(level, predicate, 12)
    parts = credit_points(level, predicate, cut) + credit_points(level, predicate, 12 - cut)

    assert abs(whole - parts) <= Decimal("0.001")
