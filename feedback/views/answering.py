"""The citizen's pages: a code opens the questionnaire, its answer is taken, somebody is thanked.

No session, no cookie, no name. The code stands in the address only where a QR code must carry it;
from there on it travels inside the form, and no log has a line for these pages.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Final

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from feedback.actions.answers import (
    CodeRefused,
    Opened,
    Refusal,
    answer_openly,
    answer_with_code,
    open_code,
)
from feedback.actions.signs import STAFF_COOKIE, Circumstances
from feedback.forms.answering import AnswerForm
from feedback.rules.codes import group_code, normalise_code
from feedback.rules.languages import ACEHNESE, INDONESIAN, NAMES, languages_on_offer
from feedback.selectors.asking import running_survey, services_asked_about
from feedback.views.limits import WINDOW, Limit, client_address, is_over
from feedback.views.wording import REFUSALS, page_words
from personnel.permissions import local_day
from sabang_kinerja.common.access import public

View = Callable[..., HttpResponse]

HONEYPOT: Final = "situs"
_RESENT: Final = frozenset({"csrfmiddlewaretoken"})
_STATUS: Final = {Refusal.MISTYPED: 422, Refusal.UNKNOWN: 404}
_GONE: Final = 410
_MOST_FIELDS: Final = 60


def _unseen(view: View) -> View:
    """Keep the page out of caches, search engines and the addresses of pages that follow."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = _language(request)
        with translation.override(INDONESIAN if language == ACEHNESE else language):
            response = _too_often(request, Limit.VISIT) or view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return answered


@require_http_methods(["GET", "POST"])
@csrf_exempt
@public
@_unseen
def answer_door(request: HttpRequest) -> HttpResponse:
    """Type the code of a receipt, or go on to the open channel."""
    if request.method == "POST":
        return _questionnaire_of(request, request.POST.get("kode", ""))
    return _page(request, "answer_door.html", {})


@require_GET
@public
@_unseen
def answer_code(request: HttpRequest, code: str) -> HttpResponse:
    """Where a QR code leads: the questionnaire of the code's service."""
    return _questionnaire_of(request, code)


@require_POST
@csrf_exempt
@public
@_unseen
def answer_send(request: HttpRequest) -> HttpResponse:
    """Take the answer that came with a code."""
    if wait := _too_often(request, Limit.ANSWER):
        return wait
    now, code = timezone.now(), request.POST.get("kode", "")
    try:
        opened = open_code(code, now=now)
    except CodeRefused as refused:
        return _refused(request, refused.refusal, code)
    form = _form(request, opened)
    if not _is_sent(request) or not form.is_valid():
        return _asked(request, form, opened, _bare(code))
    if not request.POST.get(HONEYPOT):
        how = _circumstances(request, _bare(code), now)
        try:
            answer_with_code(code=code, answer=form.given(), how=how, now=now)
        except CodeRefused as refused:  # somebody was faster, or the survey closed meanwhile
            return _refused(request, refused.refusal, code)
    return _thanked(request)


@require_GET
@public
@_unseen
def answer_services(request: HttpRequest) -> HttpResponse:
    """The open channel: choose a service about which a survey runs."""
    services = services_asked_about(local_day(timezone.now()))
    rows = list(services.order_by("unit__agency__name", "name", "pk"))
    return _page(request, "answer_services.html", {"services": rows})


@require_http_methods(["GET", "POST"])
@csrf_exempt
@public
@_unseen
def answer_open(request: HttpRequest, slug: str) -> HttpResponse:
    """The questionnaire without a code; its answers are shown apart and never enter the index."""
    now = timezone.now()
    service = get_object_or_404(services_asked_about(local_day(now)), code=slug)
    survey = running_survey(service, local_day(now))
    if survey is None:
        return _refused(request, Refusal.CLOSED, "")
    opened = Opened(survey, service, None)
    form = _form(request, opened)
    if request.method == "GET":
        return _asked(request, form, opened, slug)
    if wait := _too_often(request, Limit.ANSWER):
        return wait
    if not _is_sent(request) or not form.is_valid():
        return _asked(request, form, opened, slug)
    if not request.POST.get(HONEYPOT):
        how = _circumstances(request, slug, now)
        answer_openly(service=service, answer=form.given(), how=how, now=now)
    return _thanked(request)


@require_GET
@public
@_unseen
def answer_thanks(request: HttpRequest) -> HttpResponse:
    """The end; going back from here sends nothing again."""
    return _page(request, "answer_thanks.html", {})


def _questionnaire_of(request: HttpRequest, code: str) -> HttpResponse:
    try:
        opened = open_code(code, now=timezone.now())
    except CodeRefused as refused:
        return _refused(request, refused.refusal, code)
    form = AnswerForm(
        survey=opened.survey, service=opened.service, language=_language_of(request, opened)
    )
    return _asked(request, form, opened, _bare(code))


