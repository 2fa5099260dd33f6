"""The head of a division of the education office: two promises of the city, and why they count.

A curriculum that schools really use, and more parents who take part: a number to be raised, a
date in words, evidence as a file and as a link. The head of the office leaves the proposal of
the system and says why; the page of reasons shows every indicator beside what was reached.
"""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from appraisal.enums import Direction, Rating, SuperiorLink
from appraisal.models import Evaluation, Indicator, Plan
from tests.factories.schools import School, agreed_from_library, make_school
from tests.factories.sessions import give_totp
from tests.functional.people import People, press
from tests.functional.steps import (
    agree_on,
    begin_plan,
    drawer,
    fix_organisation,
    hand_in,
    open_period,
    rate,
    report,
    submit_plan,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CURRICULUM = "Terlaksananya pendampingan inovasi kurikulum muatan lokal kebaharian di SD"
GUIDE = "Tersusunnya pedoman muatan lokal yang dipakai semua SD"
PARENTS = "Meningkatnya keterlibatan komite sekolah dan orang tua di SD"
ABOVE_CURRICULUM = (
    "Berkembangnya inovasi kurikulum satuan pendidikan yang sesuai dengan kehidupan kepulauan"
)
ABOVE_PARENTS = "Meningkatnya partisipasi masyarakat dalam pendidikan"
SCHOOLS = "Jumlah SD yang menetapkan dokumen kurikulum dengan muatan lokal"
DAY = "Pengesahan pedoman"
CLASSES = "Persentase SD yang menyelenggarakan kelas orang tua tiap semester"
REACHED = {
    SCHOOLS: ("Dua puluh SD menetapkan dokumennya; dua di luar target.", "20"),
    DAY: ("Disahkan 2 Juni, enam minggu sebelum tahun ajaran.", ""),
    CLASSES: ("Naik dari 62 % menjadi 84,5 % SD.", "84,5"),
}
REASON = "Partisipasi orang tua naik 22,5 poin dalam setahun, jauh melampaui yang diharapkan."


def test_curriculum_and_participation_are_promised_shown_and_explained(people: People):
    school = make_school(timezone.localdate().year - 1)
    office = school.office
    agreed_from_library(office, office.head)
    give_totp(office.admin)
    people.arrive("official", school.division_head)
    people.arrive("head", office.head)
    people.arrive("mayor", office.mayor)
    people.arrive("bkpsdm", office.admin)

    plan = promise(people, school)
    evaluation = show_what_was_reached(people, school, plan)
    judge(people, school, plan, evaluation)
    read_why(people, school, evaluation)


def write_result(
    people: People, plan: Plan, text: str, above: str, indicator: dict[str, str]
) -> None:
    """Write one result that supports one of the superior's, with one indicator."""
    page = people.go("official", reverse("appraisal:result-create", args=[plan.pk]))
    page.get_by_label("Mendukung hasil pimpinan").select_option(label=above)
    page.fill("textarea[name=text]", text)
    for field, value in indicator.items():
        place = page.locator(f"[name=indicators-0-{field}]")
        if field in ("aspect", "direction"):
            place.select_option(value)
        else:
            place.fill(value)
    press(page, "Selesai mengubah")


def promise(people: People, school: School) -> Plan:
    plan = begin_plan(people, "official", school.division_head, school.office.year)
    up = {"aspect": "quantity", "direction": Direction.UP}
    schools = up | {"text": SCHOOLS, "target_value": "18", "measure_unit": "sekolah"}
    guide = {"aspect": "time", "text": DAY, "target": "Sebelum hari pertama tahun ajaran"}
    classes = up | {"text": CLASSES, "target_value": "80", "measure_unit": "%"}
    write_result(people, plan, CURRICULUM, ABOVE_CURRICULUM, schools)
    write_result(people, plan, GUIDE, ABOVE_CURRICULUM, guide)
    write_result(people, plan, PARENTS, ABOVE_PARENTS, classes)
    submit_plan(people, "official", plan)
    agree_on(people, plan, owner="official", supervisor="head")
    people.go("official", reverse("appraisal:plan-detail", args=[plan.pk]))
    people.shot("official", "plan-official")

    assert set(plan.results.values_list("text", "superior_text", "link")) == {
        (CURRICULUM, ABOVE_CURRICULUM, SuperiorLink.LINKED),
        (GUIDE, ABOVE_CURRICULUM, SuperiorLink.LINKED),
        (PARENTS, ABOVE_PARENTS, SuperiorLink.LINKED),
    }
    rows = Indicator.objects.filter(result__plan=plan)
    assert set(rows.values_list("target", "target_value", "direction")) == {
        ("18 sekolah", 18, Direction.UP),
        ("Sebelum hari pertama tahun ajaran", None, Direction.UP),
        ("80 %", 80, Direction.UP),
    }
    return plan


def show_what_was_reached(people: People, school: School, plan: Plan) -> Evaluation:
    period = school.office.period()
    open_period(people, period)
    evaluation = Evaluation.objects.get(plan=plan, period=period)
    report(people, "official", evaluation, REACHED)
    page = people.pages["official"]
    first = page.locator(f"#bukti-{plan.results.get(text=CURRICULUM).pk}")
    first.get_by_text("Lampirkan bukti").click()
    first.locator("input[type=file]").set_input_files(
        {"name": "sk.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
    )
    first.get_by_label("Nama bukti").fill("SK penetapan kurikulum 20 SD")
    first.get_by_role("button", name="Lampirkan").click()
    expect(page.get_by_role("link", name="SK penetapan kurikulum 20 SD")).to_be_visible()
    last = page.locator(f"#bukti-{plan.results.get(text=PARENTS).pk}")
    last.get_by_text("Lampirkan bukti").click()
    last.get_by_label("atau tautan").fill("https://disdik.example/kelas-orang-tua")
    last.get_by_label("Nama bukti").fill("Rekap kelas orang tua")
    last.get_by_role("button", name="Lampirkan").click()
    expect(page.get_by_role("link", name="Rekap kelas orang tua")).to_be_visible()
    people.shot("official", "achievements-official")
    hand_in(people, "official", evaluation)
    return evaluation


def judge(people: People, school: School, plan: Plan, evaluation: Evaluation) -> None:
    fix_organisation(people, "mayor", evaluation.period, "Baik")
    given = {CURRICULUM: "meets", GUIDE: "meets", PARENTS: "above"}
    results = {row: given[row.text] for row in plan.results.all()}
    rate(people, "head", evaluation, results=results, values="above")
    evaluation.refresh_from_db()
    assert evaluation.results_proposed == Rating.MEETS

    page = drawer(people, "head", evaluation)
    page.locator("#usulan-results input[value=above]").check()
    press(page, "Tetapkan")
    expect(page.locator("main")).to_contain_text("Pilihan Anda berbeda dari usulan sistem.")
    page.fill("#laci textarea[name=results_reason]", REASON)
    people.shot("head", "ratings-head")
    fix_while_it_saves_itself(page)
    evaluation.refresh_from_db()
    assert (evaluation.results_rating, evaluation.results_reason) == (Rating.ABOVE, REASON)
    press(drawer(people, "head", evaluation), "Sampaikan")


def fix_while_it_saves_itself(page: Page) -> None:
    """Agree after the drawer, saving itself, has drawn the button anew behind the question."""
    page.locator("#laci textarea[name=results_reason]").press("End")
    page.locator("#laci textarea[name=results_reason]").press(" ")
    button = page.locator("#tetapkan-satu button")
    button.evaluate("button => button.dataset.before = ''")
    button.click()
    expect(page.locator("#tetapkan-satu button[data-before]")).to_have_count(0)
    with page.expect_navigation():
        page.locator("#confirm").get_by_role("button", name="Tetapkan", exact=True).click()


def read_why(people: People, school: School, evaluation: Evaluation) -> None:
    here = reverse("appraisal:evaluation-detail", args=[evaluation.pk])
    page = people.go("official", here)
    expect(page.locator("h1")).to_contain_text("Predikat Anda Sangat Baik")
    expect(page.locator(".w-steps")).to_contain_text(REASON)
    shown = page.locator("#semua-hasil")
    for indicator in Indicator.objects.filter(result__plan=evaluation.plan):
        words, figure = REACHED[indicator.text]
        expect(shown).to_contain_text(indicator.text)
        expect(shown).to_contain_text(indicator.target)
        expect(shown).to_contain_text(words)
        expect(shown).to_contain_text(figure)
    expect(shown.get_by_role("link", name="SK penetapan kurikulum 20 SD")).to_be_visible()
    link = shown.get_by_role("link", name="Rekap kelas orang tua")
    expect(link).to_have_attribute("href", "https://disdik.example/kelas-orang-tua")
    people.shot("official", "why-1280")
    page.set_viewport_size({"width": 390, "height": 844})
    people.go("official", here)
    people.shot("official", "why-390")
