"""Which answers of the pulse leave, and what a scale beside its items could tell."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.pulse import ITEMS, Answer, result, settled
from feedback.rules.pulse_mixing import who_leaves

PLACES = st.lists(st.one_of(st.none(), st.integers(1, 4)), max_size=40)


def test_five_of_one_agency_leave_and_four_wait() -> None:
    groups = [1, 2, 1, 2, 1, 2, 1, 2, 1]
    assert who_leaves(groups, closing=False) == dict.fromkeys([0, 2, 4, 6, 8], 1)


def test_at_the_end_a_few_without_an_agency_are_joined_by_the_smallest_that_leaves() -> None:
    left = who_leaves([1] * 7 + [2] * 5 + [3], closing=True)
    assert Counter(left.values()) == {1: 7, None: 6}


def test_so_few_that_nobody_can_join_leave_without_their_agency() -> None:
    assert who_leaves([3, 3], closing=True) == {0: None, 1: None}


@given(PLACES)
def test_no_answer_leaves_with_fewer_than_four_that_name_the_same(groups) -> None:
    sizes = Counter(who_leaves(groups, closing=False).values())
    assert all(size >= 5 for size in sizes.values())


@given(PLACES)
def test_at_the_end_all_leave_among_five_and_none_names_another_agency(groups) -> None:
    left = who_leaves(groups, closing=True)
    assert sorted(left) == list(range(len(groups)))
    assert all(group in {None, groups[place]} for place, group in left.items())
    if len(groups) >= 5 and any(n >= 5 for n in Counter(groups).values()):
        assert all(size >= 5 for size in Counter(left.values()).values())


def test_one_person_who_skipped_an_item_cannot_be_solved_for() -> None:
    whole = [Answer(1, (1 + i % 5,) * 7 + (1 + i % 4,) * 4) for i in range(9)]
    alone = Answer(1, (5, 5, 5, 5, 5, 5, None, 4, 4, 4, 4))
    told = result([*whole, alone]).city
    assert told["PJ"].n == told["P1"].n == 9
    assert told["RC"].n == told["R1"].n == 10


@given(st.lists(st.tuples(*[st.one_of(st.none(), st.integers(1, 5))] * len(ITEMS)), max_size=25))
def test_items_of_a_scale_are_told_of_the_same_people_or_five_are_there_in_part(rows) -> None:
    answers = settled([Answer(None, row) for row in rows])
    assert len(answers) == len(rows)
    for places in (range(7), range(7, 11)):
        counts = [sum(one.items[place] is not None for place in places) for one in answers]
        partial = sum(0 < count < len(places) for count in counts)
        assert partial == 0 or partial >= 5


def test_a_group_of_one_mind_is_named_without_its_figure() -> None:
    alike = [Answer(2, (4,) * 11) for _one in range(6)]
    mixed = [Answer(1, (1 + i % 5,) * 11) for i in range(20)]
    found = result([*alike, *mixed])
    assert found.same == (2,) and 2 not in found.groups
