"""What is told of a whole round: agreement, raters needed, manners of rating; counts only."""

from fractions import Fraction

from feedback.rules.reliability import one_way
from feedback.rules.round_assignment import RaterGroup
from feedback.rules.round_quality import disagreed, is_far_apart, quality_of
from feedback.rules.round_report import Sheet


def sheet(rater: int, *values: int | None, group: RaterGroup = RaterGroup.PEER) -> Sheet:
    whole = values * 7 if len(values) == 1 else values
    return Sheet(rater, group, tuple(None if v is None else Fraction(v) for v in whole))


def test_raters_needed_follow_from_the_reliability_of_one() -> None:
    ratings = [[1, 2, 2], [3, 3, 4], [2, 2, 1], [4, 3, 4]]
    reliable = one_way(ratings)
    found = quality_of(reliable, [sheet(1, 1, 2, 3, 4, 3, 2, 1), sheet(2, 2, 2, 3, 4, 3, 3, 1)])
    assert found["rho"] == round(reliable.single, 4)
    assert found["needed"] == 1
    low = one_way([[1, 3, 2], [2, 3, 2], [1, 2, 3], [2, 4, 2]])
    needed = quality_of(low, [])["needed"]
    assert needed is None or needed > 3


def test_without_reliability_nothing_is_made_up() -> None:
    found = quality_of(None, [sheet(1, 3), sheet(2, 3)])
    assert found["rho"] is None and found["needed"] is None and found["alpha"] is None


def test_one_and_the_same_for_nearly_everybody_is_counted_once_four_were_rated() -> None:
    same = [sheet(1, 3) for _one in range(4)]
    mixed = [sheet(2, 1, 2, 3, 4, 1, 2, 3) for _one in range(4)]
    assert quality_of(None, same + mixed)["straight"] == 1
    assert quality_of(None, same[:3] + mixed)["straight"] == 0


def test_named_sheets_count_for_no_manner_of_rating() -> None:
    named = [sheet(1, 3, group=RaterGroup.SUPERIOR) for _one in range(5)]
    assert quality_of(None, named)["straight"] == 0


def test_values_on_which_five_disagree_are_counted() -> None:
    assert disagreed([sheet(place, 1 if place % 2 else 4) for place in range(6)]) == 7
    assert disagreed([sheet(place, 3) for place in range(6)]) == 0
    assert disagreed([sheet(place, 1 if place % 2 else 4) for place in range(4)]) == 0


def test_a_view_of_oneself_a_point_away_is_counted() -> None:
    others = [sheet(place, 2) for place in range(5)]
    assert is_far_apart([*others, sheet(9, 3, group=RaterGroup.SELF)])
    assert not is_far_apart([*others, sheet(9, 2, group=RaterGroup.SELF)])
    assert not is_far_apart([*others[:4], sheet(9, 4, group=RaterGroup.SELF)])
    assert not is_far_apart(others)
