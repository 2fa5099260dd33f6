"""Daily progress: days, states, sums (regulation 3.12)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.progress import (
    DayProblem,
    DayState,
    Line,
    Total,
    day_problem,
    day_state,
    is_late,
    taken_over,
    totals,
)

TODAY = date(2026, 3, 10)
FIRST = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (TODAY, None),
        (FIRST, None),
        (TODAY + timedelta(days=1), DayProblem.FUTURE),
        (FIRST - timedelta(days=1), DayProblem.BEFORE_PLAN),
    ],
)
def test_day_lies_between_the_beginning_of_the_plan_and_today(day, problem):
    assert day_problem(day, today=TODAY, first=FIRST) is problem


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, False), (2, True), (30, True)])
def test_entry_is_late_from_the_second_day_after_its_own(days, late):
    assert is_late(TODAY, TODAY + timedelta(days=days)) is late


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ([], DayState.NONE),
        (["draft"], DayState.DRAFT),
        (["approved", "draft"], DayState.DRAFT),
        (["approved", "submitted", "draft"], DayState.SUBMITTED),
        (["approved", "approved"], DayState.APPROVED),
    ],
)
def test_day_shows_what_waits_for_the_superior_first(states, state):
    assert day_state(states) is state


def test_totals_add_up_by_unit_without_regard_to_capitals():
    lines = [
        Line("a", Decimal(3), "Pasien"),
        Line("b", Decimal("2.5"), "jam"),
        Line("c", Decimal(4), " pasien "),
        Line("d"),
    ]

    assert totals(lines) == [Total(Decimal(7), "Pasien"), Total(Decimal("2.5"), "jam")]


def test_lines_are_taken_over_once_and_below_what_stands_there():
    once = taken_over("Sudah ada.", ["Satu", "Dua", "Satu"], longest=100)

    assert once == "Sudah ada.\nSatu\nDua"
    assert taken_over(once, ["Satu", "Dua"], longest=100) == once


texts = st.lists(st.sampled_from(["a", "b b", "", " a ", "c"]), max_size=5)


@given(text=st.sampled_from(["", "a", "z\n b b "]), lines=texts, longest=st.integers(0, 40))
def test_taking_over_twice_changes_nothing_and_never_grows_too_long(text, lines, longest):
    once = taken_over(text, lines, longest=longest)

    assert taken_over(once, lines, longest=longest) == once
    assert len(once) <= max(longest, len(text))


@given(st.lists(st.tuples(st.decimals(0, 999, places=2), st.sampled_from(["x", "X ", "y"]))))
def test_totals_lose_nothing(rows):
    found = totals([Line("t", quantity, unit) for quantity, unit in rows])

    assert sum(row.quantity for row in found) == sum(quantity for quantity, _unit in rows)
