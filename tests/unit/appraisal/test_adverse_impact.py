"""Adverse impact beside published examples, and what must hold of any groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.adverse_impact import (
    Light,
    Selection,
    below_four_fifths,
    difference_interval,
    fisher_p,
    impact_ratio,
    light,
    one_more_reaches,
    rate_difference_p,
    reference_group,
)
from appraisal.rules.false_discovery import adjusted
from appraisal.rules.stratified import NotComparable, stratified

selections = st.integers(0, 60).flatmap(
    lambda total: st.integers(0, total).map(lambda selected: Selection(selected, total))
)
people = st.integers(1, 60).flatmap(
    lambda total: st.integers(0, total).map(lambda selected: Selection(selected, total))
)

BERKELEY = [
    # women beside men: admitted and applicants in departments A to F, autumn 1973
    (Selection(89, 108), Selection(512, 825)),
    (Selection(17, 25), Selection(353, 560)),
    (Selection(202, 593), Selection(120, 325)),
    (Selection(131, 375), Selection(138, 417)),
    (Selection(94, 393), Selection(53, 191)),
    (Selection(24, 341), Selection(22, 373)),
]
"""Bickel, Hammel and O'Connell 1975; R's ``UCBAdmissions``."""

RABBITS = [
    # cured after a late and after an immediate injection, by penicillin level; R's ``Rabbits``
    (Selection(0, 6), Selection(0, 5)),
    (Selection(3, 6), Selection(0, 6)),
    (Selection(6, 6), Selection(2, 6)),
    (Selection(5, 6), Selection(6, 6)),
    (Selection(2, 2), Selection(5, 5)),
]


# Fisher's exact test


def test_lady_tasting_tea_with_one_error():
    assert fisher_p(Selection(3, 4), Selection(1, 4)) == pytest.approx(34 / 70)


def test_lady_tasting_tea_without_an_error():
    assert fisher_p(Selection(4, 4), Selection(0, 4)) == pytest.approx(2 / 70)


def test_convictions_of_like_sex_twins():
    """Fisher 1962, as printed by R: 10 of 13 monozygotic and 2 of 17 dizygotic twins."""
    assert fisher_p(Selection(10, 13), Selection(2, 17)) == pytest.approx(0.0005367, abs=5e-8)


@pytest.mark.parametrize(
    ("group", "reference", "p"),
    [
        (Selection(28, 100), Selection(40, 100), 0.10),
        (Selection(84, 300), Selection(120, 300), 0.0025),
        (Selection(6, 20), Selection(10, 20), 0.33),
    ],
)
def test_figures_of_the_specification(group, reference, p):
    assert rate_difference_p(group, reference) == pytest.approx(p, rel=0.05)


def test_large_tables_use_the_pooled_z():
    p = rate_difference_p(Selection(280, 1000), Selection(320, 1000))
    assert p == pytest.approx(0.0510, abs=5e-5)  # z = 0.04 / sqrt(0.3 * 0.7 / 500) = 1.9518


def test_rare_outcomes_stay_exact_however_many_people():
    group, reference = Selection(0, 5_000), Selection(7, 5_000)
    assert rate_difference_p(group, reference) == fisher_p(group, reference)


@given(people, people)
def test_p_is_a_probability_and_asks_nobody_who_came_first(one, other):
    p = fisher_p(one, other)
    assert 0 < p <= 1
    assert fisher_p(other, one) == p
    missed = [Selection(each.total - each.selected, each.total) for each in (one, other)]
    assert fisher_p(*missed) == p


# Four fifths


def test_four_fifths_exactly_is_not_below():
    assert not below_four_fifths(Selection(48, 100), Selection(60, 100))
    assert below_four_fifths(Selection(479, 1000), Selection(600, 1000))


def test_official_example_of_the_four_fifths_rule():
    """Questions and Answers 12: 48 of 80 and 12 of 40; the second has half the rate."""
    groups = {"white": Selection(48, 80), "black": Selection(12, 40)}
    assert reference_group(groups) == "white"
    assert impact_ratio(groups["black"], groups["white"]) == 0.5
    assert below_four_fifths(groups["black"], groups["white"])


def test_one_person_closes_the_gap():
    """Questions and Answers 21: with 20 and 10 applicants one more hire turns the finding."""
    assert one_more_reaches(Selection(1, 10), Selection(4, 20))
    assert not one_more_reaches(Selection(12, 40), Selection(48, 80))


@given(people, people, st.integers(2, 1000))
def test_multiplying_everybody_changes_nothing(one, other, times):
    larger = [Selection(each.selected * times, each.total * times) for each in (one, other)]
    assert below_four_fifths(*larger) == below_four_fifths(one, other)


def test_reference_needs_ten_people_and_two_per_cent():
    groups = {"nine": Selection(9, 9), "ten": Selection(5, 10), "many": Selection(150, 481)}
    assert reference_group(groups) == "ten"
    assert reference_group(groups | {"many": Selection(150, 491)}) == "many"
    assert reference_group({"nine": Selection(9, 9)}) is None


@given(st.dictionaries(st.text(min_size=1), selections, max_size=5), st.randoms())
def test_reference_asks_nobody_who_came_first(groups, random):
    names = list(groups)
    random.shuffle(names)
    assert reference_group({name: groups[name] for name in names}) == reference_group(groups)


# Traffic light


@pytest.mark.parametrize(
    ("group", "reference", "q", "expected"),
    [
        (Selection(30, 100), Selection(60, 100), 0.001, Light.RED),
        (Selection(30, 100), Selection(60, 100), 0.05, Light.AMBER),
        (Selection(85, 100), Selection(99, 100), 0.01, Light.AMBER),
        (Selection(59, 100), Selection(60, 100), 0.9, Light.GREEN),
        (Selection(47, 100), Selection(60, 100), 0.01, Light.AMBER),  # one more reaches 48
        (Selection(3, 19), Selection(60, 100), 0.001, Light.TOO_FEW),
        (Selection(0, 100), Selection(4, 100), 0.5, Light.TOO_FEW),
        (Selection(96, 100), Selection(100, 100), 0.5, Light.TOO_FEW),
    ],
)
def test_light(group, reference, q, expected):
    assert light(group, reference, q) is expected


# Intervals and strata


def test_interval_of_newcombe():
    """Newcombe 1998, table II, method 10: 56 of 70 beside 48 of 80."""
    low, high = difference_interval(Selection(56, 70), Selection(48, 80))
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


def test_admissions_of_berkeley_turn_within_departments():
    """As printed by R; together women were admitted less often, within departments they were not.

    R compares men with women: its 0.9046968 is the inverse of the women's odds.
    """
    women = Selection(sum(w.selected for w, _ in BERKELEY), sum(w.total for w, _ in BERKELEY))
    men = Selection(sum(m.selected for _, m in BERKELEY), sum(m.total for _, m in BERKELEY))
    assert below_four_fifths(women, men)
    assert rate_difference_p(women, men) < 1e-20

    found = stratified([(men, women) for women, men in BERKELEY])

    assert f"{found.odds_ratio:.7f}" == "0.9046968"
    assert [f"{edge:.7f}" for edge in found.interval] == ["0.7719074", "1.0603298"]
    assert (f"{found.statistic:.4f}", f"{found.p:.4f}") == ("1.4269", "0.2323")


def test_penicillin_in_rabbits():
    """As printed in the help of R's ``mantelhaen.test``, with the groups the other way round."""
    found = stratified([(immediate, late) for immediate, late in RABBITS])

    assert found.odds_ratio == pytest.approx(7)
    assert [f"{edge:.6f}" for edge in found.interval] == ["1.026713", "47.725133"]
    assert (f"{found.statistic:.4f}", f"{found.p:.5f}") == ("3.9286", "0.04747")


@given(st.lists(st.tuples(people, people), min_size=1, max_size=4))
def test_strata_ask_nobody_who_came_first(strata):
    try:
        found = stratified(strata)
    except NotComparable:
        return
    turned = stratified([(reference, group) for group, reference in reversed(strata)])
    assert turned.p == pytest.approx(found.p)
    if found.odds_ratio is not None:
        assert turned.odds_ratio * found.odds_ratio == pytest.approx(1)


def test_strata_of_one_group_cannot_be_compared():
    with pytest.raises(NotComparable):
        stratified([(Selection(3, 5), Selection(0, 0)), (Selection(5, 5), Selection(5, 5))])


# False discovery


def test_discoveries_of_benjamini_and_hochberg():
    """Their section 3.2, thrombolysis: four of fifteen are found at 0.05."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    assert sum(q <= 0.05 for q in adjusted(p)) == 4


@given(st.lists(st.floats(0, 1), max_size=20))
def test_adjusting_keeps_the_order_and_never_lowers(p_values):
    found = adjusted(p_values)
    assert all(p <= q <= 1 for p, q in zip(p_values, found, strict=True))
    ordered = sorted(zip(p_values, found, strict=True))
    assert [q for _, q in ordered] == sorted(found)
