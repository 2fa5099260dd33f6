"""A report as paper: first page, contents, bookmarks, chapters, and what must not break it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.utils import translation

from appraisal.rules.predicate import OrganisationPredicate, Predicate
from reports.documents import rendering
from reports.documents.rendering import FontsMissing
from reports.documents.report_content import Change, Column, ReportContent, ReportTable
from reports.documents.report_document import printed_widths, render_report
from reports.documents.report_findings import best_and_worst, changes
from reports.documents.summary_content import UnitProgress
from tests.factories.documents import (
    SURVEYS,
    in_order,
    pdf_attachment,
    pdf_outline,
    pdf_pages,
    pdf_sizes,
    pdf_text,
    report_content,
    summary_content,
    words_outside,
)

LONG_NAME = ("Dinas Pemberdayaan Masyarakat Gampong dan Pengendalian Penduduk " * 2)[:120]
EMPTY = {"counts": {}, "units": (), "organisation_predicate": None, "organisation_fixed_on": None}


def one_unit(**fields):
    values = {"name": "Sekretariat", "employees": 1, "plans_fixed": 1, "evaluated": 1, "good": 1}
    return UnitProgress(**(values | fields))


def test_first_page_is_the_summary_in_words():
    first, second, *_ = pdf_pages(render_report(report_content()))

    assert in_order(
        first,
        "PEMERINTAH KOTA SABANG DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PINTU",
        "Jalan Contoh Nomor 1, Sabang 23512",
        "LAPORAN KINERJA PEGAWAI",
        "Seluruh 38 pegawai selesai dievaluasi; sebaran predikat sesuai dengan pola",
        "33 dari 38 pegawai",
        "Predikat organisasi Baik ditetapkan 8 Januari 2027",
        "SKP ditetapkan 38 dari 38 pegawai wajib SKP",
        "Keadaan per 29 Januari 2027 pukul 09.40 WIB",
        "tidak ada unit yang disebut terbaik atau terendah",
        "Belum ada hasil periode sebelumnya",
        "Tidak ada yang menunggu",
    )
    assert second.find("Isi laporan") < second.find("Sebaran predikat")


def test_first_page_names_who_lies_apart_in_a_chain_that_has_no_order():
    units = (
        one_unit(name="RSUD Contoh", employees=18, plans_fixed=18, evaluated=18, good=6),
        one_unit(name="Dinas Contoh", employees=50, plans_fixed=50, evaluated=50, good=43),
        one_unit(name="Badan Contoh", employees=7, plans_fixed=7, evaluated=7, good=3),
    )
    content = report_content()
    counts = {Predicate.GOOD: 52, Predicate.NEEDS_IMPROVEMENT: 23}
    content = replace(content, summary=replace(content.summary, units=units, counts=counts))

    assert best_and_worst(content) == [
        "Tidak ada unit yang jelas di atas atau di bawah semua unit lain.",
        "RSUD Contoh (6 dari 18) nyata lebih rendah daripada Dinas Contoh (43 dari 50).",
    ]


def test_nothing_is_compared_before_anybody_is_judged():
    content = report_content()
    before = Change(period_label="Tahun 2025", evaluated=7, good=3, risen=0, fallen=0)
    empty = replace(
        content,
        change=before,
        summary=replace(
            content.summary,
            counts={},
            units=(one_unit(employees=7, plans_fixed=7, evaluated=0, good=0),),
        ),
    )

    assert changes(empty) == [
        "Tahun 2025: 3 dari 7 pegawai berpredikat Baik atau Sangat Baik; sekarang belum ada "
        "pegawai yang dinilai."
    ]
    assert changes(replace(content, change=before))[1] == (
        "Tidak ada predikat pegawai yang naik atau turun."
    )


def test_rows_of_one_result_say_it_once_on_paper_and_stay_whole_in_the_file():
    rows = (
        ("Sekretariat", "Berkas rapi", "arsip", 3),
        ("Sekretariat", "Berkas rapi", "indeks", 4),
        ("Sekretariat", "Rapat tepat waktu", "indeks", 4),
        ("Puskesmas", "Rapat tepat waktu", "indeks", 4),
    )
    columns = tuple(map(Column, ("Unit", "Hasil", "Indikator", "Target")))
    table = ReportTable(key="h", title="Hasil", columns=columns, rows=rows, grouped=2)

    assert table.printed_rows == (rows[0], ("", "", "indeks", 4), *rows[2:])
    assert replace(table, grouped=0).printed_rows == rows


def test_contents_name_every_chapter_with_the_page_it_begins_on():
    content = report_content()
    pages = pdf_pages(render_report(content))
    contents = pages[1]

    for section in content.sections:
        start = next(
            number
            for number, page in enumerate(pages, start=1)
            if section.title
            in (page.partition(content.sections[-1].title)[2] if number == 2 else page)
        )
        listed = contents.partition(section.title)[2].split()
        assert next(word.strip(".") for word in listed if word.strip(".").isdecimal()) == str(start)


def test_every_chapter_and_table_has_a_bookmark():
    assert pdf_outline(render_report(report_content())) == [
        "Ringkasan",
        "Isi laporan",
        "Sebaran predikat",
        "-Sebaran predikat 38 pegawai",
        "Kemajuan SKP dan evaluasi",
        "-Kemajuan per unit kerja",
        "Perbandingan unit kerja",
        "-Bagian pegawai berpredikat Baik atau Sangat Baik",
        "Suara warga",
        "-Indeks Kepuasan Masyarakat",
        "Lampiran: daftar nama",
    ]


def test_tags_hold_tables_with_headings_and_figures_with_words():
    with pikepdf.open(BytesIO(render_report(report_content()))) as document:
        tags, words = [], []

        def walk(node):
            if not isinstance(node, pikepdf.Dictionary):
                return
            if "/S" in node:
                tags.append(str(node.S))
                if "/Alt" in node:
                    words.append(str(node.Alt))
            kids = node.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                walk(kid)

        walk(document.Root.StructTreeRoot)

    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= set(tags)
    assert any("Loket Perizinan 82,96 (80,1–85,82)" in one for one in words)
    assert not any("Loket Penanaman Modal" in one for one in words)


def test_pages_are_numbered_a4_and_nothing_leaves_the_margin():
    pdf = render_report(report_content())
    pages = pdf_pages(pdf)

    assert all(f"Halaman {n} dari {len(pages)}" in page for n, page in enumerate(pages, start=1))
    assert set(pdf_sizes(pdf)) == {(210, 297)}
    assert words_outside(pdf) == []


def test_figures_are_attached_and_come_back_as_they_were():
    content = report_content(
        change=Change(period_label="Tahun 2025", evaluated=36, good=30, risen=4, fallen=1),
        notes=("Catatan.",),
    )

    attached = pdf_attachment(render_report(content))

    assert attached == content.to_json().encode()
    read = ReportContent.from_json(attached.decode())
    assert read.to_json() == content.to_json()
    assert (read.sections, read.change, read.notes) == (
        content.sections,
        content.change,
        content.notes,
    )


def test_numbers_are_written_as_people_here_write_them_and_a_gap_is_no_zero():
    text = pdf_text(render_report(report_content()))

    assert "Loket Perizinan 240 82,96 80,10 85,82 01-12-2026" in text
    assert "Loket Penanaman Modal 9 belum ada belum ada belum ada" in text
    assert "Baik 26 68,4 paling banyak 70 %; terbanyak sesuai" in text


def test_change_says_who_rose_and_fell():
    change = Change(period_label="Tahun 2025", evaluated=36, good=30, risen=4, fallen=1)

    first, *_ = pdf_pages(render_report(report_content(change=change)))

    assert "Tahun 2025: 30 dari 36 pegawai" in first
    assert "Predikat 4 pegawai naik, 1 pegawai turun." in first


def test_units_that_stand_clear_of_each_other_are_named():
    units = (
        one_unit(name="Bidang A", employees=60, plans_fixed=60, evaluated=60, good=59),
        one_unit(name="Bidang B", employees=60, plans_fixed=60, evaluated=60, good=20),
    )
    counts = {Predicate.GOOD: 79, Predicate.NEEDS_IMPROVEMENT: 41}

    first, *_ = pdf_pages(
        render_report(report_content(summary=summary_content(units=units, counts=counts)))
    )

    assert "Tertinggi: Bidang A (59 dari 60)." in first
    assert "Terendah: Bidang B (20 dari 60)." in first


def test_report_without_data_says_so():
    text = pdf_text(render_report(report_content(summary=summary_content(**EMPTY))))

    assert "Belum ada pegawai yang wajib SKP pada periode ini" in text
    assert "Belum ada unit dengan pegawai yang dinilai." in text
    assert "Predikat organisasi belum ada" in text


def test_report_of_one_person_compares_nobody():
    summary = summary_content(units=(one_unit(),), counts={Predicate.GOOD: 1})

    text = pdf_text(render_report(report_content(summary=summary)))

    assert "Seluruh 1 pegawai selesai dievaluasi" in text
    assert "tidak ada perbandingan" in text
    assert "jumlahnya terlalu sedikit" in text


def test_name_of_120_letters_stays_within_the_page():
    summary = summary_content(
        agency=LONG_NAME,
        agency_lines=(LONG_NAME.upper(),),
        units=(one_unit(name=LONG_NAME),),
        counts={Predicate.GOOD: 1},
    )

    pdf = render_report(report_content(summary=summary))

    assert LONG_NAME.upper() in pdf_pages(pdf)[0]
    assert words_outside(pdf) == []


def test_text_of_three_pages_in_one_cell_is_printed_to_its_end():
    words = " ".join(f"kata{number}" for number in range(2500))
    row = (words, 1, None, None, None, date(2026, 12, 1))
    table = replace(SURVEYS, rows=(row,))
    content = report_content()
    section = replace(content.sections[3], tables=(table,))

    pdf = render_report(replace(content, sections=(section,)))

    text = pdf_text(pdf)
    assert all(f"kata{number}" in text for number in (0, 1250, 2499))
    assert len(pdf_pages(pdf)) >= 5
    assert words_outside(pdf) == []


def test_sixty_units_repeat_the_heading_and_share_their_drawings():
    units = tuple(
        one_unit(name=f"SD Negeri {n} Sabang", employees=3, plans_fixed=3, evaluated=2, good=2)
        for n in range(60)
    )
    summary = summary_content(counts={Predicate.GOOD: 120}, units=units)

    pages = pdf_pages(render_report(report_content(summary=summary)))

    progress = [page for page in pages if "UNIT KERJA PEGAWAI" in page]
    assert len(progress) >= 2
    assert "SD Negeri 59 Sabang" in " ".join(pages)


def test_report_is_indonesian_whatever_language_the_reader_uses():
    content = report_content(
        summary=summary_content(organisation_predicate=OrganisationPredicate.NEEDS_IMPROVEMENT)
    )

    with translation.override("en"):
        first, *_ = pdf_pages(render_report(content))

    assert "Predikat organisasi Butuh Perbaikan" in first


def test_same_figures_are_the_same_file():
    assert render_report(report_content()) == render_report(report_content())


def test_missing_font_is_named_instead_of_printing_in_a_strange_one(
    monkeypatch, settings, tmp_path
):
    settings.BASE_DIR = tmp_path
    rendering._press.cache_clear()

    with pytest.raises(FontsMissing, match="source-sans-3-latin-400-normal"):
        render_report(report_content())

    rendering._press.cache_clear()


@pytest.mark.parametrize(
    "widths", [(17, 22, 22, 19), (17, 22, 22, 19, 14, 14, 14), (1, 1, 1), (7,)]
)
def test_columns_fill_a_line_exactly_whatever_their_widths(widths):
    printed = printed_widths([Column("Unit", width=width) for width in widths])

    assert sum(printed) == 100
    assert len(printed) == len(widths)
    # No column moves by more than the rounding of its two edges.
    for width, percent in zip(widths, printed, strict=True):
        assert abs(100 * width / sum(widths) - percent) <= 1


def test_word_in_the_place_of_a_figure_comes_back_as_a_word():
    hidden = ("Loket", "tertutup", "tertutup", None, None, None)
    content = report_content()
    section = replace(content.sections[3], tables=(replace(SURVEYS, rows=(hidden,)),))
    content = replace(content, sections=(section,))

    assert ReportContent.from_json(content.to_json()).sections == content.sections
    assert "Loket tertutup tertutup belum ada" in pdf_text(render_report(content))


def test_table_with_a_row_of_another_width_is_refused():
    with pytest.raises(ValueError, match="survei"):
        replace(SURVEYS, rows=((Decimal(1),),))
