"""Figures with their intervals, drawn: where they stand, what is said, and that names are read."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sabang_kinerja.common.charts.distribution import PRINT, SCREEN
from sabang_kinerja.common.charts.intervals import MOST_LINES, Interval, interval_charts

SVG = "{http://www.w3.org/2000/svg}"
UNDER = 0.35
"""Of a line's height: how far letters such as g reach below it."""
MEDIA = pytest.mark.parametrize("medium", [SCREEN, PRINT], ids=["screen", "print"])

numbers = st.floats(25, 100).map(lambda value: round(value, 2))
intervals = st.lists(
    st.tuples(st.text("Aabgj <&", min_size=1, max_size=90), st.tuples(numbers, numbers, numbers)),
    min_size=1,
    max_size=50,
).map(lambda rows: [Interval(name, sorted(v)[1], min(v), max(v)) for name, v in rows])


def drawn(lines, medium):
    charts = interval_charts(lines, title="Indeks", least=25, most=100, medium=medium)
    return [ElementTree.fromstring(chart) for chart in charts]


def at(element, name):
    return float(element.get(name).removesuffix("%"))


@MEDIA
@given(lines=intervals)
def test_no_line_of_the_scale_runs_through_a_name(medium, lines):
    for chart in drawn(lines, medium):
        names = [
            at(one, "y") for one in chart.iter(f"{SVG}text") if one.get("text-anchor") == "start"
        ]
        upright = [one for one in chart.iter(f"{SVG}line") if one.get("x1") == one.get("x2")]
        scale = [one for one in upright if at(one, "y1") != at(one, "y2")]
        assert names and scale
        for one in scale:
            for name in names:
                letters = (name - medium.line * 0.75, name + medium.line * UNDER * 0.75)
                assert at(one, "y2") <= letters[0] or at(one, "y1") >= letters[1]


@MEDIA
@given(lines=intervals)
def test_every_figure_lies_in_its_interval_on_the_scale_and_is_said(medium, lines):
    charts = drawn(lines, medium)
    assert len(charts) == -(-len(lines) // MOST_LINES)
    dots = [at(one, "cx") for chart in charts for one in chart.iter(f"{SVG}circle")]
    spans = [
        (at(one, "x1"), at(one, "x2"))
        for chart in charts
        for one in chart.iter(f"{SVG}line")
        if at(one, "y1") == at(one, "y2")
    ]
    assert len(dots) == len(spans) == len(lines)
    for dot, (start, end), line in zip(dots, spans, lines, strict=True):
        assert 2 <= start <= dot <= end <= 98
        assert dot == pytest.approx(2 + 96 * (line.at - 25) / 75, abs=0.01)
    said = " ".join(chart.get("aria-label") for chart in charts)
    for line in lines:
        assert f"{line.label} {line.at:g}".replace(".", ",") in said.replace(",0 ", " ")


@MEDIA
def test_a_long_name_is_cut_on_the_drawing_and_whole_for_who_hears_it(medium):
    name = "Dinas " + "Pekerjaan Umum dan Penataan Ruang " * 4
    (chart,) = drawn([Interval(name, 80, 70, 90)], medium)
    (written,) = [one.text for one in chart.iter(f"{SVG}text") if one.get("text-anchor") == "start"]
    assert written.endswith("…")
    assert len(written) < len(name)
    assert name in chart.get("aria-label")
