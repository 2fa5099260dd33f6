"""Did it help? Means with their uncertainty, or nothing below five answers.

Every figure is an association, no proof that the training was the cause.
Source: feedback and training C.4; interval of a mean by Student's t; see docs/statistics.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Final

from scipy.stats import t as student

FEWEST: Final = 5
"""Answers from which a mean is told."""

REACTION_ITEMS: Final = (
    "Materinya berguna bagi pekerjaan saya",
    "Penyampaiannya mudah dipahami",
    "Waktu dan lamanya sesuai",
    "Tempat dan sarananya memadai",
    "Saya akan menyarankan pelatihan ini kepada rekan",
)
"""Said from 1 (sangat tidak setuju) to 5 (sangat setuju), right after the training."""

BEHAVIOUR_ITEMS: Final = (
    "Memakai yang dipelajari dalam pekerjaan sehari-hari",
    "Hasil kerjanya lebih baik daripada sebelum pelatihan",
    "Mengukur hasil kerjanya dengan cara yang dipelajari",
    "Membagikan yang dipelajari kepada rekan",
)
"""Said from 1 (belum) to 4 (selalu), 60 to 90 days later."""

REACTION_DAYS: Final = 30
BEHAVIOUR_FROM: Final = 60
BEHAVIOUR_UNTIL: Final = 90


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean of ``n`` answers with its 95 % interval; all None below ``FEWEST``."""

    n: int
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None

    @property
    def is_told(self) -> bool:
        """Whether there are enough answers."""
        return self.mean is not None


def mean_interval(values: Sequence[float], *, level: float = 0.95) -> Estimate:
    """Mean and two-sided interval of ``values`` by Student's t with n − 1 degrees of freedom.

    Raises: ``ValueError`` for a level outside 0 to 1.
    """
    if not 0 < level < 1:
        raise ValueError(level)
    n = len(values)
    if n < FEWEST:
        return Estimate(n)
    mean = sum(values) / n
    variance = sum((value - mean) ** 2 for value in values) / (n - 1)
    half = float(student.ppf((1 + level) / 2, n - 1)) * sqrt(variance / n)
    return Estimate(n, mean, mean - half, mean + half)


def reaction_window(ends_on: date) -> tuple[date, date]:
    """First and last day on which a reaction can be given."""
    return ends_on, ends_on + timedelta(days=REACTION_DAYS)


def behaviour_window(ends_on: date) -> tuple[date, date]:
    """First and last day on which behaviour is asked about."""
    return ends_on + timedelta(days=BEHAVIOUR_FROM), ends_on + timedelta(days=BEHAVIOUR_UNTIL)
