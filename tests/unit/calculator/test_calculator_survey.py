"""The citizen survey in the public calculator: worked figures, and refusals that name their key."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sabang_kinerja.calculator.rules import answer, rule_named

TABULATION = Path(__file__).resolve().parents[2] / "data/skm-tabulation-sample.csv"

FACTS = {
    "n": 322, "population": 2000, "n_eff": 230.5, "deff": 1.4, "half_width": 1.1, "asd_raw": 0.1,
    "asd_weighted": 0, "converged": True, "bias_bound": 1, "quarantined": 0.02,
    "clean_difference": 0.2, "trim_effect": 0.1, "margin_age_months": 3, "days": 30,
    "max_day_share": 0.08,
}  # fmt: skip

REFUSED_ROWS = [
    ("sample-size", {}, "missing_key", "population"),
    *(
        ("sample-size", {"population": bad}, "bad_value", "population")
        for bad in (-1, 2.5, "2000", None, True, 10**400)
    ),
    ("ikm", {}, "missing_key", "answers"),
    ("ikm", {"answers": [[3] * 9], "means": {"U1": "3"}}, "bad_value", "answers"),
    ("ikm", {"answers": [[3] * 9], "weights": "0.11"}, "bad_value", "weights"),
    ("ikm", {"answers": [[3] * 9], "weights": None}, "bad_value", "weights"),
    ("ikm", {"answers": None}, "bad_value", "answers"),
    ("ikm", {"answers": [3]}, "bad_value", "answers[0]"),
    ("ikm", {"answers": [[]]}, "bad_value", "answers[0]"),
    ("ikm", {"answers": [[3] * 15]}, "bad_value", "answers[0]"),
    ("ikm", {"answers": [[3] * 9, [3] * 8]}, "bad_value", "answers[1]"),
    *(
        ("ikm", {"answers": [[3] * 8 + [bad]]}, "bad_value", "answers[0][8]")
        for bad in ("3", 3.0, True, [])
    ),
    ("ikm", {"answers": []}, "no_answers", ""),
    ("ikm", {"answers": [[5] * 9, [3] * 6 + [None] * 3]}, "no_answers", ""),
    ("ikm", {"means": {}}, "no_answers", ""),
    ("ikm", {"means": ["3.31"]}, "bad_value", "means"),
    ("ikm", {"means": None}, "bad_value", "means"),
    *(
        ("ikm", {"means": {name: "3"}}, "bad_value", f"means.{name}")
        for name in ("U0", "U15", "U01", "u1", "")
    ),
    *(
        ("ikm", {"means": {"U1": bad}}, "bad_value", "means.U1")
        for bad in (3.31, "3,31", "0.99", "4.01", "5", "", "NaN", "1e0", " 3", None)
    ),
    *(
        ("verdict", {k: v for k, v in FACTS.items() if k != key}, "missing_key", key)
        for key in FACTS
    ),
    *(("verdict", FACTS | {key: "1"}, "bad_value", key) for key in FACTS),
    *(
        ("verdict", FACTS | {key: None}, "bad_value", key)
        for key in FACTS
        if key != "margin_age_months"
    ),
    *(
        ("verdict", FACTS | {key: -1}, "bad_value", key)
        for key in FACTS
        if key not in {"clean_difference", "trim_effect"}
    ),
    *(
        ("verdict", FACTS | {key: bad}, "bad_value", key)
        for key in ("clean_difference", "trim_effect")
        for bad in (75.1, -75.1)
    ),
    *(
        ("verdict", FACTS | {key: 1.01}, "bad_value", key)
        for key in ("quarantined", "max_day_share", "n", "days", "margin_age_months")
    ),
    ("verdict", FACTS | {"converged": 1}, "bad_value", "converged"),
    ("verdict", FACTS | {"deff": True}, "bad_value", "deff"),
    ("verdict", FACTS | {"margin_gap": None}, "bad_value", "margin_gap"),
]


def calculate(name, data):
    return answer(rule_named(name), json.dumps(data).encode())[0]


def nine(means):
    return {f"U{number}": mean for number, mean in enumerate(means, start=1)}


@pytest.mark.parametrize(
    ("population", "n"), [(2000, 322), (100, 80), (43_000, 381), (9, 9), (10, 10), (0, 0)]
)
def test_calculate_sample_size(population, n):
    assert calculate("sample-size", {"population": population}) == {"n": n}


def test_calculate_ikm_of_the_sample_tabulation():
    with TABULATION.open(encoding="utf-8-sig") as file:
        responses = [
            [int(row[f"U{number}"]) if row[f"U{number}"] else None for number in range(1, 10)]
            for row in csv.DictReader(file)
        ]

    found = calculate("ikm", {"answers": responses})

    assert (found["ikm"], found["grade"], found["label"]) == ("82.96", "B", "Baik")
    assert (found["n"], found["unusable"], found["refused"]) == (115, 3, 2)
    assert found["elements"][2] == {"element": "U3", "n": 115, "mean": "2.939"}
    assert found["elements"][8] == {"element": "U9", "n": 107, "mean": "3.178"}


@pytest.mark.parametrize(
    ("weights", "expected"),
    [({}, "82.75"), ({"weights": "exact"}, "82.75"), ({"weights": "rounded3"}, "82.67"),
     ({"weights": "rounded2"}, "81.92")],
)  # fmt: skip
def test_calculate_ikm_of_means_with_each_way_of_writing_a_ninth(weights, expected):
    """Nine means that sum to 29.79: times 25/9, times 2.775, times 2.75 (81.9225)."""
    found = calculate("ikm", {"means": nine(["3.31"] * 9)} | weights)

    assert found["ikm"] == expected
    assert found["elements"][0] == {"element": "U1", "n": None, "mean": "3.310"}
    assert (found["n"], found["unusable"], found["refused"]) == (None, None, None)


def test_calculate_ikm_orders_means_by_their_number():
    found = calculate("ikm", {"means": {"U10": "3", "U2": "4"}})

    assert [one["element"] for one in found["elements"]] == ["U2", "U10"]
    assert found["ikm"] == "87.50"


@pytest.mark.parametrize(
    ("mean", "ikm", "grade", "label"),
    [
        ("2.5996", "64.99", "D", "Tidak Baik"),
        ("2.5998", "65.00", "C", "Kurang Baik"),
        ("3.064", "76.60", "C", "Kurang Baik"),
        ("3.0644", "76.61", "B", "Baik"),
        ("3.532", "88.30", "B", "Baik"),
        ("3.5324", "88.31", "A", "Sangat Baik"),
    ],
)
def test_calculate_ikm_grades_the_printed_value(mean, ikm, grade, label):
    found = calculate("ikm", {"means": nine([mean] * 9)})

    assert (found["ikm"], found["grade"], found["label"]) == (ikm, grade, label)


def test_calculate_ikm_of_the_fourteen_older_elements():
    found = calculate("ikm", {"answers": [[3] * 14], "weights": "rounded3"})

    assert found["ikm"] == "74.55"
    assert len(found["elements"]) == 14


def test_calculate_ikm_shows_an_element_that_nobody_answered():
    found = calculate("ikm", {"answers": [[3] * 8 + [None]]})

    assert found["elements"][8] == {"element": "U9", "n": 0, "mean": None}
    assert found["ikm"] == "75.00"


def test_calculate_verdict_of_a_good_survey_is_green():
    assert calculate("verdict", FACTS) == {"verdict": "green", "failed": []}


def test_calculate_verdict_names_what_fails_and_what_it_blocks():
    data = FACTS | {"n": 240, "margin_age_months": None, "max_day_share": 0.3}

    assert calculate("verdict", data) == {
        "verdict": "red",
        "failed": [
            {"condition": "n", "blocks": "green"},
            {"condition": "margin_age_months", "blocks": "amber"},
            {"condition": "max_day_share", "blocks": "green"},
        ],
    }


def test_calculate_verdict_takes_a_residual_gap_of_margins():
    assert calculate("verdict", FACTS | {"margin_gap": 0.02})["failed"] == [
        {"condition": "margin_gap", "blocks": "amber"}
    ]


@pytest.mark.parametrize(("name", "data", "code", "named"), REFUSED_ROWS)
def test_calculate_survey_bad_request_is_refused_and_its_key_named(name, data, code, named):
    error = calculate(name, data)["error"]

    assert error["code"] == code
    assert named in error["message"]


texts = st.text("U19.3", max_size=4)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 9) | st.floats(-1, 2) | texts,
    lambda children: st.lists(children, max_size=9) | st.dictionaries(texts, children, max_size=9),
    max_leaves=12,
)


@given(
    name=st.sampled_from(["sample-size", "ikm", "verdict"]),
    data=st.dictionaries(
        st.sampled_from([*FACTS, "answers", "means", "weights", "margin_gap"]), json_values
    ),
)
def test_calculate_survey_answers_any_object_with_a_result_or_a_code(name, data):
    found = calculate(name, data)

    assert found.get("error", {}).get("code") in {None, "missing_key", "bad_value", "no_answers"}
