"""Indices of supervisors: the numbers that allow them, the flag and what closes it."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.yardstick import Sheet, Standing, add, indices, middle_p, standing_of


def sheet(*scores: float, reached: float | None = None, spread: float = 0.4) -> Sheet:
    """One supervisor's people by their scores; achievement alike for everybody."""
    count = len(scores)
    return Sheet(
        people=count,
        total=sum(scores),
        squares=sum(score**2 for score in scores),
        ratings=count,
        middle=sum(score == 0 for score in scores),
        spread=spread * count,
        measured=count if reached is not None else 0,
        reached=count * (reached or 0),
    )


def team(level: float, people: int = 10, reached: float | None = None) -> Sheet:
    """People around a level, half a point to either side."""
    scores = [level + (0.25 if place % 2 else -0.25) for place in range(people)]
    return sheet(*scores, reached=reached)


def city(first: Sheet, count: int = 9, reached: float | None = None) -> dict[str, dict[int, Sheet]]:
    """One supervisor among others who rate alike."""
    return {"a": {1: first} | {key: team(0, reached=reached) for key in range(2, count + 2)}}


@pytest.mark.parametrize(
    ("people", "expected"),
    [(4, Standing.TOO_FEW), (5, Standing.CHAIR_ONLY), (7, Standing.CHAIR_ONLY), (8, Standing.FULL)],
)
def test_number_of_people_decides_what_may_be_said(people, expected):
    assert standing_of(people) is expected


def test_four_people_have_no_index():
    assert 1 not in indices(city(team(0.9, people=4)))


def test_seven_people_have_an_index_and_never_a_flag():
    found = indices(city(team(0.9, people=6)))[1]
    assert found.standing is Standing.CHAIR_ONLY
    assert found.q is None
    assert not found.is_flagged


def test_leniency_is_the_distance_from_the_others_with_their_error():
    """S² = 1/15 within (ten people at ±0.25); 10 beside 90 people."""
    found = indices(city(team(0.75)))[1]
    assert found.leniency == pytest.approx(0.75)
    within = (0.25**2 * 10) * 10 / (9 * 10)
    error = (within / 10 + within / 90) ** 0.5
    assert found.interval == pytest.approx((0.75 - 1.959964 * error, 0.75 + 1.959964 * error))
    assert 0.3 < found.shrunk < 0.75
    assert found.is_flagged


def test_same_yardstick_is_not_flagged_and_drawn_in_fully():
    found = indices(city(team(0.0)))
    assert all(one.shrunk == pytest.approx(0) for one in found.values())
    assert not any(one.is_flagged for one in found.values())


def test_small_difference_is_not_flagged_however_certain():
    found = indices(city(team(0.25, people=400)))[1]
    assert found.q < 0.001
    assert not found.is_flagged


def test_four_supervisors_are_too_few_for_a_flag():
    found = indices(city(team(0.9), count=3))[1]
    assert found.shrunk is None
    assert not found.is_flagged


def test_nobody_comparable_means_no_index():
    assert indices({"a": {1: team(0.5)}}) == {}


def test_achievement_closes_the_flag():
    """The better team also reached more: one straight line through all supervisors."""
    others = {key: team(0, reached=1.0) for key in range(2, 11)}
    found = indices({"a": others | {1: team(0.75, reached=1.5)}})[1]
    assert found.is_far
    assert found.is_explained
    assert not found.is_flagged


def test_equal_achievement_leaves_the_flag_open():
    reached = [0.9, 0.95, 1.0, 1.05, 1.1, 0.9, 0.95, 1.0, 1.05]
    others = {key: team(0, reached=value) for key, value in enumerate(reached, start=2)}
    found = indices({"a": others | {1: team(0.75, reached=1.0)}})[1]
    assert found.is_flagged
    assert found.residual == pytest.approx(found.leniency, abs=0.1)


def test_everybody_rated_alike_still_has_an_interval():
    same = {key: sheet(*[0.0] * 10) for key in range(2, 11)}
    found = indices({"a": same | {1: sheet(*[0.5] * 10)}})[1]
    low, high = found.interval
    assert low < 0.5 < high
    assert found.spread_ratio is None


def test_only_the_middle_beside_others_who_use_the_scale():
    """Others meet at half of their ratings, without likeness: binomial."""
    others = [Sheet(10, 0, 5, 10, 5, 4) for _ in range(20)]
    all_middle = Sheet(10, 0, 0, 10, 10, 4)
    share = (100 + 0.5) / 201
    assert middle_p(all_middle, others) == pytest.approx(share**10)
    five = Sheet(10, 0, 5, 10, 5, 4)
    tail = sum(comb(10, k) * share**k * (1 - share) ** (10 - k) for k in range(5, 11))
    assert middle_p(five, others) == pytest.approx(tail)


def test_supervisor_of_more_people_than_a_float_can_combine_has_a_probability():
    others = [Sheet(10, 0, 5, 20, 10, 4) for _ in range(20)]
    half = Sheet(1_500, 0, 5, 3_000, 1_500, 4)
    assert middle_p(half, others) == pytest.approx(0.5, abs=0.01)


def test_likeness_of_the_others_makes_the_middle_less_surprising():
    alike = [Sheet(10, 0, 5, 10, 10 * (key % 2), 4) for key in range(20)]
    mixed = [Sheet(10, 0, 5, 10, 5, 4) for _ in range(20)]
    all_middle = Sheet(10, 0, 0, 10, 10, 4)
    assert middle_p(all_middle, alike) > 0.3 > middle_p(all_middle, mixed)


def test_years_add_up():
    both = add([team(0.5, people=6), team(-0.5, people=6)])
    assert (both.people, both.mean) == (12, 0)


scores = st.lists(st.integers(-4, 4).map(lambda n: n / 4), min_size=5, max_size=12)
crowds = st.lists(scores, min_size=5, max_size=8)


@given(crowds, st.integers(-4, 4).map(lambda n: n / 4))
def test_moving_everybody_moves_nobody(crowd, step):
    """A city-wide shift of the scale leaves every distance where it was."""
    here = indices({"a": {key: sheet(*one) for key, one in enumerate(crowd)}})
    moved = indices(
        {"a": {key: sheet(*[value + step for value in one]) for key, one in enumerate(crowd)}}
    )
    for key, one in here.items():
        assert moved[key].leniency == pytest.approx(one.leniency, abs=1e-9)
        assert moved[key].shrunk == pytest.approx(one.shrunk, abs=1e-6)


@given(crowds, st.randoms())
def test_order_of_supervisors_does_not_matter(crowd, random):
    rows = list(enumerate(sheet(*one) for one in crowd))
    here = indices({"a": dict(rows)})
    random.shuffle(rows)
    there = indices({"a": dict(rows)})
    assert {key: one.leniency for key, one in there.items()} == pytest.approx(
        {key: one.leniency for key, one in here.items()}
    )
    assert {key: one.is_flagged for key, one in there.items()} == {
        key: one.is_flagged for key, one in here.items()
    }


@given(scores, crowds)
def test_p_of_the_middle_is_a_probability(own, crowd):
    p = middle_p(sheet(*own), [sheet(*one) for one in crowd])
    assert 0 <= p <= 1 + 1e-9
