"""Adverse impact: the official examples, published tables, and what always holds."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.adverse_impact import (
    Count,
    Light,
    compare,
    difference_interval,
    is_below_four_fifths,
    light,
    one_more_would_do,
    p_value,
    q_values,
    reference_of,
    stratified,
    wilson,
)


def test_the_official_example_is_exactly_four_fifths() -> None:
    # 48 of 80 selected against 12 of 40: 60 % and 30 %, half (question and answer 12).
    found = compare({"a": Count(48, 80), "b": Count(12, 40)})
    assert found.reference == "a"
    assert found.ratios == {"b": 0.5}
    assert found.flagged == ("b",)
    # 48 % against 60 % is four fifths and not below.
    assert not is_below_four_fifths(Count(48, 100), Count(60, 100))
    assert is_below_four_fifths(Count(4799, 10_000), Count(60, 100))


def test_one_person_more_may_bring_a_small_group_over_the_line() -> None:
    # Question 21: 80 men of 100 hired, 1 woman of 2... one more and the difference is gone.
    assert one_more_would_do(Count(11, 20), Count(70, 100))
    assert not one_more_would_do(Count(5, 20), Count(70, 100))
    assert not one_more_would_do(Count(3, 3), Count(100, 100))


def test_a_group_too_small_is_no_reference() -> None:
    assert reference_of({"few": Count(9, 9), "many": Count(10, 100)}) == "many"
    assert reference_of({"rare": Count(10, 10), "many": Count(10, 501)}) == "many"
    assert reference_of({"rare": Count(10, 10), "many": Count(10, 490)}) == "rare"
    assert reference_of({"few": Count(3, 9)}) is None
    assert compare({"few": Count(3, 9)}).p == {}


def test_ties_go_to_the_larger_group_and_then_by_name() -> None:
    assert reference_of({"b": Count(10, 20), "a": Count(20, 40)}) == "a"
    assert reference_of({"b": Count(10, 20), "a": Count(10, 20)}) == "a"


@pytest.mark.parametrize(
    ("one", "base", "p"),
    [
        # Fisher 1935: the lady tasting tea, three of four cups right.
        (Count(3, 4), Count(1, 4), 0.4857),
        # Fisher 1970, convicted like-sex twins of convicts: 10 of 13 against 2 of 17.
        (Count(10, 13), Count(2, 17), 0.0005367),
        # statistics D4: .40 against .28.
        (Count(28, 100), Count(40, 100), 0.10),
        (Count(84, 300), Count(120, 300), 0.0025),
        (Count(6, 20), Count(10, 20), 0.33),
    ],
)
def test_exact_p_values_of_published_tables(one, base, p) -> None:
    digits = -math.floor(math.log10(p)) + 1
    assert round(p_value(one, base), digits) == pytest.approx(p, abs=10**-digits)


def test_many_people_take_the_normal_approximation() -> None:
    # z = 0.02 / sqrt(0.11 * 0.89 * 2 / 2000) = 2.0213…
    assert p_value(Count(240, 2000), Count(200, 2000)) == pytest.approx(0.0432, abs=1e-4)
    assert p_value(Count(0, 5000), Count(0, 5000)) == 1


def test_berkeley_women_were_not_disadvantaged_within_departments() -> None:
    # Bickel, Hammel and O'Connell 1975, as R's UCBAdmissions: admitted of applicants by department.
    men = [(512, 825), (353, 560), (120, 325), (138, 417), (53, 191), (22, 373)]
    women = [(89, 108), (17, 25), (202, 593), (131, 375), (94, 393), (24, 341)]
    strata = [(Count(*w), Count(*m)) for w, m in zip(women, men, strict=True)]
    found = stratified(strata)
    # mantelhaen.test prints a common odds ratio of 0.9046968 for men, p = 0.2323 with, and
    # 0.2169 without, correction.
    assert found.odds_ratio == pytest.approx(1 / 0.9046968, abs=1e-6)
    assert found.p == pytest.approx(0.2169, abs=5e-4)
    crude = compare({"men": Count(1198, 2691), "women": Count(557, 1835)})
    assert crude.flagged == ("women",)


def test_newcombe_s_table_of_intervals() -> None:
    # Newcombe 1998, table II, method 10: 56/70 - 48/80, and 9/10 - 3/10.
    low, high = difference_interval(Count(56, 70), Count(48, 80))
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
    low, high = difference_interval(Count(9, 10), Count(3, 10))
    assert (round(low, 4), round(high, 4)) == (0.1705, 0.8090)
    assert wilson(Count(0, 0)) == (0, 1)


def test_false_discovery_rates_of_benjamini_and_hochberg() -> None:
    # Their table of 1995: fifteen p values, four rejected at 0.05.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
         0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip
    q = q_values({str(place): one for place, one in enumerate(p)})
    assert sum(one <= 0.05 for one in q.values()) == 4


@pytest.mark.parametrize(
    ("one", "base", "q", "colour"),
    [
        (Count(28, 300), Count(60, 300), 0.01, Light.RED),
        (Count(28, 300), Count(60, 300), 0.20, Light.AMBER),
        (Count(85, 100), Count(98, 100), 0.01, Light.AMBER),
        (Count(95, 100), Count(98, 100), 0.50, Light.GREEN),
        (Count(2, 19), Count(90, 100), 0.001, Light.GREY),
        (Count(1, 100), Count(3, 100), 0.5, Light.GREY),
        (Count(11, 20), Count(70, 100), 0.01, Light.AMBER),
    ],
)
def test_the_light_asks_for_both_a_gap_and_a_reason(one, base, q, colour) -> None:
    assert light(one, base, q) is colour


counts = st.integers(0, 60).flatmap(lambda n: st.builds(Count, st.integers(0, n), st.just(n)))


@given(st.dictionaries(st.sampled_from("abcdef"), counts, min_size=1))
def test_nothing_depends_on_the_order_of_groups(groups) -> None:
    turned = dict(reversed(groups.items()))
    first, second = compare(groups), compare(turned)
    assert first.reference == second.reference
    assert set(first.flagged) == set(second.flagged)
    assert first.p == pytest.approx(second.p)


@given(counts, counts)
def test_p_lies_between_nought_and_one_and_knows_no_side(one, other) -> None:
    assert 0 <= p_value(one, other) <= 1
    assert p_value(one, other) == pytest.approx(p_value(other, one))
    low, high = difference_interval(one, other)
    assert low <= one.rate - other.rate + 1e-12 and one.rate - other.rate <= high + 1e-12


@pytest.mark.parametrize("pair", [(2, 1), (-1, 3)])
def test_more_selected_than_people_is_refused(pair) -> None:
    with pytest.raises(ValueError, match=str(pair[0])):
        Count(*pair)
