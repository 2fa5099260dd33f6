"""Every paper of the house is PDF/A-3a with tags, our own fonts and its data inside."""

import re
from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest

from reports.documents import certificate
from reports.documents.attendance_sheet import SheetHead, SheetLine, render_sheet
from reports.documents.certificate import CertificateContent
from reports.documents.determination_form import render_determination
from reports.documents.evaluation_document import render
from reports.documents.evaluation_form import render_evaluation
from reports.documents.plan_form import render_plan
from reports.documents.report_document import render_report
from tests.factories.documents import (
    DRAFT,
    WITHDRAWN,
    draft_content,
    evaluation_content,
    report_content,
    summary_content,
)
from tests.factories.forms import determination, evaluation_form, plan_form
from tests.factories.pdf_archive import findings

MOMENT = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)
FAMILIES = ("Source-Sans-3", "Source-Serif-4")
TITLE = "Dokumen Evaluasi Kinerja Pegawai 2026 – Cut Meurah Intan, S.A.P."
CERTIFICATE = CertificateContent(
    institution=("PEMERINTAH KOTA SABANG", "BKPSDM"),
    address="Jalan Contoh 1",
    place="Sabang",
    employee={"name": "Cut Meurah Intan", "nip": "199203142019032001", "post": "Penata"},
    title="Sosialisasi penilaian kinerja",
    form="Sosialisasi",
    organiser="BKPSDM",
    starts=date(2026, 9, 14),
    ends=date(2026, 9, 15),
    hours="8.00",
    supervisor={"name": "Fauzan", "nip": "", "post": "Kepala"},
    supervisor_signed_on=date(2026, 9, 16),
    number="800.1.4/7/2026",
    verification_code="H8D2K6RW3NXQ5TB7MA9FJ4CP12",
    verification_address="https://kinerja.sabang.example/v",
    frozen_at=datetime(2026, 9, 16, 2, 0, tzinfo=UTC),
)
PAPERS = {
    "document": lambda: render(evaluation_content()),
    "long": lambda: render(evaluation_content(recommendation="Catatan panjang. " * 300)),
    "draft": lambda: render(draft_content(), standing=DRAFT),
    "withdrawn": lambda: render(evaluation_content(), standing=WITHDRAWN),
    "signs": lambda: render(evaluation_content(recommendation="Capaian ≥ 95 % → naik 👍 ā عب")),
    "report": lambda: render_report(report_content()),
    "plan form": lambda: render_plan(plan_form(long=True)),
    "evaluation form": lambda: render_evaluation(evaluation_form()),
    "determination form": lambda: render_determination(determination()),
    "certificate": lambda: certificate.render(CERTIFICATE),
    "attendance sheet": lambda: render_sheet(
        SheetHead("Sosialisasi", "14 September 2026", "Aula", "Fauzan"),
        [SheetLine("Cut Meurah Intan", "199203142019032001", "Penata", "BKPSDM", "")],
        now=MOMENT,
    ),
}


@pytest.fixture(params=PAPERS)
def paper(request):
    with pikepdf.open(BytesIO(PAPERS[request.param]())) as document:
        yield document


@pytest.mark.parametrize("name", PAPERS)
def test_paper_keeps_every_rule_of_pdf_a_3a_and_is_tagged_throughout(name):
    assert findings(PAPERS[name]()) == []


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda pdf: pdf.Root.__delitem__("/Lang"), "6.7.4"),
        (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), "6.2.3"),
        (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "6.7.3"),
        (lambda pdf: pdf.Root.__delitem__("/AF"), "belongs to nothing"),
        (lambda pdf: _take_font_out(pdf), "not embedded"),
        (lambda pdf: _figures(pdf)[0].__delitem__("/Alt"), "without words"),
        (lambda pdf: pdf.pages[0].contents_add(b"0 0 9 9 re f"), "neither tagged"),
        (lambda pdf: pdf.pages[0].contents_add(b"/Artifact BMC 0 0 0 1 k EMC"), "CMYK"),
        (
            lambda pdf: pdf.Root.__setitem__(
                "/Names", pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.JavaScript))
            ),
            "6.5.1 JavaScript",
        ),
        (lambda pdf: _headed_cells(pdf)[0].A.__setitem__("/Headers", ["gone"]), "not there"),
    ],
)
def test_check_finds_what_is_spoiled(spoil, found):
    with pikepdf.open(BytesIO(render_report(report_content()))) as document:
        spoil(document)
        spoiled = BytesIO()
        document.save(spoiled)

    assert re.search(found, " ".join(findings(spoiled.getvalue())))


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


def _elements(document, tag):
    return [
        item
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name(tag)
    ]


def _figures(document):
    return _elements(document, "/Figure")


def _headed_cells(document):
    return [cell for cell in _elements(document, "/TD") if "/Headers" in cell.get("/A", {})]


def _take_font_out(document):
    (descriptor, *_others) = [one for one in document.objects if _is_font_descriptor(one)]
    del descriptor["/FontFile2" if "/FontFile2" in descriptor else "/FontFile3"]


def _is_font_descriptor(item):
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
