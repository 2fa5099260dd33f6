"""What must not break a report: each comes out as a PDF, and its text is read."""

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from appraisal.enums import EvaluationState, PlanState
from appraisal.models import Indicator, Plan
from feedback.enums import DataQuality
from personnel.models import Assignment, Unit
from reports.documents.qr import qr_png
from reports.documents.report_document import render_report
from reports.models import Letterhead
from reports.selectors.letterheads import emblem_of
from reports.selectors.reports import report_content
from tests.factories.appraisal import SERVED, evaluation_at, make_office, plan_at
from tests.factories.crowds import make_crowd
from tests.factories.documents import pdf_fonts, pdf_images, pdf_pages, pdf_text, words_outside
from tests.factories.documents import report_content as delivered_content
from tests.factories.feedback import closed_survey, make_survey_period
from tests.factories.follow_up import finalise
from tests.factories.personnel import make_employee, make_post, make_unit
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LONG_NAME = ("Teuku Muhammad Iskandar Zulkarnain Syah Alam Putra " * 3)[:119] + "x"
LONG_UNIT = ("Bidang Pemberdayaan Masyarakat Gampong dan Pengendalian Penduduk " * 2)[:119] + "x"
PHOTO = 40 * 1024 * 1024

PRINT = """
import sys
import django
django.setup()
from reports.documents.report_content import ReportContent
from reports.documents.report_document import render_report
sys.stdout.buffer.write(render_report(ReportContent.from_json(sys.stdin.read())))
"""


@pytest.fixture
def office(db):
    return make_office()


def printed(unit, period):
    pdf = render_report(report_content(Unit.objects.get(pk=unit.pk), period, SERVED))
    assert words_outside(pdf) == []
    return pdf


def test_agency_without_anybody(office):
    empty = make_unit(name="Dinas Kosong")

    text = pdf_text(printed(empty, office.period()))

    assert "Belum ada pegawai yang wajib SKP pada periode ini" in text
    for words in (
        "Predikat organisasi belum dimulai",
        "Belum ada pegawai yang dinilai.",
        "Pimpinan belum memiliki hasil kerja",
        "Belum ada perilaku kerja yang dinilai.",
        "Tidak ada survei yang ditutup",
        "Tidak ada rencana pengembangan",
        "Tidak ada rencana perbaikan",
        "Tidak ada keberatan",
        "Tidak ada konversi yang berlaku",
        "Tidak ada pegawai pada bulan ini.",
    ):
        assert words in text
    assert text.count("Tidak ada pegawai pada periode ini.") == 2, "hours and readiness"


def test_city_in_which_nothing_has_happened(office):
    text = pdf_text(printed(office.city, office.period()))

    assert "Belum ada evaluasi yang selesai dari 4 pegawai" in text
    assert "Belum ada dua kelompok yang dapat dibandingkan." in text


def test_agency_of_one_person(office):
    small = make_unit(name="Badan Seorang")
    person = make_employee(small, name="Nurul Contoh")
    assignment = person.assignments.get()
    plan = Plan.objects.create(
        employee=person,
        assignment=assignment,
        year=office.year,
        state=PlanState.FIXED,
        supervisor=office.supervisor.employee,
        reviewing_superior=office.head.employee,
        starts=date(2026, 1, 1),
        ends=date(2026, 12, 31),
        employee_signed_at=SERVED,
        supervisor_signed_at=SERVED,
    )
    finalise(plan, office.period())

    text = pdf_text(printed(small, office.period()))

    assert "Seluruh 1 pegawai selesai dievaluasi" in text
    assert "tidak ada perbandingan" in text
    assert "Badan Seorang 1 1 1 100,0" in text
    assert "Nurul Contoh" in text


def test_names_of_120_letters(office):
    make_employee(make_unit(office.agency, name=LONG_UNIT), name=LONG_NAME)

    text = pdf_text(printed(office.agency, office.period()))

    assert len(LONG_NAME) == len(LONG_UNIT) == 120
    assert LONG_NAME in text
    assert LONG_UNIT in text


def test_indicator_of_three_pages_is_printed_to_its_end(office):
    plan = plan_at(PlanState.DRAFT, office, office.supervisor)
    result = plan.results.create(position=1, text="Tersusunnya laporan")
    words = [f"kata{number}" for number in range(400)]
    Indicator.objects.create(result=result, position=1, text=" ".join(words), target="1 laporan")
    for state in (PlanState.SUBMITTED, PlanState.APPROVED, PlanState.FIXED):
        Plan.objects.filter(pk=plan.pk).update(state=state, **signed(state))

    pdf = printed(office.division, office.period())

    pages = pdf_pages(pdf)
    holding = [page for page in pages if "kata" in page and "INDIKATOR" in page]
    assert len(holding) >= 3
    found = " ".join(pages).split()
    assert [word for word in found if word in set(words)] == words


