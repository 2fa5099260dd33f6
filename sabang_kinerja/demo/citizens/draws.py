"""Chance for many citizens at once: who answers, on which day, and with which ratings.

Recipients are made from the margins of a register, each dimension by itself; a selection model
then says who of them is likelier to answer. A seed gives the same citizens again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sabang_kinerja.demo.sampling import apportion, stream

LOWEST: Final = 1
HIGHEST: Final = 4
BUSY: Final = 0.2
"""A largest share of one day from which the design means a rush on that day."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How a service is rated: mean and spread by element, share of the common factor (0 to 1)."""

    means: NDArray[np.float64]
    spreads: NDArray[np.float64]
    common: float

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Profile":
        """The profile as the data file has it, in the order of the elements."""
        elements = row["elements"].values()
        return cls(
            np.array([one["mean"] for one in elements]),
            np.array([one["sd"] for one in elements]),
            row["common_factor_share"],
        )


def chance_of(*names: object) -> np.random.Generator:
    """A source of chance of its own for everything that is named."""
    return np.random.default_rng(stream(*names).getrandbits(64))


def draw_people(
    chance: np.random.Generator,
    margins: Mapping[str, Mapping[str, int]],
    number: int,
    odds: Mapping[str, Mapping[str, float]],
) -> list[dict[str, str]]:
    """``number`` different recipients by dimension; ``odds`` of answering are 1 where not named."""
    population = sum(next(iter(margins.values())).values())
    weights = np.ones(population)
    columns: dict[str, NDArray[Any]] = {}
    for dimension, counts in margins.items():
        parts = apportion(population, list(counts.values()))
        column = np.repeat(np.arange(len(parts)), parts)
        chance.shuffle(column)
        wanted = odds.get(dimension, {})
        weights *= np.array([wanted.get(category, 1.0) for category in counts])[column]
        columns[dimension] = column
    waits = chance.exponential(size=population) / weights
    chosen = np.argsort(waits, kind="stable")[:number]
    names = {dimension: list(counts) for dimension, counts in margins.items()}
    return [
        {dimension: names[dimension][columns[dimension][at]] for dimension in columns}
        for at in chosen
    ]


def draw_ratings(
    chance: np.random.Generator, profile: Profile, number: int, shift: float
) -> list[list[int]]:
    """Nine ratings (1 to 4) for each of ``number`` people; ``shift`` moves what has a spread."""
    common = chance.standard_normal((number, 1)) * np.sqrt(profile.common)
    own = chance.standard_normal((number, len(profile.means))) * np.sqrt(1 - profile.common)
    moved = profile.means + shift * (profile.spreads > 0)
    values = np.rint(moved + profile.spreads * (common + own))
    found: list[list[int]] = np.clip(values, LOWEST, HIGHEST).astype(int).tolist()
    return found


def draw_days(
    chance: np.random.Generator, days: Sequence[date], number: int, rush: float
) -> list[date]:
    """A day for each of ``number`` people; from ``BUSY`` on a share ``rush`` comes on one day."""
    share = rush if rush > BUSY else 0.0
    peak = days[int(chance.integers(len(days)))]
    rest = [day for day in days if day != peak] if share else list(days)
    together = round(number * share) if rest else number
    others = chance.integers(len(rest), size=number - together) if rest else np.array([], int)
    found = [peak] * together + [rest[int(at)] for at in others]
    return [found[int(at)] for at in chance.permutation(len(found))]
