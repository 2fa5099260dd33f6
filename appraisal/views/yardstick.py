"""A supervisor's own yardstick, seen before the chair of a calibration sees it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from appraisal.rules.yardstick import FEWEST_FOR_FLAG
from appraisal.selectors.yardstick import rated_periods, yardsticks
from appraisal.views.signed_in import SignedInRequest
from personnel.enums import Role
from sabang_kinerja.common.access import roles


@require_GET
@roles(Role.SUPERVISOR, Role.AGENCY_HEAD)
def yardstick_detail(request: SignedInRequest) -> HttpResponse:
    """How the reader rates beside comparable supervisors; ``?period=`` chooses, never a person."""
    reader = request.user.employee
    periods = rated_periods(reader) if reader else []
    wanted = request.GET.get("period", "")
    period = next((one for one in periods if str(one.pk) == wanted), None)
    if wanted and period is None:
        raise Http404
    period = period or next(iter(periods), None)
    found = (
        yardsticks(period, timezone.localdate(), [reader.pk]).get(reader.pk)
        if period is not None and reader
        else None
    )
    context = {
        "periods": periods,
        "period": period,
        "yardstick": found,
        "index": found.own if found else None,
        "fewest": FEWEST_FOR_FLAG,
    }
    return render(request, "appraisal/yardstick_detail.html", context)
