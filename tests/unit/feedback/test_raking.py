"""Raking and trimming: margins are met, limits kept, and the order of cells does not matter."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.policy import DEFAULT_POLICY
from feedback.rules.raking import CellMargin, may_post_stratify, rake
from feedback.rules.trimming import median_weight, trim
from feedback.rules.weights import kish_deff, weigh

SHAPE = (3, 4)


@st.composite
def tables(draw):
    """People in each of twelve cells, all taken, and two margins that may differ in total."""
    counts = st.integers(1, 200)
    people = np.array(draw(st.lists(counts, min_size=12, max_size=12)), dtype=float)
    rows, columns = (codes.ravel() for codes in np.indices(SHAPE))
    totals = st.integers(20, 5_000)
    return people, [
        CellMargin(
            codes, np.array(draw(st.lists(totals, min_size=size, max_size=size)), dtype=float)
        )
        for codes, size in ((rows, SHAPE[0]), (columns, SHAPE[1]))
    ]


@given(tables())
def test_raked_weights_are_positive_and_meet_every_margin(table):
    people, margins = table

    found = rake(people, margins)

    assert found.converged
    assert (found.weights > 0).all()
    total = margins[0].totals.sum()
    for margin in margins:
        known = margin.totals * total / margin.totals.sum()
        assert margin.sums(found.weights) == pytest.approx(known, rel=1e-6)
    assert found.gap < 1e-6


@given(tables(), st.floats(0.001, 1_000))
def test_raking_does_not_ask_for_the_scale_of_base_weights(table, scale):
    people, margins = table

    assert rake(people * scale, margins).weights == pytest.approx(
        rake(people, margins).weights, rel=1e-6
    )


@given(tables())
def test_post_stratification_is_raking_with_one_margin(table):
    people, _ = table
    totals = np.arange(1.0, 13.0) * 100

    found = rake(people, [CellMargin(np.arange(12), totals)])

    assert found.weights == pytest.approx(totals, rel=1e-12)


@pytest.mark.parametrize(("fewest", "allowed"), [(9, False), (10, True)])
def test_post_stratification_asks_for_ten_people_in_each_joint_cell(fewest, allowed):
    assert may_post_stratify(np.array([40.0, fewest, 12.0])) is allowed


def test_raking_with_an_empty_category_does_not_converge():
    margin = CellMargin(np.array([0, 1]), np.array([60.0, 30.0, 10.0]))

    found = rake(np.array([5.0, 5.0]), [margin])

    assert not found.converged
    assert found.gap >= 0.1
    assert found.cycles == DEFAULT_POLICY.rake_cycles


def test_raking_with_margins_that_contradict_each_other_does_not_converge():
    """Only men live in the north and only women in the south, so both margins say the same."""
    place = np.array([0, 1])

    found = rake(
        np.array([10.0, 10.0]),
        [CellMargin(place, np.array([60.0, 40.0])), CellMargin(place, np.array([50.0, 50.0]))],
    )

    assert not found.converged
    assert found.gap == pytest.approx(0.1)


@given(tables())
def test_no_trimmed_weight_leaves_its_limits(table):
    people, margins = table
    weights = rake(people, margins).weights / people

    found = trim(weights, people, margins)

    median = median_weight(found.weights, people)
    assert found.weights.max() <= 5 * median * (1 + 1e-5)
    assert found.weights.min() >= 0.2 * median * (1 - 1e-5)
    assert people @ found.weights == pytest.approx(margins[0].totals.sum(), rel=1e-6)
    assert 0 <= found.share <= 1
    if found.settled:
        assert found.gap < 1e-6


def test_trimming_leaves_weights_within_their_limits_alone():
    people = np.array([50.0, 50.0])
    margins = [CellMargin(np.array([0, 1]), np.array([60.0, 40.0]))]

    found = trim(np.array([1.2, 0.8]), people, margins)

    assert found.weights.tolist() == [1.2, 0.8]
    assert (found.share, found.settled) == (0, True)


def test_trimming_that_contradicts_the_margin_keeps_the_limits_and_tells_the_gap():
    """Two of a hundred answers stand for half of the population."""
    people = np.array([98.0, 2.0])
    margins = [CellMargin(np.array([0, 1]), np.array([500.0, 500.0]))]

    found = weigh(people, np.ones(2), margins, trimmed=True)

    assert found.weights[1] == pytest.approx(5 * found.weights[0])
    assert found.share_trimmed == pytest.approx(0.02)
    assert found.gap == pytest.approx(0.5 - 10 / 108)
    assert found.converged


def test_weights_that_did_not_converge_are_not_trimmed():
    margins = [CellMargin(np.array([0, 1]), np.array([900.0, 5.0, 95.0]))]

    found = weigh(np.array([10.0, 10.0]), np.ones(2), margins, trimmed=True)

    assert not found.converged
    assert found.share_trimmed == 0


@pytest.mark.parametrize(
    ("weights", "people", "median"),
    [([1.0, 3.0], [1, 1], 2.0), ([1.0, 3.0], [2, 1], 1.0), ([3.0, 1.0, 9.0], [1, 1, 1], 3.0),
     ([5.0, 1.0], [3, 3], 3.0), ([7.0], [4], 7.0)],
)  # fmt: skip
def test_median_weight_is_that_of_people(weights, people, median):
    assert median_weight(np.array(weights), np.array(people, dtype=float)) == median


@given(st.lists(st.tuples(st.floats(0.01, 100), st.integers(1, 50)), min_size=1, max_size=20))
def test_median_weight_of_cells_is_that_of_the_rows(cells):
    weights, people = (np.array(column, dtype=float) for column in zip(*cells, strict=True))

    assert median_weight(weights, people) == np.median(np.repeat(weights, people.astype(int)))


def test_kish_deff_is_one_for_equal_weights_and_grows_with_their_spread():
    """Half of the answers at 1 and half at 3: 1 + CV² = 1.25."""
    people = np.array([10.0, 10.0])

    assert kish_deff(np.array([2.0, 2.0]), people) == 1
    assert kish_deff(np.array([1.0, 3.0]), people) == 1.25


def test_effective_n_is_n_over_deff():
    found = weigh(np.array([10.0, 10.0]), np.array([1.0, 3.0]), [], trimmed=False)

    assert (found.deff, found.n_eff) == (1.25, 16)
    assert found.weights.tolist() == [1, 3]


def test_a_middle_pair_far_apart_keeps_its_limits_although_nothing_settles():
    """Found by chance: clipping moved the lower of the middle two, and with it the median."""
    people = np.array([1.0, 3, 16, 2, 78, 79, 2, 4, 29, 6, 153, 7])
    margins = [
        CellMargin(np.repeat(np.arange(3), 4), np.full(3, 20.0)),
        CellMargin(np.tile(np.arange(4), 3), np.array([20.0, 20.0, 20.0, 183.0])),
    ]

    found = trim(rake(people, margins).weights / people, people, margins)

    median = median_weight(found.weights, people)
    assert not found.settled
    assert found.weights.min() >= 0.2 * median * (1 - 1e-5)
    assert found.weights.max() <= 5 * median * (1 + 1e-5)
