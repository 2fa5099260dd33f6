"""Distribution patterns, worked examples D1 to D12 of regulation 8.3."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.distribution import (
    DISTRIBUTION_PATTERNS,
    LimitKind,
    check_distribution,
    is_small_unit,
)
from appraisal.rules.predicate import OrganisationPredicate, Predicate

ISTIMEWA, BAIK, BUTUH_PERBAIKAN, KURANG, SANGAT_KURANG = OrganisationPredicate
SB, B, BP, K, SK = Predicate

EXAMPLES = [
    ("D1", ISTIMEWA, {SB: 14, B: 6}, []),
    ("D2", ISTIMEWA, {SB: 15, B: 5}, [(LimitKind.AT_MOST, (SB,), 1)]),
    ("D3", BAIK, {SB: 3, B: 14, BP: 3}, []),
    ("D4", BAIK, {B: 15, BP: 5}, [(LimitKind.AT_MOST, (B,), 1)]),
    ("D5", BAIK, {SB: 6, B: 14}, [(LimitKind.PRESENT, (BP, K), 1)]),
    ("D6", BUTUH_PERBAIKAN, {SB: 2, B: 6, BP: 12}, []),
    ("D7", BUTUH_PERBAIKAN, {SB: 3, B: 5, BP: 12}, [(LimitKind.AT_MOST, (SB,), 1)]),
    ("D8", KURANG, {K: 12, BP: 2, B: 6}, []),
    ("D9", KURANG, {K: 12, BP: 1, B: 7}, [(LimitKind.AT_LEAST, (BP,), 1)]),
    ("D10", SANGAT_KURANG, {SK: 12, K: 2, B: 6}, []),
    ("D11", SANGAT_KURANG, {SK: 13, K: 6, SB: 1}, [(LimitKind.ABSENT, (SB,), 1)]),
    ("two at once", KURANG, {K: 11, BP: 1, SB: 8}, [
        (LimitKind.AT_LEAST, (K,), 1), (LimitKind.AT_LEAST, (BP,), 1), (LimitKind.AT_MOST, (SB,), 6)
    ]),
    ("together", SANGAT_KURANG, {SK: 60, K: 5, B: 35}, [(LimitKind.AT_LEAST, (K, BP), 5)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("organisation", "counts", "unmet"), [row[1:] for row in EXAMPLES], ids=[r[0] for r in EXAMPLES]
)
def test_distribution_example_meets_or_leaves_its_pattern(organisation, counts, unmet):
    checks = check_distribution(organisation, counts)

    assert [
        (check.limit.kind, check.limit.predicates, check.off_by)
        for check in checks
        if not check.met and not check.limit.advisory
    ] == unmet


def test_distribution_counts_exact_shares_without_rounding():
    """63 of 86 are 73.3 per cent; 60 people are the most that 70 per cent allow."""
    check = check_distribution(BAIK, {B: 63, BP: 8, SB: 15})[0]

    assert (check.met, check.count, check.total, check.bound, check.off_by) == (
        False, 63, 86, 60, 3
    )  # fmt: skip
    assert check_distribution(BAIK, {B: 60, BP: 26})[0].met


def test_distribution_that_is_not_topped_by_the_organisations_predicate_only_warns():
    checks = check_distribution(BAIK, {SB: 12, B: 6, BP: 2})

    assert [check.limit.kind for check in checks if not check.met] == [LimitKind.MOST_FREQUENT]


@pytest.mark.parametrize(("total", "small"), [(0, True), (4, True), (9, True), (10, False)])
def test_unit_below_ten_people_is_small(total, small):
    """D12: four people are looked at together with their agency."""
    assert is_small_unit(total) is small


@pytest.mark.parametrize("organisation", OrganisationPredicate)
def test_pattern_of_nobody_is_never_left(organisation):
    assert all(check.met for check in check_distribution(organisation, {}))


@given(
    organisation=st.sampled_from(OrganisationPredicate),
    counts=st.dictionaries(st.sampled_from(Predicate), st.integers(0, 400)),
)
def test_bound_is_the_last_number_of_people_that_keeps_a_share(organisation, counts):
    for check in check_distribution(organisation, counts):
        share = check.limit.percent * check.total
        if check.limit.kind is LimitKind.AT_MOST:
            assert 100 * check.bound <= share < 100 * (check.bound + 1)
        elif check.limit.kind is LimitKind.AT_LEAST:
            assert 100 * (check.bound - 1) < share <= 100 * check.bound
        assert check.met == (check.off_by == 0)


def test_every_organisation_predicate_has_a_pattern():
    assert list(DISTRIBUTION_PATTERNS) == list(OrganisationPredicate)
