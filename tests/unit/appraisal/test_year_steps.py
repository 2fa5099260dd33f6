"""Which states count as done, who is late, and when the office above is told."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.enums import PLAN_STEPS, EvaluationState, PlanState, StepKind
from appraisal.rules.year_steps import EVALUATION_DONE, PLAN_DONE, escalates, late_count

DUE = date(2026, 4, 10)  # a Friday


@pytest.mark.parametrize(
    ("owed", "done", "due", "today", "late"),
    [
        (10, 4, DUE, date(2026, 4, 10), 0),
        (10, 4, DUE, date(2026, 4, 11), 6),
        (10, 10, DUE, date(2026, 4, 11), 0),
        (10, 12, DUE, date(2026, 4, 11), 0),
        (10, 4, None, date(2026, 4, 11), 0),
    ],
)
def test_late_count(owed, done, due, today, late):
    assert late_count(owed, done, due, today) == late


@pytest.mark.parametrize(
    ("today", "holidays", "told"),
    [
        (date(2026, 4, 10), (), False),
        (date(2026, 4, 14), (), False),
        (date(2026, 4, 15), (), True),
        (date(2026, 4, 15), (date(2026, 4, 13),), False),
        (date(2026, 4, 16), (date(2026, 4, 13),), True),
    ],
)
def test_office_is_told_three_working_days_after_the_deadline(today, holidays, told):
    assert escalates(DUE, today, 3, frozenset(holidays)) is told


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(1, 30))
def test_nobody_is_told_before_the_deadline_has_passed(today, days):
    assert not escalates(DUE, today, days, frozenset()) or today > DUE


def test_steps_of_a_plan_build_on_each_other():
    submitted, approved, fixed = (PLAN_DONE[step] for step in PLAN_STEPS)

    assert fixed < approved < submitted
    assert PlanState.DRAFT not in submitted


def test_steps_of_an_evaluation_build_on_each_other():
    order = (
        StepKind.FILLED,
        StepKind.RATED,
        StepKind.SERVED,
        StepKind.ANSWERED,
        StepKind.FINAL,
    )
    done = [EVALUATION_DONE[step] for step in order]

    assert all(later < earlier for earlier, later in pairwise(done))
    assert EvaluationState.IN_PROGRESS not in done[0]
