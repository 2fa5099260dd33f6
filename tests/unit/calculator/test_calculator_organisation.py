"""Rules of organisations and days in the calculator, with examples D1 to D12 of regulation 8.3."""

import json

import pytest

from sabang_kinerja.calculator.rules import answer, rule_named

SB, B, BP, K, SK = "very_good", "good", "needs_improvement", "poor", "very_poor"
FINE = {"violations": [], "small_unit": False}


def left(*codes, **more):
    return {"violations": list(codes), "small_unit": False, **more}


DISTRIBUTION_ROWS = [
    ("D1", "excellent", {SB: 14, B: 6}, FINE),
    ("D2", "excellent", {SB: 15, B: 5}, left("very_good_above_70")),
    ("D3", "good", {SB: 3, B: 14, BP: 3}, FINE),
    ("D4", "good", {B: 15, BP: 5}, left("good_above_70")),
    ("D5", "good", {SB: 6, B: 14}, left("no_lower_predicate")),
    ("D6", "needs_improvement", {SB: 2, B: 6, BP: 12}, FINE),
    ("D7", "needs_improvement", {SB: 3, B: 5, BP: 12}, left("very_good_above_10")),
    ("D8", "poor", {K: 12, BP: 2, B: 6}, FINE),
    ("D9", "poor", {K: 12, BP: 1, B: 7}, left("needs_improvement_below_10")),
    ("D10", "very_poor", {SK: 12, K: 2, B: 6}, FINE),
    ("D11", "very_poor", {SK: 13, K: 6, SB: 1}, left("very_good_not_allowed")),
    ("D12", "good", {B: 3, SB: 1}, {"violations": [], "small_unit": True}),
    ("nine", "very_poor", {SB: 9}, {"violations": [], "small_unit": True}),
    ("ten", "very_poor", {SB: 10}, left(
        "very_poor_below_60", "poor_and_needs_improvement_below_10", "very_good_not_allowed"
    )),
    ("60 of 100", "needs_improvement", {BP: 59, B: 41}, left("needs_improvement_below_60")),
    ("many", "poor", {SB: 20}, left(
        "poor_below_60", "needs_improvement_below_10", "very_good_above_10"
    )),
    ("mode", "good", {SB: 12, B: 6, BP: 2}, left(warnings=["mode_differs"])),
    ("both", "excellent", {B: 15, SB: 5}, left(warnings=["mode_differs"])),
]  # fmt: skip

ORGANISATION_ROWS = [
    ("above", "above", "excellent"),
    ("above", "meets", "good"),
    ("meets", "above", "good"),
    ("meets", "meets", "good"),
    ("below", "above", "needs_improvement"),
    ("below", "meets", "needs_improvement"),
    ("above", "below", "poor"),
    ("meets", "below", "poor"),
    ("below", "below", "very_poor"),
]

HEAD_ROWS = [
    ("excellent", "above"),
    ("good", "meets"),
    ("needs_improvement", "below"),
    ("poor", "below"),
    ("very_poor", "below"),
]

START = {"from": "2027-01-05", "days": 14, "kind": "calendar"}
DEADLINE_ROWS = [
    ("W4", {}, "2027-01-19"),
    ("day 0", {"days": 0}, "2027-01-05"),
    ("calendar days are never moved", {"from": "2026-12-19", "days": 1}, "2026-12-20"),
    ("holidays move no calendar day", {"days": 1, "holidays": ["2027-01-06"]}, "2027-01-06"),
    ("working", {"kind": "working"}, "2027-01-25"),
    ("holiday", {"kind": "working", "holidays": ["2027-01-06", "2027-01-09"]}, "2027-01-26"),
    ("from a Saturday", {"from": "2027-01-09", "kind": "working", "days": 1}, "2027-01-11"),
    ("leap year", {"from": "2028-02-28", "days": 1}, "2028-02-29"),
]

