"""The statistical policy: stored versions are read whole, or refused by the name of a threshold."""

from dataclasses import fields

import pytest

from feedback.rules.policy import DEFAULT_POLICY, BadThreshold, SurveyPolicy

SPECIFIED = {
    "fewest_items": 7, "census_below": 10, "planned_deff": 1.5, "sample_chi_square": 3.841,
    "category_people": 5, "category_share": 0.02, "people_per_category": 10,
    "rake_tolerance": 1e-8, "rake_cycles": 200, "trim_cap": 5, "trim_floor": 0.2,
    "trim_rounds": 20, "small_sample": 400, "fewest_clusters": 10, "most_sampling_share": 0.9,
    "officer_answers": 30, "fewest_units": 5, "fewest_recipients": 30, "token_days": 14,
    "counter_month_tokens": 30, "device_salt_hours": 48, "device_soft": 4, "device_quarantine": 10,
    "speed_soft_seconds": 2, "speed_reject_seconds": 1, "straight_run": 9, "duplicate_factor": 3,
    "burst_p": 1e-4, "quick_seconds": 60, "sequential_p": 0.001, "outlier_p": 0.001,
    "soft_families": 2, "false_positive_share": 0.05,
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), SPECIFIED.items())
def test_default_is_the_number_of_the_specification(name, value):
    assert getattr(DEFAULT_POLICY, name) == value


def test_stored_version_is_read_as_it_was():
    changed = SurveyPolicy(deff_green=1.5, n_amber=40)

    assert SurveyPolicy.from_values(changed.values()) == changed
    assert SurveyPolicy.from_values({}) == DEFAULT_POLICY


def test_numbers_may_be_stored_as_text():
    found = SurveyPolicy.from_values({"deff_green": "1.5", "n_amber": "40", "burst_p": "1e-5"})

    assert (found.deff_green, found.n_amber, found.burst_p) == (1.5, 40, 1e-5)
    assert isinstance(found.n_amber, int)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("deff", 2),
        ("n_amber", 30.5),
        ("n_amber", "thirty"),
        ("n_amber", None),
        ("n_amber", True),
        ("n_amber", -1),
        ("deff_green", "nan"),
        ("deff_green", float("inf")),
        ("deff_green", [2]),
        ("day_share_green", 1.2),
        ("deff_amber", 1.9),
        ("margin_months_amber", 11),
        ("speed_soft_seconds", 0.5),
    ],
)
def test_bad_threshold_is_refused_by_name(name, value):
    with pytest.raises(BadThreshold) as refused:
        SurveyPolicy.from_values({name: value})

    assert refused.value.args == (name,)


def test_every_pair_of_limits_is_ordered():
    names = {field.name for field in fields(SurveyPolicy)}
    ambers = {name for name in names if name.endswith("_amber")}

    assert all(
        getattr(DEFAULT_POLICY, name.replace("_amber", "_green")) < getattr(DEFAULT_POLICY, name)
        for name in ambers
        if name.replace("_amber", "_green") in names
    )
