"""Severity of raters: moments and predictions beside their definitions, and what always holds."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.severity import NotSeparable, severity

Rating = tuple[str, str, float]


def crossed(table: list[list[float]]) -> list[Rating]:
    return [
        (f"ratee {i}", f"rater {j}", score)
        for i, row in enumerate(table)
        for j, score in enumerate(row)
    ]


def drawn(ratees: int, raters: int, each: int, seed: int) -> list[Rating]:
    """Scores of an unbalanced design with known effects, in which everybody is linked."""
    chance = random.Random(seed)
    of_ratee = [chance.gauss(0, 0.4) for _ in range(ratees)]
    of_rater = [chance.gauss(0, 0.3) for _ in range(raters)]
    return [
        (f"e{i}", f"r{j}", 3 + of_ratee[i] + of_rater[j] + chance.gauss(0, 0.3))
        for i in range(ratees)
        for j in chance.sample(range(raters), each + i % 3)
    ]


def predicted(ratings: list[Rating], found) -> np.ndarray:
    """Henderson's mixed model equations solved at once: mean, ratees, raters in order of name."""
    ratees = sorted({one[0] for one in ratings})
    raters = sorted({one[1] for one in ratings})
    v = found.variances
    size = 1 + len(ratees) + len(raters)
    left, right = np.zeros((size, size)), np.zeros(size)
    for ratee, rater, score in ratings:
        row = np.zeros(size)
        row[[0, 1 + ratees.index(ratee), 1 + len(ratees) + raters.index(rater)]] = 1
        left += np.outer(row, row)
        right += row * score
    for place in range(1, size):
        left[place, place] += v.residual / (v.ratee if place <= len(ratees) else v.rater)
    return np.linalg.solve(left, right)


