"""Which sets of raters about one person may be released together: thresholds and differences.

Two published sets of which one holds the other tell the mean of those between them; so they are
both released only where nobody, or at least ``k`` raters, stand between. Source: statistics C1
and C2; see docs/statistics.md#rounds.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum


class Withheld(StrEnum):
    """Why a set is not released."""

    TOO_FEW = "too_few"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Release:
    """Names in the order of the check, and the reason of each name left out."""

    published: tuple[str, ...]
    withheld: Mapping[str, Withheld]


def check_release(
    sets: Mapping[str, AbstractSet[str]], k: int, viewer: str | None = None
) -> Release:
    """Choose what may be released, larger sets first, ties by name.

    ``k`` counts raters other than the viewer, who knows one answer already: a viewer who is also
    a rater is taken out of every set before anything is counted.
    """
    counted = {name: raters - {viewer} for name, raters in sets.items()}
    published: list[str] = []
    withheld: dict[str, Withheld] = {}
    for name in sorted(counted, key=lambda name: (-len(counted[name]), name)):
        if len(counted[name]) < k:
            withheld[name] = Withheld.TOO_FEW
        elif any(_subtracts(counted[larger], counted[name], k) for larger in published):
            withheld[name] = Withheld.DIFFERENCE
        else:
            published.append(name)
    return Release(tuple(published), withheld)


def _subtracts(larger: AbstractSet[str], smaller: AbstractSet[str], k: int) -> bool:
    return smaller <= larger and 0 < len(larger - smaller) < k
