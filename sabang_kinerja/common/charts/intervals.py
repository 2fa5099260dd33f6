"""Figures with their intervals on one scale, a line each; the same drawing for page and paper.

Horizontal measures are per cent of the width, as in the chart of predicates; colours come from
the same classes and inks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString

from sabang_kinerja.common.charts.distribution import SCREEN, Medium

MOST_LINES: Final = 20
"""Lines that one drawing holds: more of them would not fit on one sheet of paper."""

_LETTERS: Final = 52
"""Of a name on a page, which may be as narrow as a telephone."""
_STEPS: Final = 4
_TONE: Final = 4


@dataclass(frozen=True, slots=True)
class Interval:
    """One line: its name, the figure, and the ends of its interval."""

    label: str
    at: float
    lower: float
    upper: float


def interval_charts(
    lines: Sequence[Interval], *, title: str, least: int, most: int, medium: Medium = SCREEN
) -> list[SafeString]:
    """Draw ``lines`` in their order on a scale from ``least`` to ``most``, some to a drawing.

    A long name is cut; the table beside the drawing has it in full. The accessible name is
    ``title`` followed by every figure with its interval.
    """
    return [
        _chart(lines[start : start + MOST_LINES], title, least, most, medium)
        for start in range(0, len(lines), MOST_LINES)
    ]


def _chart(
    lines: Sequence[Interval], title: str, least: int, most: int, medium: Medium
) -> SafeString:
    step = medium.line * 2.5
    fits = _LETTERS if medium.view_width is None else int(0.96 * medium.view_width / medium.letter)
    base = step * len(lines) + medium.line * 0.6

    def x(value: float) -> float:
        return 2 + 96 * (value - least) / (most - least)

    parts = []
    for number in range(_STEPS + 1):
        value = least + (most - least) * number / _STEPS
        parts += [  # not through the names
            _line(medium.ink["grid"], x(value), x(value), top, top + medium.line)
            for top in (step * row + medium.line * 1.3 for row in range(len(lines)))
        ]
        words = f"{value:g}".replace(".", ",")
        parts.append(_text(medium.ink["axis"], x(value), base + medium.line, words, "middle"))
    for number, line in enumerate(lines):
        y = step * number + medium.line
        name = line.label if len(line.label) <= fits else f"{line.label[:fits].rstrip()}…"
        parts.append(_text(medium.ink["label"], x(least) + 0.8, y, name, "start"))
        y += medium.line * 0.75
        ink = medium.ink["bar"].format(tone=_TONE)
        parts.append(_line(medium.ink["limit"], x(line.lower), x(line.upper), y, y))
        parts.append(
            f'<circle cx="{x(line.at):.2f}%" cy="{y:.1f}" r="{medium.line / 3.4:.1f}" {ink}/>'
        )
    name = escape(f"{title}: {'; '.join(map(_described, lines))}.")
    height = base + medium.line * 1.6
    size = (
        f'width="100%" height="{height:g}" class="dist"'
        if medium.view_width is None
        else f'viewBox="0 0 {medium.view_width} {height:g}"'
    )
    caption = "" if medium.view_width is None else f"<title>{name}</title>"
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{name}">'
        f"{caption}{''.join(parts)}</svg>"
    )


def _described(line: Interval) -> str:
    at, lower, upper = (
        f"{Decimal(str(value)):f}".replace(".", ",") for value in (line.at, line.lower, line.upper)
    )
    return f"{line.label} {at} ({lower}–{upper})"


def _line(ink: str, x1: float, x2: float, y1: float, y2: float) -> str:
    return f'<line x1="{x1:.2f}%" x2="{x2:.2f}%" y1="{y1:.1f}" y2="{y2:.1f}" {ink}/>'


def _text(ink: str, x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.2f}%" y="{y:.1f}" text-anchor="{anchor}" {ink}>{escape(words)}</text>'
