"""How unlike the population respondents are: hand-computed figures and what always holds."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.likeness import (
    bias_bound,
    category_likeness,
    largest_asd,
    likeness,
    propensity_variation,
    r_indicator,
)
from feedback.rules.margins import Dimension

SEX, AGE = Dimension.SEX, Dimension.AGE_GROUP
EVEN = {"L": 500, "P": 500}


def test_distance_of_a_category_is_told_in_standard_deviations():
    """60 and 40 of 100 from halves: 0.1 / sqrt(0.25); chance alone makes 1/sqrt(100)."""
    male, female = category_likeness({"L": 60, "P": 40}, EVEN)

    assert (male.category, male.share, male.population_share) == ("L", 0.6, 0.5)
    assert male.asd == female.asd == pytest.approx(0.2)
    assert male.corrected == pytest.approx(math.sqrt(0.04 - 0.01))


def test_distance_that_chance_explains_is_none():
    male, _ = category_likeness({"L": 54, "P": 46}, EVEN)

    assert male.asd == pytest.approx(0.08)
    assert male.corrected == 0


def test_variation_of_who_answers_is_chi_square_over_n_less_chance():
    """0.1² / 0.5 twice is 0.04; one degree of freedom of 100 answers is 0.01."""
    assert propensity_variation({"L": 60, "P": 40}, EVEN) == pytest.approx(math.sqrt(0.03))
    assert propensity_variation({"L": 50, "P": 50}, EVEN) == 0


def test_r_indicator_is_near_one_when_few_answer():
    """Why it is no condition: a lopsided sample of a large population looks as good as any."""
    assert r_indicator({"L": 450, "P": 50}, EVEN) == pytest.approx(1 - 2 * 0.4, abs=1e-3)
    assert r_indicator({"L": 18, "P": 2}, EVEN) > 0.96
    assert r_indicator({"L": 250, "P": 250}, EVEN) == 1
    with pytest.raises(ValueError, match="1"):
        r_indicator({}, {"L": 1})


def test_bias_bound_is_variation_times_the_spread_of_scores():
    assert bias_bound(0.25, 12.0) == 3.0


def test_sample_is_as_unlike_as_its_worst_margin():
    population = {SEX: EVEN, AGE: {"17-24": 200, "25-34": 800}}
    respondents = {SEX: {"L": 50, "P": 50, None: 3}, AGE: {"17-24": 60, "25-34": 40}}

    found = likeness(respondents, population, sd=10.0)

    assert found.asd == pytest.approx(math.sqrt((0.4 / 0.4) ** 2 - 0.01))
    assert found.variation == pytest.approx(math.sqrt(0.16 / 0.2 + 0.16 / 0.8 - 0.01))
    assert found.bias_bound == pytest.approx(10 * found.variation)


def test_after_weighting_nothing_is_taken_off_for_chance():
    weights = {SEX: {"L": 510.0, "P": 490.0}}

    assert largest_asd(weights, {SEX: EVEN}) == pytest.approx(0.02)


def test_answer_that_the_population_does_not_know_is_left_out():
    known = {"L": 60, "P": 40}

    assert category_likeness({**known, "other": 9, None: 4}, {**EVEN, "other": 0}) == (
        category_likeness(known, EVEN)
    )
    assert propensity_variation({**known, None: 4}, EVEN) == propensity_variation(known, EVEN)


def test_nobody_is_like_nothing():
    assert category_likeness({}, EVEN) == ()
    assert propensity_variation({}, EVEN) == 0
    assert likeness({}, {SEX: EVEN}, 10.0).asd == 0
    assert likeness({}, {}, 10.0).bias_bound == 0
    assert largest_asd({}, {}) == 0


def test_population_of_one_category_cannot_be_missed():
    (only,) = category_likeness({"L": 5}, {"L": 70})

    assert (only.asd, only.corrected) == (0, 0)


counts = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 500), min_size=2)


@given(population=counts, times=st.integers(1, 5))
def test_sample_in_proportion_is_like_the_population(population, times):
    respondents = {name: count * times for name, count in population.items()}

    assert max(one.asd for one in category_likeness(respondents, population)) < 1e-9
    assert propensity_variation(respondents, population) < 1e-9


@given(population=counts, data=st.data())
def test_order_of_categories_changes_nothing(population, data):
    respondents = {name: data.draw(st.integers(0, 50)) for name in population}
    shuffled = dict(data.draw(st.permutations(list(population.items()))))

    assert propensity_variation(respondents, population) == propensity_variation(
        respondents, shuffled
    )
    assert sorted(category_likeness(respondents, population), key=str) == sorted(
        category_likeness(respondents, shuffled), key=str
    )


@given(population=counts, data=st.data())
def test_correction_only_takes_away(population, data):
    respondents = {name: data.draw(st.integers(0, 50)) for name in population}

    for one in category_likeness(respondents, population):
        assert 0 <= one.corrected <= one.asd
