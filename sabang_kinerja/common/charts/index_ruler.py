"""An index with its interval on the ruler of its grades, and its course. Geometry only.

Places are text ("53.33%", or pixels from the top), so that no locale writes a comma into an SVG.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LOWEST: Final = 25.0
HIGHEST: Final = 100.0
"""Ends of the scale of the satisfaction index."""

_TOP: Final = 22.0
_HEIGHT: Final = 118.0
_EDGE: Final = 8.0
"""Words nearer to an end, in per cent, are written towards the middle."""


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade: its code and words, and the lowest index that has it."""

    code: str
    label: str
    least: float


@dataclass(frozen=True, slots=True)
class Band:
    """A grade on the ruler; ``lit`` for that of the index."""

    code: str
    label: str
    at: str
    width: str
    middle: str
    least: float
    lit: bool


@dataclass(frozen=True, slots=True)
class IndexRuler:
    """Everything that is drawn; ``start`` and ``end`` of the interval, empty without one."""

    bands: tuple[Band, ...]
    at: str
    anchor: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period: label in two lines, index with its interval, why the series breaks before it.

    ``index`` is None where a period has its place and shows no figure.
    """

    label: str
    year: str
    index: float | None
    lower: float | None
    upper: float | None
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrendMark:
    """A period as drawn; ``y`` empty without a figure, ``top``, ``bottom`` without an interval."""

    point: TrendPoint
    x: str
    y: str
    top: str
    bottom: str
    latest: bool
    break_x: str


@dataclass(frozen=True, slots=True)
class TrendLimit:
    """Where a grade begins, as a dotted line."""

    code: str
    y: str
    label_y: str


@dataclass(frozen=True, slots=True)
class Trend:
    """The course of an index; a break stands between two periods that may not be compared."""

    marks: tuple[TrendMark, ...]
    limits: tuple[TrendLimit, ...]


def index_ruler(
    index: float, lower: float | None, upper: float | None, grades: Sequence[Grade]
) -> IndexRuler:
    """Geometry of one index; ``grades`` from the lowest."""
    ends = [*(grade.least for grade in grades[1:]), HIGHEST]
    at = _share(index)
    return IndexRuler(
        bands=tuple(
            Band(
                grade.code,
                grade.label,
                _place(_share(grade.least)),
                _place(_share(end) - _share(grade.least)),
                _place((_share(end) + _share(grade.least)) / 2),
                grade.least,
                grade.least <= index and (index < end or end == HIGHEST),
            )
            for grade, end in zip(grades, ends, strict=True)
        ),
        at=_place(at),
        anchor="start" if at < _EDGE else "end" if at > 100 - _EDGE else "middle",
        start="" if lower is None else _place(_share(lower)),
        end="" if upper is None else _place(_share(upper)),
    )


def trend(points: Sequence[TrendPoint], grades: Sequence[Grade]) -> Trend:
    """Geometry of a course, the earliest period first; empty without one."""
    if not points:
        return Trend((), ())
    values = [
        value
        for point in points
        for value in (point.index, point.lower, point.upper)
        if value is not None and point.index is not None
    ]
    low = max(LOWEST, min(values, default=LOWEST) - 3)
    high = min(HIGHEST, max(values, default=HIGHEST) + 3)

    def y(value: float) -> float:
        return _TOP + _HEIGHT * (high - value) / (high - low)

    def mark(point: TrendPoint, value: float | None) -> str:
        return "" if value is None or point.index is None else _pixel(y(value))

    step = 100 / len(points)
    return Trend(
        marks=tuple(
            TrendMark(
                point,
                _place(step * (at + 0.5)),
                mark(point, point.index),
                mark(point, point.upper),
                mark(point, point.lower),
                at == len(points) - 1,
                _place(step * at) if point.breaks else "",
            )
            for at, point in enumerate(points)
        ),
        limits=tuple(
            TrendLimit(grade.code, _pixel(y(grade.least)), _pixel(y(grade.least) - 5))
            for grade in grades
            if low < grade.least < high
        ),
    )


def _share(value: float) -> float:
    return 100 * (value - LOWEST) / (HIGHEST - LOWEST)


def _place(share: float) -> str:
    return f"{share:.2f}%"


def _pixel(value: float) -> str:
    return f"{value:.1f}"
