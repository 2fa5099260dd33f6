"""Intervals of means, codes of a room, readiness: the rules behind training."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from training.rules.effect import FEWEST, mean_interval
from training.rules.knowledge import score_of, shuffled
from training.rules.readiness import PersonSteps, Step, readiness_of
from training.rules.room_code import STEP, is_current, room_code, seconds_left, window_of

SLEEP = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
"""Extra hours of sleep of ten patients under the first drug (Student 1908)."""

SCORES = st.floats(min_value=-100, max_value=100, allow_nan=False)


def test_the_interval_is_that_of_student():
    found = mean_interval(SLEEP)

    assert (found.n, found.mean) == (10, pytest.approx(0.75))
    assert (found.lower, found.upper) == (pytest.approx(-0.5297804), pytest.approx(2.0297804))


@given(st.lists(SCORES, max_size=FEWEST - 1))
def test_below_five_answers_nothing_is_told(values):
    found = mean_interval(values)

    assert not found.is_told
    assert found.lower is found.upper is None


@given(st.lists(SCORES, min_size=FEWEST, max_size=40))
def test_the_interval_agrees_with_that_of_a_library(values):
    found = mean_interval(values)
    error = stats.sem(values)
    if error > 1e-9:
        lower, upper = stats.t.interval(0.95, len(values) - 1, sum(values) / len(values), error)
        assert (found.lower, found.upper) == (pytest.approx(lower), pytest.approx(upper))
    assert found.lower <= found.mean + 1e-9
    assert found.mean <= found.upper + 1e-9


@given(st.binary(min_size=32, max_size=32), st.integers(1, 10**6), st.integers(0, 4 * 10**9))
def test_a_code_holds_for_its_thirty_seconds_and_the_next_and_no_longer(secret, event, moment):
    code = room_code(secret, event, window_of(moment))

    assert is_current(code, secret, event, moment)
    assert is_current(code.upper(), secret, event, moment + STEP)
    assert not is_current(code, secret, event, moment + 2 * STEP)
    assert not is_current(code, secret, event, moment + 3600)
    assert not is_current(code, secret, event + 1, moment)
    assert 1 <= seconds_left(moment) <= STEP


@given(st.lists(st.integers(), unique=True, max_size=30), st.integers(0, 2**31))
def test_shuffling_loses_and_invents_nothing_and_repeats_itself(things, seed):
    once = shuffled(things, seed)

    assert sorted(once) == sorted(things)
    assert shuffled(things, seed) == once


@given(st.dictionaries(st.integers(1, 40), st.sampled_from("ABCD"), min_size=1), st.data())
def test_a_score_is_the_share_of_right_answers(correct, data):
    right = data.draw(st.sets(st.sampled_from(sorted(correct))))
    answers = {item: key if item in right else "x" for item, key in correct.items()}

    assert float(score_of(correct, answers)) == pytest.approx(
        100 * len(right) / len(correct), abs=0.00501
    )


def steps(*done, person=1, leads=False):
    return PersonSteps(person, frozenset(done), leads)


def test_a_unit_is_ready_when_each_of_the_four_shares_is_eighty_percent():
    everything = [steps(*Step) for _one in range(4)]

    assert readiness_of([*everything, steps()]).is_ready
    assert not readiness_of([*everything, steps(), steps()]).is_ready
    assert not readiness_of([]).is_ready


def test_three_shares_of_all_do_not_make_up_for_a_fourth():
    rows = [steps(Step.ATTENDED, Step.READ, Step.PLANNED) for _one in range(5)]

    found = readiness_of(rows)

    assert found.shares[Step.PASSED] == 0
    assert not found.is_ready


def test_leaders_who_miss_something_are_counted_apart():
    found = readiness_of([steps(*Step, leads=True), steps(Step.READ, leads=True), steps()])

    assert found.leaders_missing == 1
