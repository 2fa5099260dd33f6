"""Figures that the city has published: the public page and files, and their publication."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from feedback.documents.open_data import LICENCE, LICENCE_URL
from feedback.views.public import for_everybody
from personnel.enums import Role
from personnel.models import Period
from personnel.views.asking import asked
from reports import permissions
from reports.actions.open_figures import publish_figures, withdraw_figures
from reports.documents.open_figures import (
    DICTIONARY,
    as_open_csv,
    as_open_data,
    column_labels,
    figure_rows,
)
from reports.forms import WithdrawalForm
from reports.models import OpenFigures
from reports.rules.disclosure import LEAST, STANDS_ALONE
from reports.selectors.open_figures import publishable_periods
from sabang_kinerja.common.access import public, roles, roles_held
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, render_page
from sabang_kinerja.common.spreadsheets import CSV_TYPE

PAGE_SIZE = 10
PUBLISHERS = (Role.BKPSDM_ADMIN, Role.AUDITOR)


@require_safe
@public
def openfigures_list(request: HttpRequest) -> HttpResponse:
    """Predicates of civil servants by agency, one published period at a time."""
    published = list(OpenFigures.objects.standing().select_related("period__year"))
    chosen = request.GET.get("period", "")
    figures = next(
        (one for one in published if str(one.period_id) == chosen),
        published[0] if published else None,
    )
    labels = column_labels(figures.content) if figures else []
    rows = figure_rows(figures.content) if figures else []
    context = {
        "published": published,
        "figures": figures,
        "columns": labels,
        "rows": [(row, list(zip(labels, row.counts, strict=True))) for row in rows],
        "may_manage": not roles_held(request).roles.isdisjoint(PUBLISHERS),
    }
    return render(request, "reports/openfigures_list.html", context)


@require_safe
@public
def openfigures_dictionary(request: HttpRequest) -> HttpResponse:
    """What each field means, how few people are protected, and the licence."""
    context = {
        "fields": DICTIONARY,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "least": LEAST,
        "stands_alone": STANDS_ALONE,
    }
    return render(request, "reports/openfigures_dictionary.html", context)


@require_safe
@public
@for_everybody
def openfigures_data(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same for machines; ``kind`` is "json" or "csv". Withdrawn figures are gone (410)."""
    figures = get_object_or_404(OpenFigures.objects.select_related("period__year"), pk=pk)
    if kind not in ("json", "csv"):
        raise Http404
    if figures.withdrawn_at:
        return HttpResponse(
            _("Data periode ini sudah dicabut."), status=410, content_type="text/plain"
        )
    if kind == "json":
        data = as_open_data(
            figures.content,
            source=request.build_absolute_uri(_page_of(figures)),
            published_at=figures.published_at.isoformat(),
        )
        return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response = HttpResponse(as_open_csv(figures.content), content_type=CSV_TYPE)
    period = figures.period
    name = f"predikat-{period.year}-{period.kind}-{period.sequence}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@roles(*PUBLISHERS)
def openfigures_manage(request: HttpRequest) -> HttpResponse:
    """What is published, and which periods could be."""
    who = asked(request)
    page = Paginator(publishable_periods(who.day), PAGE_SIZE).get_page(request.GET.get("page"))
    periods = [
        (
            period,
            ActionButton(
                _("Terbitkan"),
                reverse("reports:openfigures-publish", args=[period.pk]),
                permissions.can_publish(who.user, period, who.now),
                confirm=_(
                    "Terbitkan data %(period)s? Setelah terbit, isinya tidak berubah lagi, juga "
                    "bila kemudian ada hasil yang diubah."
                )
                % {"period": period},
                variant="outline-primary",
            ),
        )
        for period in page.object_list
    ]
    published = [
        (figures, permissions.can_withdraw_figures(who.user, figures, who.now))
        for figures in OpenFigures.objects.select_related("period__year", "published_by")
    ]
    context = {"page": page, "periods": periods, "published": published}
    return render_page(request, "reports/openfigures_manage.html", context)


@require_POST
@roles(Role.BKPSDM_ADMIN)
def openfigures_publish(request: HttpRequest, period_pk: int) -> HttpResponse:
    """Publish a period for everybody."""
    who = asked(request)
    period = get_object_or_404(Period, pk=period_pk)
    try:
        figures = publish_figures(period=period, by=who.user, now=who.now)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("reports:openfigures-manage")
    messages.success(request, _("Data %(period)s sudah terbit.") % {"period": figures.period})
    return redirect(_page_of(figures))


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def openfigures_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw published figures, with a reason that stays on record."""
    who = asked(request)
    figures = get_object_or_404(OpenFigures.objects.select_related("period__year"), pk=pk)
    verdict = permissions.can_withdraw_figures(who.user, figures, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect("reports:openfigures-manage")
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            withdraw_figures(
                figures=figures, reason=form.cleaned_data["reason"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Data %(period)s sudah dicabut.") % {"period": figures.period}
            )
            return redirect("reports:openfigures-manage")
    context = {"figures": figures, "form": form}
    status = 422 if form.is_bound else 200
    return render_page(request, "reports/openfigures_withdraw.html", context, status=status)


def _page_of(figures: OpenFigures) -> str:
    return f"{reverse('reports:openfigures-list')}?period={figures.period_id}"
