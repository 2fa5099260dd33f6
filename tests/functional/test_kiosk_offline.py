"""A tablet at a counter loses its network: three answers, a reload between, each arrives once."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from feedback.actions.kiosks import POOL, register_kiosk, revoke_kiosk
from feedback.actions.sealing import open_sealed
from feedback.models import HeldAnswer, ReceiptToken
from personnel.enums import Role
from personnel.permissions import local_day
from tests.factories.feedback import make_counter, make_service, make_survey, make_survey_period
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.functional.accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HELD = "() => window.kioskStore.counts()"


@pytest.fixture
def officer():
    return make_user()


@pytest.fixture
def made(officer):
    cache.clear()
    day = local_day(timezone.now())
    period = make_survey_period(
        year=day.year, starts=day - timedelta(days=60), ends=day + timedelta(days=60)
    )
    survey = make_survey(make_unit(name="Disdukcapil"), period=period)
    make_grant(officer, Role.SURVEY_OFFICER, agency=survey.unit)
    make_service(survey.unit, name="KTP elektronik")
    make_service(survey.unit, name="Kartu keluarga")
    counter = make_counter(survey.unit, name="Loket 1")
    return register_kiosk(counter=counter, name="Tablet", by=officer, now=timezone.now())


@pytest.fixture
def tablet(chromium: Browser):
    with chromium.new_context(
        viewport={"width": 1280, "height": 800}, has_touch=True, locale="id-ID"
    ) as context:
        yield context


def set_up(context: BrowserContext, address: str, made) -> Page:
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(address + reverse("feedback:kiosk-setup", args=[made.key]))
    assert page.url == f"{address}/kios/"
    expect(page.locator("[data-status]")).to_contain_text(f"Sisa kode: {POOL}")
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    expect(page.get_by_role("heading", name="Bagaimana layanan")).to_be_visible()
    return page


def answer(page: Page, service: str = "KTP elektronik", value: int = 3) -> None:
    page.get_by_role("button", name=service).click()
    for number in range(1, 9):
        expect(page.get_by_text(f"Pertanyaan {number} dari 8")).to_be_visible()
        page.get_by_role("button", name=f"Nilai {value}").click()
    page.get_by_role("button", name="Lanjut", exact=True).click()
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    page.get_by_role("button", name="Mulai dari awal").click()


def held():
    return [open_sealed(bytes(row.sealed)) for row in HeldAnswer.objects.all()]


def test_three_answers_without_a_network_arrive_once(
    tablet: BrowserContext, live_server, made, eventually
):
    page = set_up(tablet, live_server.url, made)
    status = page.locator("[data-status]")

    tablet.set_offline(True)
    page.reload()
    expect(status).to_contain_text("Tanpa jaringan · Menunggu dikirim: 0")
    answer(page, value=4)
    answer(page, "Kartu keluarga", value=3)
    expect(status).to_contain_text("Menunggu dikirim: 2")
    page.reload()
    expect(page.get_by_role("heading", name="Bagaimana layanan")).to_be_visible()
    expect(status).to_contain_text("Tanpa jaringan")
    expect(status).to_contain_text("Menunggu dikirim: 2")
    answer(page, value=2)
    expect(status).to_contain_text("Menunggu dikirim: 3")
    assert not HeldAnswer.objects.exists()

    tablet.set_offline(False)
    expect(status).to_contain_text("Menunggu dikirim: 0")

    # The cost of a free service is 4 without being asked.
    assert sorted(one["ratings"][0] for one in held()) == [2, 3, 4]
    assert {one["day"] for one in held()} == {local_day(timezone.now()).isoformat()}
    assert ReceiptToken.objects.filter(used=True).count() == 3
    page.reload()
    expect(status).to_contain_text("Menunggu dikirim: 0")
    assert HeldAnswer.objects.count() == 3


def test_answer_whose_receipt_was_lost_is_sent_again_and_counts_once(
    tablet: BrowserContext, live_server, made
):
    page = set_up(tablet, live_server.url, made)
    lost = []

    def lose_the_first(route: Route) -> None:
        if lost:
            return route.fallback()
        lost.append(route.fetch())
        return route.abort("connectionreset")

    tablet.route("**/kios/answers/", lose_the_first)
    with page.expect_event("requestfailed"):
        answer(page)
    expect(page.locator("[data-status]")).to_contain_text("Menunggu dikirim: 1")
    assert lost[0].status == 200
    page.reload()

    expect(page.locator("[data-status]")).to_contain_text("Menunggu dikirim: 0")
    assert HeldAnswer.objects.count() == 1


@pytest.mark.parametrize("wrong", [-10, 10])
def test_clock_that_is_ten_days_off_moves_no_answer(
    tablet: BrowserContext, live_server, made, wrong
):
    """The tablet believes another day; answered three days ago by that clock, sent now."""
    now = timezone.now()
    tablet.clock.install(time=now + timedelta(days=wrong))
    page = set_up(tablet, live_server.url, made)
    ReceiptToken.objects.update(issued_on=local_day(now) - timedelta(days=30))

    tablet.set_offline(True)
    answer(page)
    tablet.clock.set_system_time(now + timedelta(days=wrong + 3))
    tablet.set_offline(False)

    expect(page.locator("[data-status]")).to_contain_text("Menunggu dikirim: 0")
    (kept,) = held()
    assert kept["day"] == (local_day(now) - timedelta(days=3)).isoformat()


def test_tablet_says_when_its_codes_run_out(tablet: BrowserContext, live_server, made):
    page = set_up(tablet, live_server.url, made)
    tablet.set_offline(True)
    page.evaluate(
        """async (many) => {
          for (let n = 0; n < many; n += 1) {
            await window.kioskStore.keep({ service: "x", fields: {}, seconds: 60, givenAt: 0 });
          }
        }""",
        POOL - 1,
    )
    answer(page)

    expect(page.get_by_role("heading", name="sedang tidak dapat menerima")).to_be_visible()
    expect(page.locator("[data-status]")).to_contain_text("Sisa kode: 0")
    expect(page.locator("[data-status]")).to_contain_text("hubungkan tablet ini ke jaringan")

    tablet.set_offline(False)
    expect(page.get_by_role("heading", name="Bagaimana layanan")).to_be_visible()
    refused = f"Tidak dapat diterima: {POOL - 1}"
    expect(page.locator("[data-status]")).to_contain_text(refused, timeout=60_000)
    assert HeldAnswer.objects.count() == 1


def test_full_tablet_says_so_and_keeps_the_answer_on_the_screen(
    tablet: BrowserContext, live_server, made, tmp_path
):
    page = set_up(tablet, live_server.url, made)
    tablet.set_offline(True)
    page.get_by_role("button", name="KTP elektronik").click()
    for _number in range(8):
        page.get_by_role("button", name="Nilai 3").click()
    page.get_by_role("button", name="Lanjut", exact=True).click()
    page.get_by_role("textbox").fill("Antrean tertib.")
    expect(page.locator(".note")).to_be_hidden()
    page.evaluate(
        """() => {
            const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (...given) {
                // What a browser does whose disk is full: it takes the whole step back.
                if (this.name === "answers") return void this.transaction.abort();
                return put.apply(this, given);
            };
            window.makeRoom = () => { IDBObjectStore.prototype.put = put; };
        }"""
    )
    page.get_by_role("button", name="Kirim", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("penyimpanannya mungkin penuh")
    expect(page.get_by_role("textbox")).to_have_value("Antrean tertib.")
    assert page.evaluate(HELD)["waiting"] == 0
    page.screenshot(path=tmp_path / "full.png")

    page.evaluate("window.makeRoom()")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    assert page.evaluate(HELD)["waiting"] == 1


def test_who_walks_away_leaves_nothing(tablet: BrowserContext, live_server, made):
    tablet.clock.install()
    page = set_up(tablet, live_server.url, made)
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="KTP elektronik").click()
    expect(page.get_by_text("Question 1 of 8")).to_be_visible()
    page.get_by_role("button", name="Nilai 2").click()

    tablet.clock.run_for(62_000)
    expect(page.get_by_role("dialog")).to_contain_text("Are you still here?")
    page.get_by_role("button", name="Go on answering").click()
    expect(page.get_by_text("Question 2 of 8")).to_be_visible()
    tablet.clock.run_for(80_000)

    expect(page.get_by_role("heading", name="Bagaimana layanan")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.evaluate(HELD)["waiting"] == 0
    assert not HeldAnswer.objects.exists()


def test_revoked_tablet_asks_nobody(tablet: BrowserContext, live_server, made, officer):
    page = set_up(tablet, live_server.url, made)
    revoke_kiosk(kiosk=made.kiosk, by=officer, now=timezone.now())

    page.reload()

    expect(page.get_by_role("heading", name="belum disiapkan, atau sudah dicabut")).to_be_visible()


@pytest.mark.parametrize("size", [(1280, 800), (768, 1024)])
def test_screens_fit_and_are_accessible(tablet: BrowserContext, live_server, made, size, tmp_path):
    page = set_up(tablet, live_server.url, made)
    page.set_viewport_size({"width": size[0], "height": size[1]})

    def look(name: str) -> None:
        page.screenshot(path=tmp_path / f"{name}.png")
        assert not violations(page), name
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), name

    look("start")
    page.get_by_role("button", name="KTP elektronik").click()
    look("question")
    for _number in range(8):
        page.get_by_role("button", name="Nilai 3").click()
    look("profile")
    page.get_by_role("button", name="Lanjut", exact=True).click()
    look("comment")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    look("thanks")
