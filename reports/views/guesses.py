"""How often an address may guess codes and compare files: a person needs a few times, no more."""

from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sabang_kinerja.common.counting import count

MOST_GUESSES: Final = 30
"""Unknown codes from one address within ``WINDOW``; codes that exist do not count."""

MOST_FILES: Final = 20
"""Files that one address may compare within ``WINDOW``, of ours or not."""

WINDOW: Final = 60
"""Seconds."""


def too_many_guesses(request: HttpRequest) -> HttpResponse | None:
    """The page that asks to wait, or None as long as the address may go on."""
    if int(cache.get(_key(request), 0)) < MOST_GUESSES:
        return None
    return _wait(request)


def too_many_files(request: HttpRequest) -> HttpResponse | None:
    """Count one more compared file; the page that asks to wait once there are too many."""
    address = get_adapter().get_client_ip(request)
    if count(f"verify-files:{address}", WINDOW) <= MOST_FILES:
        return None
    return _wait(request, files=True)


def _wait(request: HttpRequest, *, files: bool = False) -> HttpResponse:
    response = render(request, "reports/too_many_guesses.html", {"files": files}, status=429)
    response["Retry-After"] = str(WINDOW)
    return response


def note_guess(request: HttpRequest) -> None:
    """Count a code that nobody has."""
    key = _key(request)
    cache.add(key, 0, WINDOW)
    try:
        cache.incr(key)
    except ValueError:  # the window ended in between
        cache.set(key, 1, WINDOW)


def _key(request: HttpRequest) -> str:
    return f"verify-guesses:{get_adapter().get_client_ip(request)}"
