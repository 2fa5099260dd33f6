"""Answers of a survey as sums of cells and days: all that its figures need.

The sums of several services or periods are parts of, or add up to, others, so that the answers are
read once. Source: statistics G; see docs/statistics.md#variance.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from feedback.rules.cell_keys import CellKey
from feedback.rules.index import Tally
from feedback.rules.margins import Dimension, PreparedMargin
from feedback.rules.raking import Codes, Floats
from feedback.rules.sums import ITEMS, CellSums, ClusterSums


@dataclass(frozen=True, slots=True, eq=False)
class AnswerSums:
    """Counted answers by cell, and by cell and day, in the columns of ``rules.sums``.

    ``day_cells`` is the place of the cell of each entry in ``keys``, ``days`` its day as a
    proleptic ordinal.
    """

    keys: tuple[CellKey, ...]
    people: Floats
    sums: Floats
    products: Floats
    day_cells: Codes
    days: Codes
    day_people: Floats
    day_sums: Floats

    @classmethod
    def nothing(cls) -> "AnswerSums":
        """The sums of nobody."""
        width = 2 * ITEMS
        none, codes = np.zeros(0), np.zeros(0, dtype=np.intp)
        return cls(
            (), none, np.zeros((0, width)), np.zeros((0, width, width)),
            codes, codes, none, np.zeros((0, width)),
        )  # fmt: skip

    @property
    def n(self) -> int:
        """Counted answers."""
        return int(self.people.sum())

    def of_services(self, services: Collection[int]) -> "AnswerSums":
        """The part of some services."""
        kept = np.array([key.service in services for key in self.keys], dtype=bool)
        place = np.cumsum(kept) - 1
        entries = kept[self.day_cells] if len(kept) else np.zeros(0, dtype=bool)
        return AnswerSums(
            tuple(key for key, keep in zip(self.keys, kept, strict=True) if keep),
            self.people[kept],
            self.sums[kept],
            self.products[kept],
            place[self.day_cells[entries]],
            self.days[entries],
            self.day_people[entries],
            self.day_sums[entries],
        )

    def tally(self, items: int = ITEMS) -> Tally:
        """Sums and counts of each element, whole numbers."""
        return _tally(self.sums.sum(axis=0), self.n, items)

    def by_day(self) -> dict[date, Tally]:
        """Sums and counts of each element by day."""
        found, place = np.unique(self.days, return_inverse=True)
        sums = np.zeros((len(found), 2 * ITEMS))
        np.add.at(sums, place, self.day_sums)
        people = np.bincount(place, weights=self.day_people, minlength=len(found))
        return {
            date.fromordinal(int(day)): _tally(row, int(n), ITEMS)
            for day, row, n in zip(found, sums, people, strict=True)
        }

    def respondents(
        self, dimension: Dimension, services: Mapping[int, str]
    ) -> dict[str | None, int]:
        """Counted answers by category, None for no answer."""
        found: Counter[str | None] = Counter()
        for key, n in zip(self.keys, self.people, strict=True):
            found[key.category(dimension, services)] += int(n)
        return dict(found)

    def codes(self, margins: Sequence[PreparedMargin], services: Mapping[int, str]) -> Codes:
        """Category of each cell for each margin, one column a margin; the missing stand last."""
        rows = [
            [margin.place(key.category(margin.dimension, services)) for margin in margins]
            for key in self.keys
        ]
        return np.array(rows, dtype=np.intp).reshape(len(self.keys), len(margins))

    def cells(self, codes: Codes) -> tuple[CellSums, ClusterSums]:
        """As the estimator takes them; each answer has the base weight 1."""
        return (
            CellSums(codes, np.ones(len(self.keys)), self.people, self.sums, self.products),
            ClusterSums(self.day_cells, self.days, self.day_people, self.day_sums),
        )


def joined(parts: Sequence[AnswerSums]) -> AnswerSums:
    """Answers of several surveys together; a day keeps its own place in each."""
    starts = np.cumsum([0, *(len(part.keys) for part in parts)])
    return AnswerSums(
        tuple(key for part in parts for key in part.keys),
        np.concatenate([part.people for part in parts]),
        np.concatenate([part.sums for part in parts]),
        np.concatenate([part.products for part in parts]),
        np.concatenate(
            [part.day_cells + start for part, start in zip(parts, starts, strict=False)]
        ),
        np.concatenate([part.days for part in parts]),
        np.concatenate([part.day_people for part in parts]),
        np.concatenate([part.day_sums for part in parts]),
    )


def _tally(sums: Floats, n: int, items: int) -> Tally:
    answered, given = sums[:ITEMS], sums[ITEMS:]
    return Tally(
        tuple(int(one) for one in given[:items]), tuple(int(one) for one in answered[:items]), n
    )
