"""Progress as a bar from zero to its target."""

import pytest

from sabang_kinerja.common.charts.meter import is_behind, meter


@pytest.mark.parametrize(
    ("share", "filled"),
    [(0, "0.0%"), (0.611, "61.1%"), (1, "100.0%"), (1.4, "100.0%"), (-1, "0.0%")],
)
def test_meter_is_filled_up_to_its_share_and_not_beyond_its_ends(share, filled):
    assert meter(share).filled == filled


def test_meter_without_an_expectation_has_no_tick_and_is_never_behind():
    bar = meter(0.1)

    assert bar.expected is None
    assert not bar.behind


@pytest.mark.parametrize(
    ("share", "expected", "behind"), [(0.94, 0.9, False), (0.85, 0.9, False), (0.61, 0.9, True)]
)
def test_meter_is_late_only_when_it_lags_visibly(share, expected, behind):
    assert is_behind(share, expected) is behind
