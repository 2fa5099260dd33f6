"""Open settings: what a value may be, and what holds while nobody has decided."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.rules.regulation import (
    DEFAULTS,
    SETTINGS,
    BadSettingValue,
    Certainty,
    Regulation,
    Setting,
    SettingKind,
    UnknownSetting,
    checked_value,
    declare,
)

LEVELS = {"above": "di atas", "meets": "sesuai"}


def setting(kind, default, **more):
    return Setting("contoh", "Contoh", kind, default, "Ketentuan", Certainty.DESIGN, **more)


DAYS = setting(SettingKind.WHOLE, 14, least=1, most=90)
SHARE = setting(SettingKind.DECIMAL, "0.60", least=Decimal(0), most=Decimal(1))
SWITCH = setting(SettingKind.YES_NO, False)
LEVEL = setting(SettingKind.CHOICE, "meets", choices=LEVELS)
TABLE = setting(SettingKind.TABLE, {"good": "meets"}, rows={"good": "Baik"}, choices=LEVELS)
FACTORS = setting(
    SettingKind.TABLE, {"good": "1.00"}, rows={"good": "Baik"}, least=Decimal(0), most=Decimal(2)
)


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        (DAYS, 1),
        (DAYS, 90),
        (SHARE, "0.605"),
        (SWITCH, True),
        (LEVEL, "above"),
        (TABLE, {"good": "above"}),
        (FACTORS, {"good": "0.75"}),
    ],
)
def test_fitting_value_is_kept_as_it_is(declared, value):
    assert checked_value(declared, value) == value


@pytest.mark.parametrize(
    ("declared", "value", "problem", "key"),
    [
        (DAYS, "14", "not_whole", ""),
        (DAYS, True, "not_whole", ""),
        (DAYS, 0, "too_small", ""),
        (DAYS, 91, "too_large", ""),
        (SHARE, "satu", "not_a_number", ""),
        (SHARE, "NaN", "not_a_number", ""),
        (SHARE, True, "not_a_number", ""),
        (SHARE, "1.01", "too_large", ""),
        (SWITCH, 1, "not_yes_no", ""),
        (LEVEL, "below", "unknown_choice", ""),
        (TABLE, {}, "table_incomplete", ""),
        (TABLE, {"good": "meets", "poor": "meets"}, "table_incomplete", ""),
        (TABLE, {"good": "below"}, "unknown_choice", "good"),
        (FACTORS, {"good": "-1"}, "too_small", "good"),
    ],
)
def test_value_that_does_not_fit_is_refused_by_name(declared, value, problem, key):
    with pytest.raises(BadSettingValue) as refused:
        checked_value(declared, value)

    assert (refused.value.problem, refused.value.key) == (problem, key)


@given(st.integers(min_value=1, max_value=90))
def test_every_whole_number_in_range_is_taken(days):
    assert checked_value(DAYS, days) == days


def test_default_holds_until_something_is_decided():
    decided = Regulation({"keberatan.days": (7, 21)})

    assert DEFAULTS.whole("keberatan.days") == 14
    assert DEFAULTS.version("keberatan.days") == "default"
    assert decided.whole("keberatan.days") == 21
    assert decided.versions("keberatan.days", "dok.return_days") == {
        "keberatan.days": "7",
        "dok.return_days": "default",
    }


def test_setting_is_read_only_as_what_it_is():
    with pytest.raises(TypeError):
        DEFAULTS.yes("keberatan.days")
    with pytest.raises(UnknownSetting):
        DEFAULTS.whole("keberatan.dayz")


def test_setting_is_declared_once():
    with pytest.raises(ValueError, match=r"keberatan\.days"):
        declare([SETTINGS["keberatan.days"]])
