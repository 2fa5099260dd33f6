"""Counselling: seen by those who are named on the record, and by nobody else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import permissions
from appraisal.actions import guidance as actions
from appraisal.forms.guidance import CounsellingForm
from appraisal.models import Counselling
from appraisal.views.signed_in import SignedInRequest
from personnel.models import Employee
from personnel.selectors.supervision import supervisors_of
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.errors import ChangedMeanwhile, DomainError

_NAMED = gettext_lazy("Pegawai, pimpinannya, dan konselor yang tercantum")


@never_cache
@require_GET
@signed_in
def counselling_list(request: SignedInRequest) -> HttpResponse:
    """Records on which the reader is named, and with whom one may talk."""
    rows = permissions.visible_counselling(request.user).select_related(
        "employee", "leader", "counsellor"
    )
    context = {"rows": rows, "partners": _partners(request)}
    return render(request, "appraisal/counselling_list.html", context)


def _partners(request: SignedInRequest) -> list[Employee]:
    """The own supervisor and direct reports."""
    now = timezone.now()
    found = list(
        Employee.objects.filter(pk__in=permissions.direct_reports(request.user, now)).order_by(
            "name"
        )
    )
    if request.user.employee is not None:
        supervisor, _above = supervisors_of(request.user.employee, timezone.localdate())
        if supervisor is not None:
            found.insert(0, supervisor)
    return found


@never_cache
@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pegawai dan pejabat penilainya"))
def counselling_create(request: SignedInRequest, employee_pk: int) -> HttpResponse:
    """Record a talk with the own supervisor or a direct report."""
    partner = get_object_or_404(
        Employee.objects.filter(pk__in=[one.pk for one in _partners(request)]), pk=employee_pk
    )
    form = CounsellingForm(request.POST if request.method == "POST" else None)
    own = request.user.employee
    if request.method == "POST" and form.is_valid() and own is not None:
        is_leader = partner.pk in permissions.direct_reports(request.user, timezone.now())
        try:
            row = actions.record_counselling(
                employee=partner if is_leader else own,
                leader=own if is_leader else partner,
                entered=form.to_input(),
                by=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Catatan konseling sudah disimpan."))
            return redirect("appraisal:counselling-detail", pk=row.pk)
    context = {"form": form, "partner": partner, "row": None}
    status = 422 if form.errors else 200
    return render(request, "appraisal/counselling_form.html", context, status=status)


def _visible(request: SignedInRequest, pk: int) -> Counselling:
    rows = permissions.visible_counselling(request.user)
    return get_object_or_404(rows.select_related("employee", "leader", "counsellor"), pk=pk)


@never_cache
@require_http_methods(["GET", "POST"])
@object_rule(_NAMED)
def counselling_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read the record; the two who talked may change it."""
    row = _visible(request, pk)
    can_write = permissions.can_write_counselling(request.user, row)
    form = CounsellingForm(request.POST if request.method == "POST" else None, stored=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_counselling(
                counselling_id=pk,
                entered=form.to_input(),
                by=request.user,
                now=timezone.now(),
                seen_version=form.cleaned_data["row_version"],
            )
        except DomainError as error:
            form.add_error(None, str(error))
            if isinstance(error, ChangedMeanwhile):
                form.carry_version(_visible(request, pk).row_version)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("appraisal:counselling-detail", pk=pk)
    context = {"form": form, "row": row, "can_write": can_write, "partner": row.employee}
    status = 422 if form.errors else 200
    return render(request, "appraisal/counselling_form.html", context, status=status)
