"""The calibration room: periods, agencies of a period, one agency's ratings on one screen."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from appraisal import permissions
from appraisal.documents import CALIBRATION_HEADINGS, CALIBRATION_WIDTHS, calibration_rows
from appraisal.enums import CalibrationState, Rating
from appraisal.forms.calibration import CalibrationFilter, DeviationForm, FinishForm
from appraisal.models import Calibration, Evaluation
from appraisal.selectors.calibration import (
    Room,
    SupervisorRow,
    agency_calibrations,
    calibration_room,
)
from appraisal.selectors.calibration_steps import finish_problems
from appraisal.selectors.explanation import short_rating
from appraisal.selectors.patterns import deviation_reason
from appraisal.selectors.peer_column import peer_column
from appraisal.selectors.rating_changes import rating_changes
from appraisal.selectors.yardstick import Yardstick, yardsticks
from appraisal.views.signed_in import SignedInRequest
from personnel.models import Period, Unit, User
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.pages import ActionButton
from sabang_kinerja.common.verdicts import Verdict

READERS = gettext_lazy(
    "Kepala dan pengelola kinerja perangkat daerah; BKPSDM, pimpinan kota, auditor untuk semua"
)
PAGE_SIZE = 25
NEAR_SHOWN = 8


@require_GET
@object_rule(READERS)
def calibration_current(request: SignedInRequest) -> HttpResponse:
    """Lead to the latest period with ratings of the agencies that the reader may see."""
    agencies = permissions.calibrated_agencies(request.user, timezone.now())
    rated = Evaluation.objects.filter(
        period=OuterRef("pk"), plan__assignment__post__unit__agency__in=agencies
    ).exclude(behaviour_rating="")
    latest = Period.objects.filter(Exists(rated)).order_by("-ends", "-starts").first()
    if latest is None:
        return render(request, "appraisal/calibration_none.html")
    return redirect("appraisal:calibration-list", period_pk=latest.pk)


@require_GET
@object_rule(READERS)
def calibration_list(request: SignedInRequest, period_pk: int) -> HttpResponse:
    """Agencies of a period; somebody with one agency comes straight to it."""
    period = get_object_or_404(Period.objects.select_related("year"), pk=period_pk)
    agencies = list(permissions.calibrated_agencies(request.user, timezone.now()))
    if not agencies:
        raise Http404
    if len(agencies) == 1:
        return redirect("appraisal:calibration-room", period_pk=period.pk, agency_pk=agencies[0].pk)
    rows = agency_calibrations(agencies, period)
    finished = sum(
        row.calibration is not None and row.calibration.state == CalibrationState.FINISHED
        for row in rows
    )
    context = {"period": period, "periods": _periods(period), "rows": rows, "finished": finished}
    return render(request, "appraisal/calibration_list.html", context)


def _periods(period: Period) -> list[Period]:
    rows = Period.objects.filter(year=period.year_id, organisation_predicates__isnull=False)
    return list(rows.select_related("year").distinct().order_by("ends", "-starts"))


def visible_room(
    request: SignedInRequest, period_pk: int, agency_pk: int, now: datetime
) -> tuple[Unit, Period]:
    """Agency and period of an address, or 404."""
    period = get_object_or_404(Period.objects.select_related("year"), pk=period_pk)
    agency = get_object_or_404(
        permissions.calibrated_agencies(request.user, now).select_related("parent"), pk=agency_pk
    )
    return agency, period


def read_room(user: User, agency: Unit, period: Period, now: datetime) -> Room:
    """The room as a reader sees it."""
    regulation = regulation_on(timezone.localtime(now).date())
    return calibration_room(agency, period, user.employee_id, regulation)


@require_GET
@object_rule(READERS)
def calibration_room_page(request: SignedInRequest, period_pk: int, agency_pk: int) -> HttpResponse:
    """One agency's ratings: pattern, people near a line, supervisors, changes, everybody."""
    agency, period = visible_room(request, period_pk, agency_pk, timezone.now())
    return render(request, "appraisal/calibration_room.html", room_context(request, agency, period))


