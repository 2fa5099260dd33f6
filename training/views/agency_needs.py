"""The needs of an agency: by competence, over the next years, as a file and into the plan."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from personnel.enums import Role
from personnel.models import Unit
from personnel.selectors.regulation import regulation_on
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.verdicts import ALLOWED
from training import permissions
from training.actions.agency_needs import plan_from_needs
from training.documents.development import (
    NEED_HEADINGS,
    NEED_WIDTHS,
    PERSON_HEADINGS,
    PERSON_WIDTHS,
    need_rows,
    person_rows,
)
from training.models import Competence
from training.regulation import SMALLEST_GROUP
from training.selectors.agency_needs import AgencyNeeds, agency_needs, people_of_competence
from training.selectors.competences import PersonNeeds, needs_of_agency
from training.views.development_pages import render_development

PAGE_SIZE = 40
PLANNERS = (
    Role.TRAINING_OFFICER,
    Role.BKPSDM_ADMIN,
    Role.PERFORMANCE_MANAGER,
    Role.AGENCY_HEAD,
)
READERS = (*PLANNERS, Role.CITY_LEADERSHIP, Role.AUDITOR)


@require_GET
@roles(*READERS)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Agencies whose needs the account may read; a single one opens at once."""
    who = asked(request)
    words = request.GET.get("q", "")[:100]
    agencies = permissions.needs_agencies(who.user, who.now).order_by("name")
    if not words and len(first := list(agencies[:2])) == 1:
        return redirect("training:agency-needs", first[0].pk)
    page = Paginator(agencies.filter(name__icontains=words), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "words": words}
    return render_development(request, "training/agency_list.html", context, here="agency")


def _agency(who: Asked, pk: int) -> Unit:
    return get_object_or_404(permissions.needs_agencies(who.user, who.now), pk=pk)


def _report(who: Asked, agency: Unit) -> tuple[list[PersonNeeds], AgencyNeeds, int, bool]:
    people = needs_of_agency(agency.pk, who.day)
    least = regulation_on(who.day).whole(SMALLEST_GROUP)
    everybody = permissions.sees_small_groups(who.user, agency, who.now)
    return people, agency_needs(people, least=least, everybody=everybody), least, everybody


@require_GET
@roles(*READERS)
def needs_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of one agency."""
    who = asked(request)
    agency = _agency(who, pk)
    _people, report, least, everybody = _report(who, agency)
    context = {
        "agency": agency,
        "report": report,
        "least": least,
        "everybody": everybody,
        "years": range(who.day.year + 1, who.day.year + 4),
        "day": who.day,
        "can_plan": permissions.planned_agencies(who.user, who.now).filter(pk=pk).exists(),
    }
    return render_development(request, "training/agency_needs.html", context, here="agency")


@require_GET
@roles(*READERS)
def needs_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The report on paper."""
    who = asked(request)
    agency = _agency(who, pk)
    _people, report, least, everybody = _report(who, agency)
    context = {
        "agency": agency,
        "report": report,
        "least": least,
        "everybody": everybody,
        "years": range(who.day.year + 1, who.day.year + 4),
        "day": who.day,
    }
    return render_page(request, "training/agency_needs_print.html", context)


@require_GET
@roles(*READERS)
def needs_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report as a file."""
    who = asked(request)
    agency = _agency(who, pk)
    _people, report, _least, _everybody = _report(who, agency)
    return spreadsheet(
        kind,
        f"kebutuhan-{agency.pk}",
        _("Kebutuhan pengembangan"),
        NEED_HEADINGS,
        need_rows(report),
        NEED_WIDTHS,
    )


@require_GET
@roles(*READERS)
def needs_people(request: HttpRequest, pk: int, competence_pk: int) -> HttpResponse:
    """Who is meant in one competence; only for who may see a single person's level."""
    who = asked(request)
    agency = _agency(who, pk)
    if not permissions.sees_small_groups(who.user, agency, who.now):
        raise Http404
    competence = get_object_or_404(Competence, pk=competence_pk)
    found = people_of_competence(needs_of_agency(agency.pk, who.day), competence.pk)
    context = {
        "agency": agency,
        "competence": competence,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "short": sum(bool(one.line.gap) for one in found),
    }
    return render_development(request, "training/agency_people.html", context, here="agency")


@require_GET
@roles(*READERS)
def needs_people_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Everybody with every competence, as a file; for who may see a single person's level."""
    who = asked(request)
    agency = _agency(who, pk)
    if not permissions.sees_small_groups(who.user, agency, who.now):
        raise Http404
    return spreadsheet(
        kind,
        f"kesenjangan-{agency.pk}",
        _("Kesenjangan per pegawai"),
        PERSON_HEADINGS,
        person_rows(needs_of_agency(agency.pk, who.day)),
        PERSON_WIDTHS,
    )


@require_http_methods(["GET", "POST"])
@roles(*PLANNERS)
def needs_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Put trainings for the gaps into the plan of the next year."""
    who = asked(request)
    agency = _agency(who, pk)
    year = who.day.year + 1
    return confirmed_step(
        request,
        title=_("Susun rencana pelatihan %(year)s dari kesenjangan?") % {"year": year},
        consequences=[
            _("Untuk setiap kesenjangan ditambahkan satu pelatihan dari katalog."),
            _("Pelatihan yang sudah ada pada rencana tidak berubah."),
            _("Jumlah peserta, triwulan, dan biaya masih dapat diubah."),
        ],
        button=_("Susun rencana"),
        verdict=ALLOWED,
        back=reverse("training:agency-needs", args=[pk]),
        step=lambda: plan_from_needs(agency=agency, year=year, by=who.user, now=who.now),
        done=_("Rencana pelatihan sudah dilengkapi."),
        then=f"{reverse('training:plan-list')}?year={year}",
    )
