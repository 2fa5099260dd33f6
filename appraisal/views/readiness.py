"""How ready each agency is, who is missing, and one click to invite them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from appraisal.selectors.plans import current_year
from appraisal.selectors.readiness import people_of_agency, readiness_by_agency
from personnel.enums import Role
from personnel.models import Unit
from personnel.models.units import UnitQuerySet
from personnel.selectors.roles import roles_of
from personnel.views.asking import Asked, asked
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.pages import domain_errors_as_messages
from training.actions.events import invite
from training.enums import EventState
from training.models import SocialisationEvent
from training.permissions import RUNNERS
from training.rules.readiness import Step
from training.views.pages import render_training

READERS = (
    Role.TRAINING_OFFICER,
    Role.BKPSDM_ADMIN,
    Role.CITY_LEADERSHIP,
    Role.AUDITOR,
    Role.PERFORMANCE_MANAGER,
    Role.AGENCY_HEAD,
)
STEPS = {
    Step.ATTENDED: gettext_lazy("Hadir"),
    Step.READ: gettext_lazy("Membaca panduan"),
    Step.PASSED: gettext_lazy("Lulus tes"),
    Step.PLANNED: gettext_lazy("SKP diajukan"),
}


def _agencies(who: Asked) -> UnitQuerySet:
    held = roles_of(who.user, who.day)
    agencies = Unit.objects.agencies().active().order_by("name")
    if held.roles & RUNNERS or held.reads_everything:
        return agencies
    return agencies.filter(pk__in=held.agencies)


@require_GET
@roles(*READERS)
def readiness_list(request: HttpRequest) -> HttpResponse:
    """Each agency with its four shares, and whether it is ready."""
    who = asked(request)
    rows = readiness_by_agency(list(_agencies(who)), current_year(), who.day)
    context = {
        "rows": rows,
        "steps": STEPS,
        "ready": sum(row.readiness.is_ready for row in rows),
    }
    return render_training(request, "appraisal/readiness_list.html", context, here="events")


@require_GET
@roles(*READERS)
def readiness_agency(request: HttpRequest, pk: int) -> HttpResponse:
    """Who of an agency still misses something, leaders first."""
    who = asked(request)
    agency = get_object_or_404(_agencies(who), pk=pk)
    everybody = people_of_agency(agency, current_year(), who.day)
    missing = [row for row in everybody if row.steps.missing]
    coming = SocialisationEvent.objects.filter(
        state=EventState.ANNOUNCED, ends_at__gt=who.now
    ).order_by("starts_at")
    context = {
        "agency": agency,
        "rows": missing,
        "people": len(everybody),
        "steps": STEPS,
        "events": coming,
        "absent": sum(Step.ATTENDED not in row.steps.done for row in missing),
    }
    return render_training(request, "appraisal/readiness_agency.html", context, here="events")


@require_POST
@roles(Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)
def readiness_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite everybody of an agency who was at no event to one that is to come."""
    who = asked(request)
    agency = get_object_or_404(_agencies(who), pk=pk)
    chosen = request.POST.get("event", "")
    event = get_object_or_404(SocialisationEvent, pk=int(chosen) if chosen.isdecimal() else 0)
    people = [
        row.employee.pk
        for row in people_of_agency(agency, current_year(), who.day)
        if Step.ATTENDED not in row.steps.done
    ]
    with domain_errors_as_messages(request):
        new = invite(event_id=event.pk, only=people, by=who.user, now=who.now)
        messages.success(
            request,
            ngettext("%(n)s pegawai diundang.", "%(n)s pegawai diundang.", new) % {"n": new},
        )
    return redirect(reverse("appraisal:readiness-agency", args=[pk]))


@require_GET
@roles(*READERS)
def readiness_export(request: HttpRequest, kind: str) -> HttpResponse:
    """Shares of every agency as a table."""
    who = asked(request)
    rows = readiness_by_agency(list(_agencies(who)), current_year(), who.day)
    labels = [str(label) for label in STEPS.values()]
    headings = [_("Perangkat daerah"), _("Pegawai"), *labels, _("Siap")]
    lines = [
        [
            row.agency.name,
            str(row.readiness.people),
            *(f"{row.shares[step]:.0%}" if step in row.shares else "" for step in STEPS),
            _("ya") if row.readiness.is_ready else _("belum"),
        ]
        for row in rows
    ]
    return spreadsheet(
        kind, "kesiapan", _("Kesiapan"), headings, lines, (44, 10, 12, 18, 12, 14, 10)
    )
