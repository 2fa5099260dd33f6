"""Contents of papers, complete and valid; tests change what they are about."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pikepdf
import pypdfium2

from appraisal.rules.predicate import OrganisationPredicate, Predicate
from personnel.enums import PeriodKind
from reports.documents.evaluation_content import EmployeeAnswer, EvaluationDocumentContent
from reports.documents.people import PersonLines
from reports.documents.report_content import (
    Column,
    Figure,
    IntervalColumns,
    Kind,
    ReportContent,
    ReportSection,
    ReportTable,
)
from reports.documents.standing import DocumentState, Standing
from reports.documents.summary_content import AgencySummaryContent, UnitProgress
from reports.selectors.report_judging import (
    comparison_section,
    distribution_section,
    progress_section,
)

DAY = date(2026, 12, 1)
EMPLOYEE = PersonLines(
    name="Cut Meurah Intan, S.A.P.",
    nip="199203142019032901",
    rank="Penata Muda Tingkat I / III/b",
    post="Penata Perizinan Ahli Pertama",
    unit="Bidang Pelayanan Perizinan dan Nonperizinan",
)
SUPERVISOR = PersonLines(
    name="Fauzan Darwis, S.E., M.M.",
    nip="197908222005041902",
    rank="Pembina / IV/a",
    post="Kepala Bidang Pelayanan Perizinan dan Nonperizinan",
    unit="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
)
SUPERIOR = PersonLines(
    name="Syarifah Rahmi, S.H., M.Si.",
    nip="197305111998032903",
    rank="Pembina Utama Muda / IV/c",
    post="Kepala Dinas",
    unit="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
)
MAYOR = PersonLines(
    name="Zulkarnain Adami", nip=None, rank="", post="Wali Kota Sabang", unit="Pemerintah Kota"
)
NOTE = (
    "Pertahankan mutu verifikasi dan klinik perizinan gampong. Disarankan mengikuti pelatihan "
    "analisis perizinan berbasis risiko (40 JP) pada semester I 2027."
)
_DOCUMENT = EvaluationDocumentContent(
    period_kind=PeriodKind.ANNUAL,
    period_sequence=1,
    starts=date(2026, 1, 1),
    ends=date(2026, 12, 31),
    institution=("PEMERINTAH KOTA SABANG", "DINAS PENANAMAN MODAL DAN PTSP"),
    employee=EMPLOYEE,
    supervisor=SUPERVISOR,
    reviewing_superior=SUPERIOR,
    organisation_predicate=OrganisationPredicate.EXCELLENT,
    predicate=Predicate.GOOD,
    recommendation=NOTE,
    place="Sabang",
    supervisor_signed_on=date(2027, 1, 15),
    employee_answer=EmployeeAnswer.SIGNED,
    employee_answered_on=date(2027, 1, 19),
    number="DEK/2026/0417-1",
    verification_code="H8D2K6RW3NXQ5TB7MA9FJ4CP12",
    verification_address="https://kinerja.sabang.example/v",
    frozen_at=datetime(2027, 1, 19, 2, 0, tzinfo=UTC),
)
DRAFT = Standing(state=DocumentState.DRAFT, printed_at=datetime(2027, 1, 12, 2, 40, tzinfo=UTC))
WITHDRAWN = Standing(
    state=DocumentState.WITHDRAWN, since=date(2027, 2, 9), successor="DEK/2026/0417-2"
)
_SUMMARY = AgencySummaryContent(
    government="PEMERINTAH KOTA SABANG",
    agency_lines=("DINAS PENANAMAN MODAL DAN", "PELAYANAN TERPADU SATU PINTU"),
    address="Jalan Contoh Nomor 1, Sabang 23512",
    agency="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    period_label="Tahun 2026",
    starts=date(2026, 1, 1),
    ends=date(2026, 12, 31),
    as_of=datetime(2027, 1, 29, 2, 40, tzinfo=UTC),
    organisation_predicate=OrganisationPredicate.GOOD,
    organisation_fixed_on=date(2027, 1, 8),
    deviation_reason="",
    counts={Predicate.VERY_GOOD: 7, Predicate.GOOD: 26, Predicate.NEEDS_IMPROVEMENT: 5},
    units=(
        UnitProgress(name="Sekretariat", employees=16, plans_fixed=16, evaluated=16, good=15),
        UnitProgress(name="Bidang Perizinan", employees=22, plans_fixed=22, evaluated=22, good=18),
    ),
    open_objections=0,
)


def evaluation_content(**changes: object) -> EvaluationDocumentContent:
    """A document in force, with ``changes``."""
    return replace(_DOCUMENT, **changes)


def draft_content(**changes: object) -> EvaluationDocumentContent:
    """A document before anybody signed: no number, no code, no dates."""
    empty = {"supervisor_signed_on": None, "employee_answer": None, "employee_answered_on": None}
    return replace(_DOCUMENT, number="", verification_code="", **(empty | changes))


def summary_content(**changes: object) -> AgencySummaryContent:
    """An agency in which all 38 people are evaluated within the pattern, with ``changes``."""
    return replace(_SUMMARY, **changes)


SURVEYS = ReportTable(
    key="survei",
    title="Indeks Kepuasan Masyarakat",
    columns=(
        Column("Unit", width=40),
        Column("Jawaban", Kind.WHOLE, 12),
        Column("IKM", Kind.INDEX, 12),
        Column("Rentang, dari", Kind.INDEX, 12),
        Column("sampai", Kind.INDEX, 12),
        Column("Ditutup", Kind.DAY, 12),
    ),
    rows=(
        ("Loket Perizinan", 240, Decimal("82.96"), Decimal("80.10"), Decimal("85.82"), DAY),
        ("Loket Penanaman Modal", 9, None, None, None, DAY),
    ),
    note="Rentang 95 %.",
    figure=Figure.INTERVALS,
    intervals=IntervalColumns(label=0, at=2, lower=3, upper=4, least=25, most=100),
)


def report_content(**changes: object) -> ReportContent:
    """A report of the same agency with two chapters read from a database, with ``changes``."""
    summary = changes.pop("summary", _SUMMARY)
    content = ReportContent(
        summary=summary,
        sections=(
            distribution_section(summary),
            progress_section(summary),
            comparison_section(summary),
            ReportSection(key="survei", title="Suara warga", tables=(SURVEYS,)),
            ReportSection(key="daftar", title="Lampiran: daftar nama", annex=True),
        ),
    )
    return replace(content, **changes)


def pdf_pages(pdf: bytes) -> list[str]:
    """Text of each page as a reader sees it, white space joined."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page_text(page) for page in document]
    finally:
        document.close()


