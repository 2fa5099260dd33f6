"""An index of 25 to 100 on its ruler, and its values over time. Geometry only.

Places are text in per cent of the width ("82.80%"), so that letters keep their size on a phone
and no locale writes a comma into an SVG.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

LOWEST: Final = 25.0
HIGHEST: Final = 100.0
"""Ends of every index."""

TREND_HEIGHT: Final = 120
"""Pixels between the highest and the lowest place of a trend."""

_TOP: Final = 22
_EDGE: Final = 0.12
"""Words this near to an end are written towards the middle."""
_ROOM: Final = 3.0
"""Points left free above and below a trend."""


@dataclass(frozen=True, slots=True)
class Band:
    """One class: its letter and word, from where to how wide; ``is_here`` holds the value."""

    letter: str
    word: str
    at: str
    width: str
    middle: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """Where a class begins; ``anchor`` is how its figure is aligned."""

    at: str
    value: float
    anchor: str


@dataclass(frozen=True, slots=True)
class IndexRuler:
    """Everything that is drawn. Without an interval ``low`` and ``high`` are the value's place."""

    bands: tuple[Band, ...]
    limits: tuple[Limit, ...]
    value: str
    low: str
    high: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TrendValue:
    """One value with its interval, None where there is none, and how much of a break precedes."""

    value: float | None
    lower: float | None
    upper: float | None
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Where a value stands; ``y`` None without one. ``gap`` is the place of a break before it."""

    at: str
    y: int | None
    top: int | None
    bottom: int | None
    gap: str


@dataclass(frozen=True, slots=True)
class TrendLine:
    """The limit of a class inside the picture."""

    letter: str
    y: int


@dataclass(frozen=True, slots=True)
class Trend:
    """Points in order of time and the limits between which they lie; they are never joined."""

    points: tuple[TrendPoint, ...]
    lines: tuple[TrendLine, ...]


def index_ruler(
    value: float,
    lower: float | None,
    upper: float | None,
    classes: Sequence[tuple[str, str, float]],
) -> IndexRuler:
    """Geometry of one index; ``classes`` are letter, word and lowest value, the worst first."""
    starts = [start for _letter, _word, start in classes]
    ends = [*starts[1:], HIGHEST]
    here = max(place for place, start in enumerate(starts) if value >= start)
    share = _share(value)
    return IndexRuler(
        bands=tuple(
            Band(
                letter,
                word,
                _place(_share(start)),
                _place(_share(end) - _share(start)),
                _place((_share(start) + _share(end)) / 2),
                place == here,
            )
            for place, ((letter, word, start), end) in enumerate(zip(classes, ends, strict=True))
        ),
        limits=tuple(
            Limit(_place(_share(limit)), limit, _anchor(_share(limit)))
            for limit in [*starts, HIGHEST]
        ),
        value=_place(share),
        low=_place(_share(value if lower is None else lower)),
        high=_place(_share(value if upper is None else upper)),
        anchor=_anchor(share),
    )


def trend(values: Sequence[TrendValue], limits: Sequence[tuple[str, float]]) -> Trend:
    """Geometry of values over time; ``limits`` are letters with the lowest value of their class."""
    known = [
        one
        for value in values
        for one in (value.lower, value.value, value.upper)
        if one is not None and value.value is not None
    ]
    low = max(LOWEST, min(known, default=LOWEST) - _ROOM)
    high = min(HIGHEST, max(known, default=HIGHEST) + _ROOM)

    def height(value: float) -> int:
        return round(_TOP + TREND_HEIGHT * (high - value) / (high - low))

    places = [(place + 0.5) / len(values) for place in range(len(values))]
    gaps = ["", *(_place((left + right) / 2) for left, right in pairwise(places))]
    return Trend(
        points=tuple(
            TrendPoint(
                at=_place(at),
                y=None if one.value is None else height(one.value),
                top=None if one.value is None or one.upper is None else height(one.upper),
                bottom=None if one.value is None or one.lower is None else height(one.lower),
                gap=gap if one.breaks else "",
            )
            for at, gap, one in zip(places, gaps, values, strict=True)
        ),
        lines=tuple(TrendLine(letter, height(at)) for letter, at in limits if low < at < high),
    )


def _share(value: float) -> float:
    return (min(HIGHEST, max(LOWEST, value)) - LOWEST) / (HIGHEST - LOWEST)


def _anchor(share: float) -> str:
    return "start" if share < _EDGE / 2 else "end" if share > 1 - _EDGE else "middle"


def _place(share: float) -> str:
    return f"{100 * share:.2f}%"
