"""A teacher whose headmaster is the supervisor: from the library to the year's angka kredit.

The headmaster's plan hangs on that of the head of the office, the teacher's on the headmaster's
(regulation 2.1, 3.5). The school is no independent unit, so its head uses the form of functional
officers; the head of the office uses that of heads (regulation 3.4).
"""

from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from appraisal.actions.periods import close_windows
from appraisal.enums import EvaluationState, SuperiorLink
from appraisal.models import CreditConversion, Evaluation, Plan
from personnel.enums import PeriodKind
from tests.factories.schools import School, agreed_from_library, make_school
from tests.factories.sessions import give_totp
from tests.functional.people import People, press
from tests.functional.steps import (
    agree_on,
    begin_plan,
    drawer,
    fix_and_serve,
    fix_organisation,
    hand_in,
    open_period,
    rate,
    report,
    submit_plan,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADMASTER_OWES = (
    "Meningkatnya hasil literasi dan numerasi murid di sekolah",
    "Tersusunnya kurikulum satuan pendidikan dengan muatan lokal kebaharian, kebencanaan, dan "
    "pariwisata",
)
TEACHER_OWES = (
    "Meningkatnya kemampuan membaca dan berhitung murid di kelas yang diampu",
    "Terlaksananya pembelajaran yang memakai laut dan lingkungan Sabang sebagai sumber belajar",
)
REACHED = {
    "Persentase murid yang mencapai target bacaan lancar dengan pemahaman": (
        "24 dari 27 murid membaca lancar dan memahami isinya.",
        "88,9",
    ),
    "Persentase murid yang naik sekurang-kurangnya satu tingkat pada asesmen numerasi": (
        "22 dari 27 murid naik satu tingkat.",
        "81,5",
    ),
    "Jumlah modul ajar muatan lokal yang dipakai dan dibagikan": (
        "Modul terumbu karang, pelabuhan, tsunami, dan mangrove.",
        "4",
    ),
}


def test_teacher_is_appraised_by_the_headmaster_and_gets_angka_kredit(people: People):
    school = make_school(timezone.localdate().year - 1)
    office = school.office
    above = agreed_from_library(office, office.head)
    assert above.uses_head_form
    give_totp(office.admin)
    people.arrive("teacher", school.teacher, width=390)
    people.arrive("headmaster", school.headmaster)
    people.arrive("office", office.head)
    people.arrive("mayor", office.mayor)
    people.arrive("bkpsdm", office.admin)

    plan_of_the_school(people, school)
    plan = plan_of_the_teacher(people, school)
    quarter = report_the_quarter(people, school, plan)
    evaluation = judge_the_year(people, school, plan, quarter)
    read_and_accept(people, evaluation)
    convert(people, school, evaluation)


def taken_from_library(people: People, who: str, plan: Plan, results: tuple[str, ...]) -> None:
    """Choose results of the own post; each hangs at once on the superior's that it supports."""
    page = people.go(who, reverse("appraisal:plan-library", args=[plan.pk]))
    for text in results:
        page.get_by_label(text, exact=True).check()
    people.shot(who, f"library-{who}")
    press(page, "Tambahkan yang dipilih")
    expect(page.locator("#messages")).to_contain_text("2 hasil kerja ditambahkan")
    links = plan.results.values_list("text", "link")
    assert dict(links) == dict.fromkeys(results, SuperiorLink.LINKED)


def pdf_text(page: Page, link: str) -> str:
    """Words of the PDF behind a link of the page."""
    address = page.get_by_role("link", name=link).get_attribute("href")
    answer = page.request.get(page.evaluate("path => new URL(path, location).href", address))
    document = pypdfium2.PdfDocument(answer.body())
    words = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    return " ".join(words.split())


def plan_of_the_school(people: People, school: School) -> None:
    plan = begin_plan(people, "headmaster", school.headmaster, school.office.year)
    taken_from_library(people, "headmaster", plan, HEADMASTER_OWES)
    submit_plan(people, "headmaster", plan)
    agree_on(people, plan, owner="headmaster", supervisor="office")
    page = people.go("headmaster", reverse("appraisal:plan-detail", args=[plan.pk]))
    expect(page.locator(".casc").first).to_contain_text("Meningkatnya kemampuan literasi")
    people.shot("headmaster", "plan-headmaster")

    form = pdf_text(page, "Unduh SKP")
    assert "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL" in form
    assert school.office.head.employee.name in form


def plan_of_the_teacher(people: People, school: School) -> Plan:
    plan = begin_plan(people, "teacher", school.teacher, school.office.year)
    assert (plan.supervisor, plan.reviewing_superior) == (
        school.headmaster.employee,
        school.office.head.employee,
    )
    taken_from_library(people, "teacher", plan, TEACHER_OWES)
    submit_plan(people, "teacher", plan)
    agree_on(people, plan, owner="teacher", supervisor="headmaster")
    page = people.go("teacher", reverse("appraisal:plan-detail", args=[plan.pk]))
    expect(page.locator(".casc").first).to_contain_text(HEADMASTER_OWES[0])
    people.shot("teacher", "plan-teacher-390")
    return plan


def report_the_quarter(people: People, school: School, plan: Plan) -> Evaluation:
    period = school.office.period(PeriodKind.QUARTER, 4)
    open_period(people, period)
    evaluation = Evaluation.objects.get(plan=plan, period=period)
    report(people, "teacher", evaluation, REACHED)
    page = people.pages["teacher"]
    expect(page.locator("h1")).to_have_text("Semua hasil sudah ada realisasinya.")
    expect(page.locator("#kelengkapan")).not_to_contain_text("Isi realisasi")
    place = page.locator(f"#bukti-{plan.results.first().pk}")
    place.get_by_text("Lampirkan bukti").click()
    scan = {"name": "asesmen.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
    place.locator("input[type=file]").set_input_files(scan)
    place.get_by_label("Nama bukti").fill("Rekap asesmen membaca")
    place.get_by_role("button", name="Lampirkan").click()
    expect(page.get_by_role("link", name="Rekap asesmen membaca")).to_be_visible()
    people.shot("teacher", "quarter-390")
    hand_in(people, "teacher", evaluation)
    return evaluation


def judge_the_year(people: People, school: School, plan: Plan, quarter: Evaluation) -> Evaluation:
    period = school.office.period()
    open_period(people, period)
    evaluation = Evaluation.objects.get(plan=plan, period=period)
    report(people, "teacher", evaluation, REACHED)
    hand_in(people, "teacher", evaluation)
    fix_organisation(people, "mayor", period, "Baik")

    page = drawer(people, "headmaster", evaluation)
    result = page.locator(f"#laci #nilai-{plan.results.first().pk}")
    result.get_by_text("Sepanjang tahun").click()
    expect(result).to_contain_text(f"{quarter.period}: 24 dari 27 murid membaca lancar")
    expect(result).to_contain_text("1 bukti")
    rate(people, "headmaster", evaluation)
    people.shot("headmaster", "ratings-headmaster")
    fix_and_serve(people, "headmaster", evaluation)
    assert evaluation.predicate == "good"
    return evaluation


def read_and_accept(people: People, evaluation: Evaluation) -> None:
    page = people.go("teacher", reverse("appraisal:evaluation-detail", args=[evaluation.pk]))
    expect(page.locator("h1")).to_contain_text("Predikat Anda Baik")
    people.shot("teacher", "result-390")
    form = pdf_text(page, "Unduh formulir evaluasi")
    assert "EVALUASI KINERJA PEGAWAI" in form
    assert TEACHER_OWES[0] in form
    assert HEADMASTER_OWES[0] in form
    press(page, "Terima dan tanda tangani")

    # The calendar's step, which the scheduler takes when the days for an objection are over.
    close_windows(now=timezone.now() + timedelta(days=15))
    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.FINAL


def convert(people: People, school: School, evaluation: Evaluation) -> None:
    here = reverse("appraisal:credit-detail", args=[school.teacher.employee_id])
    page = people.go("bkpsdm", here)
    press(page, f"Konversi {evaluation.period}")
    people.shot("bkpsdm", "credit")
    written = CreditConversion.objects.get(evaluation=evaluation)
    assert (str(written.points), written.months) == ("12.500", 12)

    page = people.go("teacher", here)
    expect(page.locator("h1")).to_contain_text("Angka kredit Anda 12,500")
    people.shot("teacher", "credit-390")
