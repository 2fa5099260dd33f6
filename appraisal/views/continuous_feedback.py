"""Continuous feedback: what one received and gave, and a remark to somebody."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import continuous_feedback as actions
from appraisal.forms.continuous_feedback import FeedbackForm
from appraisal.models import ContinuousFeedback
from appraisal.selectors.continuous_feedback import feedback_for_list
from appraisal.selectors.daily_progress import results_on
from appraisal.views.signed_in import SignedInRequest
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages

PAGE_SIZE = 25
MOST_FOUND = 20
KINDS = ("received", "given", "read")


@require_GET
@signed_in
def feedback_list(request: SignedInRequest) -> HttpResponse:
    """Remarks received, given, or read as a superior or auditor, the latest first."""
    now = timezone.now()
    visible = permissions.visible_feedback(request.user, now)
    own = request.user.employee_id or 0
    sets = {
        "received": visible.filter(employee=own, withdrawn_at__isnull=True),
        "given": visible.filter(giver=own),
        "read": visible.exclude(employee=own).exclude(giver=own),
    }
    kind = request.GET.get("kind", "received" if own else "read")
    kind = kind if kind in KINDS else "received"
    page = Paginator(feedback_for_list(sets[kind]), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "appraisal/feedback_list.html",
        {
            "kind": kind,
            "page": page,
            "lines": [_line(request, row) for row in page],
            "counts": {name: rows.count() for name, rows in sets.items()},
            "can_write": bool(own),
        },
    )


def _line(request: SignedInRequest, row: ContinuousFeedback) -> dict[str, Any]:
    now = timezone.now()
    return {
        "row": row,
        "shows_giver": permissions.shows_giver(request.user, row, now),
        "can_withdraw": permissions.can_withdraw_feedback(request.user, row, now),
    }


@require_GET
@signed_in
def feedback_find(request: SignedInRequest) -> HttpResponse:
    """Choose whom the remark is for: somebody of the own agency or line, by name."""
    asked = request.GET.get("q", "").strip()
    people = permissions.people_to_address(request.user, timezone.now()).order_by("name", "pk")
    if asked:
        people = people.filter(name__icontains=asked)
    found = list(people[: MOST_FOUND + 1])
    return render(
        request,
        "appraisal/feedback_find.html",
        {"q": asked, "people": found[:MOST_FOUND], "more": len(found) > MOST_FOUND},
    )


@require_http_methods(["GET", "POST"])
@object_rule(
    gettext_lazy(
        "Pegawai perangkat daerah yang sama, atasan, bawahan, dan anggota tim yang diketuai"
    )
)
def feedback_create(request: SignedInRequest, employee_pk: int) -> HttpResponse:
    """Write to somebody."""
    now = timezone.now()
    people = permissions.people_to_address(request.user, now)
    employee = get_object_or_404(people, pk=employee_pk)
    day = timezone.localtime(now).date()
    among = permissions.results_to_address(request.user, employee, now)
    results = results_on(employee.pk, day, among)
    form = FeedbackForm(
        request.POST if request.method == "POST" else None,
        results=results,
        about=request.GET.get("about", ""),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_feedback(
                employee=employee, entered=form.to_input(), by=request.user, now=now
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("Umpan balik untuk %(name)s sudah disampaikan. Dapat ditarik dalam satu hari.")
                % {"name": employee.name},
            )
            return redirect("appraisal:feedback-list")
    return render(
        request,
        "appraisal/feedback_form.html",
        {
            "form": form,
            "employee": employee,
            "role": permissions.role_towards(request.user, employee, now).label,
            "leads_team": bool(permissions.teams_led(request.user, employee, now)),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@object_rule(gettext_lazy("Yang menulis umpan balik, dalam satu hari"))
def feedback_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one's own remark back."""
    get_object_or_404(permissions.visible_feedback(request.user, timezone.now()), pk=pk)
    with domain_errors_as_messages(request):
        actions.withdraw_feedback(feedback_id=pk, by=request.user, now=timezone.now())
        messages.success(request, _("Umpan balik sudah ditarik."))
    return redirect("appraisal:feedback-list")