def room_context(
    request: SignedInRequest, agency: Unit, period: Period, **more: Any
) -> dict[str, Any]:
    """Everything on the page; ``more`` are forms that were refused, as they were typed."""
    now = timezone.now()
    user = request.user
    room = read_room(user, agency, period, now)
    calibration = permissions.calibration_of(agency, period)
    reason = deviation_reason(agency, period)
    problems = finish_problems(room)
    found = CalibrationFilter(request.GET, room=room)
    page = Paginator(found.people(), PAGE_SIZE).get_page(request.GET.get("page"))
    may_read = permissions.can_read_yardsticks(user, agency, calibration, now)
    context: dict[str, Any] = {
        "room": room,
        "agency": agency,
        "period": period,
        "periods": _periods(period),
        "calibration": calibration,
        "near": room.near[:NEAR_SHOWN],
        "near_count": len(room.near),
        "filter": found,
        "page": page,
        "is_filtered": any(found.cleaned_data.values()),
        "reason": reason,
        "can_write": permissions.can_write_deviation(user, agency, calibration, now),
        "deviation_form": DeviationForm(row=reason),
        "problems": problems,
        "open_button": _open_button(user, agency, period, calibration, now),
        "can_finish": _can_finish(user, calibration, now),
        "finish_form": FinishForm(initial={"row_version": calibration.row_version})
        if calibration
        else None,
        "can_reopen": bool(calibration)
        and permissions.can_reopen_calibration(user, calibration, now),  # type: ignore[arg-type]
        "changes": rating_changes(agency, period, calibration.opened_at) if calibration else [],
        "short": {level: short_rating(level) for level in Rating.values},
        "may_ask": _may_ask(user, room, calibration, now),
        "can_read_yardsticks": may_read,
        "yardsticks": _yardsticks(room, now) if may_read else [],
        "peers": peer_column(room, user.employee_id) if may_read else [],
    }
    return context | more


def _yardsticks(room: Room, now: datetime) -> list[tuple[SupervisorRow, Yardstick]]:
    """Supervisors of the room with their yardstick, those to talk with first."""
    wanted = [row.supervisor.pk for row in room.supervisors if row.supervisor]
    found = yardsticks(room.period, timezone.localtime(now).date(), wanted)
    rows = [
        (row, found[row.supervisor.pk])
        for row in room.supervisors
        if row.supervisor and row.supervisor.pk in found
    ]
    return sorted(rows, key=lambda pair: not pair[1].is_flagged)


def _open_button(
    user: User, agency: Unit, period: Period, calibration: Calibration | None, now: datetime
) -> ActionButton | None:
    if calibration is not None:
        return None
    verdict = permissions.can_open_calibration(user, agency, calibration, now)
    url = reverse("appraisal:calibration-open", args=[period.pk, agency.pk])
    return ActionButton(_("Mulai kalibrasi"), url, verdict) if verdict else None


def _can_finish(user: User, calibration: Calibration | None, now: datetime) -> Verdict | None:
    if calibration is None or calibration.state == CalibrationState.FINISHED:
        return None
    return permissions.can_finish_calibration(user, calibration, now)


def _may_ask(
    user: User, room: Room, calibration: Calibration | None, now: datetime
) -> dict[int, bool]:
    """Evaluation → whether the reader may ask for a review of it now."""
    return {
        one.evaluation.pk: bool(
            one.open_review is None
            and one.row.is_rated
            and permissions.can_ask_review(user, one.evaluation, calibration, now)
        )
        for one in room.people
    }


@require_GET
@object_rule(READERS)
def calibration_export(
    request: SignedInRequest, period_pk: int, agency_pk: int, kind: str
) -> HttpResponse:
    """Everybody whom the filter leaves, as a spreadsheet. ``kind``: "csv" or "xlsx"."""
    now = timezone.now()
    agency, period = visible_room(request, period_pk, agency_pk, now)
    found = CalibrationFilter(request.GET, room=read_room(request.user, agency, period, now))
    return spreadsheet(
        kind,
        f"kalibrasi-{agency.pk}-{period.pk}",
        _("Kalibrasi"),
        CALIBRATION_HEADINGS,
        calibration_rows(found.people()),
        CALIBRATION_WIDTHS,
    )
