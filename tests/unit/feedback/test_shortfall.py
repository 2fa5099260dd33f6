"""What a survey lacks: how many answers, from whom; and the gate before a single officer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.elements import ELEMENTS, PERSONAL_ELEMENTS, SurveyElement
from feedback.rules.margins import Dimension
from feedback.rules.officer_gate import GateCondition, OfficerFacts, closed_by
from feedback.rules.samples import minimum_sample
from feedback.rules.shortfall import answers_needed, shortfall
from feedback.rules.verdict import QualityVerdict

GREEN, AMBER, RED = QualityVerdict
SEX, SUB_DISTRICT = Dimension.SEX, Dimension.SUB_DISTRICT

REGISTER = {
    SEX: {"L": 1000, "P": 1000},
    SUB_DISTRICT: {"Sukakarya": 800, "Sukajaya": 760, "Sukamakmue": 440},
}
LOPSIDED = {
    SEX: {"L": 170, "P": 70, None: 2},
    SUB_DISTRICT: {"Sukakarya": 140, "Sukajaya": 48, "Sukamakmue": 54},
}
LIKE = {
    SEX: {"L": 161, "P": 161},
    SUB_DISTRICT: {"Sukakarya": 129, "Sukajaya": 122, "Sukamakmue": 71},
}


def test_shortfall_names_the_groups_that_are_missed_most():
    found = shortfall(242, 2000, LOPSIDED, REGISTER, sd=12.0)

    assert [(one.category, one.answers) for one in found.leading()] == [("P", 91), ("Sukajaya", 75)]
    assert found.answers == 91
    assert (found.pool, found.beyond_reach) == (False, False)


def test_survey_that_is_only_too_small_asks_for_answers_of_anybody():
    found = shortfall(240, 2000, {SEX: {"L": 120, "P": 120}}, {SEX: REGISTER[SEX]}, sd=12.0)

    assert (found.answers, found.groups) == (82, ())


def test_survey_that_is_like_the_population_lacks_nothing():
    found = shortfall(322, 2000, LIKE, REGISTER, sd=12.0)

    assert (found.answers, found.groups, found.leading()) == (0, (), ())


def test_enough_answers_of_the_wrong_people_still_lack_the_others():
    """More answers of the wrong people buy no green label."""
    found = shortfall(400, 2000, {SEX: {"L": 330, "P": 70}}, {SEX: REGISTER[SEX]}, sd=12.0)

    assert found.answers == 130
    assert [(one.category, one.answers) for one in found.groups] == [("P", 130)]


@pytest.mark.parametrize(
    ("population", "pool", "beyond"), [(29, True, True), (30, False, False), (0, True, True)]
)
def test_service_with_few_recipients_is_to_be_pooled(population, pool, beyond):
    found = shortfall(0, population, {}, {}, sd=12.0)

    assert (found.pool, found.beyond_reach) == (pool, beyond)
    assert found.answers == min(30, population)


def test_answers_needed_follow_the_rows_of_the_verdict():
    assert answers_needed(100, 2000) == 322
    # n_eff of 193.2 with a design effect of 2
    assert answers_needed(100, 2000, deff=2.0) == 387
    # half of 9 points is reached with nine times the answers
    assert answers_needed(100, 2000, half_width=9.0) == 900
    assert answers_needed(100, 2000, half_width=9.0, aim=AMBER) == 225
    assert answers_needed(100, 2000, aim=AMBER) == 30
    assert answers_needed(0, 32) == 30
    with pytest.raises(ValueError, match="red"):
        answers_needed(100, 2000, aim=RED)


def test_large_design_effect_may_put_green_beyond_reach():
    assert shortfall(200, 300, {}, {}, sd=12.0, deff=3.0).beyond_reach


@given(n=st.integers(0, 500), more=st.integers(0, 200), population=st.integers(0, 3000))
def test_more_answers_never_need_more(n, more, population):
    before = shortfall(n, population, {}, {}, sd=12.0)
    after = shortfall(n + more, population, {}, {}, sd=12.0)

    assert after.answers <= before.answers
    assert answers_needed(n, population) >= minimum_sample(population)


@given(data=st.data())
def test_order_of_a_register_changes_nothing(data):
    people = {name: data.draw(st.integers(0, 90)) for name in REGISTER[SUB_DISTRICT]}
    shuffled = dict(data.draw(st.permutations(list(REGISTER[SUB_DISTRICT].items()))))
    n = sum(people.values())

    assert shortfall(
        n, 2000, {SUB_DISTRICT: people}, {SUB_DISTRICT: shuffled}, sd=12.0
    ) == shortfall(n, 2000, {SUB_DISTRICT: people}, {SUB_DISTRICT: REGISTER[SUB_DISTRICT]}, sd=12.0)


OPEN = OfficerFacts(
    element=SurveyElement.CONDUCT,
    named=True,
    answers=30,
    unit=GREEN,
    comparable=5,
    seen=True,
    contestable=True,
)


def test_gate_opens_when_every_condition_holds():
    assert closed_by(OPEN) == ()


@pytest.mark.parametrize(
    ("change", "condition"),
    [
        ({"element": SurveyElement.FACILITIES}, GateCondition.PERSONAL_ELEMENT),
        ({"named": False}, GateCondition.OFFICER_NAMED),
        ({"answers": 29}, GateCondition.OFFICER_ANSWERS),
        ({"unit": AMBER}, GateCondition.UNIT_GREEN),
        ({"unit": RED}, GateCondition.UNIT_GREEN),
        ({"comparable": 4}, GateCondition.SHRUNK),
        ({"seen": False}, GateCondition.SEEN_FIRST),
        ({"contestable": False}, GateCondition.MAY_CONTEST),
    ],
)
def test_each_condition_closes_the_gate(change, condition):
    assert closed_by(replace(OPEN, **change)) == (condition,)


@pytest.mark.parametrize("element", ELEMENTS)
def test_only_three_elements_can_reach_an_officer(element):
    assert (closed_by(replace(OPEN, element=element)) == ()) is (element in PERSONAL_ELEMENTS)
