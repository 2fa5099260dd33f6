"""How much one answer counts, and what unequal weights cost.

Source: Kish 1965 and 1992 for the design effect; statistics A4 to A6; see
docs/statistics.md#weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from feedback.rules.raking import CellMargin, Floats, rake
from feedback.rules.trimming import trim


@dataclass(frozen=True, slots=True, eq=False)
class Weighting:
    """Weights of one person in each cell, in the order of the cells.

    They sum over people to the total of the first margin, or to the base weights without one.
    ``gap`` as in ``Raked``; ``share_trimmed`` of the people, 0 to 1.
    """

    weights: Floats
    people: Floats
    converged: bool
    gap: float
    share_trimmed: float

    @property
    def deff(self) -> float:
        """Kish's design effect, at least 1."""
        return kish_deff(self.weights, self.people)

    @property
    def n_eff(self) -> float:
        """Answers that would tell as much if all counted the same."""
        return float(self.people.sum()) / self.deff


def weigh(
    people: Floats,
    base: Floats,
    margins: Sequence[CellMargin],
    *,
    trimmed: bool,
    policy: SurveyPolicy = DEFAULT_POLICY,
) -> Weighting:
    """Rake, then trim what converged.

    ``base`` is the base weight of one person in each cell: 1, or one by the sampling rate.
    """
    raked = rake(people * base, margins, policy)
    weights = raked.weights / people
    if not trimmed or not raked.converged:
        return Weighting(weights, people, raked.converged, raked.gap, 0.0)
    found = trim(weights, people, margins, policy)
    return Weighting(
        found.weights, people, converged=True, gap=found.gap, share_trimmed=found.share
    )


def kish_deff(weights: Floats, people: Floats) -> float:
    """n Σw² / (Σw)²: how many answers equal weights would have saved.

    It ignores how weights go with the answers: in a published data set it overstates the true
    design effect by more than a third.
    """
    total = float(people @ weights)
    return float(people.sum() * (people @ weights**2) / total**2)
