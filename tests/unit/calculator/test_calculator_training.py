"""Training through the public calculator: published words, values and refusals."""

import json

import pytest

from sabang_kinerja.calculator.rules import answer, rule_named

PERSON = {
    "education": "s1", "post": "general", "leadership": False, "functional": False,
    "technical_hours": 20, "seminar": True, "predicate": "good", "discipline": "none",
}  # fmt: skip

SEMINAR = {"form": "KL06", "scope": "national", "days": 2}

HOURS_ROWS = [
    (SEMINAR, "8"),
    (SEMINAR | {"scope": "international"}, "12"),
    ({"form": "KL03", "scope": "international", "programme_hours": 33}, "39.6"),
    ({"form": "KL01", "scope": "national", "programme_hours": 900}, "900"),
    ({"form": "NKL01", "scope": "national", "sessions": 2}, "4"),
    ({"form": "NKL01", "scope": "national", "days": 1,
      "sessions": ["2026-03-02", "2026-03-09", "2026-03-16"]}, "4"),
    ({"form": "NKL05", "scope": "national", "days": 90}, "20"),
]  # fmt: skip

REFUSED_ROWS = [
    ("training-hours", {"form": "KL08", "scope": "international", "days": 2}, "not_defined",
     "KL08"),
    ("training-hours", {"form": "KL12", "scope": "national", "days": 2}, "not_defined", "KL12"),
    ("training-hours", {"form": "KL01", "scope": "national", "days": 2}, "missing_key",
     "programme_hours"),
    ("training-hours", {"form": "KL06", "scope": "national"}, "missing_key", "days"),
    ("training-hours", {"form": "NKL01", "scope": "national", "days": 1}, "missing_key",
     "sessions"),
    ("training-hours", {"form": "KL06", "days": 2}, "missing_key", "scope"),
    ("training-hours", SEMINAR | {"form": "KL99"}, "bad_value", "form"),
    ("training-hours", SEMINAR | {"days": 1.5}, "bad_value", "days"),
    ("training-hours", SEMINAR | {"programme_hours": -1}, "bad_value", "programme_hours"),
    ("training-hours", SEMINAR | {"sessions": ["2026-02-30"]}, "bad_value", "sessions[0]"),
    ("gain", {"post": 80}, "missing_key", "pre"),
    ("gain", {"pre": 60, "post": 101}, "bad_value", "post"),
    ("gain", {"pre": None, "post": 80}, "bad_value", "pre"),
    *(
        ("professionalism-index", PERSON | {key: 7 if key != "technical_hours" else "7"},
         "bad_value", key)
        for key in PERSON
    ),
]  # fmt: skip


def ask(name, request):
    return answer(rule_named(name), json.dumps(request).encode())


@pytest.mark.parametrize(("request_", "hours"), HOURS_ROWS)
def test_hours_of_a_training(request_, hours):
    assert ask("training-hours", request_) == ({"hours": hours}, True)


@pytest.mark.parametrize(
    ("pre", "post", "gain"),
    [(60, 80, "0.50"), (100, 100, None), (70, 80, "0.33"), (20, 50, "0.38"), (80, 60, "-1.00"),
     (62.5, 62.5, "0.00"), (0, 0.5, "0.01"), (50, 49.9, "0.00")],
)  # fmt: skip
def test_gain_of_a_test(pre, post, gain):
    assert ask("gain", {"pre": pre, "post": post}) == ({"gain": gain}, True)


def test_index_of_one_person():
    assert ask("professionalism-index", PERSON) == (
        {
            "points": {
                "qualification": "15",
                "competence": "40",
                "performance": "25",
                "discipline": "5",
            },
            "missing": [],
            "total": "85",
            "category": "high",
            "label": "Tinggi",
            "version": "bkn-8-2019-1",
        },
        True,
    )


@pytest.mark.parametrize("discipline", [{}, {"discipline": None}])
def test_missing_dimension_is_missing_in_points_total_and_category(discipline):
    known = {key: value for key, value in PERSON.items() if key != "discipline"}
    found, _ = ask("professionalism-index", known | discipline)

    assert found["points"]["discipline"] is None
    assert found["missing"] == ["discipline"]
    assert (found["total"], found["category"], found["label"]) == (None, None, None)


@pytest.mark.parametrize(("name", "request_", "code", "names"), REFUSED_ROWS)
def test_refusal_has_its_code_and_names_its_key(name, request_, code, names):
    found, is_result = ask(name, request_)

    assert not is_result
    assert found["error"]["code"] == code
    assert names in found["error"]["message"]
