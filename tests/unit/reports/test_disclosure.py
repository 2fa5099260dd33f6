"""Small groups stay hidden in published tables, and cannot be worked out from what is shown."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.disclosure import hidden_cells, merge_columns, merge_small


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


def test_a_single_row_with_one_small_group_hides_two():
    # With column totals of one row nothing could be hidden at all.
    table = {"a": {"x": 2, "y": 20}}

    assert hidden_cells(table) == {("a", "x"), ("a", "y")}


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


def solved(table: list[list[int]], hidden: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Cells whose value the totals determine, by plain elimination over fractions."""
    cells = sorted(hidden)
    equations = []
    for row in range(len(table)):
        equations.append([Fraction(r == row) for r, _c in cells])
    for column in range(len(table[0])):
        equations.append([Fraction(c == column) for _r, c in cells])
    rank = 0
    for place in range(len(cells)):
        pivot = next((e for e in range(rank, len(equations)) if equations[e][place]), None)
        if pivot is None:
            continue
        equations[rank], equations[pivot] = equations[pivot], equations[rank]
        head = equations[rank][place]
        equations[rank] = [value / head for value in equations[rank]]
        for other in range(len(equations)):
            if other != rank and equations[other][place]:
                factor = equations[other][place]
                equations[other] = [
                    a - factor * b for a, b in zip(equations[other], equations[rank], strict=True)
                ]
        rank += 1
    return {
        cells[next(i for i, value in enumerate(e) if value)]
        for e in equations
        if sum(map(bool, e)) == 1
    }


@given(tables)
def test_no_hidden_count_follows_from_the_totals(table):
    named = {row: dict(enumerate(values)) for row, values in enumerate(table)}

    hidden = set(hidden_cells(named))

    assert all(
        n == 0 or n >= 5 for r, row in named.items() for c, n in row.items() if (r, c) not in hidden
    )
    assert solved(table, hidden) == set()


@given(tables)
def test_order_of_rows_and_columns_changes_nothing(table):
    named = {row: dict(enumerate(values)) for row, values in enumerate(table)}
    turned = {row: dict(reversed(named[row].items())) for row in reversed(named)}

    assert hidden_cells(named) == hidden_cells(turned)
