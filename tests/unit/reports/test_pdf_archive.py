"""Every paper of the house is PDF/A-3a with tags, our own fonts and its data inside."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from reports.documents.evaluation_document import render
from reports.documents.report_document import render_report
from tests.factories.documents import (
    DRAFT,
    WITHDRAWN,
    draft_content,
    evaluation_content,
    report_content,
    summary_content,
)

FAMILIES = ("Source-Sans-3", "Source-Serif-4")
TITLE = "Dokumen Evaluasi Kinerja Pegawai 2026 – Cut Meurah Intan, S.A.P."
PAPERS = {
    "document": lambda: render(evaluation_content()),
    "long": lambda: render(evaluation_content(recommendation="Catatan panjang. " * 300)),
    "draft": lambda: render(draft_content(), standing=DRAFT),
    "withdrawn": lambda: render(evaluation_content(), standing=WITHDRAWN),
    "signs": lambda: render(evaluation_content(recommendation="Capaian ≥ 95 % → naik 👍 ā عب")),
    "report": lambda: render_report(report_content()),
}


@pytest.fixture(params=PAPERS)
def paper(request):
    with pikepdf.open(BytesIO(PAPERS[request.param]())) as document:
        yield document


def test_paper_is_sound(paper):
    assert paper.check_pdf_syntax() == []


def test_paper_says_that_it_is_pdf_a_3a(paper):
    with paper.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"


def test_paper_has_the_profile_of_its_colours(paper):
    (intent,) = paper.Root.OutputIntents

    assert intent.S == "/GTS_PDFA1"
    assert len(intent.DestOutputProfile.read_bytes()) > 0


def test_paper_is_tagged_and_says_its_language(paper):
    assert paper.Root.MarkInfo.Marked
    assert str(paper.Root.Lang) == "id"
    assert paper.Root.StructTreeRoot.K


def test_paper_embeds_only_fonts_of_our_two_families(paper):
    fonts = [item for item in paper.objects if _is_font_descriptor(item)]

    names = {str(font.FontName).partition("+")[2] for font in fonts}
    assert names
    assert all(name.startswith(FAMILIES) for name in names), names
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_paper_describes_each_picture(paper):
    figures = [
        item
        for item in paper.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
    ]

    assert figures
    assert all(str(figure.get("/Alt", "")) for figure in figures)


def test_document_names_title_author_and_a_fixed_moment():
    with pikepdf.open(BytesIO(render(evaluation_content()))) as document:
        info = document.docinfo

        assert str(info["/Title"]) == TITLE
        assert str(info["/Author"]) == "Pemerintah Kota Sabang"
        assert str(info["/CreationDate"]).startswith("D:20270119020000")


def test_document_attaches_its_data_as_data_of_the_whole_file():
    content = evaluation_content()

    with pikepdf.open(BytesIO(render(content))) as document:
        attached = document.Root.AF[0]

        assert {item.objgen for item in document.Root.AF} == {attached.objgen}
        assert attached.AFRelationship == "/Data"
        assert str(attached.UF) == "data.json"
        assert document.attachments["data.json"].get_file().read_bytes() == (
            content.to_json().encode()
        )


def test_withdrawn_copy_names_the_day_of_its_mark():
    with pikepdf.open(BytesIO(render(evaluation_content(), standing=WITHDRAWN))) as document:
        assert str(document.docinfo["/ModDate"]).startswith("D:20270209")


def test_report_is_dated_by_its_figures():
    moment = datetime(2027, 1, 29, 2, 40, tzinfo=UTC)

    with pikepdf.open(
        BytesIO(render_report(report_content(summary=summary_content(as_of=moment))))
    ) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:20270129024000")
        assert "data.json" in document.attachments


def _is_font_descriptor(item):
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
