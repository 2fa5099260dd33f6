"""From a final result to an agreed development plan, through both rooms; the superior by phone."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from appraisal.actions import objections
from appraisal.enums import EvaluationState, Predicate, Rating
from appraisal.models import Evaluation
from personnel.rules.dates import long_date
from tests.factories.appraisal import evaluation_at, make_office
from tests.factories.personnel import make_year
from tests.functional.accessibility import violations
from tests.functional.people import press
from training.enums import DevelopmentState
from training.models import DevelopmentPlan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill(page, values: dict[str, str], button: str = "Simpan") -> None:
    for name, value in values.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("f => f.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    press(page, button)


def test_final_predicate_opens_a_plan_that_its_person_writes_and_the_superior_agrees_to(people):
    year = timezone.localdate().year
    office = make_office(year - 1)
    make_year(year)
    evaluation = evaluation_at(EvaluationState.OBJECTED, office, results=Rating.BELOW)
    Evaluation.objects.filter(pk=evaluation.pk).update(served_at=timezone.now())
    objection = evaluation.objections.get()
    now = timezone.now()
    objections.examine_objection(objection_id=objection.pk, by=office.head, now=now)
    for user in (office.supervisor, office.employee):
        objections.save_statement(objection_id=objection.pk, text="Keterangan.", by=user, now=now)
    people.arrive("atasan pejabat penilai", office.head)
    page = people.go(
        "atasan pejabat penilai", reverse("appraisal:objection-detail", args=[objection.pk])
    )
    page.get_by_label("Tetap", exact=True).check()
    page.fill("textarea[name=decision]", "Hasil tetap; bantuannya dimulai.")
    press(page, "Tetapkan putusan")
    final = Evaluation.objects.get(pk=evaluation.pk)
    assert (final.state, final.predicate) == (
        EvaluationState.FINAL,
        Predicate.NEEDS_IMPROVEMENT,
    )
    plan = DevelopmentPlan.objects.get()

    # The employee finds it at home, with its last day.
    people.arrive("pegawai", office.employee)
    page = people.go("pegawai", "/")
    expect(page.get_by_role("heading", name=f"Susun rencana pengembangan {year}")).to_be_visible()
    page = people.go("pegawai", reverse("training:development-own"))
    expect(page.locator("h1")).to_contain_text(long_date(plan.deadline))
    page.get_by_role("link", name=f"Rencana {year}").click()
    expect(page.locator("h1")).to_contain_text("Susun rencana Anda paling lambat")
    expect(page.get_by_text("tidak mengubah hasil evaluasi")).to_be_visible()
    expect(page.get_by_text("satu langkah coaching atau mentoring")).to_be_visible()
    assert violations(page) == []
    people.shot("pegawai", "rencana-terbuka")

    page.get_by_role("link", name="Tulis tujuan").click()
    fill(page, {"text": "Menyusun laporan bulanan yang ringkas"})
    page.get_by_role("link", name="Tambah langkah").click()
    fill(
        page,
        {
            "kind": "coaching",
            "text": "Membahas draf setiap dua minggu",
            "helper": office.supervisor.employee.name,
            "starts_on": f"01-02-{year}",
            "ends_on": f"30-06-{year}",
        },
    )
    page.get_by_role("link", name="Tambah indikator").click()
    fill(
        page,
        {
            "result": "Tersusunnya laporan bulanan",
            "text": "Laporan yang selesai tepat waktu",
            "target_value": "12",
            "measure_unit": "laporan",
        },
    )
    expect(page.get_by_text("Sebelum diajukan")).not_to_be_attached()
    press(page, "Ajukan")
    expect(page.locator("h1")).to_contain_text("Menunggu tanggapan")

    # The superior reads and agrees on a telephone.
    page = people.arrive("atasan", office.supervisor, width=390)
    page = people.go("atasan", reverse("training:development-team") + f"?year={year}")
    page.get_by_role("link", name="Tanggapi").click()
    expect(page.locator("h1")).to_contain_text("mengajukan rencana")
    expect(page.get_by_text("Rencana ini adalah bantuan.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
    people.shot("atasan", "tanggapan-atasan")
    page.fill("[name=note]", "Setiap Senin pertama, di ruang saya.")
    press(page, "Setujui")
    expect(page.locator("h1")).to_contain_text("sudah disepakati")
    plan.refresh_from_db()
    assert plan.state == DevelopmentState.AGREED

    # The person reads the answer and finds the indicator where the plan of the year is made.
    page = people.go("pegawai", reverse("training:development-detail", args=[plan.pk]))
    expect(page.get_by_text("Setiap Senin pertama, di ruang saya.").first).to_be_visible()
    page = people.go("pegawai", reverse("appraisal:plan-list"))
    press(page, f"Susun SKP {year}")
    page.get_by_role("link", name="Ambil dari pustaka").click()
    expect(page.get_by_text("Laporan yang selesai tepat waktu")).to_be_visible()
    press(page, "Masukkan ke SKP")
    expect(page.get_by_role("heading", name="Tersusunnya laporan bulanan")).to_be_visible()
    assert plan.indicators.get().taken_at is not None
