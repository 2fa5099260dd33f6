"""Pages of letters and jobs at a desk and on a telephone, light and dark: read by everybody."""

import pytest
from django.test import Client
from playwright.sync_api import Browser

from personnel.models import User
from reports.actions.letters import request_agency_letters
from reports.actions.withdrawals import withdraw_letter
from reports.models import Letter
from reports.tasks import print_letters
from tests.factories.appraisal import SERVED, Office, make_office
from tests.factories.reports import final_results
from tests.factories.sessions import sign_in
from tests.functional.accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = (("light", 1280), ("light", 390), ("dark", 390))


def session_of(user: User) -> str:
    return sign_in(Client(), user).cookies["sessionid"].value


def office_with_letters() -> tuple[Office, list[Letter]]:
    """Three letters: one holds, one was withdrawn, one could not be made."""
    office = make_office()
    final_results(office, 3)
    job = request_agency_letters(
        agency=office.agency, period=office.period(), by=office.admin, now=SERVED
    )
    held, withdrawn, failed = job.letters.order_by("sequence")
    Letter.objects.filter(pk=failed.pk).update(attempts=5)
    print_letters(job.pk)
    withdraw_letter(letter=withdrawn, reason="Nama keliru", by=office.admin, now=SERVED)
    return office, [held, withdrawn, failed]


def test_pages_are_accessible_and_fit_the_screen(live_server, chromium: Browser):
    office, (held, withdrawn, failed) = office_with_letters()
    paths = [
        "/jobs/",
        f"/jobs/{held.job.uuid}/",
        "/letters/",
        f"/letters/{held.pk}/",
        f"/letters/{withdrawn.pk}/",
        f"/letters/{failed.pk}/",
        f"/letters/{held.pk}/withdraw/",
        f"/letters/of/{held.evaluation_id}/",
        "/letterheads/",
        f"/letterheads/{office.agency.pk}/",
        "/periksa/?code=ABC",
        f"/v/{held.verification_code}",
        f"/v/{withdrawn.verification_code}",
        "/v/tidak-dikenal",
    ]
    session = {"name": "sessionid", "value": session_of(office.admin), "url": live_server.url}
    wrong = []
    for theme, width in SCREENS:
        with chromium.new_context(viewport={"width": width, "height": 900}) as context:
            context.add_cookies(
                [session, {"name": "theme", "value": theme, "url": live_server.url}]
            )
            page = context.new_page()
            for path in paths:
                page.goto(live_server.url + path)
                wrong += [f"{path}, {theme}, {width}: {breach}" for breach in violations(page)]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wrong.append(f"{path}, {width}: wider than the screen")

    assert not wrong, "\n".join(wrong)
