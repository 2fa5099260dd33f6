"""Whom a survey is about: recipients as a register counts them, alone or several put together.

Source: statistics A1, A3, A9; see docs/legal.md#data-quality.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from feedback.rules.margins import Dimension, Frame, Margin


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """What a register says: recipients, margins by category, its age on the last day in months."""

    recipients: int
    margins: tuple[Margin, ...]
    age_months: int
    dated: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class RegisterSpan:
    """Days that a register counts, and the day at which it was counted."""

    pk: int
    starts: date
    ends: date
    dated: date


def best_register(
    registers: Sequence[RegisterSpan], starts: date, ends: date
) -> RegisterSpan | None:
    """The register that fits a period best: most days in common, fewest others, newest."""

    def fit(one: RegisterSpan) -> tuple[int, int, date, int]:
        common = max(0, (min(one.ends, ends) - max(one.starts, starts)).days + 1)
        length = (one.ends - one.starts).days + 1
        return common, -length if common else 0, one.dated, one.pk

    return max(registers, key=fit, default=None)


def together(parts: Mapping[str, Population]) -> Population:
    """Recipients of several services (by name) as one population; services become a margin.

    Other margins stay where every part has them. The oldest part tells the age.
    """
    services = Margin(
        Dimension.SERVICE,
        Frame.SERVICE_REGISTER,
        {name: float(part.recipients) for name, part in parts.items()},
    )
    return _joined(list(parts.values()), (services,))


def repeated(parts: Sequence[Population]) -> Population:
    """Recipients of one service in several periods as one population."""
    return _joined(parts, ())


def _joined(parts: Sequence[Population], first: tuple[Margin, ...]) -> Population:
    found = []
    for dimension in Dimension:
        margins = [one for part in parts for one in part.margins if one.dimension == dimension]
        if len(margins) == len(parts) and dimension not in {one.dimension for one in first}:
            counts: Counter[str] = Counter()
            for margin in margins:
                counts.update(margin.counts)
            found.append(Margin(dimension, Frame.SERVICE_REGISTER, dict(counts)))
    oldest = max(parts, key=lambda part: part.age_months)
    kept = [one for one in first if math.fsum(one.counts.values())]
    return Population(
        recipients=sum(part.recipients for part in parts),
        margins=(*kept, *found),
        age_months=oldest.age_months,
        dated=oldest.dated,
        source=oldest.source,
    )
