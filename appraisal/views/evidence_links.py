"""Beside evidence: has its link opened again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from appraisal import permissions
from appraisal.actions.link_checks import check_again
from appraisal.models import Evidence
from appraisal.views.signed_in import SignedInRequest
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.pages import domain_errors_as_messages

_READER = gettext_lazy("Pembaca evaluasi yang memuat bukti ini")


def _visible(request: SignedInRequest, pk: int) -> Evidence:
    return get_object_or_404(permissions.visible_evidence(request.user, timezone.now()), pk=pk)


@require_POST
@object_rule(_READER)
def evidence_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the link of a piece of evidence tried again."""
    evidence = _visible(request, pk)
    with domain_errors_as_messages(request):
        check_again(evidence=evidence, by=request.user, now=timezone.now())
        messages.success(
            request, _("Tautan sedang diperiksa. Muat ulang halaman ini sebentar lagi.")
        )
    return redirect("appraisal:evaluation-detail", pk=evidence.evaluation_id)
