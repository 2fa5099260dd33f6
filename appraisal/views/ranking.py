"""The order of people for the Tim Penilai Kinerja."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from appraisal import permissions
from appraisal.selectors.annual_results import not_final
from appraisal.selectors.ranking import (
    HEADINGS,
    WIDTHS,
    RankedRow,
    order_words,
    ranking,
    ranking_lines,
)
from appraisal.views.periods import WATCHERS
from appraisal.views.scope import Chosen, chosen, matches, table_file
from appraisal.views.signed_in import SignedInRequest
from personnel.enums import PostLevel, Role
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.pages import render_page

PAGE_SIZE = 50
READERS = (*WATCHERS, Role.AGENCY_HEAD)


def _ranked(request: SignedInRequest) -> tuple[Chosen, str, list[RankedRow]]:
    scope = chosen(request, permissions.ranked_agencies(request.user, timezone.now()))
    level = request.GET.get("level", "")
    if level and level not in PostLevel.values:
        raise Http404
    return scope, level, ranking(scope.year, scope.agencies, level)


@require_GET
@roles(*READERS)
def ranking_list(request: SignedInRequest) -> HttpResponse:
    """People of an agency or level in order; ``?all=1`` on one page, for printing."""
    scope, level, rows = _ranked(request)
    everything = request.GET.get("all") == "1"
    wanted = request.GET.get("q", "").strip()
    people = ((row, row.evaluation.plan.employee) for row in rows)
    shown = [row for row, one in people if matches(wanted, name=one.full_name, nip=one.nip)]
    page = Paginator(shown, max(1, len(rows)) if everything else PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    query = scope.query + (f"&level={level}" if level else "")
    context = {
        "scope": scope,
        "wanted": wanted,
        "level": level,
        "level_label": PostLevel(level).label if level else "",
        "levels": PostLevel.choices,
        "page": page,
        "total": len(rows),
        "order": order_words(),
        "not_final": not_final(scope.year, scope.agencies),
        "files": [
            (name, reverse("appraisal:ranking-export", args=[kind]) + query)
            for name, kind in (("Excel", "xlsx"), ("CSV", "csv"))
        ],
        "print_url": f"{request.path}{query}&all=1",
        "everything": everything,
    }
    return render_page(
        request, "appraisal/ranking_list.html", context, "appraisal/_ranking_rows.html"
    )


@require_GET
@roles(*READERS)
def ranking_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """The whole order as a spreadsheet, with the tie-breaks below it."""
    scope, _level, rows = _ranked(request)
    return table_file(
        kind,
        f"pemeringkatan-{scope.year}",
        _("Pemeringkatan"),
        HEADINGS,
        ranking_lines(rows),
        WIDTHS,
        [order_words(), _("Untuk Tim Penilai Kinerja.")],
    )
