"""The order of people: every tie-break in turn, and what stays shared."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.predicate import Predicate
from appraisal.rules.ranking import Candidate, TieBreak, rank
from appraisal.rules.ratings import Rating

BASE = {
    "predicate": Predicate.GOOD,
    "behaviour": Rating.MEETS,
    "main_above": 1,
    "main_rated": 4,
    "good_years": 2,
    "rank_since": date(2020, 4, 1),
    "born": date(1985, 1, 1),
}


def candidate(key: object, **changes: object) -> Candidate:
    return Candidate(key=key, **(BASE | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("better", "decided_by"),
    [
        ({"predicate": Predicate.VERY_GOOD, "behaviour": Rating.BELOW}, TieBreak.PREDICATE),
        ({"behaviour": Rating.ABOVE, "main_above": 0}, TieBreak.BEHAVIOUR),
        ({"main_above": 1, "main_rated": 3, "good_years": 0}, TieBreak.MAIN_RESULTS),
        ({"good_years": 3, "rank_since": None}, TieBreak.GOOD_YEARS),
        ({"rank_since": date(2019, 10, 1), "born": None}, TieBreak.RANK_SINCE),
        ({"born": date(1970, 5, 5)}, TieBreak.AGE),
    ],
    ids=lambda value: str(value) if isinstance(value, TieBreak) else "",
)
def test_rank_each_tie_break_decides_in_its_turn(better, decided_by):
    first, second = rank([candidate("b"), candidate("a", **better)])

    assert [first.candidate.key, second.candidate.key] == ["a", "b"]
    assert (first.number, first.decided_by) == (1, None)
    assert (second.number, second.decided_by) == (2, decided_by)


def test_rank_equals_share_a_place_and_the_next_is_counted_on():
    places = rank([candidate("a"), candidate("b"), candidate("c", good_years=0)])

    assert [place.number for place in places] == [1, 1, 3]
    assert places[1].decided_by is None


def test_rank_without_rated_main_results_counts_as_none_above():
    places = rank([candidate("a", main_above=0, main_rated=0), candidate("b")])

    assert [place.candidate.key for place in places] == ["b", "a"]


def test_rank_a_missing_date_comes_last():
    places = rank([candidate("a", rank_since=None), candidate("b")])

    assert [place.candidate.key for place in places] == ["b", "a"]


CANDIDATES = st.builds(
    Candidate,
    key=st.integers(),
    predicate=st.sampled_from(list(Predicate)),
    behaviour=st.sampled_from(list(Rating)),
    main_above=st.integers(0, 3),
    main_rated=st.integers(3, 6),
    good_years=st.integers(0, 3),
    rank_since=st.none() | st.dates(date(2015, 1, 1), date(2015, 1, 4)),
    born=st.none() | st.dates(date(1970, 1, 1), date(1970, 1, 4)),
)


@given(st.lists(CANDIDATES, max_size=12))
def test_rank_keeps_everybody_and_never_puts_a_better_predicate_lower(candidates):
    places = rank(candidates)

    order = list(Predicate)
    assert sorted(place.candidate.key for place in places) == sorted(c.key for c in candidates)
    for above, below in pairwise(places):
        assert order.index(above.candidate.predicate) <= order.index(below.candidate.predicate)
        assert (above.number == below.number) == (below.decided_by is None)
