"""The control room: what is owed and done, agencies behind first, people behind, reminders."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from appraisal import permissions
from appraisal.selectors.control import Progress, Step, Tally, progress_of
from appraisal.selectors.control_people import behind_in
from appraisal.selectors.plans import current_year
from personnel.enums import Role
from personnel.models import Employee, PerformanceYear, Reminder, Unit
from personnel.selectors.problems import find_problems
from personnel.views.asking import Asked, asked
from sabang_kinerja.common.access import roles
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
    context = shared(room) | {
        "lines": [(line, remind_verdict(room, line.agency)) for line in lines],
        "headline": _headline(room),
        "steps": [(row, progress.total(row)) for row in progress.steps],
        "near": _near(progress),
        "text": text,
        "only_late": only_late,
        "remind_all": remind_verdict(room, None),
        "reminders": _reminders(room),
        "years": PerformanceYear.objects.without_rehearsal().order_by("-year"),
        "problems": _problems(who),
    }
    return render_page(request, "appraisal/control.html", context)


def shared(room: Room) -> dict[str, Any]:
    """What every page of the room shows."""
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


def remind_verdict(room: Room, agency: Unit | None) -> Verdict:
    """Whether the reader may remind an agency, or all of them."""
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
    agencies = permissions.watched_agencies(room.who.user, room.who.now)
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
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
    room = room_or_404(request)
    agency = watched(room, pk)
    text = " ".join(request.GET.get("q", "").split())
    behind = behind_in(room.step, room.year, [agency.pk], room.who.day)
    rows = [row for row in behind.rows if text.lower() in row.name.lower()]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = shared(room) | {
        "agency": agency,
        "count": room.progress.of(room.step, agency.pk),
        "page": page,
        "rows": [(row, behind.turn_of(row)) for row in page.object_list],
        "text": text,
        "verdict": remind_verdict(room, agency),
        "steps": [(row, room.progress.of(row, agency.pk)) for row in room.progress.steps],
    }
    return render_page(request, "appraisal/control_agency.html", context)


def room_or_404(request: HttpRequest) -> Room:
    """The room, or 404 before the first year."""
    room = _room(request)
    if room is None:
        raise Http404
    return room


def watched(room: Room, pk: int) -> Unit:
    """An agency that the reader watches, or 404."""
    agency = room.progress.agencies.get(pk)
    if agency is None:
        raise Http404
    return agency


@require_GET
@roles(*WATCHERS)
def control_export(request: HttpRequest, kind: str) -> HttpResponse:
    """Every step of every agency as a spreadsheet. ``kind``: "csv" or "xlsx"."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    room = room_or_404(request)
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