def signed(state):
    both = {"employee_signed_at": SERVED, "supervisor_signed_at": SERVED}
    return both if state == PlanState.FIXED else {}


def test_agency_merged_in_mid_year_is_told_of_by_its_successor_too(office):
    for plan in make_crowd(office, 6):
        finalise(plan, office.period())
    successor = make_unit(office.city, name="Dinas Gabungan", kind="agency")
    post = make_post(make_unit(successor, name="Bidang Baru"))
    for row in Assignment.objects.filter(employee__name__startswith="Nurul"):
        row.effective_until = date(2026, 6, 30)
        row.save()
        Assignment.objects.create(employee=row.employee, post=post, effective_from=date(2026, 7, 1))
    Unit.objects.filter(pk=office.agency.pk).update(is_active=False)

    before = pdf_text(printed(office.agency, office.period()))
    after = pdf_text(printed(successor, office.period()))
    city = pdf_text(printed(office.city, office.period()))

    assert "tidak aktif lagi dalam susunan sekarang" in before
    assert "Nurul Contoh" not in before
    assert "Bidang Baru 6 6 6 100,0" in after
    assert "Nurul Contoh 0005" in after
    assert "Dinas Gabungan 6 6 6 100,0" in city


def photo():
    """A picture as a camera makes it, filled up to 40 MB."""
    file = BytesIO()
    Image.effect_noise((3000, 2000), 90).save(file, "PNG")
    return file.getvalue() + b"\0" * (PHOTO - file.tell())


def test_photo_of_40_mb_is_refused_by_its_size_and_the_report_keeps_its_emblem(client, office):
    browser = sign_in(client, office.admin)
    place = f"/letterheads/{office.agency.pk}/"
    lines = {"lines": "DINAS CONTOH", "address": "Jalan Contoh", "place": "Sabang"}
    browser.post(place, lines | {"emblem": SimpleUploadedFile("lambang.png", qr_png("SABANG"))})

    answer = browser.post(place, lines | {"emblem": SimpleUploadedFile("foto.png", photo())})

    assert answer.status_code == 422
    assert "Berkas lambang melebihi 300 KB. Perkecil gambar" in answer.content.decode()
    head = Letterhead.objects.get()
    content = report_content(office.agency, office.period(), SERVED, head)
    pdf = render_report(content, emblem=emblem_of(head))
    assert pdf_images(pdf)
    assert "LAMBANG" not in pdf_pages(pdf)[0]
    assert len(pdf) < 1024 * 1024


def test_report_comes_out_in_its_own_type_where_the_system_has_no_font(tmp_path):
    nothing = tmp_path / "fonts.conf"
    nothing.write_text('<?xml version="1.0"?><fontconfig></fontconfig>')

    answer = subprocess.run(
        [sys.executable, "-c", PRINT],
        input=delivered_content().to_json().encode(),
        capture_output=True,
        check=True,
        timeout=120,
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "FONTCONFIG_FILE": str(nothing),
            "DJANGO_SETTINGS_MODULE": "sabang_kinerja.settings.test",
        },
    )

    assert pdf_fonts(answer.stdout) == {"Source Sans 3", "Source Serif 4"}
    assert "Seluruh 38 pegawai selesai dievaluasi" in pdf_text(answer.stdout)


def test_no_heading_and_no_rating_is_broken_within_a_word(office):
    plan = plan_at(PlanState.FIXED, office, office.supervisor)
    evaluation_at(EvaluationState.OBJECTED, office, plan)
    unit = make_unit(office.agency, name="Loket")
    period = make_survey_period(
        year=2026, starts=date(2026, 7, 1), ends=date(2026, 9, 30), sequence=3
    )
    closed_survey(unit, period, index=Decimal("99.11"), grade="A", verdict=DataQuality.RED)

    for reported in (office.city, office.agency):  # the agency last, as its lists have ratings
        content = report_content(reported, office.period(), SERVED)
        found = set(pdf_text(render_report(content)).split())

        shown = [one for one in content.tables if one.rows]
        headings = {
            word
            for one in shown
            for column in one.columns
            for word in column.heading.upper().split()
        }
        assert headings <= found, headings - found
        assert {"survei", "jam-pelatihan", "kesiapan"} <= {one.key for one in shown}
        assert "ditampilkan" in found
    assert "ekspektasi" in found
