"""Results of the citizens' survey for everybody, without an account."""

from functools import wraps
from typing import Final

from csp.decorators import csp_replace
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from feedback.documents.open_data import (
    DICTIONARY,
    LICENCE,
    LICENCE_URL,
    file_stem,
    open_csv,
    open_data,
)
from feedback.models import SurveyPeriod
from feedback.selectors.public_city import city_rows, published_periods, running_surveys
from feedback.selectors.public_unit import PublicUnit, read_unit
from personnel.models import Unit
from sabang_kinerja.common.access import View, public
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.spreadsheets import CSV_TYPE

PAGE_SIZE: Final = 50


def for_everybody(view: View) -> View:
    """Let pages of other origins read the answer: it holds nothing that is not published."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = "GET, HEAD"
        return response

    return answered


@require_safe
@public
def ikm_list(request: HttpRequest) -> HttpResponse:
    """All units with a closed survey of a period: groups that can be told apart, no ranks."""
    periods = published_periods()
    period = _chosen(request, periods)
    text = request.GET.get("q", "").strip()[:80]
    rows = city_rows(period) if period else []
    found = [row for row in rows if text.lower() in row.unit.name.lower()]
    context = {
        "periods": periods,
        "period": period,
        "text": text,
        "groups": len({row.group for row in rows if row.group}),
        "all": len(rows),
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "running": running_surveys(None).count(),
    }
    return render_page(request, "feedback/ikm_list.html", context, "feedback/_ikm_rows.html")


@require_safe
@public
def ikm_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: what citizens say, how far it can be trusted, what will be done."""
    page = _page(request, pk)
    context = {
        "page": page,
        "unit": page.unit,
        "profile": page.figures.profile(public=True) if page.figures else (),
        "card": request.build_absolute_uri(reverse("feedback:ikm-card", args=[page.unit.pk])),
    }
    return render(request, "feedback/ikm_detail.html", context)


@require_safe
@public
@for_everybody
def ikm_data(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same as open data; ``kind`` is "json" or "csv"."""
    page = _page(request, pk)
    source = request.build_absolute_uri(_address(page, "feedback:ikm-detail"))
    data = open_data(page, source)
    if kind == "json":
        return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    if kind != "csv":
        raise Http404
    response = HttpResponse(open_csv(data), content_type=CSV_TYPE)
    stem = file_stem(page.unit.name, page.result.survey.closes_on) if page.result else "ikm"
    response["Content-Disposition"] = f'attachment; filename="{stem}.csv"'
    return response


@require_safe
@public
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # typed for no arguments
def ikm_card(request: HttpRequest, pk: int) -> HttpResponse:
    """A small card that any site may embed."""
    page = _page(request, pk)
    link = request.build_absolute_uri(_address(page, "feedback:ikm-detail"))
    return render(
        request, "feedback/ikm_card.html", {"page": page, "unit": page.unit, "link": link}
    )


@require_safe
@public
def ikm_dictionary(request: HttpRequest) -> HttpResponse:
    """What each field of the open data means, its licence and addresses."""
    context = {"fields": DICTIONARY, "licence": LICENCE, "licence_url": LICENCE_URL}
    return render(request, "feedback/ikm_dictionary.html", context)


def _page(request: HttpRequest, pk: int) -> PublicUnit:
    unit = get_object_or_404(Unit, pk=pk)
    asked = request.GET.get("period", "")
    period = SurveyPeriod.objects.filter(pk=asked).first() if asked.isdecimal() else None
    return read_unit(unit, period)


def _chosen(request: HttpRequest, periods: list[SurveyPeriod]) -> SurveyPeriod | None:
    asked = request.GET.get("period", "")
    return next((one for one in periods if str(one.pk) == asked), periods[0] if periods else None)


def _address(page: PublicUnit, name: str) -> str:
    url = reverse(name, args=[page.unit.pk])
    return f"{url}?period={page.period.pk}" if page.period else url