def _form(request: HttpRequest, opened: Opened) -> AnswerForm:
    """Bound when it was sent; when only language or type size was changed, filled and unchecked."""
    data = request.POST if request.method == "POST" else None
    return AnswerForm(
        data if _is_sent(request) else None,
        initial={} if data is None else data.dict(),
        survey=opened.survey,
        service=opened.service,
        language=_language_of(request, opened),
    )


def _asked(request: HttpRequest, form: AnswerForm, opened: Opened, subject: str) -> HttpResponse:
    """The page with the questions; ``subject`` is the bare code, or the service's address."""
    by_code = bool(normalise_code(subject))
    context = {
        "form": form,
        "service": opened.service,
        "unit": opened.service.unit,
        "counter": opened.counter,
        "code": subject if by_code else "",
        "target": reverse("feedback:answer-send") if by_code else request.path,
        "start": request.POST.get("mulai") or signing.TimestampSigner(salt="survey").sign(subject),
        "honeypot": HONEYPOT,
        "languages": _choice_of_languages(opened),
    }
    status = 422 if form.is_bound else 200
    return _page(
        request, "answer_form.html", context, status=status, language=_language_of(request, opened)
    )


def _page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    language: str = "",
) -> HttpResponse:
    language = language or _language(request)
    context = {
        "languages": [(code, NAMES[code]) for code in languages_on_offer(acehnese_checked=False)],
        **context,
        "language": language,
        "words": page_words(language),
        "large": _typed(request).get("besar") == "1",
    }
    return render(request, f"feedback/{template}", context, status=status)


def _refused(request: HttpRequest, refusal: Refusal, code: str) -> HttpResponse:
    if refusal in (Refusal.MISTYPED, Refusal.UNKNOWN) and (
        wait := _too_often(request, Limit.GUESS)
    ):
        return wait
    said, lead = REFUSALS[refusal]
    context = {
        "refusal": refusal.value,
        "said": said,
        "lead": lead,
        "typed": group_code(_bare(code)) or code[:40],
        "again": refusal in (Refusal.MISTYPED, Refusal.UNKNOWN),
    }
    return _page(request, "answer_refused.html", context, status=_STATUS.get(refusal, _GONE))


def _too_often(request: HttpRequest, limit: Limit) -> HttpResponse | None:
    """The page that asks to wait a minute, with all that was typed ready to be sent again."""
    if not is_over(request, limit, timezone.now()):
        return None
    kept = [pair for pair in request.POST.items() if pair[0] not in _RESENT][:_MOST_FIELDS]
    context = {"kept": kept, "seconds": WINDOW, "target": request.path}
    response = _page(request, "answer_wait.html", context, status=429)
    response["Retry-After"] = str(WINDOW)
    return response


def _thanked(request: HttpRequest) -> HttpResponse:
    response = redirect(f"{reverse('feedback:answer-thanks')}?bahasa={_language(request)}")
    response.status_code = 303
    return response


def _circumstances(request: HttpRequest, subject: str, now: datetime) -> Circumstances:
    return Circumstances(
        seconds=_seconds(request.POST.get("mulai", ""), subject, now),
        address=client_address(request),
        agent=request.headers.get("User-Agent", ""),
        signed_in=STAFF_COOKIE in request.COOKIES,
    )


def _seconds(start: str, subject: str, now: datetime) -> float | None:
    """Time since the server showed this page; None when its word is missing or of another page."""
    signer = signing.TimestampSigner(salt="survey")
    try:
        if signer.unsign(start) != subject:
            return None
    except signing.BadSignature:
        return None
    began = signing.b62_decode(start.rsplit(":", 2)[1])
    return max(0.0, now.timestamp() - began)


def _is_sent(request: HttpRequest) -> bool:
    """Whether the form came to be taken, not only to be shown in another language or size."""
    return request.method == "POST" and "kirim" in request.POST


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else request.GET


def _language(request: HttpRequest) -> str:
    """The chosen language; else that of the reader's cookie, else Indonesian."""
    chosen = _typed(request).get("bahasa", "")
    if chosen in NAMES:
        return str(chosen)
    current = translation.get_language() or INDONESIAN
    return current if current in NAMES else INDONESIAN


def _language_of(request: HttpRequest, opened: Opened) -> str:
    language = _language(request)
    on_offer = [code for code, _name in _choice_of_languages(opened)]
    return language if language in on_offer else INDONESIAN


def _choice_of_languages(opened: Opened) -> list[tuple[str, str]]:
    checked = opened.survey.questionnaire.acehnese_checked_at is not None
    return [(code, NAMES[code]) for code in languages_on_offer(acehnese_checked=checked)]


def _bare(code: str) -> str:
    return normalise_code(code)
