"""Every published rule of the calculator, with the worked examples of the regulation."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sabang_kinerja.calculator.rules import RULES, answer, rule_named

ABOVE, MEETS, BELOW = "above", "meets", "below"

PREDICATE_ROWS = [
    ("Q1", ABOVE, ABOVE, "very_good"),
    ("Q2", ABOVE, MEETS, "good"),
    ("Q3", ABOVE, BELOW, "poor"),
    ("Q4", MEETS, ABOVE, "good"),
    ("Q5", MEETS, MEETS, "good"),
    ("Q6", MEETS, BELOW, "poor"),
    ("Q7", BELOW, ABOVE, "needs_improvement"),
    ("Q8", BELOW, MEETS, "needs_improvement"),
    ("Q9", BELOW, BELOW, "very_poor"),
]

RESULTS_ROWS = [
    ("R1", "3332", "", ABOVE),
    ("R2", "331", "", MEETS),
    ("R3", "333", "1", ABOVE),
    ("R4", "2221", "", MEETS),
    ("R5", "2211", "", MEETS),
    ("R6", "211", "22", BELOW),
    ("R7", "112", "", BELOW),
    ("R8", "32", "", MEETS),
    ("R9", "3322", "", MEETS),
]

BEHAVIOUR_ROWS = [
    ("B1", "3333222", ABOVE),
    ("B2", "3333331", MEETS),
    ("B3", "2222222", MEETS),
    ("B4", "1111333", BELOW),
    ("B5", "3332222", MEETS),
]

NIP_ROWS = [
    ("N3", "19860926201505100", "PNS", "format"),
    ("N4", "198613262015051001", "PNS", "birth"),
    ("N5", "198602302015051001", "PNS", "birth"),
    ("N6", "198609262015053001", "PNS", "sex"),
    ("N7", "198609262015051000", "PNS", "seq"),
    ("N8", "198609261995051001", "PNS", "year"),
    ("N10", "199001012022211001", "PNS", "type"),
    ("N11", "198609262015051001", "PPPK", "type"),
    ("N12", "19860926201505100A", "PNS", "format"),
    ("N13", "195001011975031001", "PNS", "age"),
]

NIP = {"nip": "198609262015051001", "kind": "PNS", "today": "2026-11-23"}

REFUSED_ROWS = [
    ("predicate", {}, "missing_key", "results"),
    ("predicate", {"results": ABOVE}, "missing_key", "behaviour"),
    ("predicate", {"results": "ABOVE", "behaviour": MEETS}, "bad_value", "results"),
    ("predicate", {"results": ABOVE, "behaviour": None}, "bad_value", "behaviour"),
    ("predicate", {"results": 3, "behaviour": 2}, "bad_value", "results"),
    ("predicate", {"results": [ABOVE], "behaviour": MEETS}, "bad_value", "results"),
    ("results-rating", {}, "missing_key", "main"),
    ("results-rating", {"additional": [ABOVE]}, "missing_key", "main"),
    ("results-rating", {"main": []}, "no_results", ""),
    ("results-rating", {"main": [], "additional": []}, "no_results", ""),
    ("results-rating", {"main": ABOVE}, "bad_value", "main"),
    ("results-rating", {"main": None}, "bad_value", "main"),
    ("results-rating", {"main": [ABOVE, None]}, "bad_value", "main[1]"),
    ("results-rating", {"main": [ABOVE, True]}, "bad_value", "main[1]"),
    ("results-rating", {"main": [ABOVE], "additional": None}, "bad_value", "additional"),
    ("results-rating", {"main": [ABOVE], "additional": ["good"]}, "bad_value", "additional[0]"),
    ("behaviour-rating", {}, "missing_key", "values"),
    ("behaviour-rating", {"values": []}, "bad_value", "values"),
    ("behaviour-rating", {"values": [ABOVE] * 6}, "bad_value", "6"),
    ("behaviour-rating", {"values": [ABOVE] * 8}, "bad_value", "8"),
    ("behaviour-rating", {"values": [ABOVE] * 6 + [""]}, "bad_value", "values[6]"),
    ("behaviour-rating", {"values": {"0": ABOVE}}, "bad_value", "values"),
    ("nip", {}, "missing_key", "nip"),
    ("nip", {"nip": NIP["nip"]}, "missing_key", "kind"),
    ("nip", {**NIP, "nip": 198609262015051001}, "bad_value", "nip"),
    ("nip", {**NIP, "nip": None}, "bad_value", "nip"),
    ("nip", {**NIP, "kind": "pns"}, "bad_value", "kind"),
    ("nip", {**NIP, "kind": "TNI"}, "bad_value", "kind"),
    ("nip", {**NIP, "today": "23-11-2026"}, "bad_value", "today"),
    ("nip", {**NIP, "today": "2026-02-30"}, "bad_value", "today"),
    ("nip", {**NIP, "today": "20261123"}, "bad_value", "today"),
    ("nip", {**NIP, "today": None}, "bad_value", "today"),
]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from([ABOVE, MEETS, BELOW]),
    lambda children: st.lists(children, max_size=8) | st.dictionaries(st.text(), children),
    max_leaves=12,
)
keys = st.sampled_from(
    ["results", "behaviour", "main", "additional", "values", "nip", "kind", "today"]
)


def calculate(name, data):
    return answer(rule_named(name), json.dumps(data).encode())[0]


def ratings(digits):
    return [{"1": BELOW, "2": MEETS, "3": ABOVE}[digit] for digit in digits]


@pytest.mark.parametrize(
    ("results", "behaviour", "expected"),
    [row[1:] for row in PREDICATE_ROWS],
    ids=[row[0] for row in PREDICATE_ROWS],
)
def test_calculate_predicate_matches_worked_example(results, behaviour, expected):
    request = {"results": results, "behaviour": behaviour}

    assert calculate("predicate", request) == {"predicate": expected}


@pytest.mark.parametrize(
    ("main", "additional", "expected"),
    [row[1:] for row in RESULTS_ROWS],
    ids=[row[0] for row in RESULTS_ROWS],
)
def test_calculate_results_rating_matches_worked_example(main, additional, expected):
    request = {"main": ratings(main), "additional": ratings(additional)}

    assert calculate("results-rating", request) == {"rating": expected}


def test_calculate_results_rating_without_additional_key_takes_the_main_ones():
    assert calculate("results-rating", {"main": ratings("3332")}) == {"rating": ABOVE}


@pytest.mark.parametrize(
    ("values", "expected"),
    [row[1:] for row in BEHAVIOUR_ROWS],
    ids=[row[0] for row in BEHAVIOUR_ROWS],
)
def test_calculate_behaviour_rating_matches_worked_example(values, expected):
    assert calculate("behaviour-rating", {"values": ratings(values)}) == {"rating": expected}


@pytest.mark.parametrize("text", ["198609262015051001", "19860926 201505 1 001"], ids=["N1", "N2"])
def test_calculate_nip_of_a_pns_tells_what_the_number_says(text):
    assert calculate("nip", {**NIP, "nip": text}) == {
        "nip": "198609262015051001",
        "born": "1986-09-26",
        "appointed": "2015-05",
        "sex": "male",
        "sequence": "001",
    }


@pytest.mark.parametrize("kind", ["PPPK", "PPPK_PART_TIME"])
def test_calculate_nip_of_a_pppk_tells_the_year_alone(kind):
    """N9."""
    request = {"nip": "199001012022211001", "kind": kind, "today": "2026-11-23"}

    assert calculate("nip", request) == {
        "nip": "199001012022211001",
        "born": "1990-01-01",
        "appointed": "2022",
        "sex": "male",
        "sequence": "001",
    }


@pytest.mark.parametrize(
    ("text", "kind", "code"), [row[1:] for row in NIP_ROWS], ids=[row[0] for row in NIP_ROWS]
)
def test_calculate_nip_names_the_broken_rule(text, kind, code):
    request = {"nip": text, "kind": kind, "today": "2026-11-23"}

    assert calculate("nip", request)["error"]["code"] == code


def test_calculate_nip_of_a_cpns_follows_the_rules_of_a_pns():
    assert calculate("nip", {**NIP, "kind": "CPNS"}) == calculate("nip", NIP)


def test_calculate_nip_without_today_takes_the_present_day():
    """Somebody born in 1950 was too old long before this test was written."""
    request = {"nip": "195001011975031001", "kind": "PNS"}

    assert calculate("nip", request)["error"]["code"] == "age"


def test_calculate_nip_too_short_says_how_many_digits_were_read():
    error = calculate("nip", {**NIP, "nip": "19860926 20150510 0"})["error"]

    assert error["message"] == "NIP terdiri atas 18 angka. Yang tertulis: 17 angka."


@pytest.mark.parametrize(("name", "data", "code", "named"), REFUSED_ROWS)
def test_calculate_bad_request_is_refused_and_its_key_named(name, data, code, named):
    error = calculate(name, data)["error"]

    assert error["code"] == code
    assert named in error["message"]


def test_calculate_ignores_keys_that_the_rule_does_not_know():
    request = {"results": ABOVE, "behaviour": MEETS, "note": {"by": "auditor"}}

    assert calculate("predicate", request) == {"predicate": "good"}


@given(name=st.sampled_from(sorted(RULES)), data=st.dictionaries(keys, json_values))
def test_calculate_any_object_is_answered_or_refused_with_a_sentence(name, data):
    result = calculate(name, data)

    if "error" in result:
        assert set(result["error"]) == {"code", "message"}
        assert result["error"]["message"]
    else:
        assert result
