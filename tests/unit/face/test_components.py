"""Components as their comments promise."""

import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from appraisal.forms.ratings import stops_of
from appraisal.rules.explanation import quadrant
from appraisal.rules.ratings import Rating
from sabang_kinerja.common.pages import ActionButton
from sabang_kinerja.common.verdicts import ALLOWED, denied
from sabang_kinerja.gallery import SampleForm
from sabang_kinerja.templatetags.face import quadrant as quadrant_context
from sabang_kinerja.templatetags.face import ruler


def component(name: str, **context: object) -> str:
    with translation.override("id"):
        return render_to_string(f"components/{name}.html", context)


def test_allowed_step_is_a_form_with_the_token_of_the_page():
    html = component(
        "button_action",
        button=ActionButton("Ajukan", "/plans/3/submit/", ALLOWED),
        csrf_token="abc",
    )

    assert '<form method="post" action="/plans/3/submit/"' in html
    assert 'value="abc"' in html
    assert "disabled" not in html


def test_refused_step_is_locked_and_its_reason_stands_beside_it():
    refusal = denied("Dapat diajukan setelah target hasil 3 diisi.")
    html = component("button_action", button=ActionButton("Ajukan", "/plans/3/submit/", refusal))

    assert "<form" not in html
    assert "disabled" in html
    reason_id = re.search(r'aria-describedby="([^"]+)"', html).group(1)
    assert f'id="{reason_id}"' in html
    assert "Dapat diajukan setelah target hasil 3 diisi." in html


def test_step_that_weighs_carries_its_question():
    button = ActionButton("Tetapkan", "/x/", ALLOWED, confirm="Tetapkan hasil ini?")

    assert 'data-confirm="Tetapkan hasil ini?"' in component(
        "button_action", button=button, csrf_token="abc"
    )


def test_stops_mark_proposal_and_choice_apart():
    html = component("stops", line=stops_of("h", "Hasil kerja", "above", "meets"))

    proposed = re.search(r'<label class="is-proposed"[^>]*>(.*?)</label>', html).group(1)
    assert 'value="meets"' in proposed
    assert "checked" not in proposed
    assert re.search(r'value="above"[^>]* checked', html)
    assert "<legend>Hasil kerja</legend>" in html


def test_quadrant_lights_the_cell_row_and_column_of_the_two_ratings():
    html = component(
        "quadrant", **quadrant_context(quadrant(Rating.MEETS, Rating.ABOVE), "hasil Anda")
    )

    assert html.count(" here") == 1
    assert html.count('class="lit"') == 2
    assert re.search(r'class="cell-4 here">.*?Baik<small>hasil Anda</small>', html)


def test_quadrant_without_ratings_lights_nothing():
    html = component("quadrant", **quadrant_context(quadrant(None, None)))

    assert " here" not in html
    assert "lit" not in html


@pytest.mark.parametrize("language", ["id", "en"])
def test_charts_write_places_with_a_point_in_every_language(language):
    with translation.override(language):
        html = render_to_string("components/ruler_year.html", ruler(2026, date(2026, 11, 24)))

    assert 'x1="82.82%"' in html
    assert not re.search(r'[xc]\d?="\d+,\d', html)


def test_ruler_says_its_figures_to_those_who_cannot_see_it():
    with translation.override("id"):
        label = ruler(2026, date(2026, 11, 24))["label"]

    assert label == (
        "Tahun kinerja 2026. Hari ini 24 November, tahap pelaksanaan, pemantauan, pembinaan. "
        "Penilaian tahunan 15 Desember sampai 31 Januari 2027."
    )


def test_form_error_is_read_aloud_at_once():
    form = SampleForm({})
    form.add_error(None, "Tanggal selesai harus setelah tanggal mulai.")

    assert 'role="alert"' in component("form_errors", form=form)
