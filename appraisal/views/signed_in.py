"""The request that every page behind the sign-in receives."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from personnel.models import User


class SignedInRequest(HttpRequest):
    """Never anonymous: the sign-in middleware has sent everybody else away."""

    user: User
    htmx: HtmxDetails


def wants_fragment(request: SignedInRequest) -> bool:
    """Whether htmx asks for a part of the page and not for the page."""
    return bool(request.htmx) and not request.htmx.boosted
