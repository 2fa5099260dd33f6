"""The satisfaction index: worked figures, grades at their limits, and what always holds."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.elements import (
    COMPLAINTS_EIGHTH,
    ELEMENTS,
    LEGACY_ELEMENTS,
    PERSONAL_ELEMENTS,
    SurveyElement,
)
from feedback.rules.index import (
    GRADE_LABELS,
    GRADES_FROM,
    NoAnswers,
    ServiceGrade,
    WeightMode,
    element_grade,
    element_mean,
    element_weight,
    exact_index,
    grade_range,
    items_needed,
    mean_of_units,
    pooled,
    rounded,
    satisfaction_index,
    service_grade,
    tally,
    with_free_cost,
)

A, B, C, D = ServiceGrade

TABULATION = Path(__file__).resolve().parents[2] / "data/skm-tabulation-sample.csv"

GRADE_ROWS = [
    ("25.00", D), ("64.99", D), ("65.00", C), ("76.60", C), ("76.61", B), ("88.30", B),
    ("88.31", A), ("100.00", A), ("24.75", D),
    # Half up to two decimals first: what is printed decides.
    ("64.994", D), ("64.995", C), ("76.604999", C), ("76.605", B), ("88.304", B), ("88.305", A),
]  # fmt: skip

answers = st.integers(1, 4)
responses = st.lists(st.lists(answers, min_size=9, max_size=9), min_size=1, max_size=30)
loose_responses = st.lists(
    st.lists(st.none() | st.integers(0, 5), min_size=9, max_size=9), min_size=1, max_size=30
)


def test_sample_tabulation_gives_its_check_figures():
    """Its README counts 120 responses: 2 refused, 3 with too few answers, 115 usable."""
    with TABULATION.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))

    found = tally(
        [int(row[f"U{number}"]) if row[f"U{number}"] else None for number in range(1, 10)]
        for row in rows
    )

    assert (len(rows), found.n, found.unusable, found.refused) == (120, 115, 3, 2)
    assert found.sums == (382, 370, 338, 460, 392, 389, 394, 338, 340)
    assert found.counts == (115, 115, 115, 115, 115, 115, 115, 113, 107)
    assert [str(element_mean(mean)) for mean in found.means()] == [
        "3.322", "3.217", "2.939", "4.000", "3.409", "3.383", "3.426", "2.991", "3.178"
    ]  # fmt: skip
    assert satisfaction_index(found) == Decimal("82.96")
    assert float(exact_index(found.means())) == pytest.approx(82.9565908, abs=1e-7)
    assert service_grade(satisfaction_index(found)) is B


@pytest.mark.parametrize(
    ("mode", "expected"), [("exact", "100.00"), ("rounded3", "99.90"), ("rounded2", "99.00")]
)
def test_weight_mode_tells_how_a_ninth_is_written(mode, expected):
    """All fours: a printed report with 0.11 cannot exceed 99."""
    assert satisfaction_index(tally([[4] * 9]), WeightMode(mode)) == Decimal(expected)


@pytest.mark.parametrize(
    ("items", "third", "second"),
    [(9, "0.111", "0.11"), (8, "0.125", "0.12"), (14, "0.071", "0.07"), (7, "0.143", "0.14")],
)
def test_weight_is_rounded_to_three_or_cut_to_two_decimals(items, third, second):
    assert element_weight(items) == Fraction(1, items)
    assert element_weight(items, WeightMode.ROUNDED_3) == Fraction(third)
    assert element_weight(items, WeightMode.ROUNDED_2) == Fraction(second)


@pytest.mark.parametrize(("value", "grade"), GRADE_ROWS)
def test_grade_is_read_from_two_decimals(value, grade):
    assert service_grade(Decimal(value)) is grade


def test_grades_and_labels_are_the_regulations():
    assert list(GRADES_FROM.values()) == [
        Decimal(least) for least in ("88.31", "76.61", "65.00", "25.00")
    ]
    assert list(GRADE_LABELS.values()) == ["Sangat Baik", "Baik", "Kurang Baik", "Tidak Baik"]


@pytest.mark.parametrize(
    ("mean", "grade"),
    [("2.5996", D), ("2.5998", C), ("3.064", C), ("3.0644", B), ("3.532", B), ("3.5324", A)],
)
def test_element_is_graded_like_a_unit_where_the_scale_of_means_has_gaps(mean, grade):
    assert element_grade(Fraction(mean)) is grade


def test_rounding_is_half_up_and_exact():
    """A binary float would make 2.67 of 2.675."""
    assert rounded(Decimal("2.675")) == Decimal("2.68")
    assert rounded(Fraction(1, 3), 3) == Decimal("0.333")
    assert str(rounded(Fraction(3), 2)) == "3.00"


@pytest.mark.parametrize(("answered", "usable"), [(9, 1), (7, 1), (6, 0), (0, 0)])
def test_response_needs_seven_of_nine_answers(answered, usable):
    found = tally([[3] * answered + [None] * (9 - answered)])

    assert (found.n, found.unusable, found.refused) == (usable, 1 - usable, 0)


@pytest.mark.parametrize("bad", [0, 5, -1, 44])
def test_response_with_an_answer_off_the_scale_is_refused_whole(bad):
    found = tally([[3] * 8 + [bad], [None] * 8 + [bad]])

    assert (found.n, found.unusable, found.refused) == (0, 0, 2)
    assert set(found.counts) == {0}


def test_response_of_another_length_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="8"):
        tally([[3] * 8])


@pytest.mark.parametrize(("items", "needed"), [(9, 7), (8, 7), (14, 11), (1, 1)])
def test_usable_share_is_the_same_for_other_numbers_of_elements(items, needed):
    assert items_needed(items) == needed


def test_missing_answer_counts_neither_as_zero_nor_in_the_divisor():
    """Element means first, then their mean; the mean of persons would be 87.50."""
    found = tally([[4] * 9, [None, None] + [3] * 7])

    assert found.counts == (1, 1, 2, 2, 2, 2, 2, 2, 2)
    assert satisfaction_index(found) == Decimal("90.28")


def test_element_that_nobody_answered_counts_as_dropped():
    found = tally([[3] * 8 + [None], [4] * 8 + [None]])

    assert found.means()[8] is None
    assert satisfaction_index(found) == Decimal("87.50")
    assert satisfaction_index(found, WeightMode.ROUNDED_2) == Decimal("84.00")


def test_cost_of_a_free_service_counts_four():
    cost = ELEMENTS.index(SurveyElement.COST)

    assert with_free_cost([None] * 9)[cost] == 4
    assert with_free_cost([1] * 9) == (1, 1, 1, 4, 1, 1, 1, 1, 1)


def test_no_usable_answer_gives_no_index():
    with pytest.raises(NoAnswers):
        satisfaction_index(tally([]))
    with pytest.raises(NoAnswers):
        mean_of_units([tally([]), tally([[None] * 9])])
    with pytest.raises(NoAnswers):
        pooled([])


def test_units_are_pooled_by_respondents_or_averaged_as_units():
    large, small, empty = tally([[4] * 9] * 3), tally([[2] * 9]), tally([[9] * 9])

    assert satisfaction_index(pooled([large, small, empty])) == Decimal("87.50")
    assert pooled([large, small, empty]).refused == 1
    assert mean_of_units([large, small, empty]) == Decimal("75.00")


@pytest.mark.parametrize(
    ("low", "value", "high", "could_be"),
    [
        ("76.61", "82.00", "88.30", []),
        ("76.60", "82.00", "88.30", [C]),
        ("77.00", "82.00", "88.31", [A]),
        ("60.00", "82.00", "90.00", [A, C, D]),
        ("76.605", "82.00", "88.3049", []),
    ],
)
def test_grade_is_certain_only_if_the_whole_interval_has_it(low, value, high, could_be):
    found = grade_range(Decimal(value), Decimal(low), Decimal(high))

    assert (found.grade, list(found.could_be), found.certain) == (B, could_be, not could_be)


def test_elements_are_named_and_ordered():
    assert [element.value for element in ELEMENTS] == [
        "requirements", "procedure", "time", "cost", "product", "competence", "conduct",
        "facilities", "complaints",
    ]  # fmt: skip
    assert sorted(COMPLAINTS_EIGHTH) == sorted(ELEMENTS)
    assert COMPLAINTS_EIGHTH[7] is SurveyElement.COMPLAINTS
    assert len(LEGACY_ELEMENTS) == 14
    assert {"competence", "conduct", "complaints"} == PERSONAL_ELEMENTS


@given(rows=loose_responses, data=st.data())
def test_order_of_respondents_changes_nothing(rows, data):
    assert tally(rows) == tally(data.draw(st.permutations(rows)))


@given(rows=loose_responses)
def test_every_response_is_usable_unusable_or_refused(rows):
    found = tally(rows)

    assert found.n + found.unusable + found.refused == len(rows)


@given(rows=responses, more=responses)
def test_pooling_is_counting_together(rows, more):
    assert pooled([tally(rows), tally(more)]) == tally(rows + more)


@given(rows=responses, place=st.integers(0, 8), first=st.just(0))
def test_better_answer_never_lowers_the_index(rows, place, first):
    better = [list(row) for row in rows]
    better[first][place] = 4

    assert satisfaction_index(tally(better)) >= satisfaction_index(tally(rows))
    assert Decimal(25) <= satisfaction_index(tally(rows)) <= Decimal(100)


@given(values=st.lists(st.fractions(25, 100), min_size=3, max_size=3))
def test_grade_of_a_value_lies_among_those_of_its_interval(values):
    low, value, high = sorted(values)
    found = grade_range(value, low, high)

    assert found.grade is service_grade(value)
    assert {service_grade(low), service_grade(high)} <= {found.grade, *found.could_be}
