"""Adverse impact as the calculator publishes it."""

import json

import pytest

from sabang_kinerja.calculator.rules import answer, rule_named


def run(groups: object) -> dict:
    data = {} if groups is None else {"groups": groups}
    found = answer(rule_named("adverse-impact"), json.dumps(data).encode())[0]
    json.dumps(found, allow_nan=False)
    return found


def test_the_example_of_the_guidelines() -> None:
    found = run({"a": {"selected": 48, "total": 80}, "b": {"selected": 12, "total": 40}})
    assert found["reference"] == "a"
    assert found["ratios"] == {"b": 0.5}
    assert found["flagged"] == ["b"]
    assert found["p"]["b"] == pytest.approx(0.0034, abs=1e-4)


def test_equality_is_not_below() -> None:
    found = run({"a": {"selected": 60, "total": 100}, "b": {"selected": 48, "total": 100}})
    assert found["flagged"] == []


def test_no_group_large_enough_compares_nothing() -> None:
    found = run({"a": {"selected": 3, "total": 9}})
    assert found == {"reference": None, "ratios": {}, "flagged": [], "p": {}}


def test_an_outcome_that_nobody_has_has_no_ratio() -> None:
    found = run({"a": {"selected": 0, "total": 50}, "b": {"selected": 0, "total": 40}})
    assert found["ratios"] == {"b": None} and found["p"] == {"b": 1}


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        (None, "missing_key"),
        ([], "bad_value"),
        ({"a": 3}, "bad_value"),
        ({"a": {"total": 3}}, "missing_key"),
        ({"a": {"selected": 4, "total": 3}}, "bad_value"),
        ({"a": {"selected": -1, "total": 3}}, "bad_value"),
        ({"a": {"selected": 1.5, "total": 3}}, "bad_value"),
    ],
)
def test_what_cannot_be_compared_is_refused(groups: object, code: str) -> None:
    assert run(groups)["error"]["code"] == code
