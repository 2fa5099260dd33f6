"""How people fall over the predicates, beside the limits that the pattern sets: one bar each.

The same drawing serves page and paper. All horizontal measures are per cent of the drawing's
width, so that text keeps its size on a phone; on paper they are per cent of a fixed view box.
Colour comes from classes on the screen and from attributes on paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.template.defaultfilters import floatformat
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Bar:
    """One predicate: its name, how many people, and its tone from 1 (worst) to 5 (best)."""

    label: str
    count: int
    tone: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A limit on one bar, at a share in per cent, with the words that stand beside it."""

    bar: int
    percent: int
    words: str


@dataclass(frozen=True, slots=True)
class Bracket:
    """A condition on neighbouring bars together, first to last, written below them."""

    first: int
    last: int
    words: str


@dataclass(frozen=True, slots=True)
class Medium:
    """Where the chart is drawn: lengths in pixels of the page or units of the paper's box."""

    view_width: int | None
    plot_top: float
    plot_height: float
    line: float
    letter: float
    ink: Mapping[str, str]


SCREEN: Final = Medium(
    view_width=None,
    plot_top=24,
    plot_height=298,
    line=15,
    letter=6.3,
    ink={
        "grid": 'class="dist-grid"',
        "base": 'class="dist-base"',
        "axis": 'class="dist-axis"',
        "label": 'class="dist-label"',
        "count": 'class="dist-count"',
        "limit": 'class="dist-limit"',
        "edge": 'class="dist-edge"',
        "words": 'class="dist-words"',
        "halo": 'class="dist-halo"',
        "curve": 'class="dist-curve"',
        "bar": 'class="dist-bar dist-bar-{tone}"',
    },
)
"""Percentages of whatever width the page gives; colours and letters come from the sheet."""

_PRINT_TEXT: Final = 'font-family="Source Sans 3"'
PRINT: Final = Medium(
    view_width=470,
    plot_top=14,
    plot_height=140,
    line=9,
    letter=4.2,
    ink={
        "grid": 'stroke="#c9d0d2" stroke-width="0.4"',
        "base": 'stroke="#111" stroke-width="0.8"',
        "axis": f'{_PRINT_TEXT} font-size="7.5" fill="#4a5256"',
        "label": f'{_PRINT_TEXT} font-size="8" fill="#111"',
        "count": f'{_PRINT_TEXT} font-size="9" font-weight="600" fill="#111"',
        "limit": 'stroke="#111" stroke-width="1.8"',
        "edge": 'stroke="#fff" stroke-width="3.4"',
        "words": f'{_PRINT_TEXT} font-size="8" font-weight="600" fill="#111"',
        "halo": 'fill="#fff"',
        "curve": 'stroke="#4a5256" stroke-width="0.8" stroke-dasharray="2.4 2"',
        "bar": 'fill="#0d3b4a"',
    },
)
"""Ink that survives a black-and-white printer; a PDF takes its description from the title."""

_LEFT: Final = 6.0
_TOP_SHARE: Final = 80
_LOW_LIMIT: Final = 40


def distribution_chart(
    bars: Sequence[Bar],
    *,
    title: str,
    ticks: Sequence[Tick] = (),
    brackets: Sequence[Bracket] = (),
    curve: Sequence[int] = (),
    medium: Medium = SCREEN,
) -> SafeString:
    """Draw the shares of ``bars``, worst first, as SVG that needs no script.

    Shares are per cent of all people in ``bars``; the axis ends at 80, or at 100 when a bar would
    touch its end. ``curve`` are relative heights, one a bar, drawn as a dashed line over the bars.
    The accessible name is ``title`` followed by every figure and limit.
    """
    drawing = _Drawing(bars, medium)
    parts = [*drawing.scale(), *drawing.columns(), *drawing.curve(curve)]
    for index in range(len(bars)):  # words last, so that no line runs through them
        parts += drawing.words(index, next((t for t in ticks if t.bar == index), None))
    for bracket in brackets:
        parts += drawing.bracket(bracket)
    name = escape(_described(bars, title, ticks, brackets))
    size = (
        f'width="100%" height="{drawing.height:g}" class="dist"'
        if medium.view_width is None
        else f'viewBox="0 0 {medium.view_width} {drawing.height:g}"'
    )
    caption = "" if medium.view_width is None else f"<title>{name}</title>"
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{name}">'
        f"{caption}{''.join(parts)}</svg>"
    )


def _described(
    bars: Sequence[Bar], title: str, ticks: Sequence[Tick], brackets: Sequence[Bracket]
) -> str:
    total = sum(bar.count for bar in bars)
    figures = ", ".join(
        f"{bar.label} {bar.count} ({_percent(100 * bar.count / total)})" if total else bar.label
        for bar in bars
    )
    limits = [f"{bars[tick.bar].label} {tick.words}" for tick in ticks]
    limits += [
        f"{_(' atau ').join(bar.label for bar in bars[b.first : b.last + 1])} {b.words}"
        for b in brackets
    ]
    if not total:
        return _("%(title)s: belum ada.") % {"title": title}
    if not limits:
        return f"{title}: {figures}."
    return _("%(title)s: %(figures)s. Batas pola: %(limits)s.") % {
        "title": title,
        "figures": figures,
        "limits": "; ".join(limits),
    }


def _percent(share: float) -> str:
    return f"{floatformat(share, 1)} %"


