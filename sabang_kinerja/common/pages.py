"""Pages and fragments, refusals as messages, steps as buttons."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from sabang_kinerja.common.errors import DomainError, Incomplete
from sabang_kinerja.common.verdicts import Verdict

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or only ``fragment`` when htmx asks for it; one address serves both."""
    htmx = getattr(request, "htmx", None)
    partial = fragment if fragment and htmx and not htmx.boosted else template
    response = render(request, partial, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


@contextmanager
def domain_errors_as_messages(request: HttpRequest) -> Iterator[None]:
    """Turn the refusal of an action into a message; the rest of the block is skipped."""
    try:
        yield
    except Incomplete as error:
        messages.error(request, " ".join([str(error), *error.problems]))
    except DomainError as error:
        messages.error(request, str(error))


@dataclass(frozen=True, slots=True)
class ActionButton:
    """One step as a button: open when the verdict allows it, locked with its reason when not.

    ``method`` "post" sends a form, "get" is a link to a page that asks for more. ``variant`` is
    Bootstrap's ("primary" for the page's main act). ``confirm`` is the question asked before.
    ``version`` is the ``row_version`` that the page shows: a step on what changed since is refused.
    """

    label: "StrOrPromise"
    url: str
    verdict: Verdict
    method: str = "post"
    variant: str = "primary"
    confirm: "StrOrPromise" = ""
    version: int | None = None
