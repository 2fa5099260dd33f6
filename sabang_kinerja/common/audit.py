"""Who acts: written beside every row of history by the database."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

_READING = {"GET", "HEAD", "OPTIONS", "TRACE"}


class AuditMiddleware:
    """Put the acting account into the history of every row that a request writes.

    Only the account's number is kept: no address, no URL, no name.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Wrap a writing request in a history context."""
        if request.method in _READING:
            return self.get_response(request)
        with pghistory.context(user=request.user.pk):
            return self.get_response(request)
