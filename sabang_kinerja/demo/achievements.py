"""What was reached of a target, in numbers and words that fit the rating."""

import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from appraisal.rules.ratings import Rating
from sabang_kinerja.common.numbers import format_decimal
from sabang_kinerja.demo.content import wordings
from sabang_kinerja.demo.plan_content import PlannedIndicator
from sabang_kinerja.demo.years import CityPeriod

LEVELS: Final = frozenset(
    {
        *("%", "nilai", "indeks", "rasio", "skala 1–5", "level", "poin", "malam"),
        *("menit", "jam", "hari", "hari kerja", "tanggal", "bulan"),
    }
)
"""Units that say how high something stands; all others count and add up over the year."""

_REACHED: Final = {Rating.ABOVE: (104, 120), Rating.MEETS: (98, 103), Rating.BELOW: (55, 84)}
"""Percent of the target."""


@dataclass(frozen=True, slots=True)
class Reached:
    """An achievement: the number and the sentence around it."""

    value: Decimal
    text: str


def reached(
    indicator: PlannedIndicator, rating: Rating, period: CityPeriod, chance: random.Random
) -> Reached:
    """What was reached of one indicator by the end of a period."""
    is_level = indicator.unit in LEVELS
    target = indicator.value
    share = Decimal(1) if is_level or period.is_annual else Decimal(period.sequence) / 4
    value = _value(indicator, rating, share, chance)
    texts = wordings()["achievements"]
    if value == 0:
        kind = "none"
    elif target == 0:
        kind = "recorded"
    elif indicator.unit == "tanggal":
        kind = "day"
    elif is_level:
        kind = "level"
    else:
        kind = "year" if period.is_annual else "count"
    text: str = chance.choice(texts[kind]).format(
        value=format_decimal(value),
        target=format_decimal(target),
        unit=indicator.unit,
        period=period.label,
    )
    return Reached(value, text[0].upper() + text[1:])


def _value(
    indicator: PlannedIndicator, rating: Rating, share: Decimal, chance: random.Random
) -> Decimal:
    target, percent = indicator.value, Decimal(chance.randint(*_REACHED[rating])) / 100
    if indicator.direction == "exact":
        if target == 0:
            return Decimal(chance.randint(1, 3)) if rating is Rating.BELOW else Decimal(0)
        value = target * share * (percent if rating is Rating.BELOW else 1)
    elif indicator.direction == "down":
        value = target * (2 - percent)
    else:
        value = target * share * percent
    if indicator.unit == "%":
        value = min(value, Decimal(100))
    return max(Decimal(0), value.quantize(_step(indicator)))


def _step(indicator: PlannedIndicator) -> Decimal:
    fine = indicator.unit in ("%", "nilai", "indeks", "rasio", "skala 1–5", "malam")
    whole = indicator.value == indicator.value.to_integral_value()
    return Decimal("0.1") if fine or not whole else Decimal(1)
