"""Years in a row with a good result, and who may be proposed for an award.

Source: regulation 6.2 and 6.3; see docs/legal.md#follow-up.
"""

from collections.abc import Mapping
from typing import Final

from appraisal.rules.predicate import Predicate

GOOD: Final = frozenset({Predicate.VERY_GOOD, Predicate.GOOD})


def good_years_in_a_row(predicates: Mapping[int, Predicate], year: int) -> int:
    """How many years in a row, counted back from ``year`` itself, were very good or good.

    ``predicates`` maps a year to its predicate; a year without a result ends the row.
    """
    count = 0
    while predicates.get(year - count) in GOOD:
        count += 1
    return count


def qualifies_for_award(
    predicates: Mapping[int, Predicate], year: int, *, least: Predicate, years: int
) -> bool:
    """Whether ``year`` reached ``least`` and ``years`` years in a row were at least good.

    ``years`` counts ``year`` itself. The decision stays with people.
    """
    present = predicates.get(year)
    if present is None:
        return False
    order = list(Predicate)
    return (
        order.index(present) <= order.index(least)
        and good_years_in_a_row(predicates, year) >= years
    )
