"""The pulse: scores, shares, what is hidden, what helps."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.pulse import Answer, Figure, difference, result, score, shown_groups


def person(group: int | None, justice: int, readiness: int) -> Answer:
    return Answer(group, (justice,) * 7 + (readiness,) * 4)


def test_a_scale_needs_enough_answers_of_one_person() -> None:
    five = Answer(1, (5, 4, 3, 2, 1, None, None, 4, 4, None, None))
    assert score(five, "PJ") == 3
    assert score(five, "RC") is None
    assert score(Answer(1, (5, 4, 3, 2, *[None] * 7)), "PJ") is None
    assert score(five, "P6") is None and score(five, "R1") == 4


def test_means_spread_and_shares_of_ten_people() -> None:
    answers = [person(1, value, value) for value in (1, 2, 2, 3, 4, 4, 4, 5, 5, 5)]
    one = result(answers).city["PJ"]
    assert (one.n, one.mean, one.favourable, one.unfavourable) == (10, 3.5, 0.6, 0.3)
    assert one.sd == pytest.approx(math.sqrt(18.5 / 9))


def test_of_five_people_only_a_mean_is_told_and_of_four_nothing() -> None:
    five = result([person(1, value, 3 + value % 2) for value in (1, 2, 3, 4, 5)])
    assert five.city["PJ"].sd is None and five.city["PJ"].favourable is None
    assert result([person(1, value, 3) for value in (1, 2, 3, 4)]).city == {}


def test_a_small_unit_hides_a_second_one_so_that_subtraction_tells_nothing() -> None:
    answers = [person(1, 1 + i % 5, 3) for i in range(20)]
    answers += [person(2, 1 + i % 5, 3) for i in range(8)]
    answers += [person(3, 2, 3), person(3, 4, 3)]
    assert set(result(answers).groups) == {1}
    assert set(result(answers[:28]).groups) == {1, 2}


def test_where_a_unit_says_the_same_its_mean_is_not_told_and_not_left_over() -> None:
    values = {1: [1.0, 2, 3, 4, 5], 2: [4.0] * 6, 3: [1.0, 2, 2, 3, 5, 5]}
    shown = shown_groups(values)
    assert 2 not in shown and len(shown) < 2


def test_reliability_is_told_from_thirty_complete_answers() -> None:
    rows = [person(1, 1 + i % 5, 1 + i % 4) for i in range(30)]
    assert result(rows).alphas["PJ"][0] == pytest.approx(1)
    assert result(rows[:29]).alphas == {}


def test_the_watch_list_names_what_helps() -> None:
    low = [person(1, 3, 2 + i % 2) for i in range(10)]
    high = [person(2, 3, 4 + i % 2) for i in range(10)]
    found = result(low + high)
    assert found.watch == {1: ("R1", "R2", "R3", "R4")}
    few = [person(1, 3, 2 + i % 2) for i in range(6)] + high
    assert result(few).watch == {1: ()}


def test_change_between_waves_has_the_interval_of_welch() -> None:
    # Means 20 and 18 of 10 and 12 people, SD 2 and 3: t of 19.2 degrees, error 1.0724.
    gap, low, high = difference(Figure(10, 20, 2, 0, 0), Figure(12, 18, 3, 0, 0))
    assert gap == 2
    assert (round(low, 3), round(high, 3)) == (-0.243, 4.243)
    assert difference(Figure(6, 20, None, None, None), Figure(12, 18, 3, 0, 0)) is None


@given(
    st.dictionaries(
        st.one_of(st.none(), st.integers(1, 6)),
        st.lists(st.integers(1, 5).map(float), max_size=14),
        max_size=7,
    )
)
def test_no_difference_of_shown_sets_is_about_fewer_than_five_or_of_one_mind(values) -> None:
    shown = shown_groups(values)
    for size in range(1, len(shown) + 1):
        for some in combinations(shown, size):
            rest = [v for group, found in values.items() if group not in some for v in found]
            assert not rest or (len(rest) >= 5 and len(set(rest)) > 1)
