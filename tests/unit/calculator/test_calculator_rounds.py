"""The release check as the calculator publishes it."""

import json

import pytest

from sabang_kinerja.calculator.rules import answer, rule_named


def run(data: object) -> dict[str, object]:
    return answer(rule_named("release-check"), json.dumps(data).encode())[0]


def test_larger_sets_come_first_and_ties_by_name() -> None:
    sets = {"b": [1, 2, 3, 4, 5], "a": [6, 7, 8, 9, 10], "all": list(range(1, 12)), "c": [1]}
    assert run({"sets": sets, "k": 5}) == {
        "published": ["all", "a", "b"],
        "withheld": {"c": "too_few"},
    }


def test_the_viewer_lowers_the_sets_that_hold_them() -> None:
    sets = {"all": list(range(10)), "peers": [0, 1, 2, 3, 4]}
    assert run({"sets": sets, "k": 5})["published"] == ["all", "peers"]
    assert run({"sets": sets, "k": 5, "viewer": 9})["withheld"] == {"peers": "difference"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"k": 5}, "missing_key"),
        ({"sets": {}}, "missing_key"),
        ({"sets": [], "k": 5}, "bad_value"),
        ({"sets": {"a": 1}, "k": 5}, "bad_value"),
        ({"sets": {}, "k": 0}, "bad_value"),
        ({"sets": {}, "k": 5, "viewer": [1]}, "bad_value"),
    ],
)
def test_what_cannot_be_read_is_refused(data: object, code: str) -> None:
    assert code in json.dumps(run(data))
