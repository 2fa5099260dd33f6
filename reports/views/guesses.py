"""How often an address may guess verification codes: a person mistypes a few times, no more."""

from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

MOST_GUESSES: Final = 30
"""Unknown codes from one address within ``WINDOW``; codes that exist do not count."""

WINDOW: Final = 60
"""Seconds."""


def too_many_guesses(request: HttpRequest) -> HttpResponse | None:
    """The page that asks to wait, or None as long as the address may go on."""
    if int(cache.get(_key(request), 0)) < MOST_GUESSES:
        return None
    response = render(request, "reports/too_many_guesses.html", status=429)
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
