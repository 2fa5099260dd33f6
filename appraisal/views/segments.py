"""Closing a part of the year: what was reached in it, the two ratings, a note for who follows."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from appraisal import permissions
from appraisal.actions import segments as actions
from appraisal.enums import Rating
from appraisal.forms.calibration import SegmentForm
from appraisal.selectors.explanation import short_rating
from appraisal.selectors.histories import segment_history
from appraisal.selectors.segments import periodic_in, segment_months, weight
from appraisal.views.signed_in import SignedInRequest
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError, Incomplete


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pejabat penilai bagian tahun itu; dibaca oleh penilai berikutnya"))
def segment_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One ended part of the year: to close for its supervisor, to read for the others."""
    now = timezone.now()
    segment = get_object_or_404(
        permissions.visible_segments(request.user, now).select_related(
            "plan__employee", "plan__year", "plan__assignment__post__unit", "supervisor"
        ),
        pk=pk,
    )
    verdict = permissions.can_close_segment(request.user, segment, now)
    form = SegmentForm(request.POST or None, segment=segment) if verdict else None
    status = 200
    if request.method == "POST":
        if form is None:
            messages.error(request, str(verdict.reason))
            return redirect("appraisal:segment-detail", pk=pk)
        status = 422
        if form.is_valid():
            try:
                actions.close_segment(
                    segment_id=pk,
                    results_rating=form.cleaned_data["results_rating"],
                    behaviour_rating=form.cleaned_data["behaviour_rating"],
                    leave_months=form.cleaned_data["leave_months"],
                    note=form.cleaned_data["note"],
                    by=request.user,
                    now=now,
                    seen_version=form.cleaned_data["row_version"],
                )
            except DomainError as error:
                status = 422 if isinstance(error, Incomplete) else 409
                form.add_error(None, " ".join([str(error), *getattr(error, "problems", [])]))
                segment.refresh_from_db()
                form.carry_version(segment.row_version)
            else:
                messages.success(request, _("Bagian tahun sudah ditutup."))
                return redirect("appraisal:segment-detail", pk=pk)
    context = {
        "segment": segment,
        "employee": segment.plan.employee,
        "months": segment_months(segment),
        "weight": weight(segment, segment.starts.year),
        "periodic": periodic_in(segment),
        "short": {level: short_rating(level) for level in Rating.values},
        "can_close": verdict,
        "form": form,
        "history": segment_history(segment),
    }
    return render(request, "appraisal/segment_detail.html", context, status=status)
