"""Ruler from zero with goals: places, words towards the middle, never outside."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sabang_kinerja.common.charts.goals import goal_ruler

GOALS = [(Decimal(50), "Pangkat"), (Decimal(100), "Jenjang")]


def test_line_ends_at_the_farthest_goal():
    drawn = goal_ruler(Decimal("12.5"), GOALS)

    assert drawn.filled == "12.50%"
    assert [(goal.at, goal.anchor, goal.reached) for goal in drawn.goals] == [
        ("50.00%", "middle", False),
        ("100.00%", "end", False),
    ]


def test_value_beyond_the_goals_lengthens_the_line():
    drawn = goal_ruler(Decimal(125), GOALS)

    assert (drawn.filled, drawn.anchor) == ("100.00%", "end")
    assert [goal.at for goal in drawn.goals] == ["40.00%", "80.00%"]
    assert all(goal.reached for goal in drawn.goals)


def test_nothing_yet_starts_at_zero():
    drawn = goal_ruler(Decimal(0), GOALS)

    assert (drawn.filled, drawn.anchor) == ("0.00%", "start")


@given(value=st.decimals(0, 10_000, places=3))
def test_places_lie_on_the_line(value):
    drawn = goal_ruler(value, GOALS)

    for place in [drawn.filled, *(goal.at for goal in drawn.goals)]:
        assert 0 <= float(place.rstrip("%")) <= 100
