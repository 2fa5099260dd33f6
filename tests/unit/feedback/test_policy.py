"""The statistical policy: stored versions are read whole, or refused by the name of a threshold."""

from dataclasses import fields

import pytest

from feedback.rules.policy import DEFAULT_POLICY, BadThreshold, SurveyPolicy

SPECIFIED = {
    # A1, A2
    "fewest_items": 7, "sample_chi_square": 3.841, "sample_share": 0.5, "sample_error_share": 0.05,
    "census_below": 10, "planned_deff": 1.5, "planned_sd": 12,
    # A3, A4
    "category_people": 5, "category_share": 0.02, "people_per_category": 10,
    "rake_tolerance": 1e-8, "rake_cycles": 200, "cell_people": 10,
    # A5 to A7
    "trim_cap": 5, "trim_floor": 0.2, "trim_rounds": 20, "margin_gap_share": 0.02,
    "trim_effect_green": 1, "fewest_clusters": 10, "small_sample": 400, "most_sampling_share": 0.9,
    # A9
    "n_amber": 30, "n_eff_green_share": 0.6, "n_eff_amber": 25, "deff_green": 2, "deff_amber": 3,
    "half_width_green": 3, "half_width_amber": 6, "asd_raw_green": 0.25, "asd_raw_amber": 0.5,
    "asd_weighted_green": 0.02, "asd_weighted_amber": 0.1, "bias_bound_green": 3,
    "bias_bound_amber": 6, "quarantined_green": 0.1, "quarantined_amber": 0.25,
    "clean_difference_green": 1, "clean_difference_amber": 3, "margin_months_green": 12,
    "margin_months_amber": 24, "collection_days_green": 14, "day_share_green": 0.2,
    "day_share_amber": 0.4, "fewest_recipients": 30, "officer_answers": 30,
    # A10
    "fewest_units": 5, "own_variance_answers": 30,
    # B1, B2
    "token_days": 14, "counter_month_tokens": 30, "device_salt_hours": 48, "device_soft": 4,
    "device_quarantine": 10,
    # B3, B4; from what one answer an hour is expected is ours
    "speed_soft_seconds": 2, "speed_reject_seconds": 1, "straight_run": 9, "duplicate_factor": 3,
    "burst_p": 1e-4, "burst_least_expected": 1, "quick_seconds": 60, "sequential_p": 0.001,
    "outlier_p": 0.001, "soft_families": 2, "false_positive_share": 0.05,
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), SPECIFIED.items())
def test_default_is_the_number_of_the_specification(name, value):
    assert getattr(DEFAULT_POLICY, name) == value


def test_every_threshold_is_specified():
    assert list(DEFAULT_POLICY.values()) == list(SPECIFIED)


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
