"""Pages for what went wrong, each with the next step."""

import logging
import secrets
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

logger: Final = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """Name the fault as ours, with a code that finds the line in the log.

    The page needs neither database nor session, because one of them may be what failed.
    """
    code = secrets.token_hex(4)
    view = request.resolver_match.view_name if request.resolver_match else ""
    logger.error("Error page shown with code %s for view %s", code, view)
    response = render(None, "500.html", {"code": code}, status=500)
    add_never_cache_headers(response)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose session ended meanwhile: calm, with the way back; nothing was changed."""
    back = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = ""
    response = render(request, "403_csrf.html", {"back": back}, status=403)
    add_never_cache_headers(response)
    return response
