"""People at their browsers: each signs in through the page and goes on from there."""

from pathlib import Path
from re import Pattern

from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.factories.personnel import PASSWORD
from tests.factories.sessions import totp_code


class People:
    """One browser window a person, each signed in through the page."""

    def __init__(self, browser: Browser, address: str, shots: Path) -> None:
        self.browser = browser
        self.address = address
        self.shots = shots
        self.pages: dict[str, Page] = {}

    def arrive(self, name: str, user, *, width: int = 1280) -> Page:
        """Sign in; whoever has a second factor enters its code."""
        page = self.browser.new_context(
            viewport={"width": width, "height": 900}, locale="id-ID"
        ).new_page()
        page.set_default_timeout(15_000)
        page.goto(self.address + reverse("account_login"))
        page.fill("input[name=login]", user.username)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        if user.authenticator_set.exists():
            page.fill("input[name=code]", totp_code())
            page.press("input[name=code]", "Enter")
        expect(page.locator("nav[aria-label='Menu utama']")).to_be_attached()
        self.pages[name] = page
        return page

    def go(self, name: str, path: str) -> Page:
        """Open a page; what is wider than the window fails the journey."""
        page = self.pages[name]
        page.goto(self.address + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= page.viewport_size["width"], path
        return page

    def shot(self, name: str, what: str) -> None:
        """Keep a picture of the page; its caret stays, because hiding it leaves styles behind."""
        self.pages[name].screenshot(
            path=self.shots / f"{what}.png", full_page=True, caret="initial"
        )


def press(page: Page, label: str | Pattern[str]) -> None:
    """Press a button, confirm where the page asks, and wait for the next page."""
    button = page.get_by_role("button", name=label, exact=True).first
    asks = button.evaluate("b => Boolean(b.dataset.confirm || b.form?.dataset.confirm)")
    if asks:
        button.click()
        button = page.locator("#confirm").get_by_role("button", name=label, exact=True)
    with page.expect_navigation():
        button.click()
