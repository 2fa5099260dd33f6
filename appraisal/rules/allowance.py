"""The monthly allowance (TPP) as one formula, each part shown; money is paid elsewhere.

    amount = base × (w × f(predicate) + (1 − w) × attendance) − cut

The common national model; the mayor's own text was not at hand, so every factor is a setting.
Source: PP 12/2019, PP 94/2021 (regulation 6.6); see docs/legal.md#follow-up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from appraisal.rules.predicate import Predicate

PERCENT: Final = Decimal(100)
ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class AllowanceFactors:
    """``productivity_weight`` and ``discipline_cut`` in percent (0–100), factors as fractions."""

    productivity_weight: Decimal
    of_predicate: Mapping[Predicate, Decimal]
    discipline_cut: Decimal


DEFAULT_FACTORS: Final = AllowanceFactors(
    productivity_weight=Decimal(60),
    of_predicate={
        Predicate.VERY_GOOD: Decimal(1),
        Predicate.GOOD: Decimal(1),
        Predicate.NEEDS_IMPROVEMENT: Decimal("0.75"),
        Predicate.POOR: Decimal("0.5"),
        Predicate.VERY_POOR: Decimal("0.25"),
    },
    discipline_cut=Decimal(25),
)
"""Placeholders until the city's own table is entered; not law, the cut of 25 % excepted."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """One month of one person. Shares in percent of the base; amounts in whole rupiah.

    ``before_cut`` less ``cut`` is ``amount``.
    """

    productivity: Decimal
    discipline: Decimal
    before_cut: Decimal
    cut: Decimal
    amount: Decimal


def monthly_allowance(
    base: Decimal,
    predicate: Predicate,
    attendance: Decimal,
    *,
    is_cut: bool = False,
    factors: AllowanceFactors = DEFAULT_FACTORS,
) -> Allowance:
    """Compute one month.

    ``base`` in rupiah, ``attendance`` from 0 to 1; ``is_cut`` when a medium disciplinary measure
    holds. Halves are rounded up, once before the cut and once for the cut.
    Raises: ``ValueError`` for a negative base or an attendance outside 0 to 1.
    """
    if base < 0 or not 0 <= attendance <= 1:
        raise ValueError(base, attendance)
    weight = factors.productivity_weight
    productivity = weight * factors.of_predicate[predicate]
    discipline = (PERCENT - weight) * attendance
    before = _whole(base * (productivity + discipline) / PERCENT)
    cut = _whole(before * factors.discipline_cut / PERCENT) if is_cut else Decimal(0)
    return Allowance(productivity, discipline, before, cut, before - cut)


def _whole(value: Decimal) -> Decimal:
    return value.quantize(ONE, ROUND_HALF_UP)
