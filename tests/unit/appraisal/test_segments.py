"""Whose a month is, and what the parts of a year suggest (regulation 4.8, 5.2 no. 2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.ratings import Rating
from appraisal.rules.segments import RatedSegment, Span, annual_suggestion, months_owned

A, M, B = Rating.ABOVE, Rating.MEETS, Rating.BELOW


def months(starts: date, ends: date) -> int:
    return len(months_owned(Span(starts, ends), 2026))


def test_move_on_15_may_gives_five_and_seven_months_w8():
    first = months_owned(Span(date(2026, 1, 1), date(2026, 5, 14)), 2026)
    second = months_owned(Span(date(2026, 5, 15), date(2026, 12, 31)), 2026)

    assert (first, second) == ((1, 2, 3, 4, 5), (6, 7, 8, 9, 10, 11, 12))


def test_unpaid_leave_from_march_leaves_two_months_w9():
    assert months(date(2026, 1, 1), date(2026, 2, 28)) == 2


@pytest.mark.parametrize(
    ("starts", "expected"),
    [(date(2026, 3, 1), 10), (date(2026, 3, 2), 9), (date(2026, 12, 2), 0)],
)
def test_new_servant_counts_from_the_first_full_month(starts, expected):
    assert months(starts, date(2026, 12, 31)) == expected


@given(st.sets(st.dates(date(2026, 1, 2), date(2026, 12, 31)), max_size=11))
def test_segments_of_a_full_year_sum_to_twelve(cuts):
    starts = [date(2026, 1, 1), *sorted(cuts)]
    ends = [*(day - timedelta(days=1) for day in starts[1:]), date(2026, 12, 31)]

    assert sum(map(months, starts, ends)) == 12


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        pytest.param([RatedSegment(5, A, M), RatedSegment(7, M, M)], (M, M), id="more-months"),
        pytest.param([RatedSegment(6, A, B), RatedSegment(6, M, M)], (M, M), id="tie-later"),
        pytest.param(
            [RatedSegment(6, A, M), RatedSegment(3, B, M), RatedSegment(3, B, M)],
            (A, M),
            id="tie-longer",
        ),
        pytest.param([RatedSegment(0, A, A), RatedSegment(1, B, B)], (B, B), id="on-leave"),
        pytest.param([RatedSegment(7, A, B), RatedSegment(5, M, A)], (A, B), id="each-for-itself"),
        pytest.param([RatedSegment(2, B, B)], (B, B), id="one"),
    ],
)
def test_annual_suggestion_is_the_majority_by_months(segments, expected):
    assert annual_suggestion(segments) == expected


def test_no_segments_suggest_nothing():
    with pytest.raises(ValueError, match="no segments"):
        annual_suggestion([])


ratings = st.sampled_from(Rating)
segments = st.builds(RatedSegment, st.integers(0, 12), ratings, ratings)


@given(st.lists(segments, min_size=1, max_size=6))
def test_suggestion_is_a_rating_that_somebody_gave(rows):
    results, behaviour = annual_suggestion(rows)

    assert results in {row.results for row in rows}
    assert behaviour in {row.behaviour for row in rows}


@given(ratings, ratings, st.lists(st.integers(0, 12), min_size=1, max_size=5))
def test_segments_that_agree_are_followed(results, behaviour, weights):
    rows = [RatedSegment(weight, results, behaviour) for weight in weights]

    assert annual_suggestion(rows) == (results, behaviour)
