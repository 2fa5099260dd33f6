"""Organisation predicates of a period: recommended by BKPSDM, fixed by the leader above."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import permissions
from appraisal.actions import periods as actions
from appraisal.filters import OrganisationFilter
from appraisal.forms.organisation import PERIODIC_WORDS, OrganisationForm
from appraisal.forms.plans import NoteForm
from appraisal.models import OrganisationPredicate
from appraisal.regulation import ORGANISATION_CELLS
from appraisal.selectors.due_days import last_day
from appraisal.selectors.histories import organisation_history
from appraisal.selectors.organisation_list import (
    PeopleBelow,
    leaders_above,
    organisation_counts,
    organisation_table,
    people_below,
    predicates_for_list,
)
from appraisal.views.signed_in import SignedInRequest
from personnel.models import Employee, Period
from personnel.rules.year import DeadlineKey
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages
from sabang_kinerja.common.verdicts import Verdict

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One unit of the list with what the reader may do."""

    row: OrganisationPredicate
    can_fix: Verdict
    can_recommend: Verdict
    can_read: Verdict
    leader: Employee | None
    below: PeopleBelow
    can_reopen: bool


@require_GET
@object_rule(
    gettext_lazy("Unit sendiri dan di bawahnya, perangkat daerah yang dikelola, atau semua")
)
def organisation_list(request: SignedInRequest, period_pk: int) -> HttpResponse:
    """Units of a period with their predicate; what is open comes first."""
    period = get_object_or_404(Period.objects.select_related("year"), pk=period_pk)
    now = timezone.now()
    visible = permissions.visible_organisations(request.user, now)
    found = OrganisationFilter(request.GET, visible.filter(period=period), request=request)
    page = Paginator(predicates_for_list(found.qs), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = list(page)
    may_fix = permissions.can_fix_organisations(request.user, shown, now)
    may_read = permissions.can_read_determinations(request.user, shown, now)
    leaders = leaders_above(shown, timezone.localtime(now).date())
    below = people_below(shown, period)
    counts = organisation_counts(visible.filter(period=period))
    rows = [
        OrganisationRow(
            row,
            may_fix[row.pk],
            permissions.can_recommend_organisation(request.user, row, now),
            may_read[row.pk],
            leaders[row.pk],
            below[row.pk],
            can_reopen=_may_reopen(request, row, below[row.pk], now),
        )
        for row in shown
    ]
    context = {
        "period": period,
        "rows": rows,
        "page": page,
        "filter": found,
        "mine": sum(bool(row.can_fix) for row in rows),
        "counts": counts,
        "open_count": counts.total - counts.fixed,
        "due": last_day(period, DeadlineKey.ORGANISATION_DUE),
        "today": timezone.localtime(now).date(),
    }
    return render(request, "appraisal/organisation_list.html", context)


def _may_reopen(
    request: SignedInRequest, row: OrganisationPredicate, below: PeopleBelow, now: datetime
) -> bool:
    """Whether a step back is open, from what the list has read already."""
    return row.is_fixed and not below.fixed and bool(permissions.can_manage_year(request.user, now))


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
                    **form.to_input(),
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
    context = {
        "row": row,
        "form": form,
        "words": PERIODIC_WORDS,
        "table": organisation_table(regulation_on(timezone.localdate()).table(ORGANISATION_CELLS)),
        "history": organisation_history(row),
    } | page
    return render(request, "appraisal/organisation_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Admin BKPSDM, dengan perintah tertulis"))
def organisation_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a fixed predicate again, while nobody below has a predicate yet."""
    row = _visible(request, pk)
    back = reverse("appraisal:organisation-list", args=[row.period_id])
    verdict = permissions.can_reopen_organisation(request.user, row, timezone.now())
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = NoteForm(request.POST or None, label=_("Nomor dan tanggal perintah tertulis"))
    if request.method == "POST" and form.is_valid():
        with domain_errors_as_messages(request):
            actions.reopen_organisation(
                predicate_id=pk,
                order=form.cleaned_data["note"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(
                request, _("Predikat organisasi %(unit)s dibuka kembali.") % {"unit": row.unit}
            )
        return redirect(back)
    context = {
        "eyebrow": row.period,
        "form": form,
        "title": _("Buka kembali predikat organisasi %(unit)s") % {"unit": row.unit},
        "lead": _("Pimpinan di atasnya menetapkan lagi. Belum ada predikat pegawai di bawahnya."),
        "verb": _("Buka kembali"),
        "back": back,
    }
    status = 422 if form.errors else 200
    return render(request, "appraisal/judging_step.html", context, status=status)
