"""Estimators of the survey in the public calculator."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sabang_kinerja.calculator.rules import answer, rule_named

ROOT = Path(__file__).resolve().parents[3]
STYPE = {"E": 4421, "H": 755, "M": 1018}
SCH_WIDE = {"No": 1072, "Yes": 5122}
GOOD = {
    "y": [1, 2, 3, 4],
    "strata": ["n", "n", "s", "s"],
    "psu": [1, 2, 1, 2],
    "fpc": [10, 10, 20, 20],
    "base_weights": [1, 1, 2, 2],
    "margins": [{"of": ["a", "b", "a", "b"], "totals": {"a": 10, "b": 30}}],
    "trim": True,
}
KEYS = {"mean", "se", "se_plain", "df", "ci", "total", "se_total", "weights", "deff_kish", "n_eff",
        "converged"}  # fmt: skip


def calculate(name, data):
    return answer(rule_named(name), json.dumps(data).encode())[0]


def schools(name):
    with (ROOT / f"tests/data/survey/{name}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: [row[key] for row in rows] for key in rows[0]}


def raked(rows, **more):
    return {
        "y": [float(one) for one in rows["api00"]],
        "fpc": [float(one) for one in rows["fpc"]],
        "base_weights": [float(one) for one in rows["pw"]],
        "margins": [
            {"of": rows["stype"], "totals": STYPE},
            {"of": rows["sch.wide"], "totals": SCH_WIDE},
        ],
        **more,
    }


def test_calculate_survey_estimate_of_a_raked_cluster_sample_is_that_of_r():
    rows = schools("apiclus1")

    found = calculate("survey-estimate", raked(rows, psu=rows["dnum"]))

    assert set(found) == KEYS
    assert (f"{found['mean']:.2f}", f"{found['se']:.3f}") == ("641.23", "23.704")
    assert found["df"] == 14
    assert sum(found["weights"]) == pytest.approx(6194)
    assert found["n_eff"] == pytest.approx(183 / found["deff_kish"])
    assert found["converged"] is True
    low, high = found["ci"]
    assert found["se_plain"] > found["se"]
    assert high - low == pytest.approx(2 * 2.1447866879 * found["se_plain"])


def test_calculate_survey_estimate_of_a_raked_stratified_sample_is_that_of_r():
    rows = schools("apistrat")

    found = calculate("survey-estimate", raked(rows, strata=rows["stype"]))

    assert (f"{found['mean']:.2f}", f"{found['se']:.4f}") == ("662.21", "9.2695")
    assert found["df"] == 200 - 3 - 3


def test_calculate_survey_estimate_of_a_bare_list_is_the_textbook():
    """Mean 2.5, s² = 5/3; t with 3 degrees of freedom is 3.182446."""
    found = calculate("survey-estimate", {"y": [1, 2, 3, 4]})

    assert (found["mean"], found["total"], found["weights"]) == (2.5, 10, [1, 1, 1, 1])
    assert found["se"] == found["se_plain"] == pytest.approx((5 / 12) ** 0.5)
    assert found["se_total"] == pytest.approx(4 * (5 / 12) ** 0.5)
    assert found["ci"][1] == pytest.approx(2.5 + 3.182446 * (5 / 12) ** 0.5)
    assert (found["df"], found["deff_kish"], found["n_eff"]) == (3, 1, 4)


def test_calculate_survey_estimate_scales_later_margins_to_the_first():
    of = ["a", "b", "a", "b"]
    first = {"of": of, "totals": {"a": 10, "b": 30}}
    second = {"of": ["x", "x", "y", "y"], "totals": {"x": 1, "y": 1}}

    found = calculate("survey-estimate", {"y": [1, 2, 3, 4], "margins": [first, second]})

    assert found["weights"] == pytest.approx([5, 15, 5, 15])


def test_calculate_survey_estimate_of_margins_that_contradict_tells_that_it_did_not_converge():
    of = ["a", "b", "a", "b"]
    margins = [{"of": of, "totals": {"a": 1, "b": 1}}, {"of": of, "totals": {"a": 1, "b": 2}}]

    assert (
        calculate("survey-estimate", {"y": [1, 2, 3, 4], "margins": margins})["converged"] is False
    )


def test_calculate_survey_estimate_trims_to_five_times_the_median():
    y = [1.0] * 49 + [2.0]
    margins = [{"of": ["a"] * 49 + ["b"], "totals": {"a": 50, "b": 50}}]

    plain = calculate("survey-estimate", {"y": y, "margins": margins})
    trimmed = calculate("survey-estimate", {"y": y, "margins": margins, "trim": True})

    assert plain["weights"][-1] == pytest.approx(50)
    assert trimmed["weights"][-1] == pytest.approx(5 * trimmed["weights"][0])
    assert sum(trimmed["weights"]) == pytest.approx(100)


def test_calculate_survey_estimate_corrects_for_at_most_nine_tenths():
    census = calculate("survey-estimate", {"y": [1, 2, 3, 4], "fpc": [4] * 4})

    assert census["se"] == pytest.approx((5 / 12 * 0.1) ** 0.5)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.floats(-1e3, 1e3), st.sampled_from("ab"), st.sampled_from("xyz"), st.floats(0.5, 9)
        ),
        min_size=6,
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
def test_calculate_survey_estimate_of_rows_in_another_order_gives_the_same_bits(rows, random):
    rows = [*rows, *((1.0, one, other, 1.0) for one in "ab" for other in "xyz")]
    order = list(range(len(rows)))
    random.shuffle(order)

    def request(ordered):
        y, first, second, base = zip(*ordered, strict=True)
        margins = [
            {"of": first, "totals": {"a": 40, "b": 60}},
            {"of": second, "totals": {"x": 30, "y": 30, "z": 45}},
        ]
        return {"y": y, "base_weights": base, "margins": margins, "trim": True}

    found = calculate("survey-estimate", request(rows))
    moved = calculate("survey-estimate", request([rows[at] for at in order]))

    assert [found["weights"][at] for at in order] == moved.pop("weights")
    assert {key: found[key] for key in moved} == moved
    assert min(found["weights"]) > 0


def without(*keys):
    return {key: value for key, value in GOOD.items() if key not in keys}


REFUSED_ROWS = [
    ("survey-estimate", {}, "missing_key", "y"),
    ("survey-estimate", {"y": []}, "bad_value", "y"),
    ("survey-estimate", {"y": [5]}, "bad_value", "seluruh sampel"),
    *(
        ("survey-estimate", {"y": [1, bad]}, "bad_value", "y[1]")
        for bad in (None, "1", True, [1], 10**400, -1e13)
    ),
    *(
        ("survey-estimate", GOOD | {key: GOOD[key][:3]}, "bad_value", key)
        for key in ("strata", "psu", "fpc", "base_weights")
    ),
    *(("survey-estimate", GOOD | {key: None}, "bad_value", key) for key in GOOD),
    ("survey-estimate", GOOD | {"base_weights": [1, 1, 0, 2]}, "bad_value", "base_weights[2]"),
    ("survey-estimate", GOOD | {"base_weights": [1, 1, -1, 2]}, "bad_value", "base_weights[2]"),
    ("survey-estimate", GOOD | {"psu": [1, 2, 1, 1]}, "bad_value", "s"),
    ("survey-estimate", GOOD | {"strata": ["n", "n", "n", "s"]}, "bad_value", "s"),
    ("survey-estimate", GOOD | {"psu": [1.5, 2, 1, 2]}, "bad_value", "psu[0]"),
    ("survey-estimate", GOOD | {"fpc": [10, 11, 20, 20]}, "bad_value", "fpc"),
    ("survey-estimate", GOOD | {"fpc": [1, 1, 20, 20]}, "bad_value", "fpc"),
    ("survey-estimate", GOOD | {"trim": 1}, "bad_value", "trim"),
    ("survey-estimate", GOOD | {"margins": [[]]}, "bad_value", "margins[0]"),
    ("survey-estimate", GOOD | {"margins": [{}]}, "missing_key", "margins[0].of"),
    (
        "survey-estimate",
        GOOD | {"margins": [{"of": ["a", "b", "a"], "totals": {"a": 1, "b": 1}}]},
        "bad_value",
        "margins[0].of",
    ),
    *(
        (
            "survey-estimate",
            GOOD | {"margins": [GOOD["margins"][0] | {"totals": totals}]},
            "bad_value",
            named,
        )
        for totals, named in [
            ([], "margins[0].totals"),
            ({"a": 10}, "b"),
            ({"a": 10, "b": 30, "c": 1}, "c"),
            ({"a": 10, "b": 0}, "margins[0].totals.b"),
            ({"a": 10, "b": -1}, "margins[0].totals.b"),
            ({"a": 10, "b": "30"}, "margins[0].totals.b"),
        ]
    ),
    ("shrinkage", {"estimates": [1] * 5}, "missing_key", "variances"),
    ("shrinkage", {"estimates": [1] * 5, "variances": [1] * 6}, "bad_value", "variances"),
    ("shrinkage", {"estimates": [1] * 5, "variances": [1, 1, 1, 1, -1]}, "bad_value", "[4]"),
    ("shrinkage", {"estimates": [1] * 5, "variances": [1, 1, 1, 1, 0]}, "bad_value", "[4]"),
    ("shrinkage", {"estimates": [1, None, 1, 1, 1], "variances": [1] * 5}, "bad_value", "[1]"),
    ("shrinkage", {"estimates": [1] * 4, "variances": [1] * 4}, "too_few_units", "4"),
    ("shrinkage", {"estimates": [], "variances": []}, "too_few_units", "0"),
]


@pytest.mark.parametrize(("name", "data", "code", "named"), REFUSED_ROWS)
def test_calculate_estimate_bad_request_is_refused_and_its_key_named(name, data, code, named):
    error = calculate(name, data)["error"]

    assert error["code"] == code
    assert named in error["message"]


def test_calculate_survey_estimate_takes_every_key_at_once():
    assert set(calculate("survey-estimate", GOOD)) == KEYS


def test_calculate_estimate_refuses_a_number_that_is_none():
    found, accepted = answer(rule_named("survey-estimate"), b'{"y": [1, NaN]}')

    assert (found["error"]["code"], accepted) == ("bad_json", False)


def test_calculate_shrinkage_is_that_of_metafor():
    with (ROOT / "tests/data/survey/bcg.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))

    found = calculate(
        "shrinkage",
        {key: [float(row[name]) for row in rows] for key, name in
         (("estimates", "yi"), ("variances", "vi"))},
    )  # fmt: skip

    assert (f"{found['tau2']:.4f}", f"{found['mean']:.4f}") == ("0.3181", "-0.7150")
    assert f"{found['shrunk'][0]:.7f} {found['sd'][0]:.7f}" == "-0.8011218 0.4114171"


def test_calculate_shrinkage_of_units_that_cannot_be_told_apart_pools_fully():
    found = calculate("shrinkage", {"estimates": [80, 80.5, 81, 80.2, 79.9], "variances": [4] * 5})

    assert found["tau2"] == 0
    assert found["shrunk"] == pytest.approx([80.32] * 5)


def test_other_rules_do_not_wait_for_numpy():
    script = """if True:
        import sys, django
        django.setup()
        from sabang_kinerja.calculator.rules import answer, rule_named
        answer(rule_named("predicate"), b'{"results": "above", "behaviour": "meets"}')
        loaded = "numpy" in sys.modules
        answer(rule_named("shrinkage"), b'{"estimates": [], "variances": []}')
        print(loaded, "numpy" in sys.modules, "scipy" in sys.modules)
    """

    found = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert found.stdout.split() == ["False", "True", "False"]
