"""The general estimator beside a live R with its package survey: ``script/test -m r_survey``.

On Debian: ``apt install r-base-core r-cran-survey r-cran-mass``.
"""

import csv
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from feedback.rules.estimation import Sample, estimate
from feedback.rules.raking import CellMargin

pytestmark = pytest.mark.r_survey

SCRIPT = """
suppressMessages(library(survey))
d <- read.csv("sample.csv")
for (name in c("a", "b")) d[[name]] <- factor(d[[name]])
t <- read.csv("totals.csv")
formula <- ~a + b
known <- c(sum(t$total[t$margin == "a"]), t$total[t$margin == "a"][-1],
           t$total[t$margin == "b"][-1])
names(known) <- colnames(model.matrix(formula, d))
units <- if (CLUSTERED) ~unit else ~1
design <- svydesign(id = units, strata = ~stratum, weights = ~base, fpc = ~fpc, data = d,
                    nest = TRUE)
raked <- calibrate(design, formula, known, calfun = "raking", epsilon = 1e-12, maxit = 200)
for (found in list(svymean(~y, design), svytotal(~y, design), svymean(~y, raked),
                   svytotal(~y, raked)))
  cat(sprintf("%.15g %.15g\\n", coef(found), as.numeric(SE(found))))
cat(sprintf("%.15g", weights(raked)), "\\n")
"""


@pytest.fixture
def r_path():
    """Path of Rscript; fails the test, never skips it, when there is none."""
    if path := shutil.which("Rscript"):
        return path
    pytest.fail("No Rscript on PATH. Install r-base-core, r-cran-survey and r-cran-mass.")


def drawn(seed, *, clustered):
    """A sample of three strata with unequal weights, unequal clusters and two margins."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(60, 200))
    strata = np.sort(rng.integers(0, 3, n))
    a, b = rng.integers(0, 2, n), rng.integers(0, 4, n)
    return Sample(
        values=50 + 10 * a + 3 * b + rng.normal(0, 8, n),
        strata=strata,
        clusters=rng.integers(0, 9, n) if clustered else None,
        populations=np.array([400.0, 500.0, 600.0]) if not clustered else np.full(3, 30.0),
        base=rng.choice([1.0, 2.0, 5.5], n),
        margins=[
            CellMargin(a, np.array([900.0, 600.0])),
            CellMargin(b, np.array([300.0, 400.0, 350.0, 450.0])),
        ],
    )


def write(sample: Sample, folder: Path) -> None:
    with (folder / "sample.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["y", "stratum", "unit", "fpc", "base", "a", "b"])
        unit = np.zeros_like(sample.strata) if sample.clusters is None else sample.clusters
        columns = [sample.values, sample.strata, unit, sample.populations[sample.strata],
                   sample.base, *(one.codes for one in sample.margins)]  # fmt: skip
        rows.writerows(zip(*(column.tolist() for column in columns), strict=True))
    with (folder / "totals.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["margin", "total"])
        for name, margin in zip("ab", sample.margins, strict=True):
            rows.writerows([name, total] for total in margin.totals.tolist())


@pytest.mark.parametrize("clustered", [False, True], ids=["persons", "clusters"])
@pytest.mark.parametrize("seed", range(5))
def test_estimates_are_those_of_survey(r_path, tmp_path, seed, clustered):
    sample = drawn(seed, clustered=clustered)
    write(sample, tmp_path)

    script = SCRIPT.replace("CLUSTERED", "TRUE" if clustered else "FALSE")
    answer = subprocess.run(
        [r_path, "-e", script], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    *pairs, weights = [np.array(line.split(), dtype=float) for line in
                       answer.stdout.strip().splitlines()]  # fmt: skip

    raked = estimate(sample)
    plain = estimate(Sample(*(getattr(sample, name) for name in Sample.__slots__[:-1]), margins=[]))
    ours = [pair for one in (plain, raked)
            for pair in ((one.mean, one.error), (one.total, one.total_error))]  # fmt: skip
    assert np.array(ours) == pytest.approx(np.array(pairs), rel=1e-6)
    assert raked.weights == pytest.approx(weights, rel=1e-6)
