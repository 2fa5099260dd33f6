"""Pages of services: the list, its export, add, change, end, restore."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from feedback import permissions
from feedback.actions import services as actions
from feedback.documents import SERVICE_HEADINGS, SERVICE_WIDTHS, service_lines
from feedback.filters import ServiceFilter
from feedback.forms.services import ServiceForm
from feedback.models import Service
from feedback.views.surveys import OFFICERS
from personnel.models import Unit
from personnel.selectors.units import in_tree_order
from personnel.views.asking import Asked, asked
from personnel.views.forms import UNPROCESSABLE, confirmed_step
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page

PAGE_SIZE = 50
LIST = "feedback:service-list"


def _units(who: Asked) -> list[Unit]:
    return in_tree_order(permissions.surveyed_units(who.user, who.now).active())


def _found(request: HttpRequest, who: Asked) -> ServiceFilter:
    units = permissions.surveyed_units(who.user, who.now)
    services = Service.objects.filter(unit__in=units).select_related("unit__agency")
    return ServiceFilter(
        request.GET,
        services.order_by("unit__path", "name", "pk"),
        agencies=units.agencies().order_by("path"),
        request=request,
    )


@require_GET
@roles(*OFFICERS)
def service_list(request: HttpRequest) -> HttpResponse:
    """What the units give to citizens."""
    found = _found(request, asked(request))
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filter": found, "page": page}
    return render_page(
        request, "feedback/service_list.html", context, "feedback/_service_rows.html"
    )


@require_GET
@roles(*OFFICERS)
def service_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as narrowed on screen, all pages of it."""
    services = _found(request, asked(request)).qs
    return spreadsheet(
        kind, "layanan", _("Layanan"), SERVICE_HEADINGS, service_lines(services), SERVICE_WIDTHS
    )


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def service_create(request: HttpRequest) -> HttpResponse:
    """Add a service."""
    return _service_page(request, None)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def service_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name, class or fee of a service."""
    return _service_page(request, _service(asked(request), pk))


def _service(who: Asked, pk: int) -> Service:
    units = permissions.surveyed_units(who.user, who.now)
    return get_object_or_404(Service.objects.filter(unit__in=units), pk=pk)


def _service_page(request: HttpRequest, service: Service | None) -> HttpResponse:
    who = asked(request)
    units = _units(who)
    form = ServiceForm(
        request.POST or None,
        units=units,
        service=service,
        initial={"unit_id": request.GET.get("unit", "")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        facts = actions.ServiceFacts(
            unit=service.unit if service else form.units[data["unit_id"]],
            code=data["code"],
            name=data["name"],
            service_class=data["service_class"],
            has_fee=data["has_fee"],
        )
        try:
            actions.save_service(
                facts=facts,
                service_id=service.pk if service else None,
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(LIST)
    classes = Service.objects.order_by("service_class").values_list("service_class", flat=True)
    context = {"form": form, "service": service, "classes": classes.distinct()}
    status = UNPROCESSABLE if form.is_bound else 200
    return render_page(request, "feedback/service_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def service_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a service is no longer given, after a question."""
    who = asked(request)
    service = _service(who, pk)
    return confirmed_step(
        request,
        title=_("Layanan %(name)s tidak diberikan lagi?") % {"name": service.name},
        consequences=[
            _("Warga tidak lagi dapat menjawab tentang layanan ini."),
            _("Jawaban dan hasil yang sudah ada tetap; layanan dapat diaktifkan lagi."),
        ],
        button=_("Nonaktifkan"),
        verdict=permissions.can_run_surveys_of(who.user, service.unit, who.now),
        back=reverse(LIST),
        step=lambda: actions.offer_service(service_id=pk, offered=False, by=who.user, now=who.now),
        done=_("Layanan sudah dinonaktifkan."),
    )


@require_POST
@roles(*OFFICERS)
def service_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a service again."""
    who = asked(request)
    _service(who, pk)
    with domain_errors_as_messages(request):
        actions.offer_service(service_id=pk, offered=True, by=who.user, now=who.now)
        messages.success(request, _("Layanan sudah diaktifkan."))
    return redirect(LIST)
