""" "Ini bukan pejabat penilai saya": the report of a person, and the list of the office."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from personnel import permissions
from personnel.actions import cases as actions
from personnel.forms.running import CaseForm, WordsForm
from personnel.models import SupervisorCase
from personnel.selectors.supervision import supervisors_of
from personnel.views.asking import asked
from personnel.views.forms import form_page
from personnel.views.units import READERS
from sabang_kinerja.common.access import object_rule, roles, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

PAGE_SIZE = 25


@require_http_methods(["GET", "POST"])
@signed_in
def case_create(request: HttpRequest) -> HttpResponse:
    """Report a wrong supervisor, and read what became of earlier reports."""
    who = asked(request)
    verdict = permissions.can_open_case(who.user, who.now)
    form = CaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_case(**form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Laporan Anda diterima BKPSDM. Anda akan diberi tahu jawabannya.")
            )
            return redirect("home")
    employee = who.user.employee
    supervisor = supervisors_of(employee, who.day)[0] if employee else None
    return form_page(
        request,
        form,
        title=_("Ini bukan pejabat penilai saya"),
        button=_("Laporkan"),
        back=reverse("home"),
        template="personnel/case_form.html",
        verdict=verdict,
        supervisor=supervisor,
        earlier=SupervisorCase.objects.filter(employee=who.user.employee_id).order_by("-pk")[:5],
    )


@require_GET
@roles(*READERS)
def case_list(request: HttpRequest) -> HttpResponse:
    """Reports that wait for an answer, the oldest first; ``?closed=1`` shows the answered ones."""
    who = asked(request)
    closed = request.GET.get("closed") == "1"
    visible = permissions.visible_cases(who.user, who.now)
    rows = visible.filter(closed_at__isnull=not closed).select_related(
        "employee", "supervisor", "closed_by__employee"
    )
    context = {
        "page": Paginator(rows.order_by("-pk" if closed else "pk"), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "waiting": visible.filter(closed_at=None).count(),
        "closed": closed,
        "can_manage": bool(permissions.can_manage_people(who.user, who.now)),
        "can_answer": bool(permissions.can_answer_cases(who.user, who.now)),
    }
    return render_page(request, "personnel/case_list.html", context)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Admin BKPSDM atau pengelola kinerja perangkat daerahnya"))
def case_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a report; the person is told."""
    who = asked(request)
    visible = permissions.visible_cases(who.user, who.now).select_related("employee")
    case = get_object_or_404(visible, pk=pk)
    verdict = permissions.can_close_case(who.user, case, who.now)
    if not verdict:
        raise PermissionDenied(str(verdict.reason))
    back = reverse("personnel:case-list")
    form = WordsForm(request.POST or None, label=_("Jawaban untuk pegawai"), most=400)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_case(
                case_id=case.pk, answer=form.cleaned_data["words"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("%(name)s diberi tahu.") % {"name": case.employee.full_name}
            )
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Jawab laporan %(name)s") % {"name": case.employee.full_name},
        lead=_("Perbaiki dahulu pejabat penilainya, lalu tuliskan apa yang berubah."),
        button=_("Kirim jawaban"),
        back=back,
    )
