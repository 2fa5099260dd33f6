"""Staff of the tourism agency learn to develop a destination and to measure it, and take the
measure they learnt into their plan."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from appraisal.enums import PlanState
from appraisal.models import Plan
from personnel.enums import Role
from sabang_kinerja.library import load_training_catalogue
from tests.factories.appraisal import make_office
from tests.factories.personnel import make_user
from tests.functional.accessibility import violations
from tests.functional.people import People, press
from training.models import Enrolment, Training, TrainingSession

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office():
    cache.clear()
    made = make_office(timezone.localdate().year)
    made.agency.name = "Dinas Pariwisata"
    made.agency.save()
    load_training_catalogue()
    return made


def test_a_measure_that_was_learnt_becomes_a_target(people: People, office) -> None:
    today = timezone.localdate()
    training = Training.objects.get(code="P06")
    people.arrive("officer", make_user(Role.TRAINING_OFFICER))
    people.arrive("staff", office.employee, width=390)
    people.arrive("superior", office.supervisor)

    page = people.go("officer", reverse("training:training-detail", args=[training.pk]))
    expect(page.get_by_text(training.measure, exact=True)).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Rencanakan jadwal").click()
    for label, text in (
        ("Mulai", f"{today:%d-%m-%Y}"), ("Selesai", f"{today:%d-%m-%Y}"),
        ("Pendaftaran sampai", f"{today:%d-%m-%Y}"), ("Tempat atau tautan", "Pantai Iboih"),
        ("Penyelenggara", "Dinas Pariwisata"), ("Jumlah tempat", "20"),
    ):  # fmt: skip
        page.get_by_label(label, exact=True).fill(text)
    press(page, "Simpan")
    press(page, "Buka pendaftaran")
    session = TrainingSession.objects.get()

    page = people.go("staff", reverse("training:session-detail", args=[session.pk]))
    assert violations(page) == []
    page.get_by_label("Alasan mengikuti").fill("Iboih belum pernah diukur")
    press(page, "Daftar")
    expect(page.get_by_text("Permintaan Anda menunggu persetujuan atasan.")).to_be_visible()

    page = people.go("superior", reverse("training:team"))
    expect(page.get_by_text("Iboih belum pernah diukur")).to_be_visible()
    assert violations(page) == []
    press(page, "Setujui")
    expect(page.get_by_text("Disetujui; pegawai sudah terdaftar.")).to_be_visible()

    page = people.go("officer", reverse("training:session-hold", args=[session.pk]))
    press(page, "Simpan kehadiran")
    assert Enrolment.objects.get().state == "completed"

    page = people.go("staff", reverse("training:record-list"))
    expect(page.get_by_text("32 JP, kewajiban 20 JP terpenuhi")).to_be_visible()
    people.shot("staff", "training-own")
    page = people.go("staff", reverse("appraisal:plan-list"))
    press(page, f"Susun SKP {office.year}")
    plan = Plan.objects.get(employee=office.employee.employee, state=PlanState.DRAFT)
    page = people.go("staff", reverse("appraisal:plan-library", args=[plan.pk]))
    assert violations(page) == []
    people.shot("staff", "training-to-plan")
    press(page, "Masukkan ke SKP")

    result = plan.results.get()
    assert result.text == training.result
    indicator = result.indicators.get()
    assert (indicator.text, indicator.target) == (training.measure, "8 destinasi")
    expect(page.get_by_text(training.measure).first).to_be_visible()
    # Taken twice, it stands once.
    page = people.go("staff", reverse("appraisal:plan-library", args=[plan.pk]))
    press(page, "Masukkan ke SKP")
    assert plan.results.count() == 1