def test_a_balanced_table_gives_the_variances_of_its_mean_squares() -> None:
    # Shrout and Fleiss 1979, table 3: between targets 11.24, judges 32.49, residual 1.02.
    found = severity(
        crossed(
            [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
        )
    )
    assert found.variances.residual == pytest.approx(1.02, abs=0.005)
    assert found.variances.ratee == pytest.approx((11.24 - 1.02) / 4, abs=0.005)
    assert found.variances.rater == pytest.approx((32.49 - 1.02) / 6, abs=0.005)
    v = found.variances
    assert round(v.ratee / (v.ratee + v.rater + v.residual), 2) == 0.29


PENICILLIN = (
    "27 23 26 23 23 21 27 23 26 23 23 21 25 21 25 24 24 20 26 23 25 23 23 20 "
    "25 22 26 22 23 20 24 22 25 23 22 19 24 20 23 21 22 19 26 22 26 24 24 21 "
    "24 21 24 22 22 20 24 21 24 23 22 19 26 23 26 24 24 21 25 22 26 24 24 20 "
    "26 24 26 24 25 22 26 23 26 23 23 20 26 23 25 24 24 22 25 22 25 23 23 20 "
    "25 21 24 23 23 20 25 22 24 23 23 19 24 21 23 21 21 19 26 23 26 24 24 21 "
    "25 21 24 22 22 18 25 22 25 22 22 20 24 21 24 22 24 19 24 21 24 22 21 18"
)
"""Davies and Goldsmith 1972: 24 plates, one after the other, six samples on each (lme4's data)."""


def test_penicillin_as_lme4_prints_it() -> None:
    zones = [float(one) for one in PENICILLIN.split()]
    found = severity(crossed([zones[place : place + 6] for place in range(0, 144, 6)]))
    v = found.variances
    assert (round(v.ratee, 4), round(v.rater, 4), round(v.residual, 4)) == (0.7169, 3.7309, 0.3024)
    assert (round(v.ratee**0.5, 4), round(v.rater**0.5, 4)) == (0.8467, 1.9316)
    assert round(found.mean, 4) == 22.9722
    assert [round(one, 4) for one in found.raters.values()] == [
        2.1871,
        -1.0105,
        1.9379,
        -0.0969,
        -0.0138,
        -3.0037,
    ]


def test_effects_are_those_of_the_mixed_model_equations() -> None:
    ratings = drawn(40, 15, 4, seed=1)
    found = severity(ratings)
    wanted = predicted(ratings, found)
    effects = [found.mean, *(found.ratees[name] for name in sorted(found.ratees))]
    effects += [found.raters[name] for name in sorted(found.raters)]
    assert np.abs(np.array(effects) - wanted).max() < 1e-10


def test_groups_held_by_one_thread_settle_too() -> None:
    # Two circles of colleagues with one rater in common, and almost no residual.
    ratings = [
        (f"{circle}{i}", "both" if j == 0 else f"{circle} rater {j}", base + i % 3 + 2 * j + tiny)
        for circle, base in (("a", 2.0), ("b", 3.0))
        for i in range(12)
        for j, tiny in enumerate((0.001 * (i % 2), -0.001, 0.002 * (i % 5)))
    ]
    found = severity(ratings)
    wanted = predicted(ratings, found)
    assert found.components == 1
    assert found.mean == pytest.approx(wanted[0], abs=1e-8)


def test_a_severe_rater_is_told_from_a_weak_ratee() -> None:
    ratings = drawn(60, 20, 6, seed=2)
    severe = [(a, b, s - (1.0 if b == "r0" else 0.0)) for a, b, s in ratings]
    before, after = severity(ratings), severity(severe)
    assert after.raters["r0"] < before.raters["r0"] - 0.7
    assert before.adjusted is not None and after.adjusted is not None
    moved = [abs(after.adjusted[name] - before.adjusted[name]) for name in before.adjusted]
    assert max(moved) < 0.2


def test_an_adjustment_never_exceeds_half_a_point() -> None:
    ratings = [(a, b, s * (4 if b == "r1" else 1)) for a, b, s in drawn(40, 12, 3, seed=3)]
    found = severity(ratings)
    raw: dict[str, list[float]] = {}
    for ratee, _rater, score in ratings:
        raw.setdefault(ratee, []).append(score)
    assert found.adjusted is not None
    gaps = [abs(found.adjusted[name] - np.mean(scores)) for name, scores in raw.items()]
    assert max(gaps) == pytest.approx(0.5)


def test_a_small_circle_is_not_adjusted_and_a_large_one_is() -> None:
    small = [(f"s {a}", f"s {b}", score) for a, b, score in drawn(8, 9, 4, seed=4)]
    found = severity(drawn(40, 12, 4, seed=5) + small)
    assert found.components == 2
    assert found.adjusted is not None
    assert {name for name, value in found.adjusted.items() if value is None} == {
        f"s e{i}" for i in range(8)
    }
    assert found.raters["s r0"] != 0


def test_nothing_is_adjusted_where_raters_hardly_differ() -> None:
    table = [[i % 3 + 0.5 * ((i + j) % 2) for j in range(12)] for i in range(12)]
    found = severity(crossed(table))
    assert found.variances.rater == 0
    assert set(found.raters.values()) == {0.0}
    assert found.adjusted is None


def test_scores_that_are_all_the_same_have_no_effects() -> None:
    found = severity(crossed([[3.3] * 12 for _ in range(4)]))
    assert found.mean == pytest.approx(3.3)
    assert set(found.ratees.values()) == set(found.raters.values()) == {0.0}
    assert found.adjusted is None


@pytest.mark.parametrize(
    "ratings",
    [[], [("a", "b", 3.0)], crossed([[1, 2, 3]]), crossed([[1], [2], [3]])],
    ids=["none", "one", "one ratee", "one rater"],
)
def test_what_cannot_be_told_apart_is_refused(ratings: list[Rating]) -> None:
    with pytest.raises(NotSeparable):
        severity(ratings)


scores = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(1, 4), min_size=width, max_size=width), min_size=2, max_size=8
    )
)


@given(scores, st.floats(-2, 2), st.randoms(use_true_random=False))
def test_another_zero_and_another_order_change_no_effect(
    table: list[list[int]], shift: float, chance: random.Random
) -> None:
    ratings = crossed([[float(one) for one in row] for row in table])
    before = severity(ratings)
    moved = [(a, b, s + shift) for a, b, s in ratings]
    chance.shuffle(moved)
    after = severity(moved)
    assert after.mean == pytest.approx(before.mean + shift, abs=1e-8)
    for name, effect in before.raters.items():
        assert after.raters[name] == pytest.approx(effect, abs=1e-8)


@given(scores)
def test_effects_sum_to_nothing(table: list[list[int]]) -> None:
    found = severity(crossed([[float(one) for one in row] for row in table]))
    assert sum(found.raters.values()) == pytest.approx(0, abs=1e-8)
    assert sum(found.ratees.values()) == pytest.approx(0, abs=1e-8)
