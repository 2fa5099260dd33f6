"""Reliability and severity as the calculator publishes them."""

import json
import math

import pytest

from sabang_kinerja.calculator.rules import answer, rule_named

SHROUT_FLEISS = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]


def run(rule: str, data: object) -> dict:
    found = answer(rule_named(rule), json.dumps(data).encode())[0]
    json.dumps(found, allow_nan=False)
    return found


def test_shrout_and_fleiss() -> None:
    one = run("reliability", {"ratings": SHROUT_FLEISS, "model": "oneway"})
    two = run("reliability", {"ratings": SHROUT_FLEISS, "model": "twoway"})
    assert [round(one[key], 2) for key in ("single", "average", "f")] == [0.17, 0.44, 1.79]
    assert [round(two[key], 2) for key in ("single", "average", "f")] == [0.29, 0.62, 11.03]
    assert [round(value, 2) for value in two["ci_single"]] == [0.02, 0.76]
    assert [round(value, 2) for value in one["ci_average"]] == [-0.88, 0.91]


def test_a_missing_rating_counts_one_way_and_is_refused_two_way() -> None:
    table = [[4, 4, None], [3, 2, 3], [1, 2, 1]]
    assert run("reliability", {"ratings": table, "model": "oneway"}) == run(
        "reliability", {"ratings": [[4, 4], [3, 2, 3], [1, 2, 1]], "model": "oneway"}
    )
    refused = run("reliability", {"ratings": table, "model": "twoway"})
    assert refused["error"]["code"] == "bad_value"


def test_alpha_of_a_table_done_by_hand() -> None:
    # Variances 1 and 1, of the sum 3: alpha = 2 (1 - 2/3); F(0.025; 2, 2) = 39.
    found = run("reliability", {"items": [[1, 1], [2, 3], [3, 2]]})
    assert found["alpha"] == pytest.approx(2 / 3)
    assert found["ci"] == pytest.approx([1 - 13, 1 - 1 / 3 / 39])


@pytest.mark.parametrize("model", ["oneway", "twoway"])
def test_entire_agreement_has_no_finite_ratio(model: str) -> None:
    found = run("reliability", {"ratings": [[1, 1], [2, 2], [4, 4]], "model": model})
    assert found["f"] is None
    assert found["single"] == found["average"] == 1


def test_severity_of_a_balanced_table() -> None:
    ratings = [
        {"ratee": f"e{i}", "rater": j, "score": score}
        for i, row in enumerate(SHROUT_FLEISS)
        for j, score in enumerate(row)
    ]
    found = run("severity", {"ratings": ratings})
    assert found["components"] == 1
    assert found["mean"] == pytest.approx(127 / 24)
    assert found["variances"]["rater"] == pytest.approx((32.49 - 1.02) / 6, abs=0.005)
    assert math.fsum(found["raters"].values()) == pytest.approx(0)
    assert set(found["raters"]) == {"0", "1", "2", "3"}
    # Four raters are too few to adjust anybody.
    assert set(found["adjusted"].values()) == {None}


@pytest.mark.parametrize(
    ("rule", "data", "code"),
    [
        ("reliability", {}, "missing_key"),
        ("reliability", {"ratings": SHROUT_FLEISS}, "missing_key"),
        ("reliability", {"ratings": SHROUT_FLEISS, "model": "three"}, "bad_value"),
        ("reliability", {"ratings": [1, 2], "model": "oneway"}, "bad_value"),
        ("reliability", {"ratings": [["a"]], "model": "oneway"}, "bad_value"),
        ("reliability", {"ratings": [[1], [2]], "model": "oneway"}, "bad_value"),
        ("reliability", {"ratings": [], "model": "twoway"}, "bad_value"),
        ("reliability", {"ratings": [[1, 2], [3]], "model": "twoway"}, "bad_value"),
        ("reliability", {"ratings": [[2, 2], [2, 2]], "model": "oneway"}, "bad_value"),
        ("reliability", {"ratings": [[2, 2], [2, 2]], "model": "twoway"}, "bad_value"),
        ("reliability", {"items": [[2, 2], [2, 2]]}, "bad_value"),
        ("reliability", {"items": [[2, None], [2, 2]]}, "bad_value"),
        ("reliability", {"items": [[1, 2]]}, "bad_value"),
        ("severity", {}, "missing_key"),
        ("severity", {"ratings": []}, "bad_value"),
        ("severity", {"ratings": [{"ratee": "a", "rater": "b"}]}, "missing_key"),
        ("severity", {"ratings": [{"ratee": "a", "rater": "b", "score": True}]}, "bad_value"),
        ("severity", {"ratings": [{"ratee": "a", "rater": "b", "score": 1}] * 2}, "bad_value"),
    ],
)
def test_what_cannot_be_computed_is_refused(rule: str, data: object, code: str) -> None:
    assert run(rule, data)["error"]["code"] == code
