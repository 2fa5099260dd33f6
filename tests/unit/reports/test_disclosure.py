"""Small groups stay hidden in published tables, and cannot be worked out from what is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from reports.rules.disclosure import hidden_cells, merge_columns, merge_small, safe_rows


def test_a_table_of_large_groups_is_shown_whole():
    table = {"a": {"x": 5, "y": 0}, "b": {"x": 40, "y": 7}}

    assert hidden_cells(table) == frozenset()


def test_a_small_group_is_hidden_with_three_that_would_tell_it():
    table = {
        "a": {"x": 2, "y": 20, "z": 30},
        "b": {"x": 10, "y": 9, "z": 40},
        "c": {"x": 50, "y": 60, "z": 70},
    }

    hidden = hidden_cells(table)

    assert hidden == {("a", "x"), ("b", "x"), ("a", "y"), ("b", "y")}


def test_a_row_of_few_people_joins_others_until_they_are_many():
    rows = {"big": [40, 9], "small": [2, 1], "middle": [6, 4], "tiny": [0, 1]}

    assert merge_small(rows, 10) == (["big"], ["small", "middle", "tiny"])


def test_one_row_of_few_people_is_not_the_only_one_left_out():
    rows = {"big": [40, 9], "small": [6, 3], "middle": [8, 4]}

    assert merge_small(rows, 9)[1] == []
    assert merge_small(rows, 10)[1] == ["small", "middle"]


def test_nobody_needs_no_company():
    rows = {"big": [40, 9], "empty": [0, 0]}

    assert merge_small(rows, 10) == (["big"], ["empty"])


@pytest.mark.parametrize(
    ("totals", "groups"),
    [
        ([300, 900, 40, 9, 5], [(0,), (1,), (2,), (3,), (4,)]),
        ([300, 900, 40, 3, 1], [(0,), (1,), (2, 3, 4)]),
        ([300, 900, 40, 3, 0], [(0,), (1,), (2, 3), (4,)]),
        ([2, 900, 40, 9, 5], [(0, 1), (2,), (3,), (4,)]),
        ([2, 0, 40, 0, 0], [(0, 1, 2), (3,), (4,)]),
        ([1, 0, 2, 0, 0], [(0, 1, 2, 3, 4)]),
        ([0, 0, 0, 0, 0], [(0,), (1,), (2,), (3,), (4,)]),
    ],
)
def test_columns_of_few_people_join_the_next_better_one(totals, groups):
    assert merge_columns(totals) == groups


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_merged_columns_keep_every_column_once(totals):
    groups = merge_columns(totals)

    assert [place for group in groups for place in group] == list(range(len(totals)))
    if sum(totals) >= 5:
        sums = [sum(totals[place] for place in group) for group in groups]
        assert all(n == 0 or n >= 5 for n in sums)


counts = st.integers(0, 30)
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(counts, min_size=width, max_size=width), min_size=2, max_size=6)
)


def determined(table: dict[int, dict[int, int]], hidden: set[tuple[int, int]]) -> set:
    """Hidden counts to which the totals leave one value, as counts of nobody are never hidden.

    The corners of such a problem are whole numbers, so that its bounds are, too.
    """
    cells = sorted(hidden)
    lines = [*({c for c in cells if c[0] == row} for row in table)]
    lines += [{c for c in cells if c[1] == column} for column in next(iter(table.values()))]
    equations = [[float(cell in line) for cell in cells] for line in lines]
    sums = [sum(table[row][column] for row, column in line) for line in lines]
    found = set()
    for place, cell in enumerate(cells):
        goal = [float(other == place) for other in range(len(cells))]
        low = linprog(goal, A_eq=equations, b_eq=sums, bounds=(1, None)).fun
        high = -linprog([-one for one in goal], A_eq=equations, b_eq=sums, bounds=(1, None)).fun
        if high - low < 0.5:
            found.add(cell)
    return found


@given(tables)
@settings(max_examples=60)
def test_no_hidden_count_follows_from_the_totals(table):
    groups = merge_columns([sum(column) for column in zip(*table, strict=True)])
    rows = {
        row: [sum(values[one] for one in group) for group in groups]
        for row, values in enumerate(table)
    }
    if sum(map(sum, table)) < 5:
        return

    alone, together, shown = safe_rows(rows, -1)

    assert [*alone, *together] != []
    real = {row: dict(enumerate(rows[row])) for row in alone}
    if together:
        real[-1] = {c: sum(rows[row][c] for row in together) for c in range(len(groups))}
    hidden = {(row, c) for row, line in shown.items() for c, n in enumerate(line) if n is None}
    for row, line in shown.items():
        assert all(n is None or n == real[row][c] for c, n in enumerate(line))
        assert all(n is None or n == 0 or n >= 5 for n in line)
    assert all(real[row][c] for row, c in hidden), "nobody is shown, and so protects nothing"
    assert not hidden or determined(real, hidden) == set()


def test_rows_are_merged_where_hiding_does_not_help():
    # Whoever knows that nobody is shown sees that the hidden counts of "a" are of one each.
    rows = {"a": [1, 28, 1], "b": [14, 110, 10], "c": [12, 110, 7]}

    alone, together, shown = safe_rows(rows, "rest")

    assert shown["a" if "a" in alone else "rest"] != [None, 28, None]
    hidden = {(row, c) for row, line in shown.items() for c, n in enumerate(line) if n is None}
    real = {row: dict(enumerate(rows[row])) for row in alone}
    if together:
        real["rest"] = {c: sum(rows[row][c] for row in together) for c in range(3)}
    assert not hidden or determined(real, hidden) == set()


def test_fewer_people_than_are_published_are_hidden_whole():
    assert safe_rows({"a": [2, 0], "b": [1, 0]}, "rest")[2] == {"rest": [None, 0]}


def test_what_would_follow_anyway_is_shown():
    # Each line of totals with one hidden count gives it back.
    table = {"a": {"x": 2, "y": 6, "z": 40}, "b": {"x": 9, "y": 8, "z": 50}}

    hidden = hidden_cells(table)

    assert hidden == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


def test_counts_of_nobody_alone_protect_nothing():
    # Around a circle of x and y with nobody in b, people can be moved neither way.
    table = {
        "a": {"x": 2, "y": 0, "z": 40},
        "b": {"x": 0, "y": 0, "z": 50},
        "c": {"x": 9, "y": 0, "z": 7},
    }

    hidden = hidden_cells(table)

    assert {("a", "x"), ("a", "z"), ("c", "x"), ("c", "z")} <= hidden
    assert determined(table, hidden) == set()


@given(tables)
def test_order_of_rows_and_columns_changes_nothing(table):
    named = {row: dict(enumerate(values)) for row, values in enumerate(table)}
    turned = {row: dict(reversed(named[row].items())) for row in reversed(named)}

    assert hidden_cells(named) == hidden_cells(turned)
