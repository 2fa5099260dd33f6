"""Rules of planning: matrix, texts, new posts (regulation 3.10, 4.8, 2.3)."""

from datetime import date

import pytest

from appraisal.rules.matrix import (
    MatrixToCheck,
    is_complete,
    people_without_part,
    results_without_contributor,
)
from appraisal.rules.new_post import closing_day, draft_due, new_post_due
from appraisal.rules.texts import found_by_text, not_yet_there, same_text

MATRIX_ROWS = [
    ({("ani", 1), ("budi", 2)}, set(), [], []),
    ({("ani", 1)}, {2}, ["budi"], []),
    ({("ani", 1), ("budi", 1)}, set(), [], [2]),
    (set(), set(), ["ani", "budi"], [1, 2]),
    (set(), {1, 2}, ["ani", "budi"], []),
]


@pytest.mark.parametrize(("filled", "alone", "idle", "uncarried"), MATRIX_ROWS)
def test_matrix_names_who_and_what_is_left_out(filled, alone, idle, uncarried):
    matrix = MatrixToCheck(["ani", "budi"], [1, 2], filled, alone)

    assert people_without_part(matrix) == idle
    assert results_without_contributor(matrix) == uncarried
    assert is_complete(matrix) == (not idle and not uncarried)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tersusunnya laporan.", "tersusunnya  laporan", True),
        ("Tersusunnya laporan", "Tersusunnya laporan keuangan", False),
        ("", "", True),
    ],
)
def test_text_says_the_same_whatever_blanks_and_capitals(one, other, same):
    assert same_text(one, other) == same


def test_text_is_found_among_offered_ones_and_an_empty_one_never():
    offered = {7: "Meningkatnya mutu layanan.", 8: ""}

    assert found_by_text("meningkatnya mutu layanan", offered) == 7
    assert found_by_text("", offered) is None


def test_text_that_is_said_already_is_left_out_and_each_said_once():
    assert not_yet_there(["A", "b.", "B", "", "c"], ["a"]) == [1, 4]


def test_new_post_w8_closes_the_old_plan_and_asks_for_a_new_one():
    moved = date(2026, 5, 15)

    assert closing_day(moved) == date(2026, 5, 14)
    assert new_post_due(moved) == date(2026, 5, 29)


@pytest.mark.parametrize(
    ("since", "of_year", "due"),
    [
        (date(2020, 1, 1), date(2026, 1, 14), date(2026, 1, 14)),
        (date(2026, 1, 1), date(2026, 1, 14), date(2026, 1, 14)),
        (date(2026, 1, 5), date(2026, 1, 14), date(2026, 1, 19)),
        (date(2026, 5, 15), date(2026, 1, 14), date(2026, 5, 29)),
        (date(2026, 5, 15), None, date(2026, 5, 29)),
        (date(2020, 1, 1), None, None),
    ],
)
def test_draft_is_due_with_everybody_or_later_in_a_new_post(since, of_year, due):
    assert draft_due(2026, since, of_year) == due
