"""The day of an answer from a tablet whose clock nobody trusts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.kiosks import day_given

NOW = datetime(2026, 9, 20, 2, tzinfo=UTC)
"""Nine in the morning of the twentieth in Sabang."""

ISSUED = date(2026, 9, 10)


@pytest.mark.parametrize(
    ("age", "day"),
    [
        (timedelta(0), date(2026, 9, 20)),
        (timedelta(hours=8), date(2026, 9, 20)),
        (timedelta(hours=10), date(2026, 9, 19)),
        (timedelta(days=3), date(2026, 9, 17)),
        (timedelta(days=-10), date(2026, 9, 20)),
        (timedelta(days=400), ISSUED),
        (timedelta.max, ISSUED),
    ],
)
def test_day_is_the_servers_less_the_age(age, day):
    assert day_given(NOW, age, ISSUED) == day


@given(st.timedeltas())
def test_day_never_leaves_the_life_of_the_code(age):
    assert ISSUED <= day_given(NOW, age, ISSUED) <= date(2026, 9, 20)


@given(
    st.timedeltas(timedelta(0), timedelta(days=9)), st.timedeltas(-timedelta(900), timedelta(900))
)
def test_how_wrong_the_clock_is_does_not_matter(age, wrong):
    """The tablet subtracts two readings of one clock; what both are off by falls out."""
    typed, sent = NOW - age + wrong, NOW + wrong

    assert day_given(NOW, sent - typed, ISSUED) == day_given(NOW, age, ISSUED)
