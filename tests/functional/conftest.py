"""A real browser for the journeys."""

import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from sabang_kinerja.celery import app as celery_app
from tests.functional.people import People

_TROUBLES: list[str] = []


def _watch(context: BrowserContext) -> None:
    """Note script errors and breaches of the content policy; raising here would end the driver."""
    context.on("weberror", lambda error: _TROUBLES.append(str(error.error)))
    context.on(
        "console",
        lambda line: (
            _TROUBLES.append(line.text) if "Content Security Policy" in line.text else None
        ),
    )


@pytest.fixture(autouse=True)
def sound_scripts(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a journey on whose pages a script failed, and close the windows it left open."""
    _TROUBLES.clear()
    yield
    if "chromium" in request.fixturenames:
        for context in request.getfixturevalue("chromium").contexts:
            context.close()
    assert _TROUBLES == []


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One browser for all journeys. The database is asked from the thread that drives it."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        browser.on("context", _watch)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def desk(chromium: Browser) -> Iterator[BrowserContext]:
    """A visitor at a desk."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}, locale="id-ID") as context:
        yield context


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A visitor with a telephone."""
    with chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="id-ID"
    ) as context:
        yield context


@pytest.fixture
def people(chromium: Browser, live_server, broker_url, settings, tmp_path) -> People:
    """Nobody yet; whoever takes part arrives. Pictures go to ``tmp_path / "shots"``."""
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "files"
    celery_app.conf.broker_url = broker_url.replace("unix://", "redis+socket://")
    shots = tmp_path / "shots"
    shots.mkdir()
    return People(chromium, live_server.url, shots)
