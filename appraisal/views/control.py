"""The control room: what is owed and done, agencies behind first, people behind, reminders."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import permissions
from appraisal.actions import reminding as actions
from appraisal.selectors.control import Progress, Step, Tally, progress_of
from appraisal.selectors.control_people import Behind, Behinds, behind_in
from appraisal.selectors.plans import current_year
from personnel.enums import Role
from personnel.models import Employee, Notice, PerformanceYear, Reminder, Unit
from personnel.selectors.problems import find_problems
from personnel.views.asking import Asked, asked
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from sabang_kinerja.common.verdicts import Verdict

WATCHERS = (
    Role.BKPSDM_ADMIN,
    Role.PERFORMANCE_MANAGER,
    Role.AGENCY_HEAD,
    Role.CITY_LEADERSHIP,
    Role.AUDITOR,
)
PAGE_SIZE = 50
REMINDERS_SHOWN = 5
STEPS_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Room:
    """What every page here reads: who asks, the year's progress, the step chosen."""

    who: Asked
    progress: Progress
    step: Step

    @property
    def year(self) -> PerformanceYear:
        """The year that is watched."""
        return self.progress.year


def _room(request: HttpRequest) -> Room | None:
    """Read the year of ``?year=`` and the step of ``?step=``; ``None`` before the first year."""
    who = asked(request)
    wanted = request.GET.get("year", "")
    year = None
    if wanted.isdecimal():
        year = PerformanceYear.objects.without_rehearsal().filter(year=int(wanted[:4])).first()
    year = year or current_year()
    if year is None:
        return None
    progress = progress_of(year, who.day, permissions.watched_agencies(who.user, who.now))
    step = progress.step(request.GET.get("step", "")) or progress.pressing()
    return Room(who, progress, step)


@require_GET
@roles(*WATCHERS)
def control(request: HttpRequest) -> HttpResponse:
    """Agencies in the step that presses most, or in the one chosen; all steps beside it."""
    room = _room(request)
    if room is None:
        return render_page(request, "appraisal/control_none.html", {})
    who, step, progress = room.who, room.step, room.progress
    text = " ".join(request.GET.get("q", "").split())
    only_late = request.GET.get("late") == "1"
    lines = [
        line
        for line in progress.lines(step)
        if text.lower() in line.agency.name.lower() and (line.count.late or not only_late)
    ]
    context = _shared(room) | {
        "lines": [(line, _can_remind(room, line.agency)) for line in lines],
        "headline": _headline(room),
        "steps": [(row, progress.total(row)) for row in progress.steps],
        "near": _near(progress),
        "text": text,
        "only_late": only_late,
        "remind_all": _can_remind(room, None),
        "reminders": _reminders(room),
        "years": PerformanceYear.objects.without_rehearsal().order_by("-year"),
        "problems": _problems(who),
    }
    return render_page(request, "appraisal/control.html", context)


def _shared(room: Room) -> dict[str, Any]:
    return {
        "year": room.year,
        "today": room.who.day,
        "step": room.step,
        "total": room.progress.total(room.step),
        "address": f"year={room.year.year}&step={room.step.key}",
    }


def _near(progress: Progress) -> list[tuple[Step, Tally]]:
    """Steps in which people are late, and the next ones whose day comes."""
    counted = [(step, progress.total(step)) for step in progress.steps]
    late = [(step, count) for step, count in counted if count.late]
    coming = [
        (step, count)
        for step, count in counted
        if count.missing and step.due and step.due >= progress.day
    ]
    return [*late, *sorted(coming, key=lambda row: row[0].due or progress.day)[:STEPS_AHEAD]]


def _can_remind(room: Room, agency: Unit | None) -> Verdict:
    return permissions.can_remind(room.who.user, room.year, agency, room.who.now)


def _headline(room: Room) -> str:
    """The true sentence that opens the page."""
    total = room.progress.total(room.step)
    if total.late:
        late = sum(bool(line.count.late) for line in room.progress.lines(room.step))
        return ngettext(
            "%(n)s lewat batas, di %(agencies)s perangkat daerah.",
            "%(n)s lewat batas, di %(agencies)s perangkat daerah.",
            total.late,
        ) % {"n": total.late, "agencies": late}
    if not total.owed:
        return _("Langkah ini belum dimulai.")
    if not total.missing:
        return _("Semua sudah selesai pada langkah ini.")
    return _("Tidak ada yang lewat batas. %(n)s belum selesai.") % {"n": total.missing}


def _reminders(room: Room) -> list[tuple[Reminder, str]]:
    """The latest reminders that the reader may know of, each with its step in words."""
    rows = Reminder.objects.filter(year=room.year).select_related("agency", "by__employee")
    watched = permissions.watched_agencies(room.who.user, room.who.now)
    if watched is not None:
        rows = rows.filter(agency__in=watched)
    labels = {step.key: step.label for step in room.progress.steps}
    return [(row, labels.get(row.step, row.step)) for row in rows[:REMINDERS_SHOWN]]


def _problems(who: Asked) -> int | None:
    """How much in the organisation chart is to be mended, for those who mend it."""
    if permissions.watched_agencies(who.user, who.now) is not None:
        return None
    return find_problems(Employee.objects.all(), Unit.objects.all(), who.day).total


