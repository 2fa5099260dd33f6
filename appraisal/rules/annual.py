"""The annual predicate beside the periodic ones: how far apart, and when a note is owed.

The annual rating is not computed from the periodic ones (PermenPANRB 6/2022, art. 1 no. 8); a
large distance only has to be explained. Source: regulation 4.7; see docs/legal.md#annual.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from appraisal.rules.predicate import Predicate

NOTE_FROM: Final = 2
"""Steps between the annual predicate and the usual periodic one from which a note is owed."""

_BEST_FIRST: Final = tuple(Predicate)


@dataclass(frozen=True, slots=True)
class Distance:
    """The most frequent periodic predicate, and how many steps (0 to 4) the annual one is away."""

    usual: Predicate
    steps: int


def distance(annual: Predicate, periodic: Sequence[Predicate]) -> Distance | None:
    """Hold the annual predicate beside the mode of the periodic ones.

    Of several modes the one nearest to the annual predicate counts, so that nobody explains a
    distance that only a tie made. ``None`` without periodic predicates.
    """
    if not periodic:
        return None
    counted = Counter(periodic)
    most = max(counted.values())
    here = _BEST_FIRST.index(annual)

    def steps(predicate: Predicate) -> int:
        return abs(_BEST_FIRST.index(predicate) - here)

    usual = min(
        (predicate for predicate, count in counted.items() if count == most),
        key=lambda predicate: (steps(predicate), _BEST_FIRST.index(predicate)),
    )
    return Distance(usual, steps(usual))


def owes_note(annual: Predicate, periodic: Sequence[Predicate], note_from: int = NOTE_FROM) -> bool:
    """Whether the supervisor has to say why the year differs from its periods."""
    found = distance(annual, periodic)
    return found is not None and found.steps >= note_from
