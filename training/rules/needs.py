"""Who needs to learn what: the gap between a standard and a measured level, and its weight.

Levels are whole numbers from 0 (below level 1) to 5. A missing measurement is missing: it makes
no gap, no priority and no 0. Source: feedback and training C.3, see docs/legal.md#training.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

LOWEST: Final = 0
HIGHEST: Final = 5
HORIZON: Final = 3
"""Years over which a development of human capital is planned, one level a year."""


def competence_gap(required: int, actual: int | None) -> int | None:
    """Required minus measured level, negative above the standard; ``None`` without measurement.

    Raises: ``ValueError`` for a level that does not exist.
    """
    if not LOWEST <= required <= HIGHEST or (
        actual is not None and not LOWEST <= actual <= HIGHEST
    ):
        raise ValueError((required, actual))
    return None if actual is None else required - actual


def gap_priority(required: int, actual: int | None, weight: int) -> int | None:
    """(Required − measured level) × weight of criticality; ``None`` without measurement."""
    gap = competence_gap(required, actual)
    return None if gap is None else gap * weight


@dataclass(frozen=True, slots=True)
class Demand:
    """What the post of one person demands in one competence, and what was measured."""

    required: int
    actual: int | None
    weight: int = 1

    @property
    def gap(self) -> int | None:
        """See ``competence_gap``."""
        return competence_gap(self.required, self.actual)

    @property
    def priority(self) -> int | None:
        """See ``gap_priority``."""
        return gap_priority(self.required, self.actual, self.weight)


@dataclass(frozen=True, slots=True)
class GroupNeed:
    """One competence over a group: how many it is demanded of, measured in, and short in.

    ``priority`` adds up the priorities of those who are short; who stands above the standard does
    not make up for somebody else. ``years`` says how many learn in the first, second … year when
    each gains one level a year.
    """

    demanded: int
    measured: int
    short: int
    priority: int
    years: tuple[int, ...]

    @property
    def missing(self) -> int:
        """Of how many no level is known."""
        return self.demanded - self.measured


def group_need(demands: Sequence[Demand], horizon: int = HORIZON) -> GroupNeed:
    """Add up the demands of one competence."""
    gaps = [one.gap for one in demands if one.gap is not None]
    return GroupNeed(
        demanded=len(demands),
        measured=len(gaps),
        short=sum(gap > 0 for gap in gaps),
        priority=sum(max(one.priority or 0, 0) for one in demands),
        years=learners_by_year(gaps, horizon),
    )


def learners_by_year(gaps: Iterable[int], horizon: int = HORIZON) -> tuple[int, ...]:
    """How many still have a level to gain in each year, one level a year and a person."""
    open_gaps = [gap for gap in gaps if gap > 0]
    return tuple(sum(gap >= year for gap in open_gaps) for year in range(1, horizon + 1))


def may_be_told(measured: int, least: int) -> bool:
    """Whether a group is large enough to tell nobody's level; ``least`` is the smallest one."""
    return measured >= least
