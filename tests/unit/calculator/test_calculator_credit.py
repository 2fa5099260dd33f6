"""Angka kredit in the public calculator, worked examples of regulation 8.4 by name."""

import json

import pytest

from sabang_kinerja.calculator.rules import answer, rule_named

YEAR = list(range(1, 13))

LINE_ROWS = [
    ("A1", "ahli_pertama", "very_good", YEAR, "18.750"),
    ("A2", "ahli_pertama", "good", [1, 2], "2.083"),
    ("A4", "ahli_muda", "good", YEAR, "25.000"),
    ("A5", "ahli_madya", "very_good", YEAR, "56.250"),
    ("A6", "terampil", "needs_improvement", YEAR, "3.750"),
    ("A7", "pemula", "poor", YEAR[:6], "0.938"),
    ("A8", "ahli_utama", "very_poor", YEAR, "12.500"),
    ("A9", "mahir", "very_good", YEAR[5:], "10.938"),
    ("A10", "penyelia", "needs_improvement", YEAR[:5], "7.813"),
    ("A11", "ahli_madya", "poor", YEAR[:3], "4.688"),
    ("A13", "ahli_pertama", "good", YEAR[2:], "10.417"),
]

GOOD_LINE = {"year": 2026, "level": "mahir", "predicate": "good", "months": [1]}

REFUSED_ROWS = [
    ("credit", {}, "missing_key", "lines"),
    ("credit", {"lines": GOOD_LINE}, "bad_value", "lines"),
    ("credit", {"lines": [[]]}, "bad_value", "lines[0]"),
    *(
        (
            "credit",
            {"lines": [{k: v for k, v in GOOD_LINE.items() if k != key}]},
            "missing_key",
            key,
        )
        for key in GOOD_LINE
    ),
    *(
        ("credit", {"lines": [GOOD_LINE | {"months": bad}]}, "bad_value", "lines[0].months")
        for bad in ([], [0], [13], [True], [1.0], ["1"], 1, None)
    ),
    *(
        ("credit", {"lines": [GOOD_LINE | {"year": bad}]}, "bad_value", "year")
        for bad in ("2026", 2026.0, True, None, 0, 99999)
    ),
    ("credit", {"lines": [GOOD_LINE | {"level": "pelaksana"}]}, "bad_value", "level"),
    ("credit", {"lines": [GOOD_LINE | {"predicate": "excellent"}]}, "bad_value", "predicate"),
    ("credit", {"lines": [GOOD_LINE, GOOD_LINE]}, "months_overlap", "2026"),
    ("credit", {"lines": [GOOD_LINE | {"months": [2, 2]}]}, "months_overlap", "2"),
    ("credit-standing", {}, "missing_key", "level"),
    ("credit-standing", {"level": "mahir"}, "missing_key", "cumulative"),
    ("credit-standing", {"level": "guru", "cumulative": "1"}, "bad_value", "level"),
    *(
        ("credit-standing", {"level": "mahir", "cumulative": bad}, "bad_value", "cumulative")
        for bad in ("", "-1.000", "1,5", "1.2345", "NaN", "1e3", 60.5, None)
    ),
]


def calculate(name, data):
    return answer(rule_named(name), json.dumps(data).encode())[0]


@pytest.mark.parametrize(
    ("level", "predicate", "months", "expected"),
    [row[1:] for row in LINE_ROWS],
    ids=[row[0] for row in LINE_ROWS],
)
def test_calculate_credit_matches_worked_example(level, predicate, months, expected):
    line = {"year": 2026, "level": level, "predicate": predicate, "months": months}

    assert calculate("credit", {"lines": [line]}) == {"lines": [expected], "total": expected}


def test_calculate_credit_sums_rounded_lines():
    """A3, then A12."""
    first = {"year": 2026, "level": "ahli_pertama", "predicate": "very_good", "months": YEAR}
    then = {"year": 2027, "level": "ahli_pertama", "predicate": "good", "months": [1, 2]}
    halves = [
        {"year": 2026, "level": "ahli_pertama", "predicate": "good", "months": YEAR[:6]},
        {"year": 2026, "level": "ahli_muda", "predicate": "good", "months": YEAR[6:]},
    ]

    assert calculate("credit", {"lines": [first, then]})["total"] == "20.833"
    assert calculate("credit", {"lines": halves}) == {
        "lines": ["6.250", "12.500"],
        "total": "18.750",
    }


def test_calculate_credit_of_no_lines_is_nothing():
    assert calculate("credit", {"lines": []}) == {"lines": [], "total": "0.000"}


def test_calculate_credit_standing_matches_worked_examples():
    """A14 and A15."""
    assert calculate("credit-standing", {"level": "ahli_pertama", "cumulative": "60.500"}) == {
        "rank": {"minimum": "50.000", "difference": "10.500", "eligible": True},
        "next_level": {"minimum": "100.000", "difference": "-39.500", "eligible": False},
    }
    found = calculate("credit-standing", {"level": "ahli_pertama", "cumulative": "49.999"})
    assert found["rank"] == {"minimum": "50.000", "difference": "-0.001", "eligible": False}


@pytest.mark.parametrize(("level", "minimum"), [("ahli_utama", "200.000"), ("penyelia", "100.000")])
def test_calculate_credit_standing_without_a_next_level(level, minimum):
    """A18."""
    found = calculate("credit-standing", {"level": level, "cumulative": "200"})

    assert found["next_level"] is None
    assert found["rank"]["minimum"] == minimum


@pytest.mark.parametrize(("name", "data", "code", "named"), REFUSED_ROWS)
def test_calculate_credit_bad_request_is_refused_and_its_key_named(name, data, code, named):
    error = calculate(name, data)["error"]

    assert error["code"] == code
    assert named in error["message"]
