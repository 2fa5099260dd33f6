"""What a tablet at a counter asks for: its page, its content, codes, and to be rid of answers.

The key stands in an address only until it is opened; from there on it is in a cookie that no
script reads and that is sent to these addresses only. No log has a line for them.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta
from functools import wraps
from math import isfinite
from typing import Any, Final, Protocol

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from feedback.actions.answers import CodeRefused, Refusal
from feedback.actions.kiosk_answers import answer_at_kiosk, open_kiosk_code
from feedback.actions.kiosks import kiosk_of, refill, set_up
from feedback.forms.answering import AnswerForm
from feedback.models import Kiosk, Service
from feedback.rules.languages import INDONESIAN
from feedback.views.kiosk_content import kiosk_content, kiosk_words
from personnel.permissions import local_day
from sabang_kinerja.common.access import keyed, public
from sabang_kinerja.common.counting import count
from sabang_kinerja.common.problems import Problem, problem_response

COOKIE: Final = "kios"
FILES: Final = (
    "source-sans-3-variable/index.css",
    "source-serif-4/latin-600.css",
    "bootstrap/css/bootstrap.min.css",
    "css/tokens.css",
    "css/base.css",
    "css/shell.css",
    "css/marks.css",
    "css/forms.css",
    "css/survey.css",
    "css/kiosk.css",
    "img/mark.svg",
    "js/kiosk-store.js",
    "js/kiosk.js",
)
"""What the page needs; the worker keeps it."""

_COOKIE_SECONDS: Final = 400 * 24 * 3600
_LONGEST: Final = 3650 * 24 * 3600
_PER_MINUTE: Final = 240
_WINDOW: Final = 60
_OF_TABLET: Final = gettext_lazy("Tablet yang terdaftar di loket")


class _KioskView(Protocol):
    def __call__(self, request: HttpRequest, kiosk: Kiosk) -> HttpResponse: ...


def _of_kiosk(view: _KioskView) -> Any:
    """Only for a registered tablet, which may ask often: it has a whole day to send at once."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        kiosk = kiosk_of(request.COOKIES.get(COOKIE, ""))
        if kiosk is None:
            said = _("Tablet ini belum disiapkan, atau sudah dicabut.")
            return problem_response(Problem(401, "unknown-kiosk", said))
        if count(f"kiosk:{kiosk.pk}", _WINDOW) > _PER_MINUTE:
            said = _("Mohon tunggu sebentar.")
            wait = {"Retry-After": str(_WINDOW)}
            return problem_response(Problem(429, "too-many-requests", said, headers=wait))
        response = view(request, kiosk)
        add_never_cache_headers(response)
        return response

    return answered


@require_GET
@public
def kiosk_page(request: HttpRequest) -> HttpResponse:
    """The tablet's page: the same for all, and without any data, so that it can be kept."""
    response = render(request, "feedback/kiosk.html", {"words": kiosk_words(INDONESIAN)})
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_GET
@public
def kiosk_setup(request: HttpRequest, key: str) -> HttpResponse:
    """Open the address of a tablet once: the key goes into a cookie, the address is worth nothing.

    The browser is led on, so that the address does not stay in its history.
    """
    own = set_up(key, now=timezone.now())
    if own is None and kiosk_of(request.COOKIES.get(COOKIE, "")) is None:
        return render(request, "feedback/kiosk_refused.html", status=410)
    response = redirect("feedback:kiosk-page")
    response["Referrer-Policy"] = "no-referrer"
    add_never_cache_headers(response)
    if own is not None:
        response.set_cookie(
            COOKIE,
            own,
            max_age=_COOKIE_SECONDS,
            path="/kios/",
            secure=request.is_secure(),
            httponly=True,
            samesite="Strict",
        )
    return response


@require_GET
@public
def kiosk_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the page for when there is no network; its version is its files'."""
    files = [static(name) for name in FILES]
    response = render(
        request,
        "feedback/kiosk_worker.js",
        {"content": mark_safe(json.dumps({"files": files, "version": _version(files)}))},  # noqa: S308  our own names of files
        content_type="text/javascript",
    )
    response["Cache-Control"] = "no-cache"
    return response


@require_GET
@public
def kiosk_manifest(_request: HttpRequest) -> HttpResponse:
    """Lets a tablet show the page as an application of its own, without the browser's bars."""
    home = reverse("feedback:kiosk-page")
    about = {
        "name": _("Survei Kepuasan Masyarakat"),
        "short_name": _("Kios survei"),
        "start_url": home,
        "scope": home,
        "display": "fullscreen",
        "background_color": "#f6f5f0",
        "theme_color": "#0b2a35",
        "icons": [{"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(about, content_type="application/manifest+json")


@require_GET
@keyed(_OF_TABLET)
@_of_kiosk
def kiosk_data(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """Services, questions and words for the screens."""
    return JsonResponse(kiosk_content(kiosk, local_day(timezone.now())))


@require_POST
@csrf_exempt
@keyed(_OF_TABLET)
@_of_kiosk
def kiosk_codes(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """Fill the tablet's pool of codes; it says how many it has."""
    have = _number(request.POST.get("have", ""), most=10**6)
    return JsonResponse({"codes": refill(kiosk=kiosk, have=int(have), now=timezone.now())})


@require_POST
@csrf_exempt
@keyed(_OF_TABLET)
@_of_kiosk
def kiosk_answers(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """Take one answer. Taken, or here already: the tablet may forget it (200)."""
    now, code = timezone.now(), request.POST.get("kode", "")
    age = timedelta(seconds=_number(request.POST.get("umur", ""), most=_LONGEST))
    seconds = _number(request.POST.get("detik", ""), most=_LONGEST)
    rows = Service.objects.within(kiosk.counter.unit).select_related("unit")
    service = rows.filter(code=request.POST.get("layanan", "")).first()
    if service is None:
        return _refused("unknown-service")
    try:
        opened, _day = open_kiosk_code(kiosk=kiosk, code=code, service=service, age=age, now=now)
        form = AnswerForm(request.POST, survey=opened.survey, service=service, language=INDONESIAN)
        if not form.is_valid():
            return _refused("invalid")
        answer_at_kiosk(
            kiosk=kiosk,
            code=code,
            service=service,
            answer=form.given(),
            seconds=seconds,
            age=age,
            now=now,
        )
    except CodeRefused as refused:
        if refused.refusal is not Refusal.USED:
            return _refused(refused.refusal)
    return JsonResponse({"taken": True})


def _refused(kind: str) -> HttpResponse:
    return problem_response(Problem(422, kind, _("Jawaban ini tidak dapat diterima.")))


def _number(text: str, *, most: float) -> float:
    """A number that the tablet sent, 0 to ``most``; 0 for what is none."""
    try:
        value = float(text)
    except ValueError:
        return 0
    return min(max(value, 0), most) if isfinite(value) else 0


def _version(files: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(files).encode()).hexdigest()[:12]
