"""Shares beside each other: published intervals, and no order that chance could have made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.comparison import clearly_above, share_groups, share_interval


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_interval_is_the_published_one(count, total, low, high):
    assert share_interval(count, total) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("count", "total"), [(0, 0), (3, 2), (-1, 4)])
def test_share_of_nobody_is_refused(count, total):
    with pytest.raises(ValueError, match="somebody"):
        share_interval(count, total)


SHARES = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(SHARES, min_size=1, max_size=12))
def test_units_of_different_groups_have_intervals_that_lie_apart(shares):
    groups = share_groups(shares)
    intervals = [share_interval(*one) for one in shares]

    for group, (low, _high) in zip(groups, intervals, strict=True):
        for other, (_low, high) in zip(groups, intervals, strict=True):
            if group < other:
                assert high < low


def test_ends_of_a_chain_are_one_group_and_still_lie_apart():
    shares = [(6, 18), (43, 50), (3, 7)]

    assert share_groups(shares) == (1, 1, 1)
    assert clearly_above(shares) == ((1,), (), ())


@given(st.lists(SHARES, min_size=1, max_size=12))
def test_whoever_lies_in_a_higher_group_lies_clearly_above(shares):
    groups, above = share_groups(shares), clearly_above(shares)

    for place, group in enumerate(groups):
        assert {at for at, other in enumerate(groups) if other < group} <= set(above[place])
        assert all(groups[at] <= group for at in above[place])


@given(SHARES)
def test_interval_holds_the_share_and_stays_within_bounds(share):
    count, total = share
    low, high = share_interval(count, total)

    assert 0 <= low <= count / total + 1e-12
    assert count / total - 1e-12 <= high <= 1
