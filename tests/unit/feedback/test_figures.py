"""Figures go into the database as JSON and come back the same."""

import json
import math

import pytest

from feedback.enums import Grade
from feedback.rules.figures import Figures, UnknownShape, from_json, to_json
from feedback.rules.index import GRADE_LABELS
from tests.factories.feedback import make_figures


@pytest.mark.parametrize("figures", [Figures(), make_figures(), make_figures(verdict="amber")])
def test_figures_come_back_as_they_were(figures):
    assert from_json(json.loads(json.dumps(to_json(figures)))) == figures


def test_what_could_not_be_computed_is_null():
    stored = to_json(Figures(facts={"half_width": math.nan, "bias_bound": math.inf}))
    assert stored["facts"] == {"half_width": None, "bias_bound": None}


def test_a_shape_of_another_version_is_refused():
    with pytest.raises(UnknownShape):
        from_json({"schema": 2})


def test_counts_tell_what_came_in_and_what_was_left_out():
    counts = make_figures().counts
    assert (counts.received, counts.left_out) == (415, 15)


def test_grades_are_named_as_in_the_regulation():
    assert {Grade(code): label for code, label in GRADE_LABELS.items()} == dict(Grade.choices)
