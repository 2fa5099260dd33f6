"""Sample sizes: every row of the regulation's table (feedback A.6), and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.samples import (
    answers_for_half_width,
    half_width_reached,
    minimum_sample,
    sample_plan,
    tokens_to_issue,
)

PUBLISHED = """
10→10 15→14 20→19 25→24 30→28 35→32 40→36 45→40 50→44 55→48 60→52 65→56 70→59 75→63 80→66 85→70
90→73 95→76 100→80 110→86 120→92 130→97 140→103 150→108 160→113 170→118 180→123 190→127 200→132
210→136 220→140 230→144 240→148 250→152 260→155 270→159 280→162 290→165 300→169 320→175 340→181
360→186 380→191 400→196 420→201 440→205 460→210 480→214 500→217 550→226 600→234 650→242 700→248
750→254 800→260 850→265 900→269 950→274 1000→278 1100→285 1200→291 1300→297 1400→302 1500→306
1600→310 1700→313 1800→317 1900→320 2000→322 2200→327 2400→331 2600→335 2800→338 3000→341
3500→346 4000→351 4500→354 5000→357 6000→361 7000→364 8000→367 9000→368 10000→370 15000→375
20000→377 30000→379 40000→380 75000→382 1000000→384
"""

populations = st.integers(0, 10_000_000)


@pytest.mark.parametrize("row", PUBLISHED.split())
def test_minimum_sample_matches_the_published_table(row):
    population, expected = map(int, row.split("→"))

    assert minimum_sample(population) == expected


@pytest.mark.parametrize(("population", "expected"), [(43_000, 381), (1240, 293), (983, 276)])
def test_minimum_sample_between_the_rows(population, expected):
    assert minimum_sample(population) == expected


@pytest.mark.parametrize("population", range(11))
def test_up_to_ten_recipients_everybody_is_asked(population):
    assert minimum_sample(population) == population


def test_minimum_sample_of_a_negative_population_is_refused():
    with pytest.raises(ValueError, match="-1"):
        minimum_sample(-1)


@given(population=populations)
def test_minimum_sample_grows_with_the_population_and_never_exceeds_it(population):
    assert minimum_sample(population) <= min(population, 384)
    assert minimum_sample(population) <= minimum_sample(population + 1)


def test_tokens_allow_for_the_design_and_for_those_who_do_not_answer():
    assert tokens_to_issue(322, 0.25) == 1932
    assert tokens_to_issue(80, 0.7) == 172
    assert tokens_to_issue(10, 1) == 15


@pytest.mark.parametrize("rate", [0, -0.1, 1.01, float("nan")])
def test_tokens_for_an_impossible_response_rate_are_refused(rate):
    with pytest.raises(ValueError, match=str(rate)):
        tokens_to_issue(322, rate)


@given(half_width=st.floats(0.1, 20), population=st.integers(1, 100_000))
def test_planned_answers_reach_the_precision_they_are_planned_for(half_width, population):
    answers = answers_for_half_width(half_width, population)

    assert half_width_reached(answers, population) <= half_width + 1e-9
    if answers > 1:
        assert half_width_reached(answers - 1, population) > half_width - 1e-9


def test_precision_of_nobody_and_of_everybody():
    assert half_width_reached(0, 100) == float("inf")
    assert half_width_reached(100, 100) == 0
    assert answers_for_half_width(3, 0) == 0
    with pytest.raises(ValueError, match="0"):
        answers_for_half_width(0, 100)


def test_plan_shows_the_regulations_number_beside_its_precision():
    """With the planned SD of 12 points and a design effect of 1.5."""
    plan = sample_plan(2000, 0.5)

    assert (plan.population, plan.minimum, plan.tokens) == (2000, 322, 966)
    assert plan.half_width == pytest.approx(1.47, abs=0.005)
