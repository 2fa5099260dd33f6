"""Progress as a bar that starts at zero and ends at its target. Geometry only."""

from dataclasses import dataclass
from typing import Final

BEHIND: Final = 0.1
"""A bar that is this far short of where it should be today is drawn as late."""


@dataclass(frozen=True, slots=True)
class Meter:
    """Places as text in per cent ("94%"), so that no locale writes a comma into an SVG."""

    filled: str
    expected: str | None
    behind: bool


def meter(share: float, expected: float | None = None) -> Meter:
    """Geometry of a bar filled to ``share`` with a tick at ``expected``; shares of the target.

    More than the target fills the bar, less than nothing leaves it empty.
    """
    return Meter(
        filled=_per_cent(share),
        expected=None if expected is None else _per_cent(expected),
        behind=is_behind(share, expected),
    )


def is_behind(share: float, expected: float | None) -> bool:
    """Whether progress lags visibly behind the day."""
    return expected is not None and share < expected - BEHIND


def _per_cent(share: float) -> str:
    return f"{100 * max(0.0, min(1.0, share)):.1f}%"
