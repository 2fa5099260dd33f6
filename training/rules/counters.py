"""How the hours of one year stand against what the law asks of a person.

PNS learn at least 20 hours a year; for PPPK at most 24 hours count, and what goes beyond is kept
and shown as not counted, since nobody is kept from learning.
Source: PP 11/2017 with PP 17/2020, PP 49/2018 article 40 (feedback and training C.1); see
docs/legal.md#training.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Duty(StrEnum):
    """What a year's hours are held against."""

    FLOOR = "floor"
    CEILING = "ceiling"


class Standing(StrEnum):
    """Where a person stands; a floor is reached or not, a ceiling kept or passed."""

    BELOW = "below"
    REACHED = "reached"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Verified:
    """A verified record: its key, its last day, its approved hours (≥ 0)."""

    key: int
    ends_on: date
    hours: Decimal


@dataclass(frozen=True, slots=True)
class YearHours:
    """Hours of one person in one year.

    ``total`` is everything verified, ``counted`` what counts, ``missing`` what a floor still
    asks for, ``share`` counted over the limit in whole percent (0 to 100). ``uncounted`` gives by
    record the hours beyond a ceiling, in the order of their last days.
    """

    duty: Duty
    limit: Decimal
    total: Decimal
    counted: Decimal
    missing: Decimal
    share: int
    standing: Standing
    uncounted: dict[int, Decimal]

    @property
    def surplus(self) -> Decimal:
        """Hours that are kept and do not count."""
        return self.total - self.counted


def year_hours(records: Iterable[Verified], *, is_contract: bool, limit: Decimal) -> YearHours:
    """Count the verified records of one year against ``limit`` hours (> 0).

    Records count in the order in which they ended. Raises: ``ValueError`` for a limit of 0 or
    less.
    """
    if limit <= 0:
        raise ValueError(limit)
    total = Decimal(0)
    uncounted: dict[int, Decimal] = {}
    for one in sorted(records, key=lambda record: (record.ends_on, record.key)):
        room = max(Decimal(0), limit - total)
        total += one.hours
        if is_contract and one.hours > room:
            uncounted[one.key] = one.hours - room
    counted = min(total, limit) if is_contract else total
    if is_contract:
        standing = Standing.ABOVE if total > limit else Standing.WITHIN
    else:
        standing = Standing.REACHED if total >= limit else Standing.BELOW
    return YearHours(
        duty=Duty.CEILING if is_contract else Duty.FLOOR,
        limit=limit,
        total=total,
        counted=counted,
        missing=Decimal(0) if is_contract else max(Decimal(0), limit - total),
        share=min(100, int(counted * 100 / limit)),
        standing=standing,
        uncounted=uncounted,
    )
