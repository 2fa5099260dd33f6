"""What a survey's answers leave behind in each cell: sums from which its figures are exact.

A cell holds the usable answers with the same categories and base weight. For one answer let p be
nine marks, 1 where an item was answered, and q the nine answers, 0 where there is none. A cell
keeps the number of people, the sums of the 18 entries of (p, q), and the sums of the products of
any two of them. The products across items are needed: with missing answers each item has a
weight of its own, and a square of a sum of items no longer follows from its own sum of squares.
For each cluster (a unit's day) the sums suffice. Source: statistics A1, A7 and G; see
docs/statistics.md#variance.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from feedback.rules.grouping import grouped
from feedback.rules.raking import Codes, Floats, summed

ITEMS: Final = 9
"""Elements of service on the questionnaire."""


@dataclass(frozen=True, slots=True, eq=False)
class CellSums:
    """Sums of each cell: arrays whose first axis is the cell.

    ``categories`` has a column for each margin, ``base`` the base weight of one person, ``sums``
    18 columns, answered first, and ``products`` 18 by 18.
    """

    categories: Codes
    base: Floats
    people: Floats
    sums: Floats
    products: Floats


@dataclass(frozen=True, slots=True, eq=False)
class ClusterSums:
    """Sums of the answers of one cell in one cluster, one entry for each pair that occurs."""

    cells: Codes
    clusters: Codes
    people: Floats
    sums: Floats


def gather(
    answers: NDArray[np.integer], categories: Codes, clusters: Codes, base: Floats
) -> tuple[CellSums, ClusterSums]:
    """Sum answers by cell, and by cell and cluster; any order of the rows gives the same bits.

    ``answers`` has a row for each person and nine columns, 1 to 4, or 0 where there is none.
    """
    answers = answers.astype(np.float64)
    marks = np.hstack([(answers > 0).astype(np.float64), answers])
    firsts, cell = grouped([*categories.T, base])
    first_of_pairs, pair = grouped([cell, clusters])
    by_cell = np.argsort(cell, kind="stable")
    starts = np.searchsorted(cell[by_cell], np.arange(len(firsts)))
    groups = np.split(marks[by_cell], starts[1:])
    return (
        CellSums(
            categories=categories[firsts],
            base=base[firsts],
            people=np.bincount(cell).astype(np.float64),
            sums=np.array([group.sum(axis=0) for group in groups]),
            products=np.array([group.T @ group for group in groups]),
        ),
        ClusterSums(
            cells=cell[first_of_pairs],
            clusters=clusters[first_of_pairs],
            people=np.bincount(pair).astype(np.float64),
            sums=_sums(marks, pair, len(first_of_pairs)),
        ),
    )


def in_order(cells: CellSums, clusters: ClusterSums) -> tuple[CellSums, ClusterSums, Codes]:
    """Put cells and clusters in one fixed order, so that two runs give the same bits.

    With the new place of each cell.
    """
    order = np.lexsort([cells.base, *cells.categories.T])
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    moved = place[clusters.cells]
    by_cluster = np.lexsort([moved, clusters.clusters])
    return (
        CellSums(
            cells.categories[order],
            cells.base[order],
            cells.people[order],
            cells.sums[order],
            cells.products[order],
        ),
        ClusterSums(
            moved[by_cluster],
            clusters.clusters[by_cluster],
            clusters.people[by_cluster],
            clusters.sums[by_cluster],
        ),
        place,
    )


def _sums(marks: Floats, group: Codes, size: int) -> Floats:
    return np.column_stack([summed(one, group, size) for one in marks.T])
