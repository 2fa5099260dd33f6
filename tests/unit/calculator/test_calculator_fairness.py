"""Adverse impact as the calculator publishes it."""

import json

import pytest

from sabang_kinerja.calculator.rules import answer, rule_named


def run(data: object) -> dict[str, object]:
    return answer(rule_named("adverse-impact"), json.dumps(data).encode())[0]


def test_four_fifths_exactly_is_not_flagged() -> None:
    groups = {"a": {"selected": 48, "total": 100}, "b": {"selected": 60, "total": 100}}
    assert run({"groups": groups}) == {
        "reference": "b",
        "ratios": {"a": 0.8, "b": 1.0},
        "flagged": [],
        "p": {"a": pytest.approx(0.1188, abs=5e-4)},
    }


def test_official_example_is_flagged() -> None:
    groups = {"a": {"selected": 48, "total": 80}, "b": {"selected": 12, "total": 40}}
    found = run({"groups": groups})
    assert (found["reference"], found["flagged"]) == ("a", ["b"])


def test_nothing_is_compared_without_a_group_large_enough() -> None:
    groups = {"a": {"selected": 4, "total": 9}, "b": {"selected": 0, "total": 0}}
    assert run({"groups": groups}) == {
        "reference": None,
        "ratios": {"a": None, "b": None},
        "flagged": [],
        "p": {},
    }


def test_a_group_of_nobody_and_a_rate_of_zero_have_no_ratio() -> None:
    groups = {"a": {"selected": 0, "total": 30}, "b": {"selected": 0, "total": 0}}
    assert run({"groups": groups})["ratios"] == {"a": None, "b": None}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "missing_key"),
        ({"groups": []}, "bad_value"),
        ({"groups": {"a": 3}}, "bad_value"),
        ({"groups": {"a": {"selected": 3}}}, "missing_key"),
        ({"groups": {"a": {"selected": 3, "total": 2}}}, "bad_value"),
        ({"groups": {"a": {"selected": -1, "total": 2}}}, "bad_value"),
        ({"groups": {"a": {"selected": 0.5, "total": 2}}}, "bad_value"),
    ],
)
def test_what_cannot_be_read_is_refused(data: object, code: str) -> None:
    assert code in json.dumps(run(data))
