"""The verdict on a figure: every row of statistics A9 on both sides of each limit."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.policy import SurveyPolicy
from feedback.rules.samples import minimum_sample
from feedback.rules.verdict import (
    USES,
    Condition,
    QualityVerdict,
    SurveyFacts,
    SurveyUse,
    judge_quality,
    limits,
)

GREEN, AMBER, RED = QualityVerdict
C = Condition

GOOD = SurveyFacts(
    n=322, population=2000, n_eff=230.0, deff=1.4, half_width=1.1, asd_raw=0.1, asd_weighted=0.0,
    converged=True, bias_bound=1.0, quarantined=0.02, clean_difference=0.2, trim_effect=0.1,
    margin_age_months=3, days=30, max_day_share=0.08, margin_gap=0.0,
)  # fmt: skip

ROWS = [
    ("n", 322, GREEN), ("n", 321, AMBER), ("n", 30, AMBER), ("n", 29, RED), ("n", 0, RED),
    ("n_eff", 193.2, GREEN), ("n_eff", 193.1, AMBER), ("n_eff", 25, AMBER), ("n_eff", 24.9, RED),
    ("deff", 2.0, GREEN), ("deff", 2.01, AMBER), ("deff", 3.0, AMBER), ("deff", 3.01, RED),
    ("half_width", 3.0, GREEN), ("half_width", 3.01, AMBER), ("half_width", 6.0, AMBER),
    ("half_width", 6.01, RED), ("half_width", math.inf, RED), ("half_width", math.nan, RED),
    ("asd_raw", 0.25, GREEN), ("asd_raw", 0.251, AMBER), ("asd_raw", 0.50, AMBER),
    ("asd_raw", 0.501, RED),
    ("asd_weighted", 0.02, GREEN), ("asd_weighted", 0.021, AMBER), ("asd_weighted", 0.10, AMBER),
    ("asd_weighted", 0.101, RED),
    ("converged", False, RED),
    ("bias_bound", 3.0, GREEN), ("bias_bound", 3.01, AMBER), ("bias_bound", 6.0, AMBER),
    ("bias_bound", 6.01, RED),
    ("quarantined", 0.10, GREEN), ("quarantined", 0.101, AMBER), ("quarantined", 0.25, AMBER),
    ("quarantined", 0.251, RED),
    ("clean_difference", 1.0, GREEN), ("clean_difference", 1.01, AMBER),
    ("clean_difference", -1.01, AMBER), ("clean_difference", 3.0, AMBER),
    ("clean_difference", 3.01, RED), ("clean_difference", -3.01, RED),
    ("trim_effect", 1.0, GREEN), ("trim_effect", 1.01, AMBER), ("trim_effect", -1.01, AMBER),
    ("trim_effect", 40.0, AMBER),
    ("margin_gap", 0.0199, GREEN), ("margin_gap", 0.02, RED), ("margin_gap", 0.3, RED),
    ("margin_age_months", 12, GREEN), ("margin_age_months", 13, AMBER),
    ("margin_age_months", 24, AMBER), ("margin_age_months", 25, RED),
    ("margin_age_months", None, RED),
    ("days", 14, GREEN), ("days", 13, AMBER), ("days", 1, AMBER),
    ("max_day_share", 0.20, GREEN), ("max_day_share", 0.21, AMBER),
    ("max_day_share", 0.40, AMBER), ("max_day_share", 0.41, RED), ("max_day_share", 1.0, RED),
]  # fmt: skip

WORSE = {
    "n": -1, "n_eff": -1, "deff": 1, "half_width": 1, "asd_raw": 1, "asd_weighted": 1,
    "bias_bound": 1, "quarantined": 1, "clean_difference": 1, "trim_effect": 1, "margin_gap": 1,
    "margin_age_months": 1, "days": -1, "max_day_share": 1,
}  # fmt: skip

facts = st.builds(
    SurveyFacts,
    n=st.integers(0, 400),
    population=st.integers(0, 3000),
    n_eff=st.floats(0, 400),
    deff=st.floats(1, 4),
    half_width=st.floats(0, 8),
    asd_raw=st.floats(0, 0.7),
    asd_weighted=st.floats(0, 0.15),
    converged=st.booleans(),
    bias_bound=st.floats(0, 8),
    quarantined=st.floats(0, 0.4),
    clean_difference=st.floats(0, 4),
    trim_effect=st.floats(0, 2),
    margin_age_months=st.integers(0, 30),
    days=st.integers(0, 30),
    max_day_share=st.floats(0, 0.6),
    margin_gap=st.floats(0, 0.04),
)


def test_figure_that_meets_every_row_is_green():
    assert judge_quality(GOOD).verdict is GREEN
    assert judge_quality(GOOD).failed == ()


@pytest.mark.parametrize(("name", "value", "verdict"), ROWS)
def test_row_decides_at_its_limits(name, value, verdict):
    found = judge_quality(replace(GOOD, **{name: value}))

    assert found.verdict is verdict
    assert [(failed.condition.value, failed.blocks) for failed in found.failed] == {
        GREEN: [],
        AMBER: [(name, GREEN)],
        RED: [(name, AMBER)],
    }[verdict]


def test_every_row_of_the_table_is_tested_on_both_sides():
    tested = {name for name, _, _ in ROWS} | {"population"}

    assert tested == {condition.value for condition in Condition}
    assert [limit.condition for limit in limits(2000)] == list(Condition)


@pytest.mark.parametrize(("population", "verdict"), [(29, RED), (0, RED), (30, GREEN)])
def test_service_with_fewer_than_thirty_recipients_never_passes_alone(population, verdict):
    found = judge_quality(replace(GOOD, population=population))

    assert found.verdict is verdict
    assert [failed.condition for failed in found.failed] == [C.POPULATION] * (verdict is RED)


def test_red_cell_holds_where_a_small_population_asks_for_fewer_answers():
    """Krejcie and Morgan ask 28 of 30 recipients; below 30 answers a figure is red all the same."""
    found = judge_quality(replace(GOOD, population=30, n=28, n_eff=20.0))

    assert minimum_sample(30) == 28
    assert found.verdict is RED
    assert [failed.condition for failed in found.failed] == [C.N, C.N_EFF]


def test_failing_rows_are_all_named_in_the_tables_order():
    found = judge_quality(replace(GOOD, max_day_share=0.3, n=100, deff=3.5, converged=False))

    assert found.verdict is RED
    assert [(failed.condition, failed.blocks) for failed in found.failed] == [
        (C.N, GREEN),
        (C.DEFF, AMBER),
        (C.CONVERGED, AMBER),
        (C.DAY_SHARE, GREEN),
    ]
    assert [failed.limit.green for failed in found.failed] == [322, 2.0, 1, 0.2]


def test_thresholds_come_from_the_policy():
    strict = SurveyPolicy(deff_green=1.2)

    assert judge_quality(GOOD, strict).verdict is AMBER


@pytest.mark.parametrize(
    ("verdict", "uses"),
    [
        (GREEN, set(SurveyUse)),
        (
            AMBER,
            {
                SurveyUse.SHOW_ON_FORM,
                SurveyUse.SUPPORT_REMARK,
                SurveyUse.START_DIALOGUE,
                SurveyUse.SHOW_ON_QUALITY_PAGE,
            },
        ),
        (RED, {SurveyUse.SHOW_ON_QUALITY_PAGE}),
    ],
)
def test_colour_decides_what_a_figure_may_do(verdict, uses):
    """Amber may help or open a conversation, never lower anyone; red reaches no form."""
    assert USES[verdict] == uses


def test_judgement_tells_what_it_allows():
    assert judge_quality(GOOD).allows(SurveyUse.SPEAK_AGAINST)
    assert not judge_quality(replace(GOOD, n=40)).allows(SurveyUse.SPEAK_AGAINST)


@given(start=facts, name=st.sampled_from(sorted(WORSE)), step=st.floats(0, 5))
def test_worse_figure_never_gets_a_better_verdict(start, name, step):
    by = math.ceil(step) if isinstance(getattr(start, name), int) else step
    worse = replace(start, **{name: getattr(start, name) + WORSE[name] * by})

    order = list(QualityVerdict)
    assert order.index(judge_quality(worse).verdict) >= order.index(judge_quality(start).verdict)
    assert {one.condition for one in judge_quality(start).failed} <= {
        one.condition for one in judge_quality(worse).failed
    }


@given(start=facts)
def test_raking_that_did_not_settle_is_never_better(start):
    assert judge_quality(replace(start, converged=False)).verdict is RED
