"""A burst of answers waits in quarantine until two reviewers from outside the unit release it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from feedback.actions.closing import close_survey
from feedback.enums import Channel, Standing
from feedback.models import CitizenSurvey, Response
from feedback.rules.abuse import Effect, Flag, Sign
from feedback.rules.flags import flag_bits
from personnel.enums import Role
from tests.factories.feedback import make_response, make_survey
from tests.factories.personnel import make_user
from tests.factories.sessions import give_totp
from tests.functional.people import People, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = datetime(2027, 1, 4, 2, tzinfo=UTC)
BURST = flag_bits([Flag(Sign.DEVICE_BURST, Effect.QUARANTINE), Flag(Sign.SPEED)])
REASON = "Dua belas warga mengisi bergantian pada tablet yang sama saat pelayanan keliling."


@pytest.fixture
def survey() -> CitizenSurvey:
    """Forty answers of three over twenty days, and twelve of four within an hour; closed."""
    made = make_survey()
    Response.objects.bulk_create(
        Response(
            survey=made,
            channel=Channel.RECEIPT,
            ratings=[3] * 9,
            day=date(2026, 9, 1) + timedelta(days=at % 20),
        )
        for at in range(40)
    )
    for _at in range(12):
        make_response(
            made,
            day=date(2026, 9, 5),
            ratings=[4] * 9,
            flags=BURST,
            standing=Standing.QUARANTINED,
        )
    close_survey(survey_id=made.pk, by=make_user(Role.SURVEY_OFFICER), now=NOW)
    return made


def test_two_reviewers_release_a_burst_and_the_figure_follows(people: People, survey):
    for name in ("first", "second"):
        reviewer = make_user(Role.QUALITY_REVIEWER)
        give_totp(reviewer)
        people.arrive(name, reviewer)
    result = reverse("feedback:survey-result", args=[survey.pk])
    expect(people.go("first", result).locator(".bigfig")).to_have_text("75,00")

    page = people.go("first", reverse("feedback:quarantine-list"))
    page.get_by_role("link", name=survey.unit.name).click()
    expect(page.locator("main")).to_contain_text("Bila dilepas, indeks menjadi 80,77")
    people.shot("first", "group")
    page.get_by_role("link", name="Usulkan keputusan").click()
    page.get_by_label("Wajar: lepas dari karantina").check()
    press(page, "Usulkan")
    expect(page.locator(".invalid-feedback").first).to_be_visible()
    expect(page.get_by_label("Wajar: lepas dari karantina")).to_be_checked()
    page.get_by_label("Alasan").fill(REASON)
    press(page, "Usulkan")
    expect(page.locator("main")).to_contain_text(REASON)
    expect(page.get_by_role("button", name="Setujui")).to_be_disabled()
    expect(page.locator("main")).to_contain_text("Orang kedua harus orang lain.")
    expect(people.go("first", result).locator(".bigfig")).to_have_text("75,00")

    page = people.go("second", reverse("feedback:quarantine-detail", args=[survey.pk]))
    press(page, "Setujui")
    expect(page.locator("main")).to_contain_text("dihitung ulang")
    people.shot("second", "released")
    page = people.go("second", result)
    expect(page.locator(".bigfig")).to_have_text("80,77")
    page = people.go("second", reverse("feedback:quarantine-detail", args=[survey.pk]))
    expect(page.locator("main")).to_contain_text("Tidak ada jawaban yang menunggu tinjauan.")
    expect(page.locator("main")).to_contain_text(REASON)
