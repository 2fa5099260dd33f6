"""Every threshold of the survey is a setting, and no decision can contradict another."""

import itertools

import pytest

from feedback.regulation import KEY_DAYS, SETTINGS, policy_of, policy_versions, setting_key
from feedback.rules.policy import DEFAULT_POLICY
from personnel.rules.regulation import DEFAULTS, Regulation, SettingKind, checked_value

BY_KEY = {setting.key: setting for setting in SETTINGS}


def test_every_threshold_is_declared_once_with_the_number_of_the_specification():
    thresholds = {setting_key(name) for name in DEFAULT_POLICY.values()}
    assert thresholds | {KEY_DAYS} == set(BY_KEY)
    assert policy_of(DEFAULTS) == DEFAULT_POLICY
    assert policy_versions(DEFAULTS) == {}


@pytest.mark.parametrize("key", BY_KEY)
def test_the_declared_value_lies_well_within_its_range(key):
    setting = BY_KEY[key]
    assert checked_value(setting, setting.default) == setting.default
    assert setting.least < setting.most


def _at(setting, end):
    value = getattr(setting, end)
    return int(value) if setting.kind is SettingKind.WHOLE else str(value)


@pytest.mark.parametrize(("better", "worse"), list(itertools.product(["least", "most"], repeat=2)))
def test_no_decision_makes_the_better_colour_the_easier_one(better, worse):
    decided = {
        key: (1, _at(setting, better if key.endswith(("green", "soft", "floor")) else worse))
        for key, setting in BY_KEY.items()
    }
    policy_of(Regulation(decided))


def test_a_result_keeps_the_decisions_behind_its_thresholds():
    regulation = Regulation({"survei.n_amber": (17, 40)})
    assert policy_of(regulation).n_amber == 40
    assert policy_versions(regulation) == {"survei.n_amber": "17"}
