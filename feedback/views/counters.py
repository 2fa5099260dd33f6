"""Pages of counters: the list, one counter with who serves there, the forms."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from feedback import permissions
from feedback.actions import services as actions
from feedback.filters import CounterFilter
from feedback.forms.services import CounterForm, DutyEndForm, DutyForm
from feedback.models import Counter, CounterDuty
from feedback.views.surveys import OFFICERS
from personnel.selectors.history import Source, read_history
from personnel.selectors.units import in_tree_order
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page

PAGE_SIZE = 50
LIST = "feedback:counter-list"


@require_GET
@roles(*OFFICERS)
def counter_list(request: HttpRequest) -> HttpResponse:
    """Counters with how many people serve there today."""
    who = asked(request)
    units = permissions.surveyed_units(who.user, who.now)
    today = Q(duties__effective_from__lte=who.day) & (
        Q(duties__effective_until__isnull=True) | Q(duties__effective_until__gte=who.day)
    )
    counters = (
        Counter.objects.filter(unit__in=units)
        .select_related("unit__agency")
        .annotate(people=Count("duties", filter=today))
        .order_by("unit__path", "name", "pk")
    )
    found = CounterFilter(
        request.GET, counters, agencies=units.agencies().order_by("path"), request=request
    )
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filter": found, "page": page}
    return render_page(
        request, "feedback/counter_list.html", context, "feedback/_counter_rows.html"
    )


def _counter(who: Asked, pk: int) -> Counter:
    units = permissions.surveyed_units(who.user, who.now)
    return get_object_or_404(Counter.objects.filter(unit__in=units).select_related("unit"), pk=pk)


@require_GET
@roles(*OFFICERS)
def counter_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One counter: its networks, who serves there and when."""
    who = asked(request)
    counter = _counter(who, pk)
    context = {
        "counter": counter,
        "duties": counter.duties.select_related("employee"),
        "today": who.day,
        "history": read_history(
            [
                Source(Counter, {"id": counter.pk}),
                Source(CounterDuty, {"counter": counter.pk}, _("Petugas"), named_by="employee"),
            ]
        ),
    }
    return render_page(request, "feedback/counter_detail.html", context)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def counter_create(request: HttpRequest) -> HttpResponse:
    """Add a counter."""
    return _counter_page(request, None)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def counter_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name or networks of a counter."""
    return _counter_page(request, _counter(asked(request), pk))


def _counter_page(request: HttpRequest, counter: Counter | None) -> HttpResponse:
    who = asked(request)
    form = CounterForm(
        request.POST or None,
        units=in_tree_order(permissions.surveyed_units(who.user, who.now).active()),
        counter=counter,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            saved = actions.save_counter(
                unit=counter.unit if counter else form.units[data["unit_id"]],
                name=data["name"],
                networks=data["networks"],
                counter_id=counter.pk if counter else None,
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("feedback:counter-detail", pk=saved.pk)
    return form_page(
        request,
        form,
        title=counter.name if counter else _("Loket baru"),
        button=_("Simpan"),
        back=reverse("feedback:counter-detail", args=[counter.pk]) if counter else reverse(LIST),
    )


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def counter_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a counter out of use, after a question."""
    who = asked(request)
    counter = _counter(who, pk)
    return confirmed_step(
        request,
        title=_("Nonaktifkan loket %(name)s?") % {"name": counter.name},
        consequences=[
            _("Kode survei baru tidak lagi dibuat untuk loket ini."),
            _("Jawaban yang sudah ada tetap; loket dapat diaktifkan lagi."),
        ],
        button=_("Nonaktifkan"),
        verdict=permissions.can_run_surveys_of(who.user, counter.unit, who.now),
        back=reverse("feedback:counter-detail", args=[pk]),
        step=lambda: actions.use_counter(counter_id=pk, used=False, by=who.user, now=who.now),
        done=_("Loket sudah dinonaktifkan."),
    )


@require_POST
@roles(*OFFICERS)
def counter_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a counter back into use."""
    who = asked(request)
    _counter(who, pk)
    with domain_errors_as_messages(request):
        actions.use_counter(counter_id=pk, used=True, by=who.user, now=who.now)
        messages.success(request, _("Loket sudah diaktifkan."))
    return redirect("feedback:counter-detail", pk=pk)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def duty_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who serves at a counter."""
    who = asked(request)
    counter = _counter(who, pk)
    back = reverse("feedback:counter-detail", args=[pk])
    form = DutyForm(request.POST or None, initial={"effective_from": who.day})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_duty(counter_id=pk, **form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Petugas sudah dicatat."))
            return redirect(back)
    title = _("Petugas di %(counter)s") % {"counter": counter.name}
    return form_page(
        request,
        form,
        title=title,
        button=_("Tambahkan"),
        back=back,
        template="feedback/duty_form.html",
    )


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def duty_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say on which day somebody served at a counter for the last time."""
    who = asked(request)
    units = permissions.surveyed_units(who.user, who.now)
    duties = CounterDuty.objects.filter(counter__unit__in=units)
    duty = get_object_or_404(duties.select_related("employee", "counter"), pk=pk)
    back = reverse("feedback:counter-detail", args=[duty.counter_id])
    form = DutyEndForm(request.POST or None, initial={"last_day": who.day})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_duty(
                duty_id=pk, last_day=form.cleaned_data["last_day"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error, "last_day")
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(back)
    title = _("Akhiri tugas %(name)s di %(counter)s") % {
        "name": duty.employee.full_name,
        "counter": duty.counter.name,
    }
    return form_page(request, form, title=title, button=_("Akhiri"), back=back)
