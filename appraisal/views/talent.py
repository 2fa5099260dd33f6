"""The nine boxes, for leadership, BKPSDM and auditors."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from appraisal import permissions
from appraisal.selectors.talent import TalentGrid, talent_grid
from appraisal.views.periods import WATCHERS
from appraisal.views.scope import Chosen, chosen
from appraisal.views.signed_in import SignedInRequest
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.access import roles

PAGE_SIZE = 50


def _grid(request: SignedInRequest) -> tuple[Chosen, TalentGrid]:
    now = timezone.now()
    scope = chosen(request, permissions.reported_agencies(request.user, now))
    regulation = regulation_on(timezone.localtime(now).date())
    return scope, talent_grid(scope.year, scope.agencies, regulation)


@require_GET
@roles(*WATCHERS)
def talent_list(request: SignedInRequest) -> HttpResponse:
    """How many people are in which box, and what is recommended."""
    scope, grid = _grid(request)
    context = {
        "scope": scope,
        "grid": grid,
        "boxes": sorted(grid.boxes.values(), key=lambda box: -box.number),
        "can_manage": permissions.can_manage_follow_up(request.user, timezone.now()),
    }
    return render(request, "appraisal/talent_list.html", context)


@require_GET
@roles(*WATCHERS)
def talent_detail(request: SignedInRequest, number: int) -> HttpResponse:
    """Who is in one box."""
    scope, grid = _grid(request)
    if number not in grid.boxes:
        raise Http404
    box = grid.boxes[number]
    context = {
        "scope": scope,
        "box": box,
        "page": Paginator(box.people, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "appraisal/talent_detail.html", context)
