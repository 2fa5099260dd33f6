"""Halo and range of one supervisor among the profiles of the class."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.profiles import halo_p, range_interval

profiles = st.lists(
    st.tuples(st.sampled_from([-0.5, 0.0, 0.5]), st.sampled_from([0.0, 0.2, 0.4, 0.6])),
    min_size=8,
    max_size=20,
)


def test_flat_ratings_among_people_with_the_same_mean_are_rare():
    """Hypergeometric: eight flat of 80 with 16 flat, drawn all flat 4.4e-7 times."""
    own = [(0.0, 0.0)] * 8
    others = [(0.0, 0.0)] * 8 + [(0.0, 0.5)] * 64
    assert halo_p(own, own + others) == pytest.approx(1 / 2001)


def test_draws_follow_the_exact_distribution():
    """One person of two: as close as the closer one in half of the draws."""
    own, other = (0.0, 0.2), (0.0, 0.4)
    assert halo_p([own], [own, other]) == pytest.approx(0.5, abs=0.05)
    assert halo_p([other], [own, other]) == 1


def test_people_with_another_mean_do_not_count():
    own = [(0.5, 0.0)] * 8
    assert halo_p(own, own + [(0.0, 0.6)] * 100) == 1


@given(profiles, profiles, st.randoms())
def test_order_of_people_gives_the_same_bits(own, others, shuffler):
    everybody = own + others
    first = halo_p(own, everybody), range_interval(own, 0.5)
    shuffler.shuffle(own)
    shuffler.shuffle(everybody)
    assert (halo_p(own, everybody), range_interval(own, 0.5)) == first


@given(profiles, profiles)
def test_halo_is_a_probability(own, others):
    assert 0 < halo_p(own, own + others) <= 1


def test_interval_of_the_range_holds_it():
    source = random.Random(5)
    own = [(source.gauss(0, 0.4), 0.0) for _ in range(60)]
    low, high = range_interval(own, 0.4)
    assert low < 1 < high
    assert range_interval([(0.25, 0.0)] * 8, 0.4) == (0, 0)