def pdf_text(pdf: bytes) -> str:
    """Text of all pages in one."""
    return " ".join(pdf_pages(pdf))


def in_order(text: str, *sentences: str) -> bool:
    """True when the sentences follow each other in the text; fails with the first that does not."""
    place = -1
    for words in sentences:
        found = text.find(words, place + 1)
        assert found > place, words
        place = found
    return True


def _page_text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    words = text.get_text_range()
    text.close()
    page.close()
    return " ".join(words.split())


def pdf_images(pdf: bytes) -> list[pikepdf.PdfImage]:
    """Pictures on the first page."""
    with pikepdf.open(BytesIO(pdf)) as document:
        pictures = []
        for picture in document.pages[0].get_images().values():
            image = pikepdf.PdfImage(picture)
            pictures.append(image.as_pil_image())
        return pictures


def pdf_attachment(pdf: bytes, name: str = "data.json") -> bytes | None:
    """Bytes of an attached file, or None."""
    with pikepdf.open(BytesIO(pdf)) as document:
        if name not in document.attachments:
            return None
        return document.attachments[name].get_file().read_bytes()


_POINTS = 72 / 25.4


def pdf_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [tuple(round(side / _POINTS) for side in page.get_size()) for page in document]
    finally:
        document.close()


def words_outside(pdf: bytes, *, above: float = 6, beside: float = 15.5) -> list[str]:
    """Runs of text that come nearer to an edge than so many millimetres, page by page.

    Nothing of a form may reach into the margins at its sides (16 mm and more); above and below
    stand the running lines.
    """
    document = pypdfium2.PdfDocument(pdf)
    found = []
    try:
        for page in document:
            width, height = page.get_size()
            edge, side, text = above * _POINTS, beside * _POINTS, page.get_textpage()
            for index in range(text.count_rects()):
                left, bottom, right, top = box = text.get_rect(index)
                if left < side or bottom < edge or right > width - side or top > height - edge:
                    found.append(text.get_text_bounded(*box))
            text.close()
            page.close()
    finally:
        document.close()
    return found


def pdf_outline(pdf: bytes) -> list[str]:
    """Titles of the bookmarks, those below others indented by a hyphen each."""
    with pikepdf.open(BytesIO(pdf)) as document, document.open_outline() as outline:
        return [line for item in outline.root for line in _outline_lines(item, 0)]


def _outline_lines(item: pikepdf.OutlineItem, depth: int) -> list[str]:
    inner = [line for child in item.children for line in _outline_lines(child, depth + 1)]
    return [f"{'-' * depth}{item.title}", *inner]


def pdf_fonts(pdf: bytes) -> set[str]:
    """Families of the fonts that a document uses; fails for one that is not embedded."""
    families = set()
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            for font in page.Resources.Font.values():
                (inner,) = font.DescendantFonts
                descriptor = inner.FontDescriptor
                assert "/FontFile2" in descriptor or "/FontFile3" in descriptor, font.BaseFont
                name = str(descriptor.FontFamily) if "/FontFamily" in descriptor else ""
                families.add(name or str(font.BaseFont).split("+")[-1])
    return families
