"""20 hours for PNS, 24 that count for PPPK (PP 11/2017 with PP 17/2020; PP 49/2018 article 40)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.rules.counters import Standing, Verified, year_hours

HOURS = st.decimals(min_value=0, max_value=60, places=2)


def verified(*hours):
    first = date(2026, 1, 5)
    return [
        Verified(key, first + timedelta(days=7 * key), Decimal(one))
        for key, one in enumerate(hours)
    ]


@pytest.mark.parametrize(
    ("hours", "standing", "missing"),
    [((), Standing.BELOW, 20), ((12, 7), Standing.BELOW, 1), ((12, 8), Standing.REACHED, 0),
     ((40,), Standing.REACHED, 0)],
)  # fmt: skip
def test_a_civil_servant_owes_twenty_hours(hours, standing, missing):
    found = year_hours(verified(*hours), is_contract=False, limit=Decimal(20))

    assert (found.standing, found.missing, found.surplus) == (standing, missing, 0)
    assert found.counted == sum(hours)


def test_of_a_contract_worker_twenty_four_hours_count_and_the_rest_is_kept():
    found = year_hours(verified(10, 12, 6), is_contract=True, limit=Decimal(24))

    assert (found.counted, found.total, found.surplus) == (24, 28, 4)
    assert found.standing == Standing.ABOVE
    assert found.uncounted == {2: Decimal(4)}


def test_exactly_twenty_four_hours_all_count():
    found = year_hours(verified(12, 12), is_contract=True, limit=Decimal(24))

    assert (found.standing, found.surplus, found.uncounted) == (Standing.WITHIN, 0, {})


def test_the_later_of_two_records_is_the_one_above_the_ceiling():
    late, early = (
        Verified(1, date(2026, 11, 2), Decimal(10)),
        Verified(2, date(2026, 2, 3), Decimal(20)),
    )

    assert year_hours([late, early], is_contract=True, limit=Decimal(24)).uncounted == {1: 6}


@given(st.lists(HOURS, max_size=12), st.booleans(), st.integers(1, 60))
def test_what_counts_and_what_does_not_add_up_to_everything(hours, contract, limit):
    found = year_hours(verified(*hours), is_contract=contract, limit=Decimal(limit))

    assert found.counted + found.surplus == found.total == sum(hours)
    assert sum(found.uncounted.values()) == found.surplus
    assert 0 <= found.share <= 100
    assert (found.missing == 0) or found.standing == Standing.BELOW


def test_a_limit_of_nothing_is_refused():
    with pytest.raises(ValueError, match="0"):
        year_hours([], is_contract=False, limit=Decimal(0))