REFUSED_ROWS = [
    ("distribution", {}, "missing_key", "organisation"),
    ("distribution", {"organisation": "good"}, "missing_key", "counts"),
    ("distribution", {"organisation": "fine", "counts": {B: 1}}, "bad_value", "organisation"),
    ("distribution", {"organisation": "good", "counts": {}}, "no_people", ""),
    ("distribution", {"organisation": "good", "counts": {B: 0}}, "no_people", ""),
    ("distribution", {"organisation": "good", "counts": [B]}, "bad_value", "counts"),
    ("distribution", {"organisation": "good", "counts": {"best": 1}}, "bad_value", "counts.best"),
    ("distribution", {"organisation": "good", "counts": {B: -1}}, "bad_value", "counts.good"),
    ("distribution", {"organisation": "good", "counts": {B: 1.5}}, "bad_value", "counts.good"),
    ("distribution", {"organisation": "good", "counts": {B: True}}, "bad_value", "counts.good"),
    ("distribution", {"organisation": "good", "counts": {B: "3"}}, "bad_value", "counts.good"),
    ("distribution", {"organisation": "good", "counts": {B: 10**30}}, "bad_value", "counts.good"),
    ("head-results-rating", {}, "missing_key", "organisation"),
    ("head-results-rating", {"organisation": "very_good"}, "bad_value", "organisation"),
    ("organisation-predicate", {"agreement": "above"}, "missing_key", "expectation"),
    ("organisation-predicate", {"agreement": 1, "expectation": "above"}, "bad_value", "agreement"),
    ("deadline", {}, "missing_key", "from"),
    ("deadline", {"from": "2027-01-05", "kind": "calendar"}, "missing_key", "days"),
    ("deadline", {"from": "2027-01-05", "days": 14}, "missing_key", "kind"),
    ("deadline", START | {"from": "2027-02-30"}, "bad_value", "from"),
    ("deadline", START | {"days": -1}, "bad_value", "days"),
    ("deadline", START | {"days": 1e3}, "bad_value", "days"),
    ("deadline", START | {"days": True}, "bad_value", "days"),
    ("deadline", START | {"days": "14"}, "bad_value", "days"),
    ("deadline", START | {"days": 1_000_000}, "bad_value", "days"),
    ("deadline", START | {"kind": "weekdays"}, "bad_value", "kind"),
    ("deadline", START | {"holidays": "2027-01-06"}, "bad_value", "holidays"),
    ("deadline", START | {"holidays": ["2027-01-06", 7]}, "bad_value", "holidays[1]"),
    ("deadline", START | {"from": "9999-12-31"}, "bad_value", "from"),
    ("deadline", START | {"from": "9999-12-31", "kind": "working"}, "bad_value", "from"),
]


def calculate(name, data):
    return answer(rule_named(name), json.dumps(data).encode())[0]


@pytest.mark.parametrize(
    ("organisation", "counts", "expected"),
    [row[1:] for row in DISTRIBUTION_ROWS],
    ids=[row[0] for row in DISTRIBUTION_ROWS],
)
def test_calculate_distribution_matches_worked_example(organisation, counts, expected):
    request = {"organisation": organisation, "counts": counts}

    assert calculate("distribution", request) == expected


@pytest.mark.parametrize(("agreement", "expectation", "expected"), ORGANISATION_ROWS)
def test_calculate_organisation_predicate_from_both_sides(agreement, expectation, expected):
    request = {"agreement": agreement, "expectation": expectation}

    assert calculate("organisation-predicate", request) == {"predicate": expected}


@pytest.mark.parametrize(("organisation", "expected"), HEAD_ROWS)
def test_calculate_rating_of_a_head_follows_the_unit(organisation, expected):
    assert calculate("head-results-rating", {"organisation": organisation}) == {"rating": expected}


@pytest.mark.parametrize(
    ("change", "due"), [row[1:] for row in DEADLINE_ROWS], ids=[row[0] for row in DEADLINE_ROWS]
)
def test_calculate_deadline_counts_from_the_day_after(change, due):
    assert calculate("deadline", START | change) == {"due": due}


@pytest.mark.parametrize(("name", "data", "code", "named"), REFUSED_ROWS)
def test_calculate_bad_request_is_refused_and_its_key_named(name, data, code, named):
    error = calculate(name, data)["error"]

    assert error["code"] == code
    assert named in error["message"]
