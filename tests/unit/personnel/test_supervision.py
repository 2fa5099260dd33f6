"""Who appraises whom, read from the tree (regulation 2.1).

The city: Pemerintah Kota (1) > Dinas Kesehatan (2) > Sekretariat (3) and Bidang P2P (4) >
Seksi Surveilans (5). Heads: mayor 100, head of office 200, secretary 300, head of division 400,
head of section 500; staff of the section 510 and 511.
"""

import pytest

from personnel.rules.supervision import NamedSupervisor, Supervision, Tree, supervision_of

PARENTS = {1: None, 2: 1, 3: 2, 4: 2, 5: 4}
MAYOR, OFFICE_HEAD, SECRETARY, DIVISION_HEAD, SECTION_HEAD = 100, 200, 300, 400, 500
STAFF, COLLEAGUE = 510, 511
HEADS = {1: MAYOR, 2: OFFICE_HEAD, 3: SECRETARY, 4: DIVISION_HEAD, 5: SECTION_HEAD}
UNITS = {
    OFFICE_HEAD: 2,
    SECRETARY: 3,
    DIVISION_HEAD: 4,
    SECTION_HEAD: 5,
    STAFF: 5,
    COLLEAGUE: 5,
}


def lines(person, *, heads=HEADS, parents=PARENTS, named=None, unit=None):
    return supervision_of(
        Tree(parents, heads),
        person=person,
        unit=unit or UNITS[person],
        person_units=UNITS,
        named=named,
    )


@pytest.mark.parametrize(
    ("person", "supervisor", "reviewer"),
    [
        pytest.param(STAFF, SECTION_HEAD, DIVISION_HEAD, id="staff"),
        pytest.param(SECTION_HEAD, DIVISION_HEAD, OFFICE_HEAD, id="head of section"),
        pytest.param(DIVISION_HEAD, OFFICE_HEAD, MAYOR, id="head of division"),
        pytest.param(OFFICE_HEAD, MAYOR, MAYOR, id="head of office: the mayor is both"),
    ],
)
def test_supervision_by_the_tree_follows_the_table_of_the_law(person, supervisor, reviewer):
    assert lines(person) == Supervision(supervisor, reviewer)


def test_supervision_in_a_vacant_unit_climbs_to_the_next_head():
    heads = HEADS | {}
    del heads[5]

    assert lines(STAFF, heads=heads) == Supervision(DIVISION_HEAD, OFFICE_HEAD)


def test_supervision_skips_a_vacant_unit_for_the_reviewing_superior_too():
    heads = HEADS | {}
    del heads[4]

    assert lines(STAFF, heads=heads) == Supervision(SECTION_HEAD, OFFICE_HEAD)


def test_supervision_under_an_acting_head_is_with_the_acting_head():
    assert lines(STAFF, heads=HEADS | {5: SECRETARY}) == Supervision(SECRETARY, DIVISION_HEAD)


def test_supervision_of_an_acting_head_stays_with_the_own_post():
    """Regulation 4.8: a Plt. is appraised in the definitive post."""
    acting_elsewhere = HEADS | {5: SECRETARY}

    assert lines(SECRETARY, heads=acting_elsewhere) == Supervision(OFFICE_HEAD, MAYOR)


def test_supervision_of_staff_who_act_for_their_own_head_is_one_unit_higher():
    heads = HEADS | {5: STAFF}

    assert lines(STAFF, heads=heads) == Supervision(DIVISION_HEAD, OFFICE_HEAD)
    assert lines(COLLEAGUE, heads=heads) == Supervision(STAFF, DIVISION_HEAD)


def test_supervision_by_one_head_of_two_units_finds_another_reviewing_superior():
    heads = HEADS | {4: SECTION_HEAD}

    assert lines(STAFF, heads=heads) == Supervision(SECTION_HEAD, OFFICE_HEAD)


def test_supervision_without_any_head_above_is_empty():
    assert lines(STAFF, heads={}) == Supervision(None, None)


def test_supervision_of_the_mayor_is_empty():
    assert lines(MAYOR, unit=1) == Supervision(None, None)


def test_supervision_named_with_both_superiors_replaces_the_tree():
    named = NamedSupervisor(SECRETARY, OFFICE_HEAD)

    assert lines(STAFF, named=named) == Supervision(SECRETARY, OFFICE_HEAD, named=True)


def test_supervision_named_without_reviewer_continues_above_the_named_one():
    assert lines(STAFF, named=NamedSupervisor(SECRETARY)) == Supervision(
        SECRETARY, OFFICE_HEAD, named=True
    )


def test_supervision_named_without_reviewer_never_returns_to_the_person():
    """A head placed under one of the own staff must not decide on the own objection."""
    named = NamedSupervisor(STAFF)

    assert lines(SECTION_HEAD, named=named) == Supervision(STAFF, DIVISION_HEAD, named=True)


def test_supervision_named_at_the_top_reviews_itself():
    assert lines(STAFF, named=NamedSupervisor(MAYOR)) == Supervision(MAYOR, MAYOR, named=True)


def test_supervision_in_a_tree_that_bites_its_tail_ends():
    assert lines(STAFF, parents={5: 4, 4: 5}, heads={}) == Supervision(None, None)
