"""What paper shows for signs that our two families lack."""

import pytest

from reports.documents.evaluation_document import render
from reports.documents.rendering import FONT_FILES, font_path
from reports.documents.typesetting import Typesetting
from tests.factories.documents import evaluation_content, pdf_attachment, pdf_pages


@pytest.fixture(scope="module")
def typesetting():
    return Typesetting(font_path(name) for name in FONT_FILES)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Baik – “mutu” 95 % … ½ é ñ ×", "Baik – “mutu” 95 % … ½ é ñ ×"),
        ("baris\nbaru\t.", "baris\nbaru\t."),
        ("≥ 95 → naik", "&gt;= 95 -&gt; naik"),
        ("Şakir Ğazali Nguyễn", "Sakir Gazali Nguyen"),
        ("bagus 👍🏽 sekali", "bagus  sekali"),
        ("1\u20662\ufe0f3", "123"),
        ("● butir ➢ butir", "• butir • butir"),
        ("بسم", "???"),
    ],
)
def test_typesetting_prints_signs_of_our_fonts(typesetting, written, printed):
    assert written.translate(typesetting) == printed


def test_document_prints_a_sign_on_the_typewriter_and_keeps_it_in_its_data():
    pdf = render(evaluation_content(recommendation="Capaian ≥ 95 % → dipertahankan."))

    assert "Capaian >= 95 % -> dipertahankan." in pdf_pages(pdf)[0]
    assert "Capaian ≥ 95 % → dipertahankan." in pdf_attachment(pdf).decode()
