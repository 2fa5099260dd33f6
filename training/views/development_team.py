"""Development of one's team, of one person, and of the whole city for who runs training."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from personnel.enums import Role
from personnel.models import Employee
from personnel.views.asking import Asked, asked
from personnel.views.forms import UNPROCESSABLE
from sabang_kinerja.common.access import object_rule, roles
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import DomainError
from training import permissions
from training.actions.measurements import measure
from training.documents.development import PLAN_HEADINGS, PLAN_WIDTHS, plan_rows
from training.enums import DevelopmentState
from training.filters import DevelopmentFilter
from training.forms.competences import MeasureForm
from training.models import DevelopmentPlan
from training.selectors.competences import needs_of_people, person_needs
from training.selectors.development import for_list, late_first, team_plans
from training.views.development import SEES, SUPERIOR
from training.views.development_pages import render_development
from training.views.pages import year_asked

PAGE_SIZE = 40
RUNNERS = (Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)


@require_GET
@roles(Role.SUPERVISOR, Role.AGENCY_HEAD)
def development_team(request: HttpRequest) -> HttpResponse:
    """The team with its plans of a year and what is known of its competences."""
    who = asked(request)
    year = year_asked(request, who)
    people = Employee.objects.serving().filter(pk__in=permissions.team_of(who.user, who.now))
    members = team_plans(people.order_by("name"), year, who.day)
    needs = needs_of_people([one.row.employee for one in members], who.day)
    context = {
        "rows": list(zip(members, needs, strict=True)),
        "waiting": sum(
            bool(one.plan and one.plan.state == DevelopmentState.SUBMITTED) for one in members
        ),
        "year": year,
        "years": range(who.day.year + 1, who.day.year - 3, -1),
    }
    return render_development(request, "training/development_team.html", context, here="team")


def _person(who: Asked, pk: int) -> Employee:
    return get_object_or_404(permissions.visible_developers(who.user, who.now), pk=pk)


@require_GET
@object_rule(SEES)
def person_development(request: HttpRequest, pk: int) -> HttpResponse:
    """What a person's post demands, what was measured, and the person's plans."""
    who = asked(request)
    employee = _person(who, pk)
    plans = permissions.visible_development(who.user, who.now).filter(employee=employee)
    context = {
        "employee": employee,
        "needs": person_needs(employee, who.day),
        "plans": list(for_list(plans).order_by("-year")),
        "can_measure": permissions.can_measure(who.user, employee, who.now),
    }
    return render_development(request, "training/development_person.html", context, here="team")


@require_http_methods(["GET", "POST"])
@object_rule(SUPERIOR)
def person_measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Say at which level somebody works."""
    who = asked(request)
    employee = _person(who, pk)
    needs = person_needs(employee, who.day)
    form = MeasureForm(request.POST or None, lines=needs.lines)
    verdict = permissions.can_measure(who.user, employee, who.now)
    if request.method == "POST" and form.is_valid():
        try:
            done = measure(employee=employee, levels=form.seen(), by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                ngettext("%(n)s kompetensi sudah diukur.", "%(n)s kompetensi sudah diukur.", done)
                % {"n": done},
            )
            return redirect("training:person-development", pk)
    context = {"employee": employee, "needs": needs, "form": form, "verdict": verdict}
    return render_development(
        request,
        "training/measure_form.html",
        context,
        here="team",
        status=UNPROCESSABLE if form.errors else 200,
    )


def _plans(request: HttpRequest) -> DevelopmentFilter:
    who = asked(request)
    plans = permissions.visible_development(who.user, who.now).written()
    return DevelopmentFilter(request.GET or None, queryset=late_first(for_list(plans)), day=who.day)


@require_GET
@roles(*RUNNERS)
def development_list(request: HttpRequest) -> HttpResponse:
    """Plans of the city; those whose deadline is near or over come first."""
    who = asked(request)
    found = _plans(request)
    late = DevelopmentPlan.objects.filter(state=DevelopmentState.DRAFT, deadline__lt=who.day)
    context = {
        "filter": found,
        "page": Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page")),
        "late": late.count(),
        "day": who.day,
    }
    return render_development(
        request,
        "training/development_list.html",
        context,
        here="all",
        fragment="training/_development_rows.html",
    )


@require_GET
@roles(*RUNNERS)
def development_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as narrowed on screen, all pages of it."""
    rows = plan_rows(_plans(request).qs.iterator(chunk_size=500))
    return spreadsheet(
        kind,
        "rencana-pengembangan",
        _("Rencana pengembangan"),
        PLAN_HEADINGS,
        rows,
        PLAN_WIDTHS,
    )
