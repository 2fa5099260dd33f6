"""POLA DISTRIBUSI of the evaluation form: the curve that goes with an organisation predicate.

A drawing aid and no limit; the limits are ``appraisal.rules.distribution`` (regulation 4.5).
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString

from appraisal.rules.distribution import PATTERN_CURVES
from appraisal.rules.predicate import OrganisationPredicate

_NAMES: Final = (
    ("Sangat Kurang",),
    ("Kurang/", "Misconduct"),
    ("Butuh Perbaikan",),
    ("Baik",),
    ("Sangat Baik",),
)
_WIDTH, _HEIGHT, _LEFT, _TOP = 620, 124, 24, 14
_RIGHT, _BASE = _WIDTH - 6, _HEIGHT - 24
_HIGHEST: Final = 13
_END_SHARE: Final = 0.35
"""How far the curve has fallen at its two ends, as a share of its first or last height."""

Point = tuple[float, float]


def pattern_curve(organisation: OrganisationPredicate | None) -> SafeString:
    """Axes with the five predicates; the curve only when the predicate is known."""
    gap = (_RIGHT - _LEFT) / len(_NAMES)
    places = [_LEFT + gap * (index + 0.5) for index in range(len(_NAMES))]
    heights = PATTERN_CURVES[organisation] if organisation else ()
    peak = heights.index(max(heights)) if heights else None
    parts = _curve(places, heights) if heights else []
    parts += [_line(_LEFT, _BASE, _RIGHT, _BASE, 0.7), _line(_LEFT, _BASE, _LEFT, _TOP - 6, 0.7)]
    for index, (x, words) in enumerate(zip(places, _NAMES, strict=True)):
        parts.append(_line(x, _BASE, x, _BASE + 2.5, 0.5))
        for row, word in enumerate(words):
            parts.append(_text(x, _BASE + 10 + 8 * row, word, bold=index == peak))
    middle = (_TOP - 6 + _BASE) / 2
    parts.append(_text(12, middle, "Frekuensi Pegawai", turned=True))
    title = escape(_title(organisation))
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{title}"><title>{title}</title>{"".join(parts)}</svg>'
    )


def _title(organisation: OrganisationPredicate | None) -> str:
    if organisation is None:
        return "Pola distribusi belum ada"
    peak = PATTERN_CURVES[organisation].index(max(PATTERN_CURVES[organisation]))
    return f"Pola distribusi dengan puncak pada {''.join(_NAMES[peak])}"


def _curve(places: Sequence[float], heights: Sequence[int]) -> list[str]:
    tops = [_BASE - (_BASE - _TOP) * height / _HIGHEST for height in heights]
    first = _BASE - (_BASE - tops[0]) * _END_SHARE
    last = _BASE - (_BASE - tops[-1]) * _END_SHARE
    path = _monotone([(_LEFT, first), *zip(places, tops, strict=True), (float(_RIGHT), last)])
    peak = heights.index(max(heights))
    return [
        f'<path d="{path}L{_RIGHT} {_BASE}L{_LEFT} {_BASE}Z" fill="#e3e8e9"/>',
        _line(places[peak], tops[peak], places[peak], _BASE, 0.5, ' stroke-dasharray="2 1.6"'),
        f'<path d="{path}" fill="none" stroke="#0d3b4a" stroke-width="1.4"/>',
    ]


def _monotone(points: Sequence[Point]) -> str:
    """A path through the points that never overshoots them (Fritsch and Carlson)."""
    steps = [after[0] - before[0] for before, after in pairwise(points)]
    slopes = [
        (after[1] - before[1]) / step
        for (before, after), step in zip(pairwise(points), steps, strict=True)
    ]
    tangents = [0.0, *map(_tangent, slopes, slopes[1:]), 0.0]
    path = [f"M{points[0][0]:.2f} {points[0][1]:.2f}"]
    for index, step in enumerate(steps):
        (x0, y0), (x1, y1), third = points[index], points[index + 1], step / 3
        path.append(
            f"C{x0 + third:.2f} {y0 + tangents[index] * third:.2f} "
            f"{x1 - third:.2f} {y1 - tangents[index + 1] * third:.2f} {x1:.2f} {y1:.2f}"
        )
    return "".join(path)


def _tangent(before: float, after: float) -> float:
    return 2 * before * after / (before + after) if before * after > 0 else 0.0


def _line(x1: float, y1: float, x2: float, y2: float, width: float, more: str = "") -> str:
    return (
        f'<path d="M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}" stroke="#111" stroke-width="{width}" '
        f'fill="none"{more}/>'
    )


def _text(x: float, y: float, words: str, *, bold: bool = False, turned: bool = False) -> str:
    turn = f' fill="#4a5256" transform="rotate(-90 {x:g} {y:g})"' if turned else ' fill="#111"'
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-family="Source Sans 3" font-size="6.8" '
        f'font-weight="{600 if bold else 400}" text-anchor="middle"{turn}>{escape(words)}</text>'
    )
