"""A calibration meeting: a mark opens a conversation, the supervisor changes one rating."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from appraisal.enums import Rating
from appraisal.models import Evaluation
from tests.factories.appraisal import make_office
from tests.factories.supervisors import make_supervisors, rate_people
from tests.functional.people import People, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOTH = "tim yang lebih baik atau lebih lemah, dan dapat juga berarti tolok ukur yang berbeda"
REASON = "Bukti perilaku dua semester menunjukkan sesuai ekspektasi."


def test_mark_opens_a_conversation_and_only_the_supervisor_changes(people: People):
    office = make_office(timezone.localdate().year - 1)
    kind = rate_people(office, office.supervisor.employee, 10, kind=True)
    for other in make_supervisors(office, 6):
        rate_people(office, other, 10, kind=False)
    talked_about = kind[0]
    before = {row.pk: row.behaviour_rating for row in Evaluation.objects.all()}
    people.arrive("penilai", office.supervisor, width=390)
    people.arrive("kepala", office.head)

    # The supervisor reads the own yardstick before anybody else does.
    own = people.go("penilai", reverse("appraisal:yardstick-detail"))
    expect(own.locator("h1")).to_contain_text("Penilaian Anda berbeda dari unit yang sebanding.")
    expect(own.get_by_text(BOTH)).to_be_visible()
    address = reverse("appraisal:calibration-room", args=[office.period().pk, office.agency.pk])
    room = people.go("kepala", address)
    expect(room.get_by_text(BOTH)).to_have_count(0)

    # The chair begins, sees the second column, and asks about one person.
    press(room, "Mulai kalibrasi")
    panel = room.get_by_role("region", name="Tolok ukur pejabat penilai")
    expect(panel.get_by_text(BOTH)).to_have_count(1)
    expect(panel.get_by_text("Tidak ada nilai yang diubah oleh mesin")).to_be_visible()
    people.shot("kepala", "tolok-ukur")
    panel.get_by_role("link", name=office.supervisor.employee.full_name).click()
    room.locator("#semua").get_by_role(
        "link", name=f"Minta ditinjau {talked_about.plan.employee.name}"
    ).click()
    room.fill("textarea[name=reason]", "Mari bicarakan ukuran perilaku yang dipakai.")
    press(room, "Minta ditinjau")
    assert {row.pk: row.behaviour_rating for row in Evaluation.objects.all()} == before

    # The supervisor changes one rating, says why, and answers.
    team = reverse("appraisal:team", args=[talked_about.period_id])
    drawer = people.go("penilai", f"{team}?selected={talked_about.pk}")
    expect(drawer.get_by_text("Mari bicarakan ukuran perilaku yang dipakai.")).to_be_visible()
    drawer.locator("#laci input[name=behaviour_rating][value=meets]").check()
    drawer.fill("#laci textarea[name=behaviour_reason]", REASON)
    with drawer.expect_navigation():
        drawer.locator("#laci .drawer-foot button[name=then]:visible").click()
    answer = reverse("appraisal:review-answer", args=[talked_about.review_requests.get().pk])
    page = people.go("penilai", answer)
    page.fill("textarea[name=answer]", "Sudah dibicarakan; satu rating diubah.")
    press(page, "Tanggapi")

    after = {row.pk: row.behaviour_rating for row in Evaluation.objects.all()}
    assert after == before | {talked_about.pk: Rating.MEETS}
    room = people.go("kepala", address)
    expect(room.get_by_role("cell", name=REASON)).to_be_visible()
