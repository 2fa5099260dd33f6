"""A stored result as pages read it: words, hidden cells, what may be done with it."""

from decimal import Decimal

import pytest

from feedback.models import SurveyResult
from feedback.rules.figures import (
    FailedFigure,
    MissingFigure,
    ShortfallFigure,
)
from feedback.rules.verdict import Condition, SurveyUse
from feedback.selectors.figures import read_figures
from feedback.selectors.quality_words import failed_sentence, shortfall_sentence
from tests.factories.feedback import make_figures, make_result, make_survey

pytestmark = pytest.mark.django_db


def test_a_result_is_read_in_two_queries(django_assert_num_queries):
    make_result(make_survey())
    with django_assert_num_queries(2):
        figures = read_figures(SurveyResult.objects.with_figures().current().get())
        lowest = figures.lowest_first
        figures.profile(public=True)
    assert [row.code for row in lowest[:2]] == ["time", "facilities"]
    assert [row.weakest for row in lowest] == [True] * 3 + [False] * 6
    assert figures.index == Decimal("82.96")
    assert figures.certainty == "B, pasti"


def test_small_groups_are_hidden_from_the_public_and_so_is_the_one_that_would_tell_them():
    figures = read_figures(make_result(make_survey()))
    education = next(row for row in figures.profile(public=True) if row.code == "education")
    assert {cell.code: cell.n for cell in education.cells} == {
        "SMP": None, "SMA": 220, "S1": 127, "S3": None,
    }  # fmt: skip
    inside = next(row for row in figures.profile(public=False) if row.code == "education")
    assert [cell.n for cell in inside.cells] == [50, 220, 127, 3]


def test_what_is_missing_is_said_with_number_and_people():
    figures = read_figures(make_result(make_survey(), verdict="amber"))
    assert figures.shortfall == "Masih diperlukan 82 jawaban, terutama perempuan di Sukajaya."
    assert not figures.may(SurveyUse.COUNT_FOR_UNIT)
    assert [row.blocks for row in figures.failed] == ["green"]


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ([], "Masih diperlukan 5 jawaban."),
        ([("sub_district", "Sukajaya")], "Masih diperlukan 5 jawaban, terutama warga di Sukajaya."),
        (
            [("age_group", "55+"), ("sub_district", "outside")],
            "Masih diperlukan 5 jawaban, terutama warga berusia 55 tahun ke atas dari luar Kota "
            "Sabang.",
        ),
    ],
)
def test_groups_are_named_in_one_phrase(groups, words):
    missing = tuple(MissingFigure(dimension=one, category=code, answers=1) for one, code in groups)
    assert shortfall_sentence(ShortfallFigure(answers=5, leading=missing)) == words


@pytest.mark.parametrize("condition", Condition)
@pytest.mark.parametrize("value", [0.5, None])
def test_every_condition_has_a_sentence(condition, value):
    failed = FailedFigure(condition=condition, blocks="green", value=value, green=0.25, amber=None)
    assert failed_sentence(failed).endswith(".")


def test_an_uncertain_grade_names_the_others():
    figures = make_figures()
    spread = figures.uncertainty
    changed = type(spread)(
        **{name: getattr(spread, name) for name in spread.__slots__} | {"could_be": ("A",)}
    )
    result = make_result(make_survey(), figures=make_figures(uncertainty=changed))
    assert read_figures(result).certainty == "B, dapat juga A"


def test_categories_stand_in_the_order_of_the_questionnaire():
    """JSON in the database keeps no order of its own."""
    result = make_result(make_survey())
    result.refresh_from_db()
    ages = next(
        row for row in read_figures(result).profile(public=False) if row.code == "age_group"
    )
    assert [cell.code for cell in ages.cells] == ["17-24", "25-34", "35-44", "45-54", "55+"]
