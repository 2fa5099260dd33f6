"""Angka kredit: from a predicate, a level and months to points, and what promotion needs.

Points are ``Decimal`` with three decimals, rounded half up line by line; nothing is rounded before
it is compared. Source: PermenPANRB 1/2023, Peraturan BKN 3/2023 (regulation part 5); see
docs/legal.md#credit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from appraisal.rules.predicate import Predicate

MONTHS_A_YEAR: Final = 12
CONVERSION_SINCE: Final = 2023
"""First year whose predicates are converted; what was earned before enters as a base."""

EDUCATION_PERCENT: Final = 25
"""Share of the minimum for a rank that a higher formal degree adds, once."""

_STEP: Final = Decimal("0.001")


class FunctionalLevel(StrEnum):
    """Jenjang of a functional post, each category from below."""

    PEMULA = "pemula"
    TERAMPIL = "terampil"
    MAHIR = "mahir"
    PENYELIA = "penyelia"
    AHLI_PERTAMA = "ahli_pertama"
    AHLI_MUDA = "ahli_muda"
    AHLI_MADYA = "ahli_madya"
    AHLI_UTAMA = "ahli_utama"


@dataclass(frozen=True, slots=True)
class LevelCredit:
    """One row of the table: ranks of the level, points a year, and minima.

    ``rank_minimum`` opens the next rank, ``level_minimum`` the level ``next_level``; the two are
    None where no level follows.
    """

    ranks: tuple[str, ...]
    coefficient: Decimal
    rank_minimum: Decimal
    level_minimum: Decimal | None = None
    next_level: FunctionalLevel | None = None


_L = FunctionalLevel
_D = Decimal

CREDIT_TABLE: Final[Mapping[FunctionalLevel, LevelCredit]] = {
    _L.PEMULA: LevelCredit(("II/a",), _D("3.75"), _D(15), _D(15), _L.TERAMPIL),
    _L.TERAMPIL: LevelCredit(("II/b", "II/c", "II/d"), _D(5), _D(20), _D(60), _L.MAHIR),
    _L.MAHIR: LevelCredit(("III/a", "III/b"), _D("12.5"), _D(50), _D(100), _L.PENYELIA),
    _L.PENYELIA: LevelCredit(("III/c", "III/d"), _D(25), _D(100)),
    _L.AHLI_PERTAMA: LevelCredit(("III/a", "III/b"), _D("12.5"), _D(50), _D(100), _L.AHLI_MUDA),
    _L.AHLI_MUDA: LevelCredit(("III/c", "III/d"), _D(25), _D(100), _D(200), _L.AHLI_MADYA),
    _L.AHLI_MADYA: LevelCredit(
        ("IV/a", "IV/b", "IV/c"), _D("37.5"), _D(150), _D(450), _L.AHLI_UTAMA
    ),
    _L.AHLI_UTAMA: LevelCredit(("IV/d", "IV/e"), _D(50), _D(200)),
}
"""The table of PermenPANRB 1/2023 (regulation 5.1), in its order."""

PREDICATE_PERCENT: Final[Mapping[Predicate, int]] = {
    Predicate.VERY_GOOD: 150,
    Predicate.GOOD: 100,
    Predicate.NEEDS_IMPROVEMENT: 75,
    Predicate.POOR: 50,
    Predicate.VERY_POOR: 25,
}
"""Per cent of the coefficient that a predicate is worth (regulation 5.1)."""


class BadMonths(ValueError):
    """Months are numbers from 1 to 12, at least one of them."""


class MonthsOverlap(ValueError):
    """A month of a year would be converted twice for the same person (A13)."""


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One conversion: a predicate at a level over months (1–12) of a year."""

    year: int
    level: FunctionalLevel
    predicate: Predicate
    months: tuple[int, ...]

    @property
    def points(self) -> Decimal:
        """Points of the line. Raises: ``BadMonths``."""
        return credit_points(self.level, self.predicate, len(self.months))


@dataclass(frozen=True, slots=True)
class Distance:
    """How far cumulative points are from a minimum; ``difference`` is negative while they lack."""

    minimum: Decimal
    difference: Decimal

    @property
    def eligible(self) -> bool:
        """Whether the points alone suffice (*dapat dipertimbangkan*)."""
        return self.difference >= 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Cumulative points beside the minimum of the next rank and of the next level, if any."""

    level: FunctionalLevel
    cumulative: Decimal
    rank: Distance
    next_level: Distance | None


def credit_points(level: FunctionalLevel, predicate: Predicate, months: int) -> Decimal:
    """Points for so many months of a year (1–12), three decimals, half up.

    Raises: ``BadMonths``.
    """
    if not 1 <= months <= MONTHS_A_YEAR:
        raise BadMonths(months)
    exact = PREDICATE_PERCENT[predicate] * CREDIT_TABLE[level].coefficient * months
    return (exact / (100 * MONTHS_A_YEAR)).quantize(_STEP, ROUND_HALF_UP)


def check_lines(lines: Iterable[CreditLine]) -> None:
    """Refuse months that do not exist or that two lines claim.

    Raises: ``BadMonths``, ``MonthsOverlap``.
    """
    taken: set[tuple[int, int]] = set()
    for line in lines:
        if not line.months or not all(1 <= month <= MONTHS_A_YEAR for month in line.months):
            raise BadMonths(line.months)
        for month in line.months:
            if (line.year, month) in taken:
                raise MonthsOverlap(line.year, month)
            taken.add((line.year, month))


def total_points(lines: Iterable[CreditLine]) -> Decimal:
    """Sum of the rounded lines. Raises: ``BadMonths``, ``MonthsOverlap``."""
    found = list(lines)
    check_lines(found)
    return sum((line.points for line in found), start=Decimal("0.000"))


def standing(level: FunctionalLevel, cumulative: Decimal) -> Standing:
    """Hold cumulative points beside what the level's next rank and next level need."""
    row = CREDIT_TABLE[level]
    minimum = row.level_minimum
    return Standing(
        level=level,
        cumulative=cumulative,
        rank=Distance(row.rank_minimum, cumulative - row.rank_minimum),
        next_level=None if minimum is None else Distance(minimum, cumulative - minimum),
    )


def education_points(level: FunctionalLevel) -> Decimal:
    """What a higher formal degree adds once, at the level held (A16)."""
    minimum = CREDIT_TABLE[level].rank_minimum
    return (minimum * EDUCATION_PERCENT / 100).quantize(_STEP, ROUND_HALF_UP)


def surplus_after_rank(level: FunctionalLevel, cumulative: Decimal) -> Decimal:
    """What is carried within the level after a promotion in rank (A17).

    A promotion in level carries nothing. Raises: ``ValueError`` while the minimum is not reached.
    """
    left = standing(level, cumulative).rank.difference
    if left < 0:
        raise ValueError(cumulative)
    return left
