"""The order of signatures, which ways go together, what a compared file is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.enums import IN_THE_FILE, SignatureState, SignatureWay, SignerRole, SigningOrder
from reports.rules.signing_order import Comparison, compare, next_place, order_of, ways_together

S, E, R = SignerRole.SUPERVISOR, SignerRole.EMPLOYEE, SignerRole.REVIEWING_SUPERIOR
WAITING, ASKED, SIGNED = SignatureState.WAITING, SignatureState.ASKED, SignatureState.SIGNED


@pytest.mark.parametrize(
    ("order", "employee", "superior", "roles"),
    [
        (SigningOrder.SUPERVISOR_FIRST, True, False, (S, E)),
        (SigningOrder.EMPLOYEE_FIRST, True, False, (E, S)),
        (SigningOrder.SUPERVISOR_FIRST, False, False, (S,)),
        (SigningOrder.EMPLOYEE_FIRST, False, False, (S,)),
        (SigningOrder.SUPERVISOR_FIRST, False, True, (S, R)),
        (SigningOrder.EMPLOYEE_FIRST, True, True, (E, S, R)),
    ],
)
def test_order_follows_the_choice_and_ends_with_the_superior(order, employee, superior, roles):
    assert order_of(order, employee_signs=employee, superior_signs=superior) == roles


@pytest.mark.parametrize(
    ("states", "place"),
    [
        ([], None),
        ([ASKED, WAITING], None),
        ([SIGNED, WAITING, WAITING], 1),
        ([SIGNED, ASKED], None),
        ([SIGNED, SIGNED], None),
        ([WAITING], 0),
    ],
)
def test_next_is_asked_only_when_all_before_have_signed(states, place):
    assert next_place(states) == place


@given(
    given_ways=st.lists(st.sampled_from(list(SignatureWay)), max_size=4),
    offered=st.lists(st.sampled_from(list(SignatureWay)), unique=True),
)
def test_ink_and_signatures_in_the_file_never_mix(given_ways, offered):
    found = ways_together(given_ways, offered)

    assert set(found) <= set(offered)
    if given_ways:
        assert all((way in IN_THE_FILE) == (given_ways[-1] in IN_THE_FILE) for way in found)


@pytest.mark.parametrize(
    ("digest", "signed", "said"),
    [
        ("issued", [], Comparison.ISSUED),
        ("issued", ["one"], Comparison.ISSUED_UNSIGNED),
        ("one", ["one"], Comparison.SIGNED),
        ("one", ["one", "two"], Comparison.SIGNED_EARLIER),
        ("same", ["same", "same"], Comparison.SIGNED),
        ("other", ["one"], Comparison.DIFFERENT),
        ("", [], Comparison.DIFFERENT),
    ],
)
def test_file_is_told_apart_by_its_digest_alone(digest, signed, said):
    assert compare(digest, "issued", signed) == said


def test_paper_without_a_file_is_the_same_as_nothing():
    assert compare("", "", []) == Comparison.DIFFERENT
