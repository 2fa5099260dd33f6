"""Whether a unit is ready for the appraisal: four shares, shown apart.

Source: feedback and training C.5.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

ENOUGH: Final = Fraction(4, 5)
"""Each of the four shares reaches it in a unit that is ready."""


class Step(StrEnum):
    """What somebody has done who is ready, in the order in which it is done."""

    ATTENDED = "attended"
    READ = "read"
    PASSED = "passed"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class PersonSteps:
    """What one person of a unit has done."""

    person: int
    done: frozenset[Step]
    leads: bool = False

    @property
    def missing(self) -> tuple[Step, ...]:
        """What is left, in order."""
        return tuple(step for step in Step if step not in self.done)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Shares (0 to 1) by step of ``people`` persons.

    A step that nobody could do yet has no share, a unit of nobody has none at all; neither is
    ready. ``leaders_missing`` counts leaders who have not done everything themselves.
    """

    people: int
    shares: dict[Step, Fraction]
    complete: int
    leaders_missing: int

    @property
    def is_ready(self) -> bool:
        """Every one of the four shares is enough."""
        return all(self.shares.get(step, 0) >= ENOUGH for step in Step)


def readiness_of(
    people: Iterable[PersonSteps], offered: Collection[Step] = frozenset(Step)
) -> Readiness:
    """The shares of a unit in the steps that were ``offered`` to anybody."""
    rows = list(people)
    if not rows:
        return Readiness(0, {}, 0, 0)
    return Readiness(
        people=len(rows),
        shares={
            step: Fraction(sum(step in row.done for row in rows), len(rows))
            for step in Step
            if step in offered
        },
        complete=sum(not row.missing for row in rows),
        leaders_missing=sum(row.leads and bool(row.missing) for row in rows),
    )
