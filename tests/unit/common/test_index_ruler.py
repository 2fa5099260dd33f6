"""An index on the ruler of its grades, and its course: geometry as text."""

import pytest

from sabang_kinerja.common.charts.index_ruler import Grade, TrendPoint, index_ruler, trend

GRADES = [
    Grade("D", "Tidak Baik", 25),
    Grade("C", "Kurang Baik", 65),
    Grade("B", "Baik", 76.61),
    Grade("A", "Sangat Baik", 88.31),
]


@pytest.mark.parametrize(
    ("index", "lit"), [(25, "D"), (64.99, "D"), (65, "C"), (76.61, "B"), (88.31, "A"), (100, "A")]
)
def test_one_grade_is_lit(index, lit):
    drawn = index_ruler(index, None, None, GRADES)
    assert [band.code for band in drawn.bands if band.lit] == [lit]
    assert (drawn.start, drawn.end) == ("", "")


def test_places_are_shares_of_the_scale_from_25_to_100():
    drawn = index_ruler(83.82, 81.9, 85.7, GRADES)
    assert (drawn.at, drawn.start, drawn.end) == ("78.43%", "75.87%", "80.93%")
    assert drawn.bands[1].at == "53.33%"
    assert drawn.bands[-1].width == "15.59%"


def test_a_course_goes_up_with_the_index_and_breaks_where_it_must():
    drawn = trend(
        [
            TrendPoint("Sem. I", "2025", 70, 68, 72),
            TrendPoint("Sem. II", "2025", 80, None, None, ("kuesioner berganti",)),
        ],
        GRADES,
    )
    first, last = drawn.marks
    assert float(first.y) > float(last.y)
    assert (first.break_x, last.break_x) == ("", "50.00%")
    assert (last.top, last.latest) == ("", True)
    assert [limit.code for limit in drawn.limits] == ["B"]


def test_no_period_has_no_course():
    assert trend([], GRADES).marks == ()


def test_equal_values_at_an_end_of_the_scale_are_drawn():
    assert trend([TrendPoint("Tahun", "2026", 100, 100, 100)] * 2, GRADES).marks
