"""What the superior does with an objection: examine, reject for want of form, decide."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from appraisal.actions import objections as actions
from appraisal.enums import ObjectionOutcome
from appraisal.forms.objections import DecisionForm, RejectionForm
from appraisal.models import Objection
from appraisal.views.objections import detail_page, visible_objection
from appraisal.views.signed_in import SignedInRequest
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages

_DECIDES = gettext_lazy("Atasan pejabat penilai")


@require_POST
@object_rule(_DECIDES)
def objection_examine(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the objection up."""
    objection = visible_objection(request, pk)
    with domain_errors_as_messages(request):
        actions.examine_objection(objection_id=objection.pk, by=request.user, now=timezone.now())
        messages.success(
            request, _("Keberatan sedang diperiksa. Putusan dibuat setelah kedua keterangan ada.")
        )
    return redirect("appraisal:objection-detail", pk=pk)


@require_http_methods(["GET", "POST"])
@object_rule(_DECIDES)
def objection_reject(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reject for want of form."""
    objection = visible_objection(request, pk)
    if request.method == "GET":
        return redirect("appraisal:objection-detail", pk=pk)
    form = RejectionForm(request.POST)
    if not form.is_valid():
        return detail_page(request, objection, 422, rejection_form=form)
    with domain_errors_as_messages(request):
        actions.reject_objection(
            objection_id=pk,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Keberatan ditolak karena syarat formal. Hasil tetap berlaku."))
    return redirect("appraisal:objection-detail", pk=pk)


@require_http_methods(["GET", "POST"])
@object_rule(_DECIDES)
def objection_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Decide, once and finally."""
    objection = visible_objection(request, pk)
    if request.method == "GET":
        return redirect("appraisal:objection-detail", pk=pk)
    form = DecisionForm(request.POST, objection=objection)
    if not form.is_valid():
        return detail_page(request, objection, 422, decision_form=form)
    data = form.cleaned_data
    is_changed = data["outcome"] == ObjectionOutcome.CHANGED
    try:
        actions.decide_objection(
            objection_id=pk,
            outcome=data["outcome"],
            decision=data["decision"],
            results_rating=data["results_rating"] if is_changed else "",
            behaviour_rating=data["behaviour_rating"] if is_changed else "",
            by=request.user,
            now=timezone.now(),
            seen_version=data["row_version"],
        )
    except DomainError as error:
        form.add_error(None, str(error))
        form.carry_version(Objection.objects.get(pk=pk).row_version)
        return detail_page(request, visible_objection(request, pk), 409, decision_form=form)
    messages.success(request, _("Putusan sudah dicatat dan final. Pegawai dapat membacanya."))
    return redirect("appraisal:objection-detail", pk=pk)
