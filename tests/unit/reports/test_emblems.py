"""Emblems: a plain place until the official drawing comes, and drawings only."""

import base64

import pytest

from reports.documents.emblems import (
    EMBLEM_LIMIT,
    REGION_PLACEHOLDER,
    STATE_PLACEHOLDER,
    region_emblem,
    state_emblem,
    uploaded_emblem,
)
from reports.documents.evaluation_document import render
from reports.documents.qr import qr_png
from sabang_kinerja.common.errors import Incomplete
from tests.factories.documents import evaluation_content, pdf_images, pdf_pages

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 11"><defs><linearGradient id="g"/>'
    b"</defs><style>.a{fill:#123}</style>"
    b'<path class="a" fill="url(#g)" d="M0 0h10v11z"/></svg>'
)


def test_placeholder_shows_its_words_and_claims_no_official_drawing():
    (page,) = pdf_pages(render(evaluation_content()))

    assert "LAMBANG NEGARA" in page
    assert "<title>Tempat lambang negara</title>" in STATE_PLACEHOLDER.markup


@pytest.mark.parametrize(("data", "kind"), [(DRAWING, "svg+xml"), (qr_png("X"), "png")])
def test_uploaded_drawing_stands_in_the_document(data, kind):
    emblem = uploaded_emblem(data, "Lambang negara")

    pdf = render(evaluation_content(), emblem=emblem)

    assert f'src="data:image/{kind};base64,{base64.b64encode(data).decode()}"' in emblem.markup
    assert "LAMBANG" not in pdf_pages(pdf)[0]
    assert len(pdf_images(pdf)) == (2 if kind == "png" else 1)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0 JPEG",
        b"<html><svg></svg></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><path onload="x()"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><a href="http://example.org/a.svg#b"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><g id="a"/><use href="#a"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><pattern id="a"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g/>" * 5000 + b"</svg>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(http://example.org/a)"/></svg>',
        b"<svg xmlns='http://www.w3.org/2000/svg'><style>@import 'http://x/'</style></svg>",
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b"<svg",
    ],
)
def test_file_that_is_no_still_drawing_is_refused_with_a_sentence(data):
    with pytest.raises(Incomplete, match="SVG atau PNG"):
        uploaded_emblem(data, "Lambang")


def test_drawing_above_the_limit_is_refused():
    with pytest.raises(Incomplete, match="300 KB"):
        uploaded_emblem(DRAWING + b" " * EMBLEM_LIMIT, "Lambang")


def test_configured_file_takes_the_place_of_the_frame(tmp_path, settings):
    path = tmp_path / "emblem.svg"
    path.write_bytes(DRAWING)
    settings.STATE_EMBLEM_FILE = str(path)
    settings.REGION_EMBLEM_FILE = ""

    assert 'alt="Lambang negara"' in state_emblem().markup
    assert region_emblem() is REGION_PLACEHOLDER
    assert "LAMBANG NEGARA" not in pdf_pages(render(evaluation_content()))[0]
