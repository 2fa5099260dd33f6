"""The proposal of raters: spread, linked, even, and never a closed circle of two."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.round_assignment import (
    Asked,
    Colleague,
    Limits,
    RaterGroup,
    audit,
    propose,
)

LIMITS = Limits()


def city(teams: list[int], agencies: int = 1, reporting: bool = False) -> list[Colleague]:
    """Agencies of teams of the sizes named; each team has a superior, who is in the agency."""
    people, number = [], 0
    for agency in range(agencies):
        for size in teams:
            superior = number if reporting else 1_000_000 + agency * 1000 + number
            if reporting:
                people.append(Colleague(number, agency, agency, 9_000_000 + agency))
                number += 1
            for _one in range(size):
                people.append(Colleague(number, agency, number // 10, superior))
                number += 1
    return people


def ids(people: list[Colleague]) -> list[int]:
    return [one.person for one in people]


def test_everybody_gets_enough_peers_with_two_from_outside() -> None:
    people = city([12, 9, 7, 15], agencies=3)
    asked = propose(people, ratees=ids(people), limits=LIMITS, seed=1)
    found = audit(asked, ids(people), LIMITS)
    assert not found.too_few and not found.without_outside and not found.overloaded
    assert not found.closed
    # Agencies do not rate each other; inside one everybody is linked.
    assert found.groups == 3


def test_superior_and_oneself_are_asked_once_and_named() -> None:
    people = city([8, 8])
    asked = propose(people, ratees=ids(people), limits=LIMITS, seed=1)
    named = Counter((one.ratee, one.group) for one in asked)
    assert all(
        named[one.person, group] == 1
        for one in people
        for group in (RaterGroup.SELF, RaterGroup.SUPERIOR)
    )
    peers = [one for one in asked if one.group == RaterGroup.PEER]
    assert all(one.ratee != one.rater for one in peers)


@pytest.mark.parametrize("seed", range(40))
def test_a_small_agency_with_little_to_spare_leaves_nobody_with_the_rest(seed: int) -> None:
    # Sixteen people with eight forms each, of which 124 are wanted.
    people = [Colleague(0, 1, 1, None)]
    for leader, size in ((1, 7), (20, 6)):
        people.append(Colleague(leader, 1, 1, 0))
        people += [Colleague(leader + n, 1, 1, leader) for n in range(1, size + 1)]
    asked = propose(people, ratees=ids(people), limits=LIMITS, seed=seed)
    peers = Counter(one.ratee for one in asked if one.group == RaterGroup.PEER)
    staff = [one.person for one in people if one.superior in (1, 20)]
    assert min(peers[one] for one in staff) >= 5


def test_a_head_is_judged_by_at_most_five_subordinates() -> None:
    people = city([12, 9], reporting=True)
    asked = propose(people, ratees=ids(people), limits=LIMITS, seed=3)
    below = Counter(one.ratee for one in asked if one.group == RaterGroup.SUBORDINATE)
    assert set(below) == {0, 13} and set(below.values()) == {5}
    pairs = {(one.ratee, one.rater) for one in asked if one.group == RaterGroup.PEER}
    assert not any(rater == 0 and people[ratee].superior == 0 for ratee, rater in pairs)


def test_people_who_must_stay_apart_are_not_asked_about_each_other() -> None:
    people = city([10, 10])
    apart = {frozenset((0, other)) for other in range(1, 8)}
    asked = propose(people, ratees=ids(people), limits=LIMITS, seed=2, apart=apart)
    confidential = {
        frozenset((one.ratee, one.rater)) for one in asked if one.group == RaterGroup.PEER
    }
    assert not confidential & apart


def test_a_pair_alone_is_told_to_be_too_few_and_closed() -> None:
    people = city([2])
    found = audit(propose(people, ratees=ids(people), limits=LIMITS, seed=1), ids(people), LIMITS)
    assert found.too_few == (0, 1)
    both = [Asked(0, 1, RaterGroup.PEER), Asked(1, 0, RaterGroup.PEER)]
    assert audit(both, [0, 1], LIMITS).closed == (0, 1)


def test_the_same_seed_proposes_the_same() -> None:
    people = city([9, 9])
    first = propose(people, ratees=ids(people), limits=LIMITS, seed=7)
    assert first == propose(people, ratees=ids(people), limits=LIMITS, seed=7)
    assert first != propose(people, ratees=ids(people), limits=LIMITS, seed=8)


def test_somebody_who_does_not_serve_is_left_out() -> None:
    people = city([9])
    assert propose(people, ratees=[99], limits=LIMITS, seed=1) == []


@given(st.lists(st.integers(1, 14), min_size=1, max_size=6), st.integers(0, 9), st.booleans())
def test_no_load_is_broken_and_nobody_is_asked_twice(
    teams: list[int], seed: int, reporting: bool
) -> None:
    people = city(teams, reporting=reporting)
    asked = propose(people, ratees=ids(people), limits=LIMITS, seed=seed)
    confidential = [one for one in asked if one.group in (RaterGroup.PEER, RaterGroup.SUBORDINATE)]
    assert len({(one.ratee, one.rater) for one in confidential}) == len(confidential)
    loads = Counter(one.rater for one in confidential)
    assert max(loads.values(), default=0) <= LIMITS.load
    peers = Counter(one.ratee for one in confidential if one.group == RaterGroup.PEER)
    assert max(peers.values(), default=0) <= LIMITS.most


@pytest.mark.parametrize("size", [16, 40, 200])
def test_in_a_team_large_enough_the_load_is_even(size: int) -> None:
    people = city([size // 2, size // 2])
    asked = propose(people, ratees=ids(people), limits=LIMITS, seed=4)
    loads = Counter(one.rater for one in asked if one.group == RaterGroup.PEER)
    assert max(loads.values()) - min(loads.values()) <= 2
    assert not audit(asked, ids(people), LIMITS).too_few
