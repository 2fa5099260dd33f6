"""Supervisors beside comparable ones: small teams say nothing, chance raises no flag."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.rules.yardstick import Flag, Rated, indices


def team(
    supervisor: int,
    size: int,
    shift: float = 0.0,
    *,
    seed: int = 0,
    spread: float | None = None,
    middle: float = 0.4,
) -> list[Rated]:
    chance = random.Random(f"{supervisor}:{seed}")
    return [
        Rated(
            supervisor,
            "III",
            max(-1.0, min(1.0, chance.gauss(0.1 + shift, 0.3))),
            abs(chance.gauss(0.45, 0.1)) if spread is None else spread,
            chance.random() < middle,
        )
        for _one in range(size)
    ]


def city(*teams: list[Rated]) -> list[Rated]:
    usual = [one for supervisor in range(100, 130) for one in team(supervisor, 10)]
    return [*usual, *(one for people in teams for one in people)]


def test_fewer_than_five_people_have_no_index() -> None:
    found = indices(city(team(1, 4, 0.9)))[1]
    assert found.n == 4 and found.leniency is None and found.middle is None and not found.flags


def test_five_to_seven_people_have_an_interval_and_no_flag() -> None:
    found = indices(city(team(1, 7, 0.8)))[1]
    assert found.leniency is not None and found.interval is not None
    assert not found.flags and not found.may_be_flagged


def test_a_very_lenient_and_a_very_strict_supervisor_are_flagged() -> None:
    found = indices(city(team(1, 12, 0.7), team(2, 12, -0.7)))
    assert Flag.LENIENT in found[1].flags and Flag.STRICT in found[2].flags
    assert found[1].shrunk is not None and found[1].leniency is not None
    assert abs(found[1].shrunk) < abs(found[1].leniency)


def test_a_small_difference_is_no_flag_however_sure() -> None:
    assert not indices(city(team(1, 200, 0.15)))[1].flags


def test_everybody_in_the_middle_is_flagged() -> None:
    assert Flag.CENTRAL in indices(city(team(1, 15, middle=1.0)))[1].flags


def test_flat_profiles_are_flagged_as_halo() -> None:
    assert Flag.HALO in indices(city(team(1, 15, spread=0.0)))[1].flags


def test_chance_alone_flags_few(seed: int = 5) -> None:
    teams = [team(supervisor, 10, seed=seed) for supervisor in range(200)]
    found = indices([one for people in teams for one in people])
    flagged = sum(bool(one.flags) for one in found.values())
    assert flagged <= 10


def test_supervisors_of_another_class_do_not_count() -> None:
    alone = [Rated(9, "II", 0.9, 0.1, False) for _one in range(10)]
    found = indices(city(alone))[9]
    assert found.leniency is None and not found.flags


def test_where_all_ratings_are_the_same_nothing_is_said_of_leniency() -> None:
    same = [Rated(s, "III", 0.0, 0.0, True) for s in range(6) for _one in range(9)]
    assert all(one.leniency is None and not one.flags for one in indices(same).values())


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(-10, 10), st.booleans()), min_size=1, max_size=70
    ),
    st.floats(-0.2, 0.2),
)
def test_another_zero_changes_no_leniency(rows, shift: float) -> None:
    rated = [Rated(s, "III", mean / 10, 0.3, middle) for s, mean, middle in rows]
    moved = [Rated(r.supervisor, "III", r.mean + shift, 0.3, r.is_middle) for r in rated]
    before, after = indices(rated), indices(moved)
    for supervisor, one in before.items():
        assert (one.leniency is None) == (after[supervisor].leniency is None)
        if one.leniency is not None:
            assert after[supervisor].leniency == pytest.approx(one.leniency, abs=1e-9)
