"""How often a network, and everybody together, may use the survey's pages: kindly, and no more.

A network is counted by an HMAC that nobody can test once the day's salt is gone (statistics B2).
An office or a health centre shares one address, so the limits are wide.
"""

from datetime import datetime
from enum import Enum
from typing import Final

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from feedback.actions.signs import hidden, network_of
from sabang_kinerja.common.counting import count

WINDOW: Final = 60
"""Seconds."""


class Limit(Enum):
    """What is counted: name, most within ``WINDOW`` of one network, most of all together."""

    VISIT = ("visit", 240, 3000)
    ANSWER = ("answer", 60, 600)
    GUESS = ("guess", 30, 600)


def is_over(request: HttpRequest, limit: Limit, now: datetime) -> bool:
    """Count one more, and say whether it was one too many."""
    name, of_network, of_all = limit.value
    network = hidden(network_of(client_address(request)), now=now)
    if count(f"survey-{name}:{network}", WINDOW) > of_network:
        return True
    return count(f"survey-{name}", WINDOW) > of_all


def client_address(request: HttpRequest) -> str:
    """Address of the visitor, as far as the proxies in front are believed."""
    return str(get_adapter().get_client_ip(request) or "")
