"""The annual predicate beside the usual periodic one (regulation 4.7)."""

import pytest

from appraisal.rules.annual import Distance, distance, owes_note
from appraisal.rules.predicate import Predicate

SB, B, BP, K, SK = Predicate


@pytest.mark.parametrize(
    ("annual", "periodic", "expected"),
    [
        pytest.param(B, [B, B, SB, BP], Distance(B, 0), id="the-usual-one"),
        pytest.param(SB, [BP, BP, B, SB], Distance(BP, 2), id="two-steps-better"),
        pytest.param(K, [B, B, B], Distance(B, 2), id="two-steps-worse"),
        pytest.param(BP, [SB, SB, B, B], Distance(B, 1), id="nearest-of-two-modes"),
        pytest.param(SK, [SB], Distance(SB, 4), id="farthest"),
    ],
)
def test_distance_is_counted_from_the_mode(annual, periodic, expected):
    assert distance(annual, periodic) == expected


def test_without_periods_there_is_nothing_to_explain():
    assert distance(B, []) is None
    assert not owes_note(B, [])


@pytest.mark.parametrize(
    ("annual", "note_from", "expected"), [(B, 2, False), (BP, 2, True), (B, 1, True), (K, 4, False)]
)
def test_note_is_owed_from_the_set_distance_on(annual, note_from, expected):
    assert owes_note(annual, [SB, SB, B], note_from) is expected
