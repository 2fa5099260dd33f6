"""Organisation predicates of a period: recommended by BKPSDM, fixed by the leader above."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import permissions
from appraisal.actions import periods as actions
from appraisal.enums import OrganisationState
from appraisal.forms.organisation import OrganisationForm
from appraisal.models import OrganisationPredicate
from appraisal.selectors.due_days import last_day
from appraisal.selectors.histories import organisation_history
from appraisal.selectors.organisation import predicates_for_list
from appraisal.views.signed_in import SignedInRequest
from personnel.models import Period
from personnel.rules.year import DeadlineKey
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One unit of the list with what the reader may do."""

    row: OrganisationPredicate
    can_fix: Verdict
    can_recommend: Verdict
    can_read: Verdict


@require_GET
@object_rule(
    gettext_lazy("Unit sendiri dan di bawahnya, perangkat daerah yang dikelola, atau semua")
)
def organisation_list(request: SignedInRequest, period_pk: int) -> HttpResponse:
    """Units of a period with their predicate; what is open comes first."""
    period = get_object_or_404(Period.objects.select_related("year"), pk=period_pk)
    now = timezone.now()
    found = predicates_for_list(permissions.visible_organisations(request.user, now), period)
    may_fix = permissions.can_fix_organisations(request.user, found, now)
    may_read = permissions.can_read_determinations(request.user, found, now)
    rows = [
        OrganisationRow(
            row,
            may_fix[row.pk],
            permissions.can_recommend_organisation(request.user, row, now),
            may_read[row.pk],
        )
        for row in found
    ]
    context = {
        "period": period,
        "rows": rows,
        "mine": sum(bool(row.can_fix) for row in rows),
        "open_count": sum(row.row.state != OrganisationState.FIXED for row in rows),
        "due": last_day(period, DeadlineKey.ORGANISATION_DUE),
        "today": timezone.localtime(now).date(),
    }
    return render(request, "appraisal/organisation_list.html", context)


def _visible(request: SignedInRequest, pk: int) -> OrganisationPredicate:
    return get_object_or_404(
        permissions.visible_organisations(request.user, timezone.now()).select_related(
            "unit", "period__year", "fixed_by"
        ),
        pk=pk,
    )


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pimpinan di atas unit; rekomendasi oleh admin BKPSDM"))
def organisation_fix(request: SignedInRequest, pk: int) -> HttpResponse:
    """Fix a unit's predicate with its basis."""
    row = _visible(request, pk)
    page = {
        "title": _("Tetapkan predikat organisasi %(unit)s") % {"unit": row.unit},
        "verb": _("Tetapkan"),
        "confirm": _(
            "Tetapkan predikat organisasi ini? Setelah ditetapkan, predikat pegawai dapat "
            "ditetapkan dan predikat ini tidak dapat diubah."
        ),
        "success": _("Predikat organisasi %(unit)s sudah ditetapkan.") % {"unit": row.unit},
    }
    verdict = permissions.can_fix_organisation(request.user, row, timezone.now())
    return _step(request, row, verdict, actions.fix_organisation, page)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Admin BKPSDM"))
def organisation_recommend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Recommend a predicate to the leader above."""
    row = _visible(request, pk)
    page = {
        "title": _("Rekomendasikan predikat organisasi %(unit)s") % {"unit": row.unit},
        "verb": _("Rekomendasikan"),
        "confirm": "",
        "success": _("Rekomendasi untuk %(unit)s sudah disampaikan kepada pimpinan di atasnya.")
        % {"unit": row.unit},
    }
    verdict = permissions.can_recommend_organisation(request.user, row, timezone.now())
    return _step(request, row, verdict, actions.recommend_organisation, page)


def _step(
    request: SignedInRequest,
    row: OrganisationPredicate,
    verdict: Verdict,
    action: Any,
    page: dict[str, str],
) -> HttpResponse:
    """Show the form, or why it is locked; take the step, or show what was typed again."""
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect("appraisal:organisation-list", period_pk=row.period_id)
    form = OrganisationForm(request.POST or None, row=row)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                action(
                    predicate_id=row.pk,
                    predicate=form.cleaned_data["predicate"],
                    basis=form.cleaned_data["basis"],
                    by=request.user,
                    now=timezone.now(),
                    seen_version=form.cleaned_data["row_version"],
                )
            except DomainError as error:
                status = 409
                form.add_error(None, str(error))
                row = _visible(request, row.pk)
                form.carry_version(row.row_version)
            else:
                messages.success(request, page["success"])
                return redirect("appraisal:organisation-list", period_pk=row.period_id)
    context = {"row": row, "form": form, "history": organisation_history(row)} | page
    return render(request, "appraisal/organisation_form.html", context, status=status)
