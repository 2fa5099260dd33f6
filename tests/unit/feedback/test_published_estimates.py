"""Results that others published, to their printed digits.

R's package survey: its regression tests ``rakecheck``, ``kalton`` and ``deff``, and its help on
``svydesign``, ``postStratify`` and ``calibrate``. R's package metafor: ``rma(method = "PM")`` and
``blup`` on ``dat.bcg``.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from feedback.rules.estimation import Sample, estimate
from feedback.rules.raking import CellMargin, rake
from feedback.rules.shrinkage import shrink

DATA = Path(__file__).resolve().parents[2] / "data/survey"
STYPE = {"E": 4421.0, "H": 755.0, "M": 1018.0}
SCH_WIDE = {"No": 1072.0, "Yes": 5122.0}
COMP_IMP = {"No": 1712.0, "Yes": 4482.0}
STYPE_SCH_WIDE = {
    "E No": 472.0, "E Yes": 3949.0, "H No": 334.0, "H Yes": 421.0, "M No": 266.0, "M Yes": 752.0
}  # fmt: skip


def read(name):
    with (DATA / f"{name}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: np.array([row[key] for row in rows]) for key in rows[0]}


def margin(names, totals):
    found, codes = np.unique(names, return_inverse=True)
    return CellMargin(codes, np.array([totals[name] for name in found]))


def clustered(column, margins, *, corrected=True):
    """A one-stage sample of 15 of 757 school districts."""
    rows = read("apiclus1")
    known = {
        "stype": margin(rows["stype"], STYPE),
        "sch.wide": margin(rows["sch.wide"], SCH_WIDE),
        "comp.imp": margin(rows["comp.imp"], COMP_IMP),
        "stype+sch.wide": margin(
            [f"{a} {b}" for a, b in zip(rows["stype"], rows["sch.wide"], strict=True)],
            STYPE_SCH_WIDE,
        ),
    }
    return Sample(
        values=rows[column].astype(float),
        strata=np.zeros(len(rows["pw"]), dtype=np.intp),
        clusters=np.unique(rows["dnum"], return_inverse=True)[1],
        populations=np.array([757.0]) if corrected else None,
        base=rows["pw"].astype(float),
        margins=[known[name] for name in margins],
    )


def stratified(column, margins, *, corrected=True):
    """A sample of schools stratified by type."""
    rows = read("apistrat")
    known = {
        "stype": margin(rows["stype"], STYPE),
        "sch.wide": margin(rows["sch.wide"], SCH_WIDE),
    }
    return Sample(
        values=rows[column].astype(float),
        strata=known["stype"].codes,
        clusters=None,
        populations=known["stype"].totals if corrected else None,
        base=rows["pw"].astype(float),
        margins=[known[name] for name in margins],
    )


MEAN_ROWS = [
    ("svymean, clusters", clustered, [], True, "644.17", "23.542"),
    ("svymean, clusters, no fpc", clustered, [], False, "644.17", "23.779"),
    # R prints 23.921: it rounds 23.92049 twice.
    ("postStratify", clustered, ["stype"], True, "642.31", "23.9205"),
    ("rake", clustered, ["stype", "sch.wide"], True, "641.23", "23.704"),
    ("rake, partly joint", clustered, ["stype+sch.wide", "comp.imp"], True, "642.61", "22.731"),
    ("svymean, strata", stratified, [], True, "662.29", "9.4089"),
    ("svymean, strata, no fpc", stratified, [], False, "662.29", "9.5361"),
    ("postStratify, strata", stratified, ["sch.wide"], True, "662.20", "9.2725"),
    ("calibrate, raking, strata", stratified, ["stype", "sch.wide"], True, "662.21", "9.2695"),
]

TOTAL_ROWS = [
    ("svytotal, clusters", clustered, [], True, 3404940, 932235),
    ("postStratify", clustered, ["stype"], True, 3680893, 406293),
    ("calibrate, raking", clustered, ["stype", "sch.wide"], True, 3647280, 400603),
    ("svytotal, strata", stratified, [], True, 3687178, 114642),
    ("svytotal, strata, no fpc", stratified, [], False, 3687178, 117319),
    ("calibrate, raking, strata", stratified, ["stype", "sch.wide"], True, 3688120, 114503),
]


@pytest.mark.parametrize(
    ("sampled", "margins", "corrected", "mean", "error"),
    [row[1:] for row in MEAN_ROWS],
    ids=[row[0] for row in MEAN_ROWS],
)
def test_mean_of_api00_is_what_survey_prints(sampled, margins, corrected, mean, error):
    found = estimate(sampled("api00", margins, corrected=corrected))

    decimals = len(error.partition(".")[2])
    assert (f"{found.mean:.2f}", f"{found.error:.{decimals}f}") == (mean, error)


@pytest.mark.parametrize(
    ("sampled", "margins", "corrected", "total", "error"),
    [row[1:] for row in TOTAL_ROWS],
    ids=[row[0] for row in TOTAL_ROWS],
)
def test_total_of_enroll_is_what_survey_prints(sampled, margins, corrected, total, error):
    found = estimate(sampled("enroll", margins, corrected=corrected))

    assert (round(found.total), round(found.total_error)) == (total, error)


def test_degrees_of_freedom_are_units_less_strata_and_margin_parameters():
    """``degf`` prints 14 and 197; margins take theirs where persons are the units."""
    assert estimate(clustered("api00", [])).df == 14
    assert estimate(clustered("api00", ["stype"])).df == 14
    assert estimate(stratified("api00", [])).df == 197
    assert estimate(stratified("api00", ["sch.wide"])).df == 196


def test_unequal_weights_without_margins_are_those_of_the_deff_regression_test():
    values = [15, 143, 21, 51, 337, 50, 274, 145, 15, 86]
    weights = [20, 200, 11, 25, 550, 30, 250, 100, 10, 55]
    found = estimate(
        Sample(
            values=np.array(values, dtype=float),
            strata=np.zeros(10, dtype=np.intp),
            clusters=None,
            populations=None,
            base=np.array(weights, dtype=float),
            margins=[],
        )
    )

    assert (f"{found.mean:.3f}", f"{found.error:.3f}") == ("243.914", "48.752")
    assert (round(found.total), round(found.total_error)) == (305136, 184965)


KALTON_WEIGHTS = [
    ["1.81", "1.45", "2.02"],
    ["1.08", "0.87", "1.21"],
    ["2.20", "1.76", "2.45"],
    ["1.83", "1.47", "2.04"],
]


def test_raked_weights_are_table_b_of_the_kalton_regression_test():
    """Kalton and Flores-Cervantes 2003; population by a and b as the test builds it."""
    population = np.array([80, 60, 170, 55, 40, 150, 60, 165, 55, 340, 200, 125]).reshape(3, 4).T
    sample = np.array([20, 50, 100, 30, 40, 140, 50, 100, 40, 310, 50, 70]).reshape(3, 4).T
    rows, columns = np.indices(sample.shape)
    margins = [
        CellMargin(rows.ravel(), population.sum(axis=1).astype(float)),
        CellMargin(columns.ravel(), population.sum(axis=0).astype(float)),
    ]

    found = rake(sample.ravel().astype(float), margins)

    weights = (found.weights / sample.ravel()).reshape(sample.shape)
    assert [[f"{one:.2f}" for one in row] for row in weights] == KALTON_WEIGHTS
    assert found.converged


def test_between_unit_variance_is_that_of_metafor():
    rows = read("bcg")

    found = shrink(rows["yi"].astype(float).tolist(), rows["vi"].astype(float).tolist())

    assert f"{found.tau2:.4f}" == "0.3181"
    assert f"{found.mean:.4f}" == "-0.7150"
    assert [f"{one:.7f}" for one in found.estimates] == [
        "-0.8011218", "-1.2550121", "-0.9895260", "-1.3985465", "-0.2865278", "-0.7846037",
        "-1.2475045", "0.0030098", "-0.5064199", "-1.2487864", "-0.3534660", "-0.2808617",
        "-0.1452195",
    ]  # fmt: skip
    assert [f"{one:.7f}" for one in found.errors] == [
        "0.4114171", "0.3541752", "0.4366086", "0.1376238", "0.2115132", "0.0823022", "0.3696700",
        "0.0625923", "0.2206199", "0.2460294", "0.1095089", "0.4603839", "0.2437487",
    ]  # fmt: skip
