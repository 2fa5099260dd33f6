"""Does the verdict on a survey behave, and does its interval cover? A simulation.

    script/bench gate [--runs 400] [--recipients 2000]

Samples of made-up recipients, drawn at random or with selection, are weighted, estimated and
judged as a survey is. Coverage is the share of samples whose interval about the year's recipients
holds the index of all of them. The rows about abuse, calendar and age of margins are met
throughout. The seed is fixed: the same numbers come out again.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.surveys import Recipients, Selection, counted, recipients
from feedback.rules.likeness import largest_asd, likeness
from feedback.rules.margins import PreparedMargin
from feedback.rules.samples import minimum_sample
from feedback.rules.sums import CellSums
from feedback.rules.verdict import QualityVerdict, SurveyFacts, judge_quality
from feedback.rules.weighted_index import IndexEstimate, estimate_index

SIZES = (40, 100, 322, 400)
SEED = 20_261_126


@dataclass
class Outcome:
    """What one sample came to."""

    verdict: QualityVerdict
    found: IndexEstimate
    raw: float


def main(arguments: list[str]) -> None:
    """Print verdicts and coverage by selection and number of answers."""
    parser = argparse.ArgumentParser(prog="script/bench gate")
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--recipients", type=int, default=2000, metavar="N")
    options = parser.parse_args(arguments)
    rng = np.random.default_rng(SEED)
    everybody = recipients(options.recipients, rng)
    spread = 25 * everybody.answers.mean(axis=1).std()
    sys.stdout.write(
        f"{options.recipients} recipients, index {everybody.index:.2f}, SD {spread:.1f}, "
        f"minimum sample {minimum_sample(options.recipients)}, {options.runs} runs each\n"
        f"{'selection':14} {'n':>4} {'green':>6} {'amber':>6} {'red':>6} "
        f"{'bias raw':>9} {'bias':>6} {'covered':>8} {'half width':>11} {'deff':>5}\n"
    )
    for selection in Selection:
        for n in SIZES:
            found = [_outcome(everybody, selection, n, rng) for _run in range(options.runs)]
            sys.stdout.write(f"{selection:14} {n:4} {_row(found, everybody.index)}\n")
            sys.stdout.flush()


def _outcome(
    everybody: Recipients, selection: Selection, n: int, rng: np.random.Generator
) -> Outcome:
    sample = everybody.select(selection, n, rng)
    total = len(everybody.answers)
    register = everybody.register()
    population = {one.dimension: one.counts for one in register}
    cells, clusters, totals, kept = sample.cells(register, total)
    found = estimate_index(cells, clusters, totals, recipients=total)
    untrimmed = estimate_index(cells, clusters, totals, trimmed=False)
    raw = likeness(
        {key: counted(column) for key, column in sample.names.items()}, population, found.spread
    )
    facts = SurveyFacts(
        n=n,
        population=total,
        n_eff=found.weighting.n_eff,
        deff=found.weighting.deff,
        half_width=found.half_width,
        asd_raw=raw.asd,
        asd_weighted=_largest_asd(found, cells, kept),
        converged=found.weighting.converged,
        bias_bound=raw.bias_bound,
        quarantined=0,
        clean_difference=0,
        trim_effect=found.index - untrimmed.index,
        margin_age_months=1,
        days=30,
        max_day_share=0.1,
        margin_gap=found.weighting.gap,
    )
    return Outcome(judge_quality(facts).verdict, found, float(25 * sample.answers.mean()))


def _largest_asd(found: IndexEstimate, cells: CellSums, kept: Sequence[PreparedMargin]) -> float:
    """Of the margins that were weighted to, their categories as they were merged."""
    weights = found.weights * cells.people
    sums, known = {}, {}
    for codes, margin in zip(cells.categories.T, kept, strict=True):
        names = ["+".join(one.members) for one in margin.categories]
        sums[margin.dimension] = dict(zip(names, np.bincount(codes, weights=weights), strict=True))
        known[margin.dimension] = {
            name: one.population for name, one in zip(names, margin.categories, strict=True)
        }
    return float(largest_asd(sums, known))


def _row(outcomes: list[Outcome], truth: float) -> str:
    verdicts = Counter(one.verdict for one in outcomes)
    covered = np.mean(
        [
            one.found.interval_of_year[0] <= truth <= one.found.interval_of_year[1]
            for one in outcomes
        ]
    )
    counts = " ".join(f"{verdicts[one]:6}" for one in QualityVerdict)
    raw = np.mean([one.raw for one in outcomes]) - truth
    bias = np.mean([one.found.index for one in outcomes]) - truth
    half = np.mean([one.found.half_width for one in outcomes])
    deff = np.mean([one.found.weighting.deff for one in outcomes])
    return f"{counts} {raw:9.2f} {bias:6.2f} {100 * covered:7.1f}% {half:11.2f} {deff:5.2f}"
