"""Pages of supervisors named by decree."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from personnel.actions import supervision as actions
from personnel.enums import Role
from personnel.forms.assignments import LastDayForm, OverrideForm
from personnel.models import Employee, SupervisionOverride
from personnel.rules.dates import long_date
from personnel.views.asking import asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def override_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a supervisor for a person instead of the one that the tree gives."""
    who = asked(request)
    employee = get_object_or_404(Employee.objects.civil_servants(), pk=pk)
    form = OverrideForm(request.POST or None, employee=employee)
    back = reverse("personnel:employee-detail", args=[employee.pk])
    question = ""
    if request.method == "POST" and form.is_valid():
        pressed = "agree" in request.POST
        try:
            actions.name_supervisor(
                facts=form.facts(),
                by=who.user,
                now=who.now,
                end_current_on=form.agreed_day(pressed),
            )
        except actions.CurrentOverrideRuns as error:
            form.ask(error.last_day)
            question = _(
                "%(name)s masih ditetapkan sebagai pejabat penilai. Penetapan itu akan berakhir "
                "pada %(date)s."
            ) % {"name": error.override.supervisor.name, "date": long_date(error.last_day)}
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Pejabat penilai sudah ditetapkan."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Pejabat penilai %(name)s") % {"name": employee.full_name},
        lead=_("Menggantikan pejabat penilai menurut pohon unit selama tanggal di bawah."),
        button=_("Tetapkan"),
        back=back,
        question=question,
        agree=_("Akhiri dan tetapkan"),
        template="personnel/agreement_form.html",
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def override_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a naming end; from the next day the tree decides again."""
    who = asked(request)
    override = get_object_or_404(
        SupervisionOverride.objects.select_related("employee", "supervisor"), pk=pk
    )
    form = LastDayForm(request.POST or None, initial={"last_day": who.day})
    back = reverse("personnel:employee-detail", args=[override.employee_id])
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_override(
                override_id=override.pk,
                last_day=form.cleaned_data["last_day"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error, "last_day")
        else:
            messages.success(request, _("Penetapan pejabat penilai sudah diakhiri."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Akhiri penetapan %(name)s") % {"name": override.supervisor.full_name},
        lead=_("Sejak hari berikutnya pejabat penilai kembali mengikuti pohon unit."),
        button=_("Akhiri"),
        back=back,
    )
