"""The words of the rules are the words that the database stores."""

import pytest

from appraisal import enums
from appraisal.rules import completeness, predicate, ratings
from personnel.rules import core_values

PAIRS = [
    (ratings.Rating, enums.Rating),
    (predicate.Predicate, enums.Predicate),
    (predicate.OrganisationPredicate, enums.OrganisationPredicateValue),
    (core_values.CoreValue, enums.CoreValue),
    (completeness.ResultKind, enums.ResultKind),
    (completeness.SuperiorLink, enums.SuperiorLink),
    (completeness.AnnexBlock, enums.AnnexBlock),
]


@pytest.mark.parametrize(("rule", "stored"), PAIRS, ids=[rule.__name__ for rule, _ in PAIRS])
def test_rule_words_are_stored_under_the_same_names_and_in_the_same_order(rule, stored):
    assert [(word.name, word.value) for word in rule] == [
        (word.name, word.value) for word in stored
    ]


def test_core_value_names_on_screen_are_the_official_ones():
    assert {guide.value.value: guide.name for guide in core_values.CORE_VALUES} == {
        value.value: str(value.label) for value in enums.CoreValue
    }
