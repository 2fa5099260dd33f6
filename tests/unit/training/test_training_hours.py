"""The table of training hours, feedback and training C.2: every row, both scopes."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.rules.hours import (
    HOURS_TABLE,
    FactMissing,
    FormCode,
    Measure,
    NotDefined,
    TrainingFacts,
    TrainingScope,
    training_hours,
)

NATIONAL, INTERNATIONAL = TrainingScope
PROGRAMME = TrainingFacts(programme_hours=Fraction(40))
THREE_DAYS = TrainingFacts(days=3)
TWO_SESSIONS = TrainingFacts(sessions=2)

# (row of C.2, facts, JP national, JP international; None: the specification gives no value)
ROWS = [
    ("KL01", PROGRAMME, 40, None),
    ("KL02", PROGRAMME, 40, 48),
    ("KL03", PROGRAMME, 40, 48),
    ("KL04", PROGRAMME, 40, 48),
    ("KL05", PROGRAMME, 40, 48),
    ("KL06", THREE_DAYS, 12, 18),
    ("KL07", THREE_DAYS, 15, 21),
    ("KL08", PROGRAMME, 40, None),
    ("KL08", THREE_DAYS, 12, None),
    ("KL09", THREE_DAYS, 12, None),
    ("KL10", THREE_DAYS, 12, None),
    ("KL11", THREE_DAYS, 12, None),
    ("KL12", PROGRAMME, None, None),
    ("NKL01", TWO_SESSIONS, 4, None),
    ("NKL02", TWO_SESSIONS, 4, None),
    ("NKL03", PROGRAMME, 40, None),
    ("NKL03", THREE_DAYS, 9, None),
    ("NKL04", PROGRAMME, 40, None),
    ("NKL04", THREE_DAYS, 12, None),
    ("NKL05", TrainingFacts(), 20, None),
    ("NKL06", THREE_DAYS, 12, None),
    ("NKL07", TrainingFacts(), 10, None),
    ("NKL08", TrainingFacts(), 20, None),
    ("NKL09", THREE_DAYS, 6, None),
    ("NKL10", THREE_DAYS, 6, None),
    ("NKL11", TWO_SESSIONS, 4, None),
    ("NKL12", TrainingFacts(), 20, None),
    ("NKL13", PROGRAMME, None, None),
]


@pytest.mark.parametrize(("code", "facts", "national", "international"), ROWS)
def test_row_of_the_table(code, facts, national, international):
    for scope, expected in ((NATIONAL, national), (INTERNATIONAL, international)):
        if expected is None:
            with pytest.raises(NotDefined):
                training_hours(FormCode(code), scope, facts)
        else:
            assert training_hours(FormCode(code), scope, facts) == expected


def test_every_form_has_a_row():
    assert {code for code, *_ in ROWS} == set(FormCode)


@pytest.mark.parametrize("form", [FormCode.COACHING, FormCode.MENTORING])
def test_third_coaching_of_a_month_does_not_count(form):
    sessions = (date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 30), date(2026, 4, 1))

    assert training_hours(form, NATIONAL, TrainingFacts(sessions=sessions)) == 6


def test_same_month_of_another_year_has_its_own_ceiling():
    sessions = (date(2025, 3, 1), date(2025, 3, 2), date(2026, 3, 1), date(2026, 3, 2))

    assert training_hours(FormCode.COACHING, NATIONAL, TrainingFacts(sessions=sessions)) == 8


def test_guidance_at_work_has_no_ceiling():
    sessions = tuple(date(2026, 3, day) for day in range(1, 6))

    assert (
        training_hours(FormCode.GUIDANCE_AT_WORK, NATIONAL, TrainingFacts(sessions=sessions)) == 10
    )


def test_self_study_counts_two_hours_a_day_at_most():
    short = TrainingFacts(days=3, programme_hours=Fraction(5))
    long = TrainingFacts(days=3, programme_hours=Fraction(30))

    assert training_hours(FormCode.SELF_STUDY, NATIONAL, short) == 5
    assert training_hours(FormCode.SELF_STUDY, NATIONAL, long) == 6


@pytest.mark.parametrize(
    ("form", "fact"),
    [
        (FormCode.LEADERSHIP, "programme_hours"),
        (FormCode.SEMINAR, "days"),
        (FormCode.COURSE, "days"),
        (FormCode.SELF_STUDY, "days"),
        (FormCode.COACHING, "sessions"),
    ],
)
def test_missing_fact_is_named(form, fact):
    with pytest.raises(FactMissing, match=fact):
        training_hours(form, NATIONAL, TrainingFacts())


@given(
    cell=st.sampled_from(
        sorted(cell for cell, rule in HOURS_TABLE.items() if rule.measure is not Measure.PROGRAMME)
    ),
    days=st.integers(0, 300),
    hours=st.none() | st.fractions(0, 1000),
    sessions=st.lists(st.dates(), max_size=30),
)
def test_more_days_and_sessions_never_count_less(cell, days, hours, sessions):
    fewer = TrainingFacts(days, hours, tuple(sessions))
    more = TrainingFacts(days + 1, hours, (*sessions, date(2026, 1, 1)))

    assert 0 <= training_hours(*cell, fewer) <= training_hours(*cell, more)
