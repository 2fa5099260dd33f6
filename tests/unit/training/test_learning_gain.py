"""Normalised gain, feedback and training C.4."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.rules.learning import normalised_gain

scores = st.integers(0, 100).map(Fraction)


@pytest.mark.parametrize(
    ("before", "after", "gain"),
    [
        (60, 80, Fraction(1, 2)),
        (0, 100, 1),
        (50, 50, 0),
        (70, 80, Fraction(1, 3)),
        (80, 60, -1),
        (100, 100, None),
        (100, 40, None),
    ],
)
def test_share_of_what_was_still_to_be_learnt(before, after, gain):
    assert normalised_gain(Fraction(before), Fraction(after)) == gain


@pytest.mark.parametrize(("before", "after"), [(-1, 50), (101, 50), (50, -1), (50, 101)])
def test_score_outside_the_scale_is_refused(before, after):
    with pytest.raises(ValueError, match=r"-1|101"):
        normalised_gain(Fraction(before), Fraction(after))


@given(before=scores, after=scores)
def test_gain_is_at_most_whole_and_has_the_sign_of_the_change(before, after):
    gain = normalised_gain(before, after)

    assert (gain is None) == (before == 100)
    if gain is not None:
        assert gain <= 1
        assert (gain > 0, gain < 0) == (after > before, after < before)
