"""Made-up recipients of a service, and samples of them that are more or less representative.

Nothing here stands for anybody: shares and effects are chosen so that the index and its spread
lie where those of real surveys do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from feedback.rules.margins import (
    AGE_GROUPS,
    EDUCATION_GROUPS,
    Dimension,
    Frame,
    Margin,
    PreparedMargin,
    prepare_margins,
)
from feedback.rules.raking import Floats
from feedback.rules.sums import ITEMS, CellSums, ClusterSums, gather

SHARES: Final[Mapping[Dimension, Mapping[str, float]]] = {
    Dimension.SUB_DISTRICT: {"sukakarya": 0.45, "sukajaya": 0.35, "sukamakmue": 0.20},
    Dimension.SEX: {"female": 0.52, "male": 0.48},
    Dimension.AGE_GROUP: dict(zip(AGE_GROUPS, (0.15, 0.27, 0.25, 0.18, 0.15), strict=True)),
    Dimension.EDUCATION: dict(zip(EDUCATION_GROUPS, (0.35, 0.45, 0.20), strict=True)),
}

EFFECTS: Final = {"17-24": -0.10, "55+": 0.12, "<=SMP": 0.08, "sukamakmue": -0.12, "male": -0.04}
"""How much happier somebody of a category is, in points of an answer (1 to 4)."""


class Selection(StrEnum):
    """Who answers."""

    RANDOM = "simple random"
    MILD = "mild"
    STRONG = "strong"


READINESS: Final[Mapping[Selection, Mapping[str, float]]] = {
    Selection.RANDOM: {},
    Selection.MILD: {"17-24": 0.5, "<=SMP": 0.5},
    Selection.STRONG: {"sukakarya": 6.0, "55+": 0.2, "<=SMP": 0.3},
}
"""How much readier to answer somebody of a category is than others."""


@dataclass(frozen=True, slots=True, eq=False)
class Recipients:
    """Everybody who was served: names of their categories by dimension, and their answers."""

    names: Mapping[Dimension, list[str]]
    answers: np.ndarray

    @property
    def index(self) -> float:
        """What a survey of all of them would give."""
        return float(25 * self.answers.mean())

    def register(self) -> list[Margin]:
        """Counts of the service register."""
        return [
            Margin(dimension, Frame.SERVICE_REGISTER, counted(column))
            for dimension, column in self.names.items()
        ]

    def select(self, selection: Selection, n: int, rng: np.random.Generator) -> "Recipients":
        """Let ``n`` of them answer."""
        ready = np.array(
            [
                np.prod([READINESS[selection].get(name, 1.0) for name in row])
                for row in zip(*self.names.values(), strict=True)
            ]
        )
        chosen = rng.choice(len(ready), n, replace=False, p=ready / ready.sum())
        return Recipients(
            {key: [column[at] for at in chosen] for key, column in self.names.items()},
            self.answers[chosen],
        )

    def cells(
        self, register: list[Margin], total: int
    ) -> tuple[CellSums, ClusterSums, list[Floats], tuple[PreparedMargin, ...]]:
        """Sums of cells with the totals that they are weighted to, as a survey prepares them."""
        counts = {key: counted(column) for key, column in self.names.items()}
        kept = prepare_margins(
            register, counts, frame=Frame.SERVICE_REGISTER, total=float(total)
        ).kept
        n = len(self.answers)
        places = np.zeros((n, len(kept)), dtype=np.intp)
        for at, margin in enumerate(kept):
            places[:, at] = [margin.place(name) for name in self.names[margin.dimension]]
        cells, clusters = gather(self.answers, places, np.zeros(n, dtype=np.intp), np.ones(n))
        return cells, clusters, [np.array(one.target_shares()) * total for one in kept], kept


def recipients(n: int, rng: np.random.Generator) -> Recipients:
    """Make up so many recipients; their answers lie mostly at 3 and 4."""
    names = {
        dimension: rng.choice(list(shares), n, p=list(shares.values())).tolist()
        for dimension, shares in SHARES.items()
    }
    effect = np.array(
        [sum(EFFECTS.get(name, 0.0) for name in row) for row in zip(*names.values(), strict=True)]
    )
    person = rng.normal(3.25, 0.45, n) + effect
    wished = person[:, None] + rng.normal(0, 0.5, (n, ITEMS))
    return Recipients(names, np.clip(np.rint(wished), 1, 4).astype(np.int8))


def counted(names: list[str]) -> dict[str, int]:
    """How often each name occurs."""
    return {name: names.count(name) for name in sorted(set(names))}
