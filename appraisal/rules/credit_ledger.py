"""The ledger of one person's angka kredit: what came in by kind, what a promotion used up.

Within a level surplus is carried over after a promotion in rank; a new level begins at zero
(regulation 5.2 no. 6). What is used is taken from the oldest points. See docs/legal.md#credit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from appraisal.rules.credit import FunctionalLevel

NOTHING: Final = Decimal("0.000")


class EntryKind(StrEnum):
    """Rows of the form *Penetapan Angka Kredit*, in printed order (regulation 5.3 C)."""

    BASIC = "basic"
    FORMER = "former"
    EQUALISATION = "equalisation"
    CONVERSION = "conversion"
    EDUCATION = "education"


@dataclass(frozen=True, slots=True)
class Entry:
    """Points that came in at a level, counted from a day.

    ``known``: the determination before has counted them already.
    """

    kind: EntryKind
    level: FunctionalLevel
    points: Decimal
    on: date
    known: bool = False


@dataclass(frozen=True, slots=True)
class KindTotal:
    """One row of the form: what was there before, what is new."""

    kind: EntryKind
    old: Decimal
    new: Decimal

    @property
    def total(self) -> Decimal:
        """Both together."""
        return self.old + self.new


def totals_by_kind(
    entries: Iterable[Entry], level: FunctionalLevel, used: Decimal = NOTHING
) -> tuple[KindTotal, ...]:
    """Rows of the form for the level held, every kind once, after what promotions ``used``.

    Points of other levels do not count. Raises: ``ValueError`` when more was used than came in.
    """
    own = sorted((row for row in entries if row.level is level), key=lambda row: row.on)
    left = _after_use(own, used)
    old = _sums(row for row in left if row.known)
    new = _sums(row for row in left if not row.known)
    return tuple(KindTotal(kind, old[kind], new[kind]) for kind in EntryKind)


def cumulative(rows: Sequence[KindTotal]) -> Decimal:
    """*Jumlah angka kredit kumulatif* of the form."""
    return sum((row.total for row in rows), start=NOTHING)


def _after_use(entries: Sequence[Entry], used: Decimal) -> list[Entry]:
    left = []
    for row in entries:
        taken = min(used, row.points)
        used -= taken
        left.append(Entry(row.kind, row.level, row.points - taken, row.on, row.known))
    if used > 0:
        raise ValueError(used)
    return left


def _sums(entries: Iterable[Entry]) -> Mapping[EntryKind, Decimal]:
    sums = dict.fromkeys(EntryKind, NOTHING)
    for row in entries:
        sums[row.kind] += row.points
    return sums
