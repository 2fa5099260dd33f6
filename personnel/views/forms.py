"""Two pages that many steps share: a form, and a question before a step that weighs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from personnel.forms.fields import PersonnelForm
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.verdicts import Verdict

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

UNPROCESSABLE = 422


def form_page(
    request: HttpRequest,
    form: PersonnelForm,
    *,
    title: "StrOrPromise",
    button: "StrOrPromise",
    back: str,
    template: str = "personnel/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form; with what was typed and what is wrong when it was sent (422)."""
    context |= {"form": form, "title": title, "button": button, "back": back}
    status = UNPROCESSABLE if form.is_bound else 200
    return render_page(request, template, context, status=status)


def confirmed_step(
    request: HttpRequest,
    *,
    title: "StrOrPromise",
    consequences: list["StrOrPromise"],
    button: "StrOrPromise",
    verdict: Verdict,
    back: str,
    step: Callable[[], object],
    done: "StrOrPromise",
    then: str | None = None,
    template: str = "personnel/confirm.html",
    **context: Any,
) -> HttpResponse:
    """Ask (GET), then take the step (POST) and say so.

    A step that is refused, also because somebody else was faster, is told on the page to which
    the person returns; ``then`` is where a taken step leads.
    """
    if request.method == "POST":
        try:
            step()
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(back)
        messages.success(request, done)
        return redirect(then or back)
    context |= {
        "title": title,
        "consequences": consequences,
        "button": button,
        "verdict": verdict,
        "back": back,
    }
    return render_page(request, template, context)
