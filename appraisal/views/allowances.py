"""The allowance recap of a month: figures for finance, with their reasons."""

from datetime import date, datetime, timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from appraisal import permissions
from appraisal.regulation import (
    ALLOWANCE_BASE,
    ALLOWANCE_CUT,
    ALLOWANCE_OF_PREDICATE,
    ALLOWANCE_PERIOD,
    ALLOWANCE_WEIGHT,
)
from appraisal.rules.allowance import AllowanceFactors
from appraisal.selectors.allowances import (
    HEADINGS,
    WIDTHS,
    Recap,
    allowance_factors,
    allowance_recap,
    formula_words,
    recap_lines,
)
from appraisal.views.periods import WATCHERS
from appraisal.views.scope import table_file
from appraisal.views.signed_in import SignedInRequest
from personnel.models import Unit
from personnel.rules.dates import MONTHS
from personnel.rules.regulation import Certainty, setting_of
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.pages import render_page

PAGE_SIZE = 50
KEYS = (
    *(ALLOWANCE_WEIGHT, ALLOWANCE_OF_PREDICATE, ALLOWANCE_CUT),
    *(ALLOWANCE_BASE, ALLOWANCE_PERIOD),
)


def month_words(month: date) -> str:
    """As in running text: "Oktober 2026"."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def _month(request: SignedInRequest, today: date) -> date:
    """The month asked for, else the one before this."""
    wanted = request.GET.get("month", "")
    if not wanted:
        return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    try:
        return datetime.strptime(wanted, "%Y-%m").date()  # noqa: DTZ007  a month has no zone
    except ValueError:
        raise Http404 from None


def _recap(request: SignedInRequest) -> tuple[list[Unit], Unit, Recap, AllowanceFactors, list[str]]:
    now = timezone.now()
    readable = list(permissions.reported_agencies(request.user, now).active().order_by("name"))
    wanted = request.GET.get("agency") or (str(readable[0].pk) if readable else "")
    agency = next((one for one in readable if str(one.pk) == wanted), None)
    if agency is None:
        raise Http404
    month = _month(request, timezone.localtime(now).date())
    regulation = regulation_on(month)
    unsure = [
        str(setting_of(key).label)
        for key in KEYS
        if key not in regulation.decided and setting_of(key).certainty != Certainty.SOURCE
    ]
    recap = allowance_recap(month, agency, regulation)
    return readable, agency, recap, allowance_factors(regulation), unsure


@require_GET
@roles(*WATCHERS)
def allowance_list(request: SignedInRequest) -> HttpResponse:
    """One agency in one month; every row explains its amount."""
    readable, agency, recap, factors, unsure = _recap(request)
    page = Paginator(recap.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    query = f"?month={recap.month:%Y-%m}&agency={agency.pk}"
    context = {
        "readable": readable,
        "agency": agency,
        "recap": recap,
        "month_words": month_words(recap.month),
        "unsure": unsure,
        "page": page,
        "rows": [(row, formula_words(row, factors)) for row in page],
        "can_manage": permissions.can_manage_follow_up(request.user, timezone.now()),
        "files": [
            (name, reverse("appraisal:allowance-export", args=[kind]) + query)
            for name, kind in (("Excel", "xlsx"), ("CSV", "csv"))
        ],
    }
    return render_page(
        request, "appraisal/allowance_list.html", context, "appraisal/_allowance_rows.html"
    )


@require_GET
@roles(*WATCHERS)
def allowance_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """The recap as a spreadsheet, amounts as numbers."""
    _readable, agency, recap, factors, unsure = _recap(request)
    notes = [
        _("%(agency)s, %(month)s. Rekap saja; pembayaran dilakukan di bagian keuangan.")
        % {"agency": agency, "month": month_words(recap.month)}
    ]
    if unsure:
        notes.append(_("Belum ditetapkan kota: %(labels)s.") % {"labels": "; ".join(unsure)})
    return table_file(
        kind,
        f"rekap-tpp-{recap.month:%Y-%m}",
        _("Rekap TPP"),
        HEADINGS,
        recap_lines(recap, factors),
        WIDTHS,
        notes,
    )
