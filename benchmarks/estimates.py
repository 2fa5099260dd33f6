"""Raking and the index of a survey beside the sums that they cannot do without.

    script/bench estimates [--answers 5000] [--rounds 30]

The floor of raking is one sum for each category of each margin, as often as raking went round;
that of the index is one sum of every mark of every answer by cell. "From rows" gives each person
a cell of their own. Needs no database.
"""

import argparse
import sys
import time
from collections.abc import Callable

import numpy as np

from benchmarks.gate import SEED
from benchmarks.surveys import recipients
from feedback.rules.raking import CellMargin, rake
from feedback.rules.sums import ITEMS, CellSums, ClusterSums, gather
from feedback.rules.weighted_index import estimate_index

DAYS = 20


def main(arguments: list[str]) -> None:
    """Print milliseconds and ratios for one unit's survey."""
    parser = argparse.ArgumentParser(prog="script/bench estimates")
    parser.add_argument("--answers", type=int, default=5000, metavar="N")
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args(arguments)
    rng = np.random.default_rng(SEED)
    people = recipients(options.answers, rng)
    codes = np.column_stack(
        [np.unique(column, return_inverse=True)[1] for column in people.names.values()]
    )
    totals = [np.bincount(column).astype(float) * 8 for column in codes.T]
    for total in totals:
        total *= rng.uniform(0.7, 1.4, len(total))
    days, ones = rng.integers(0, DAYS, options.answers), np.ones(options.answers)
    cells, clusters = gather(people.answers, codes, days, ones)
    marks = np.hstack([people.answers > 0, people.answers]).astype(float)
    cell = np.unique(codes, axis=0, return_inverse=True)[1]
    alone = (
        CellSums(codes, ones, ones, marks, np.einsum("ni,nj->nij", marks, marks)),
        ClusterSums(np.arange(options.answers), days, ones, marks),
    )
    by_cell = [CellMargin(*pair) for pair in zip(cells.categories.T, totals, strict=True)]
    by_row = [CellMargin(*pair) for pair in zip(codes.T, totals, strict=True)]
    cycles = rake(cells.people, by_cell).cycles

    def bare_sums(margins: list[CellMargin], base: np.ndarray) -> None:
        for _cycle in range(cycles):
            for one in margins:
                np.bincount(one.codes, weights=base, minlength=len(one.totals))

    def bare_marks() -> None:
        for column in marks.T:
            np.bincount(cell, weights=column, minlength=len(cells.people))

    sys.stdout.write(
        f"{options.answers} answers, {len(cells.people)} cells, {DAYS} days, {len(totals)} "
        f"margins, {cycles} cycles\n{'':44} {'ms':>8} {'to floor':>9}\n"
    )
    _pair(
        options.rounds,
        ("sums of cells by margin (floor)", lambda: bare_sums(by_cell, cells.people)),
        ("raking cells", lambda: rake(cells.people, by_cell)),
        ("raking rows", lambda: rake(ones, by_row)),
    )
    _pair(
        options.rounds,
        (f"sums of {2 * ITEMS} marks of rows by cell (floor)", bare_marks),
        (
            "gathering cells and days from rows",
            lambda: gather(people.answers, codes, days, ones),
        ),
        ("index with interval from cells", lambda: estimate_index(cells, clusters, totals)),
        ("index with interval from rows", lambda: estimate_index(*alone, totals)),
    )


def _pair(rounds: int, *works: tuple[str, Callable[[], object]]) -> None:
    """Time several things in turns, the floor first; the best of all rounds counts."""
    times: dict[str, list[float]] = {name: [] for name, _work in works}
    for _round in range(rounds):
        for name, work in works:
            start = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - start)
    least = min(times[works[0][0]])
    for name, found in times.items():
        best = min(found)
        sys.stdout.write(f"{name:44} {1000 * best:8.2f} {best / least:9.1f}\n")
