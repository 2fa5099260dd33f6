"""Steps of angka kredit: convert an agency or one result, record a decree, fix the points."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import credit as actions
from appraisal.actions.credit_bases import record_base, remove_base
from appraisal.actions.credit_determinations import determine_credit
from appraisal.forms.credit import BaseForm, CancelForm, ConvertForm
from appraisal.models import CreditBase, CreditConversion
from appraisal.selectors.credit import credit_account
from appraisal.selectors.credit_plans import conversion_summary
from appraisal.views.credit import visible_person
from appraisal.views.credit_pages import points_text
from appraisal.views.evaluations import visible_evaluation
from appraisal.views.signed_in import SignedInRequest
from personnel.enums import Role
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import object_rule, roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page

PAGE_SIZE = 25
_CONVERTS = gettext_lazy("Admin BKPSDM, pengelola kinerja perangkat daerahnya")


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN, Role.PERFORMANCE_MANAGER)
def credit_convert(request: SignedInRequest) -> HttpResponse:
    """Choose an agency and a year, look at what would be written, convert it."""
    now = timezone.now()
    agencies = permissions.agencies_to_convert(request.user, now)
    data = request.POST if request.method == "POST" else request.GET or None
    form = ConvertForm(data, agencies=agencies)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render_page(request, "appraisal/credit_convert.html", {"form": form}, status=status)
    agency, period = form.cleaned_data["agency"], form.cleaned_data["period"]
    if request.method == "POST":
        with domain_errors_as_messages(request):
            done = actions.convert_agency(agency=agency, period=period, by=request.user, now=now)
            sentence = ngettext(
                "Hasil %(n)s pegawai sudah dikonversi.",
                "Hasil %(n)s pegawai sudah dikonversi.",
                done.people,
            )
            messages.success(request, sentence % {"n": done.people})
        here = reverse("appraisal:credit-convert")
        return redirect(f"{here}?agency={agency.pk}&period={period.pk}")
    summary = conversion_summary(agency, period)
    page = Paginator(summary.plans, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "agency": agency, "period": period, "summary": summary, "page": page}
    return render_page(request, "appraisal/credit_convert.html", context)


@require_POST
@object_rule(_CONVERTS)
def evaluation_convert(request: SignedInRequest, pk: int) -> HttpResponse:
    """Convert one final result."""
    evaluation = visible_evaluation(request, pk)
    with domain_errors_as_messages(request):
        actions.convert_evaluation(evaluation_id=pk, by=request.user, now=timezone.now())
        messages.success(
            request,
            _("Hasil %(period)s sudah dikonversi ke angka kredit.") % {"period": evaluation.period},
        )
    return redirect("appraisal:credit-detail", pk=evaluation.plan.employee_id)


@require_http_methods(["GET", "POST"])
@object_rule(_CONVERTS)
def credit_conversion_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel a conversion that was made by mistake, with a reason that stays beside it."""
    now = timezone.now()
    people = permissions.visible_accounts(request.user, now)
    row = get_object_or_404(
        CreditConversion.objects.filter(employee__in=people).select_related(
            "employee", "evaluation__plan__assignment__post__unit__agency"
        ),
        pk=pk,
    )
    back = reverse("appraisal:credit-detail", args=[row.employee_id])
    verdict = permissions.can_cancel_conversion(request.user, row, now)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with domain_errors_as_messages(request):
            reason = form.cleaned_data["reason"]
            actions.cancel_conversion(conversion_id=pk, reason=reason, by=request.user, now=now)
            messages.success(
                request, _("Konversi dibatalkan. Bulan-bulannya dapat dikonversi kembali.")
            )
        return redirect(back)
    return form_page(
        request,
        form,
        title=_("Batalkan konversi %(name)s, %(points)s angka kredit?")
        % {"name": row.employee.name, "points": points_text(row.points)},
        button=_("Batalkan konversi"),
        back=back,
        template="appraisal/credit_cancel.html",
        conversion=row,
        verdict=verdict,
    )


@require_POST
@object_rule(_CONVERTS)
def credit_determine(request: SignedInRequest, pk: int) -> HttpResponse:
    """Fix the cumulative points as they stand."""
    employee = visible_person(request, pk)
    with domain_errors_as_messages(request):
        found = determine_credit(employee_id=pk, by=request.user, now=timezone.now())
        messages.success(
            request,
            _("Angka kredit %(name)s ditetapkan: %(total)s.")
            % {"name": employee.name, "total": points_text(found.total)},
        )
    return redirect("appraisal:credit-detail", pk=pk)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def credit_base_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record points by decree or a promotion in rank."""
    employee = visible_person(request, pk)
    now = timezone.now()
    account = credit_account(employee, timezone.localtime(now).date())
    initial = {"level": account.level or ""}
    form = BaseForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            record_base(employee_id=pk, facts=form.facts, by=request.user, now=now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("appraisal:credit-detail", pk=pk)
    return form_page(
        request,
        form,
        title=_("Catat angka kredit %(name)s dari surat keputusan") % {"name": employee.name},
        button=_("Simpan"),
        back=reverse("appraisal:credit-detail", args=[pk]),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def credit_base_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back a record that was made by mistake."""
    now = timezone.now()
    people = permissions.visible_accounts(request.user, now)
    base = get_object_or_404(
        CreditBase.objects.filter(employee__in=people).select_related("employee"), pk=pk
    )
    return confirmed_step(
        request,
        title=_("Hapus catatan %(kind)s %(name)s?")
        % {"kind": base.get_kind_display().lower(), "name": base.employee.name},
        consequences=[
            _("SK %(number)s, angka kredit %(points)s.")
            % {"number": base.decree_number, "points": points_text(base.points)},
            _("Jumlah kumulatif dihitung ulang. Riwayat perubahan tetap tersimpan."),
        ],
        button=_("Hapus"),
        verdict=permissions.can_record_base(request.user, now),
        back=reverse("appraisal:credit-detail", args=[base.employee_id]),
        step=lambda: remove_base(base_id=pk, by=request.user, now=now),
        done=_("Catatan sudah dihapus."),
    )
