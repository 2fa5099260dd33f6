"""Outcomes between groups: the headline is within strata, and small counts stay hidden."""

import pytest

from appraisal.rules.adverse_impact import Light, Selection
from appraisal.rules.fairness import Outcome, Question, Trait, compare, is_hidden


def berkeley() -> Question:
    """Men and women in departments A to F, autumn 1973 (R's ``UCBAdmissions``)."""
    men = [(512, 825), (353, 560), (120, 325), (138, 417), (53, 191), (22, 373)]
    women = [(89, 108), (17, 25), (202, 593), (131, 375), (94, 393), (24, 341)]
    cells = {("male", str(at)): Selection(*one) for at, one in enumerate(men)}
    cells |= {("female", str(at)): Selection(*one) for at, one in enumerate(women)}
    return Question(Trait.SEX, Outcome.TOP, cells)


def simple(group: Selection, reference: Selection, outcome: Outcome = Outcome.TOP) -> Question:
    cells = {("female", "all"): group, ("male", "all"): reference}
    return Question(Trait.SEX, outcome, cells)


def test_mixture_of_departments_is_red_for_everybody_and_nothing_within():
    (found,) = compare([berkeley()])
    assert (found.group, found.reference) == ("female", "male")
    assert found.light is Light.RED
    assert not found.differs_within
    assert found.within_q == pytest.approx(0.2323, abs=5e-5)


def test_difference_within_strata_is_the_headline():
    (found,) = compare([simple(Selection(30, 100), Selection(60, 100))])
    assert found.differs_within
    assert found.ratio == 0.5
    low, high = found.interval
    assert low < -0.3 < high < 0


def test_many_questions_make_each_finding_harder():
    telling = simple(Selection(40, 100), Selection(55, 100))
    silent = simple(Selection(50, 100), Selection(50, 100), Outcome.GOOD)
    alone, *_rest = compare([telling])
    among, *_rest = compare([telling, *[silent] * 9])
    assert alone.q < 0.05 < among.q
    assert (alone.light, among.light) == (Light.RED, Light.AMBER)


def test_groups_in_different_strata_are_not_compared_within():
    cells = {("pns", "a"): Selection(60, 100), ("pppk", "b"): Selection(30, 100)}
    (found,) = compare([Question(Trait.EMPLOYMENT, Outcome.TOP, cells)])
    assert found.within is None
    assert found.within_q is None
    assert not found.differs_within


def test_no_group_large_enough_means_no_comparison():
    assert compare([simple(Selection(3, 9), Selection(4, 9))]) == []


@pytest.mark.parametrize(
    ("small", "hidden"),
    [
        (Selection(4, 50), True),
        (Selection(0, 50), True),
        (Selection(46, 50), True),
        (Selection(5, 50), False),
        (Selection(45, 50), False),
        (Selection(0, 0), False),
    ],
)
def test_one_small_count_hides_the_question(small, hidden):
    assert is_hidden([Selection(30, 60), small]) is hidden
