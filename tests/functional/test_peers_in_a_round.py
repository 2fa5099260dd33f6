"""A 360 round in five windows: planned, names chosen and approved, answered on a telephone, read,
spoken about, answered."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from feedback.actions.rater_forms import stored
from feedback.enums import RaterGroup
from feedback.jobs import take_round_steps
from feedback.models import FeedbackRound, RaterForm, Reviewee
from sabang_kinerja.celery import app as celery_app
from tests.factories.rounds import Agency, answer_all, make_agency
from tests.factories.sessions import give_totp
from tests.functional.accessibility import violations
from tests.functional.people import People, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAID = "Selalu menyiapkan bahan sebelum rapat."
VALUES = ("service", "accountable", "competent", "harmonious", "loyal", "adaptive",
          "collaborative")  # fmt: skip


@pytest.fixture
def office(broker_url) -> Agency:
    cache.clear()
    celery_app.conf.broker_url = broker_url.replace("unix://", "redis+socket://")
    made = make_agency(7, 6)
    give_totp(made.admin)
    return made


def test_a_round_from_its_plan_to_the_answer(people: People, office: Agency) -> None:
    user, leader = office.people[0], office.leaders[0]
    people.arrive("bkpsdm", office.admin)
    people.arrive("leader", leader)
    people.arrive("person", user)
    round_ = _plan(people, office)
    _choose_names(people, round_, office)
    colleague = _answer_on_a_telephone(people, round_, office)
    _read_and_answer(people, round_, office)
    # Whoever answered sees nothing of the report.
    review = Reviewee.objects.get(round=round_, employee=user.employee)
    page = people.pages[colleague]
    page.goto(f"{people.address}/peers/reports/{review.pk}/")
    assert SAID not in page.content()


def _plan(people: People, office: Agency) -> FeedbackRound:
    page = people.go("bkpsdm", "/rounds/create/")
    page.get_by_label("Nama putaran").fill("Putaran 360 uji")
    page.get_by_label(office.agency.name).check()
    press(page, "Simpan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Putaran 360 uji")
    assert violations(page) == []
    _step(page, "Mulai pengusulan")
    expect(page.get_by_text("Pengusulan", exact=True)).to_be_visible()
    return FeedbackRound.objects.get()


def _step(page: Page, label: str) -> None:
    page.get_by_role("link", name=label).click()
    press(page, label)
    expect(page.get_by_text("Langkah sedang dikerjakan di latar belakang.")).to_be_visible()
    assert take_round_steps() == 1
    page.reload()


def _choose_names(people: People, round_: FeedbackRound, office: Agency) -> None:
    review = Reviewee.objects.get(round=round_, employee=office.people[0].employee)
    page = people.go("person", f"/peers/{review.pk}/")
    assert violations(page) == []
    struck = review.nominations.filter(group=RaterGroup.PEER).first()
    press(page, f"Coret {struck.rater.name}")
    expect(page.get_by_text(re.compile("mencoret 1 nama"))).to_be_visible()
    page = people.go("leader", f"/peers/{review.pk}/")
    assert violations(page) == []
    press(page, "Setujui daftar")
    expect(page.get_by_text("Daftar sudah disetujui.")).to_be_visible()
    page = people.go("bkpsdm", f"/rounds/{round_.pk}/")
    _step(page, "Mulai persetujuan")
    _step(page, "Mulai pengisian")


def _answer_on_a_telephone(people: People, round_: FeedbackRound, office: Agency) -> str:
    """One colleague of the person answers at 390 pixels; the others meanwhile, too."""
    form = RaterForm.objects.filter(
        nomination__reviewee__round=round_,
        nomination__reviewee__employee=office.people[0].employee,
        nomination__group=RaterGroup.PEER,
        nomination__rater__in=list(office.by_employee),
    ).first()
    rater = office.user(form.nomination.rater_id)
    people.arrive("colleague", rater, width=390)
    page = people.go("colleague", f"/peers/forms/{form.pk}/")
    assert violations(page) == []
    for value in VALUES[:-1]:
        page.locator(f"input[name='{value}-0'][value='3']").check()
    page.get_by_label("Lanjutkan: apa yang sudah baik?").fill(SAID)
    page.get_by_label(re.compile("Boleh ditampilkan")).first.check()
    expect(page.get_by_text(re.compile("Disimpan otomatis"))).to_be_visible()
    press(page, "Kirim")
    expect(page.get_by_text("Pilih satu jawaban.")).to_be_visible()
    expect(page.get_by_label("Lanjutkan: apa yang sudah baik?")).to_have_value(SAID)
    page.locator("input[name='collaborative-0'][value='0']").check()
    press(page, "Kirim")
    expect(page.get_by_text("Apakah tulisan ini dapat menunjukkan siapa Anda?")).to_be_visible()
    people.shot("colleague", "preview")
    press(page, "Kirim")
    expect(page.get_by_text(re.compile("^Terkirim"))).to_be_visible()
    form.refresh_from_db()
    kept = stored(form)
    assert kept is not None and list(kept.ratings) == [3] * 6 + [0] and kept.keep == SAID
    answer_all(round_, office, text="Tetap sabar melayani.")
    return "colleague"


def _read_and_answer(people: People, round_: FeedbackRound, office: Agency) -> None:
    review = Reviewee.objects.get(round=round_, employee=office.people[0].employee)
    page = people.go("bkpsdm", f"/rounds/{round_.pk}/")
    _step(page, "Tutup pengisian")
    _step(page, "Rilis laporan")
    page = people.go("person", f"/peers/reports/{review.pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("belum terbuka")
    page = people.go("leader", f"/peers/reports/{review.pk}/")
    expect(page.get_by_text(SAID)).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Catat dialog").click()
    page.get_by_label("Pokok pembicaraan").fill("Membahas pembagian tugas.")
    press(page, "Simpan")
    page = people.go("person", f"/peers/reports/{review.pk}/")
    expect(page.get_by_text(SAID)).to_be_visible()
    people.shot("person", "report")
    page.get_by_role("link", name="Tulis tanggapan").click()
    page.get_by_label("Tanggapan Anda").fill("Terima kasih; saya akan berbagi lebih awal.")
    press(page, "Simpan")
    page = people.go("leader", f"/peers/reports/{review.pk}/")
    expect(page.get_by_text("saya akan berbagi lebih awal")).to_be_visible()
