"""The weighted index: cells give what persons give, and what the interval promises."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.rules.certainty import grade_probabilities, shown_index
from feedback.rules.estimation import Sample, estimate
from feedback.rules.index import ServiceGrade, rounded, satisfaction_index, tally
from feedback.rules.raking import CellMargin, rake
from feedback.rules.sums import CellSums, ClusterSums, gather
from feedback.rules.weighted_index import TooFewAnswers, estimate_index

TOTALS = [np.array([1_000.0, 700.0]), np.array([800.0, 500.0, 400.0])]


@st.composite
def surveys(draw, *, complete=False):
    """Answers of at least one person in each of six cells, with their days and base weights."""
    n = draw(st.integers(12, 60))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    answers = rng.integers(1, 5, (n, 9))
    if not complete:
        answers[rng.random((n, 9)) < draw(st.sampled_from([0.0, 0.1]))] = 0
    categories = np.array([(at % 2, at // 2 % 3) for at in range(n)])
    days = rng.integers(0, draw(st.sampled_from([1, 5, 14])), n)
    base = rng.choice(draw(st.sampled_from([[1.0], [1.0, 2.5]])), n)
    return answers, categories, days, base


def by_person(answers, categories, days, base):
    """Everybody as a cell of their own."""
    marks = np.hstack([answers > 0, answers]).astype(float)
    n = len(answers)
    products = np.einsum("ni,nj->nij", marks, marks)
    return (
        CellSums(categories, base, np.ones(n), marks, products),
        ClusterSums(np.arange(n), days, np.ones(n), marks),
    )


def figures(found):
    return [
        found.index, *found.elements, found.error, found.calibrated_error, found.plain_error,
        found.df, found.half_width, found.spread, found.deff, found.weighting.deff,
    ]  # fmt: skip


@settings(max_examples=60)
@given(surveys())
def test_cells_give_the_figures_of_the_rows(survey):
    cells = estimate_index(*gather(*survey), TOTALS)
    rows = estimate_index(*by_person(*survey), TOTALS)

    assert figures(cells) == pytest.approx(figures(rows), rel=1e-9, abs=1e-9)


@settings(max_examples=60)
@given(surveys())
def test_index_and_errors_are_the_formula_person_by_person(survey):
    """A7 written out: influence of each person, residual by least squares, squared by unit."""
    answers, categories, days, base = survey
    found = estimate_index(*gather(*survey), TOTALS, trimmed=False)

    n, there = len(answers), answers > 0
    margins = [CellMargin(categories[:, at], total) for at, total in enumerate(TOTALS)]
    weights = rake(base, margins).weights
    means = (weights @ answers) / (weights @ there)
    u = (25 / 9) * (there * (answers - means) / (weights @ there)).sum(axis=1)
    dummies = np.hstack([np.eye(len(t))[categories[:, at]] for at, t in enumerate(TOTALS)])
    root = np.sqrt(base)[:, None]
    beta = np.linalg.lstsq(root * dummies, root[:, 0] * u, rcond=None)[0]
    errors = []
    for z in (weights * (u - dummies @ beta), weights * u):
        if len(set(days)) >= 10:
            z = np.array([z[days == day].sum() for day in sorted(set(days))])
        errors.append(np.sqrt(len(z) / (len(z) - 1) * ((z - z.mean()) ** 2).sum()))
    assert found.index == pytest.approx(25 * means.mean(), rel=1e-9)
    assert found.calibrated_error == pytest.approx(errors[0], rel=1e-9)
    assert found.plain_error == pytest.approx(errors[1], rel=1e-9)
    assert found.error == max(found.calibrated_error, found.plain_error)
    assert found.df == (len(set(days)) - 1 if found.clustered else n - 1 - 3)


@settings(max_examples=40)
@given(surveys(complete=True))
def test_complete_answers_give_the_general_estimate_of_the_persons_scores(survey):
    answers, categories, days, base = survey
    found = estimate_index(*gather(*survey), TOTALS)

    general = estimate(
        Sample(
            values=25 * answers.mean(axis=1),
            strata=np.zeros(len(answers), dtype=np.intp),
            clusters=days if found.clustered else None,
            populations=None,
            base=base,
            margins=[CellMargin(categories[:, at], total) for at, total in enumerate(TOTALS)],
        ),
        trimmed=True,
    )

    assert found.index == pytest.approx(general.mean, rel=1e-9)
    assert found.calibrated_error == pytest.approx(general.error, rel=1e-9)
    assert found.plain_error == pytest.approx(general.plain_error, rel=1e-9)
    assert found.df == general.df
    assert found.weighting.n_eff == pytest.approx(general.weighting.n_eff, rel=1e-9)


@settings(max_examples=40)
@given(surveys(), st.randoms(use_true_random=False))
def test_figures_do_not_ask_for_the_order_of_rows_or_cells(survey, random):
    rows = list(range(len(survey[0])))
    random.shuffle(rows)
    cells, clusters = gather(*survey)
    order = list(range(len(cells.people)))
    random.shuffle(order)
    place = np.argsort(order)
    shuffled = CellSums(*(array[order] for array in arrays(cells)))
    moved = ClusterSums(place[clusters.cells], *arrays(clusters)[1:])

    expected = figures(estimate_index(cells, clusters, TOTALS))
    assert figures(estimate_index(*gather(*(one[rows] for one in survey)), TOTALS)) == expected
    found = estimate_index(shuffled, moved, TOTALS)
    assert figures(found) == expected
    assert (found.weights == estimate_index(cells, clusters, TOTALS).weights[order]).all()


@settings(max_examples=40)
@given(surveys())
def test_weights_of_the_cells_meet_the_margins_in_the_order_given(survey):
    cells, clusters = gather(*survey)
    order = np.arange(len(cells.people))[::-1]
    turned = CellSums(*(array[order] for array in arrays(cells)))
    moved = ClusterSums(order[clusters.cells], *arrays(clusters)[1:])

    found = estimate_index(turned, moved, TOTALS, trimmed=False)

    weights = found.weights * turned.people
    for column, total in zip(turned.categories.T, TOTALS, strict=True):
        known = total * TOTALS[0].sum() / total.sum()
        assert np.bincount(column, weights=weights) == pytest.approx(known, rel=1e-6)


def arrays(sums):
    return [getattr(sums, name) for name in type(sums).__slots__]


@settings(max_examples=40)
@given(surveys())
def test_equal_weights_give_the_index_of_the_regulation(survey):
    answers, categories, days, base = survey
    sheets = [[answer or None for answer in row] for row in answers.tolist()]
    usable = [len([answer for answer in row if answer]) >= 7 for row in sheets]
    chosen = [one[usable] for one in (answers, categories[:, :0], days, np.ones_like(base))]

    found = estimate_index(*gather(*chosen), [])

    assert shown_index(found.index) == satisfaction_index(tally(sheets))


def survey_of(answers, days=1):
    n = len(answers)
    return gather(
        np.array(answers), np.zeros((n, 0), dtype=np.intp), np.arange(n) % days, np.ones(n)
    )


def test_cluster_variance_counts_from_ten_days():
    answers = np.random.default_rng(1).integers(1, 5, (60, 9))

    assert not estimate_index(*survey_of(answers, 9), []).clustered
    found = estimate_index(*survey_of(answers, 10), [])
    assert (found.clustered, found.clusters, found.df) == (True, 10, 9)


def test_interval_stays_on_the_scale():
    found = estimate_index(*survey_of([[4] * 9, [4] * 8 + [1], [3] * 9]), [])

    low, high = found.interval
    assert 25 <= low < found.index < high == 100


def test_finite_population_narrows_the_interval_of_the_year_alone():
    """f is never above 0.9: who did not answer was not left out by chance."""
    answers = np.random.default_rng(2).integers(1, 5, (90, 9))

    none, half, whole = (
        estimate_index(*survey_of(answers), [], recipients=n) for n in (None, 180, 90)
    )

    assert none.interval == half.interval == whole.interval
    assert none.interval_of_year == none.interval
    assert half.sampled == 0.5
    assert width(half.interval_of_year) == pytest.approx(width(half.interval) * np.sqrt(0.5))
    assert whole.sampled == 0.9
    assert width(whole.interval_of_year) == pytest.approx(width(whole.interval) * np.sqrt(0.1))


def width(interval):
    return interval[1] - interval[0]


@pytest.mark.parametrize(("n", "guarded"), [(399, True), (400, False)])
def test_larger_error_is_taken_below_400_answers(n, guarded):
    rng = np.random.default_rng(3)
    group = np.arange(n) % 2
    answers = np.clip(rng.integers(1, 3, (n, 9)) + 2 * group[:, None], 1, 4)
    sums = gather(answers, group[:, None], np.zeros(n, dtype=int), np.ones(n))

    found = estimate_index(*sums, [np.array([500.0, 500.0])])

    assert found.calibrated_error < found.plain_error
    assert found.error == (found.plain_error if guarded else found.calibrated_error)


def test_everybody_who_answers_the_same_leaves_no_uncertainty():
    found = estimate_index(*survey_of([[3] * 9] * 40), [])

    assert found.index == 75
    assert found.half_width == pytest.approx(0, abs=1e-12)
    assert found.deff == 1


def test_element_that_nobody_answered_is_dropped():
    found = estimate_index(*survey_of([[4] * 8 + [0], [2] * 8 + [0]]), [])

    assert found.elements == (*[3.0] * 8, None)
    assert found.index == 75


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_answers_are_refused(n):
    with pytest.raises(TooFewAnswers):
        estimate_index(*survey_of(np.full((n, 9), 3)), [])


@given(st.floats(25, 100), st.floats(0, 20))
def test_probabilities_of_the_grades_sum_to_one(index, error):
    found = grade_probabilities(index, error)

    assert list(found) == list(ServiceGrade)
    assert sum(found.values()) == pytest.approx(1)
    assert min(found.values()) >= 0


def test_grade_is_a_toss_up_at_its_limit_and_certain_far_from_it():
    at_limit = grade_probabilities(76.605, 0.5)

    assert at_limit[ServiceGrade.B] == pytest.approx(0.5)
    assert at_limit[ServiceGrade.C] == pytest.approx(0.5)
    assert grade_probabilities(80, 0.5)[ServiceGrade.B] > 0.9999
    assert grade_probabilities(76.61, 0)[ServiceGrade.B] == 1


def test_index_is_rounded_half_up_in_decimals():
    assert shown_index(76.605) == Decimal("76.61")
    assert shown_index(64.994999) == Decimal("64.99") == rounded(Decimal("64.994"))