@require_GET
@roles(*WATCHERS)
def control_agency(request: HttpRequest, pk: int) -> HttpResponse:
    """People of one agency who are behind in a step, and whose turn it is."""
    room = _room_or_404(request)
    agency = _watched(room, pk)
    text = " ".join(request.GET.get("q", "").split())
    behind = behind_in(room.step, room.year, [agency.pk], room.who.day)
    rows = [row for row in behind.rows if text.lower() in row.name.lower()]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = _shared(room) | {
        "agency": agency,
        "count": room.progress.of(room.step, agency.pk),
        "page": page,
        "rows": [(row, behind.turn_of(row)) for row in page.object_list],
        "text": text,
        "verdict": _can_remind(room, agency),
        "steps": [(row, room.progress.of(row, agency.pk)) for row in room.progress.steps],
    }
    return render_page(request, "appraisal/control_agency.html", context)


def _room_or_404(request: HttpRequest) -> Room:
    room = _room(request)
    if room is None:
        raise Http404
    return room


def _watched(room: Room, pk: int) -> Unit:
    agency = room.progress.agencies.get(pk)
    if agency is None:
        raise Http404
    return agency


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN, Role.PERFORMANCE_MANAGER, Role.AGENCY_HEAD)
def control_remind(request: HttpRequest) -> HttpResponse:
    """Show who would get what, then send: to one agency, one person, or everybody who is behind.

    ``?agency=`` and ``?person=`` (ids) narrow it; without them all agencies are meant.
    """
    room = _room_or_404(request)
    wanted, person = request.GET.get("agency", ""), request.GET.get("person", "")
    agency = _watched(room, int(wanted)) if wanted.isdecimal() else None
    behind = behind_in(
        room.step,
        room.year,
        [agency.pk] if agency else list(room.progress.agencies),
        room.who.day,
    )
    rows = [row for row in behind.rows if not person or str(row.employee_id) == person]
    back = _back(room, agency)
    if request.method == "POST":
        return _send(request, room, agency, rows, back)
    recipients = actions.recipients_of(room.step, rows, room.who.now)
    context = _shared(room) | {
        "agency": agency,
        "back": back,
        "verdict": _can_remind(room, agency),
        "recipients": _paged(request, recipients, behind),
        "reach": sum(row.has_account and not row.told_today for row in recipients),
        "told": sum(row.told_today for row in recipients),
        "without": sum(not row.has_account for row in recipients),
        "nobody": sum(row.turn is None for row in rows),
    }
    return render_page(request, "appraisal/control_remind.html", context)


def _paged(
    request: HttpRequest, recipients: list[actions.Recipient], behind: Behinds
) -> dict[str, Any]:
    page = Paginator(recipients, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": [(row, behind.people[row.employee_id].full_name) for row in page.object_list],
    }


def _back(room: Room, agency: Unit | None) -> str:
    address = (
        reverse("appraisal:control-agency", args=[agency.pk])
        if agency
        else reverse("appraisal:control-list")
    )
    return f"{address}?year={room.year.year}&step={room.step.key}"


def _send(
    request: HttpRequest, room: Room, agency: Unit | None, rows: list[Behind], back: str
) -> HttpResponse:
    try:
        reminder = actions.send_reminders(
            step=room.step,
            year=room.year,
            agency=agency,
            rows=rows,
            by=room.who.user,
            now=room.who.now,
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(back)
    messages.success(
        request,
        ngettext(
            "Pengingat dikirim kepada %(n)s orang.",
            "Pengingat dikirim kepada %(n)s orang.",
            reminder.reached,
        )
        % {"n": reminder.reached},
    )
    return redirect("appraisal:control-reminder", pk=reminder.pk)


@require_GET
@roles(*WATCHERS)
def control_reminder(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent when, and who has read it."""
    who = asked(request)
    rows = Reminder.objects.select_related("agency", "year", "by__employee")
    watched = permissions.watched_agencies(who.user, who.now)
    if watched is not None:
        rows = rows.filter(agency__in=watched)
    reminder = get_object_or_404(rows, pk=pk)
    notices = Notice.objects.filter(reminder=reminder).select_related("recipient__employee")
    context = {
        "reminder": reminder,
        "page": Paginator(notices.order_by("recipient__employee__name", "pk"), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "read": notices.filter(read_at__isnull=False).count(),
        "back": f"{reverse('appraisal:control-list')}?step={reminder.step}",
    }
    return render_page(request, "appraisal/control_reminder.html", context)


@require_GET
@roles(*WATCHERS)
def control_export(request: HttpRequest, kind: str) -> HttpResponse:
    """Every step of every agency as a spreadsheet. ``kind``: "csv" or "xlsx"."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    room = _room_or_404(request)
    headings = [
        *(_("Perangkat daerah"), _("Langkah"), _("Batas waktu")),
        *(_("Wajib"), _("Selesai"), _("Lewat batas")),
    ]
    rows = [
        [
            line.agency.name,
            step.label,
            f"{step.due:%d-%m-%Y}" if step.due else "",
            *(str(n) for n in (line.count.owed, line.count.done, line.count.late)),
        ]
        for step in room.progress.steps
        for line in room.progress.lines(step)
    ]
    name = f"kemajuan-{room.year.year}-{timezone.localtime(room.who.now):%Y-%m-%d}.{kind}"
    if kind == "csv":
        response = HttpResponse(as_csv(headings, rows), content_type=CSV_TYPE)
    else:
        content = as_xlsx(_("Kemajuan"), headings, rows, (44, 44, 14, 10, 10, 12))
        response = HttpResponse(content, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
