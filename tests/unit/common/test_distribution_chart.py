"""The chart of predicates: right heights, words for those who cannot see it, no inline style."""

from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sabang_kinerja.common.charts.distribution import (
    PRINT,
    SCREEN,
    Bar,
    Bracket,
    Tick,
    distribution_chart,
)

SVG = "{http://www.w3.org/2000/svg}"
LABELS = ("Sangat Kurang", "Kurang", "Butuh Perbaikan", "Baik", "Sangat Baik")
TICK = Tick(3, 70, "paling banyak 70 %")
BRACKET = Bracket(1, 2, "harus ada")


def bars(*counts):
    return [
        Bar(label, count, tone)
        for tone, (label, count) in enumerate(zip(LABELS, counts, strict=True), start=1)
    ]


def chart(*counts, medium=SCREEN, ticks=(TICK,), brackets=(BRACKET,)):
    return ElementTree.fromstring(
        distribution_chart(
            bars(*counts),
            title="Sebaran predikat",
            ticks=ticks,
            brackets=brackets,
            medium=medium,
        )
    )


def heights(drawing, medium):
    base = medium.plot_top + medium.plot_height
    return [
        float(rect.get("height"))
        for rect in drawing.iter(f"{SVG}rect")
        if float(rect.get("y")) + float(rect.get("height")) == pytest.approx(base)
    ]


@pytest.mark.parametrize("medium", [SCREEN, PRINT], ids=["screen", "print"])
def test_chart_bars_are_as_high_as_their_shares(medium):
    drawing = chart(0, 5, 10, 60, 25, medium=medium)

    assert heights(drawing, medium) == pytest.approx(
        [medium.plot_height * share / 80 for share in (5, 10, 60, 25)], abs=0.06
    )


def test_chart_axis_ends_at_100_when_a_bar_would_touch_its_end():
    drawing = chart(0, 0, 0, 9, 1)

    assert heights(drawing, SCREEN)[0] == pytest.approx(SCREEN.plot_height * 0.9, abs=0.06)
    assert "100 %" in [text.text for text in drawing.iter(f"{SVG}text")]


def test_chart_limit_lies_at_its_share():
    drawing = chart(0, 2, 6, 63, 15)

    (line,) = [
        line
        for line in drawing.iter(f"{SVG}line")
        if line.get("class") == "dist-limit" and float(line.get("y1")) < 200
    ]
    assert float(line.get("y1")) == pytest.approx(
        SCREEN.plot_top + SCREEN.plot_height * (1 - 70 / 80), abs=0.06
    )


def test_chart_tells_every_figure_and_limit_in_words():
    drawing = chart(0, 2, 6, 63, 15)

    assert drawing.get("role") == "img"
    assert drawing.get("aria-label") == (
        "Sebaran predikat: Sangat Kurang 0 (0,0 %), Kurang 2 (2,3 %), Butuh Perbaikan 6 (7,0 %), "
        "Baik 63 (73,3 %), Sangat Baik 15 (17,4 %). Batas pola: Baik paling banyak 70 %; "
        "Kurang atau Butuh Perbaikan harus ada."
    )


def test_chart_on_paper_says_the_same_in_its_title():
    drawing = chart(0, 2, 6, 63, 15, medium=PRINT)

    assert drawing.find(f"{SVG}title").text == drawing.get("aria-label")


def test_chart_follows_the_readers_decimal_sign():
    with translation.override("en"):
        drawing = chart(0, 2, 6, 63, 15)

    assert "73.3 %" in drawing.get("aria-label")


def test_chart_of_nobody_draws_no_bar_and_says_so():
    drawing = chart(0, 0, 0, 0, 0, ticks=(), brackets=())

    assert drawing.get("aria-label") == "Sebaran predikat: belum ada."
    assert [
        rect for rect in drawing.iter(f"{SVG}rect") if "dist-bar" in rect.get("class", "")
    ] == []


def test_chart_on_screen_takes_colour_from_classes_and_on_paper_from_attributes():
    screen, paper = chart(1, 2, 6, 63, 15), chart(1, 2, 6, 63, 15, medium=PRINT)

    tones = [rect.get("class") for rect in screen.iter(f"{SVG}rect")]
    assert [tone for tone in tones if "dist-bar" in tone] == [
        f"dist-bar dist-bar-{tone}" for tone in range(1, 6)
    ]
    assert all("fill" not in element.attrib for element in screen.iter())
    assert all("class" not in element.attrib for element in paper.iter())


@pytest.mark.parametrize("medium", [SCREEN, PRINT], ids=["screen", "print"])
def test_chart_holds_no_style_and_no_script(medium):
    """The strict content policy refuses inline style."""
    for element in chart(1, 2, 6, 63, 15, medium=medium).iter():
        assert "style" not in element.attrib
        assert element.tag not in (f"{SVG}style", f"{SVG}script")


def test_chart_escapes_its_words():
    drawing = distribution_chart([Bar('<b "x">', 1, 1)], title="a & <b>")

    assert "<b>" not in drawing
    assert ElementTree.fromstring(drawing).get("aria-label").startswith("a & <b>")


@given(
    counts=st.lists(st.integers(0, 500), min_size=5, max_size=5),
    percent=st.sampled_from([10, 60, 70]),
    place=st.integers(0, 4),
)
def test_chart_writes_no_count_across_a_limit(counts, percent, place):
    drawing = chart(*counts, ticks=(Tick(place, percent, f"paling sedikit {percent} %"),))

    line = SCREEN.line
    (limit,) = {
        float(element.get("y1"))
        for element in drawing.iter(f"{SVG}line")
        if element.get("class") == "dist-edge"
    }
    count = [e for e in drawing.iter(f"{SVG}text") if e.get("class") == "dist-count"][place]
    bottom = float(count.get("y"))
    assert not bottom - line * 0.8 < limit < bottom


def test_curve_is_drawn_below_the_counts_which_stand_on_ground_of_their_own():
    chart = distribution_chart(bars(0, 2, 0, 15, 4), title="Sebaran", curve=(1, 2, 3, 6, 1))

    assert chart.rindex("dist-curve") < chart.index("dist-halo") < chart.index("dist-count")
    assert chart.count("dist-halo") == chart.count("dist-count") == 5