class _Drawing:
    """Places of one chart: shares upwards from the base line, bars from left to right."""

    def __init__(self, bars: Sequence[Bar], medium: Medium) -> None:
        total = sum(bar.count for bar in bars)
        self.bars = bars
        self.medium = medium
        self.shares = [100 * bar.count / total if total else 0.0 for bar in bars]
        self.highest = _TOP_SHARE if max(self.shares) <= _TOP_SHARE - 4 else 100
        self.base = medium.plot_top + medium.plot_height
        self.step = (100 - _LEFT) / len(bars)
        self.label_lines = max(len(bar.label.split()) for bar in bars)
        self.below = self.base + medium.line * (self.label_lines + 0.7)
        self.height = self.below + medium.line * 2.2

    def x(self, index: int) -> float:
        return _LEFT + self.step * (index + 0.5)

    def y(self, share: float) -> float:
        return self.base - self.medium.plot_height * share / self.highest

    def scale(self) -> list[str]:
        parts = []
        for share in range(0, self.highest + 1, 20):
            y = self.y(share)
            parts.append(self._line("grid" if share else "base", _LEFT, 100, y))
            words = f"{share} %" if share == self.highest else str(share)
            parts.append(self._text("axis", _LEFT - 1.2, y + self.medium.line * 0.27, words, "end"))
        return parts

    def columns(self) -> list[str]:
        parts = []
        for index, bar in enumerate(self.bars):
            if bar.count:
                top, ink = self.y(self.shares[index]), self.medium.ink["bar"].format(tone=bar.tone)
                parts.append(
                    f'<rect x="{self.x(index) - self.step * 0.3:.2f}%" y="{top:.1f}" '
                    f'width="{self.step * 0.6:.2f}%" height="{self.base - top:.1f}" {ink}/>'
                )
        return parts

    def words(self, index: int, tick: Tick | None) -> list[str]:
        medium, bar = self.medium, self.bars[index]
        parts = []
        count_y = self.y(self.shares[index]) - medium.line * 0.5
        if tick is not None:
            parts += self._tick(tick)
            lines = 2.5 if tick.percent < _LOW_LIMIT else 0.0
            ceiling, floor = self.y(tick.percent) - medium.line * lines, self.y(tick.percent)
            if ceiling - medium.line * 0.4 < count_y < floor + medium.line:
                count_y = ceiling - medium.line * 0.4
        count = str(bar.count)
        parts.append(self._halo(self.x(index), count_y - medium.line * 0.75, len(count), 1))
        parts.append(self._text("count", self.x(index), count_y, count))
        for number, word in enumerate(bar.label.split(), start=1):
            y = self.base + medium.line * number + medium.line * 0.2
            parts.append(self._text("label", self.x(index), y, word))
        return parts

    def _tick(self, tick: Tick) -> list[str]:
        y, x, medium = self.y(tick.percent), self.x(tick.bar), self.medium
        half = self.step * 0.44
        parts = []
        if tick.percent < _LOW_LIMIT:
            first, second = _halves(tick.words)
            parts.append(self._halo(x, y - medium.line * 2.4, max(len(first), len(second)), 2))
            parts.append(self._text("words", x, y - medium.line * 1.5, first))
            parts.append(self._text("words", x, y - medium.line * 0.5, second))
        else:
            right = tick.bar < 2
            end = x + half + 1.1 if right else x - half - 1.1
            anchor = "start" if right else "end"
            parts.append(self._halo(end, y - medium.line * 0.7, len(tick.words), 1, anchor))
            parts.append(self._text("words", end, y + medium.line * 0.27, tick.words, anchor))
        edge = self._line("edge", x - half, x + half, y)
        return [edge, *parts, self._line("limit", x - half, x + half, y)]

    def bracket(self, bracket: Bracket) -> list[str]:
        left = self.x(bracket.first) - self.step * 0.4
        right = self.x(bracket.last) + self.step * 0.4
        y, tail = self.below, self.medium.line * 0.35
        middle = (left + right) / 2
        return [
            self._line("limit", left, right, y),
            self._line("limit", left, left, y - tail, y),
            self._line("limit", right, right, y - tail, y),
            self._text("words", middle, y + self.medium.line * 1.1, bracket.words),
        ]

    def curve(self, heights: Sequence[int]) -> list[str]:
        if not any(heights):
            return []
        scale = 100 / sum(heights)
        places = [(self.x(i), self.y(scale * height)) for i, height in enumerate(heights)]
        return [self._line("curve", x1, x2, y1, y2) for (x1, y1), (x2, y2) in pairwise(places)]

    def _line(self, ink: str, x1: float, x2: float, y1: float, y2: float | None = None) -> str:
        return (
            f'<line x1="{x1:.2f}%" x2="{x2:.2f}%" y1="{y1:.1f}" '
            f'y2="{y1 if y2 is None else y2:.1f}" {self.medium.ink[ink]}/>'
        )

    def _text(self, ink: str, x: float, y: float, words: str, anchor: str = "middle") -> str:
        return (
            f'<text x="{x:.2f}%" y="{y:.1f}" text-anchor="{anchor}" {self.medium.ink[ink]}>'
            f"{escape(words)}</text>"
        )

    def _halo(self, x: float, y: float, letters: int, lines: int, anchor: str = "middle") -> str:
        width = letters * self.medium.letter + self.medium.line * 0.3
        shift = {"start": -self.medium.line * 0.15, "middle": -width / 2, "end": -width}[anchor]
        return (
            f'<rect x="{x:.2f}%" y="{y:.1f}" width="{width:.1f}" '
            f'height="{self.medium.line * lines:.1f}" transform="translate({shift:.1f} 0)" '
            f"{self.medium.ink['halo']}/>"
        )


def _halves(words: str) -> tuple[str, str]:
    """Cut before the figure, so that "paling sedikit / 10 %" fits into one column."""
    for place, letter in enumerate(words):
        if letter.isdigit():
            return words[:place].strip(), words[place:]
    return "", words
