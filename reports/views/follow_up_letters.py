"""Letters that follow a result: the list, making one, its file."""

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from appraisal.models import Award, ImprovementPlan
from appraisal.permissions.follow_up import reported_agencies, visible_improvement_plans
from personnel.models import Unit
from personnel.views.asking import Asked, asked
from reports.actions.follow_up_letters import make_appreciation, make_warning
from reports.enums import FollowUpKind
from reports.filters import FollowUpLetterFilter
from reports.permissions.papers import can_appreciate, can_warn, visible_follow_up_letters
from reports.selectors.credit_letters import agency_of
from reports.selectors.follow_up_letters import letter_of_subject, with_list_columns
from reports.views.files import PDF_TYPE, download
from reports.views.papers import paper_page
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages, render_page
from sabang_kinerja.common.verdicts import denied

PAGE_SIZE: Final = 25
_NO_AGENCY = gettext_lazy("Unit ini belum termasuk perangkat daerah mana pun.")
_SEES = gettext_lazy("Pegawainya, penanda tangan, perangkat daerah, BKPSDM")


@require_GET
@signed_in
def followupletter_list(request: HttpRequest) -> HttpResponse:
    """Warnings and appreciations that the reader may open, newest number first."""
    who = asked(request)
    rows = with_list_columns(visible_follow_up_letters(who.user, who.now))
    found = FollowUpLetterFilter(request.GET, rows)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return render_page(
        request,
        "reports/followupletter_list.html",
        {"page": page, "filter": found},
        fragment="reports/_followupletter_rows.html",
    )


@require_GET
@object_rule(_SEES)
def warning_of_plan(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """The warning of an improvement plan: number and file, or the button that makes it."""
    who = asked(request)
    plan = _plan(who, plan_pk)
    agency = agency_of(plan.employee, who.now)
    letter = letter_of_subject(plan)
    verdict = can_warn(who.user, plan, agency, who.now) if agency else denied(_NO_AGENCY)
    return paper_page(
        request,
        letter,
        plan.employee,
        ActionButton(
            _("Buat surat peringatan"),
            reverse("reports:warning-create", args=[plan.pk]),
            verdict,
            variant="outline-primary",
            confirm=_(
                "Buat surat peringatan? Suratnya langsung bernomor, dan pegawai diberi tahu."
            ),
        ),
        title=str(FollowUpKind.WARNING.label),
        back=reverse("appraisal:improvement-detail", args=[plan.pk]),
    )


@require_POST
@object_rule(gettext_lazy("Pejabat penilai, perangkat daerah, BKPSDM"))
def warning_create(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """Write the warning of an improvement plan."""
    who = asked(request)
    plan = _plan(who, plan_pk)
    with domain_errors_as_messages(request):
        made = make_warning(plan_id=plan.pk, by=who.user, now=who.now)
        messages.success(request, _("Surat nomor %(number)s sudah dibuat.") % {"number": made})
    return redirect("appraisal:improvement-detail", pk=plan.pk)


@require_GET
@object_rule(_SEES)
def appreciation_of_award(request: HttpRequest, award_pk: int) -> HttpResponse:
    """The appreciation of an award: number and file, or the button that makes it."""
    who = asked(request)
    award, agency = _award(who, award_pk)
    return paper_page(
        request,
        letter_of_subject(award),
        award.employee,
        ActionButton(
            _("Buat piagam"),
            reverse("reports:appreciation-create", args=[award.pk]),
            can_appreciate(who.user, award, agency, who.now),
            confirm=_("Buat piagam? Suratnya langsung bernomor, dan pegawai diberi tahu."),
        ),
        title=str(FollowUpKind.APPRECIATION.label),
        back=f"{reverse('appraisal:award-list')}?year={award.year.year}",
    )


@require_POST
@object_rule(gettext_lazy("Perangkat daerah, BKPSDM"))
def appreciation_create(request: HttpRequest, award_pk: int) -> HttpResponse:
    """Write the appreciation of an award."""
    who = asked(request)
    award, _agency = _award(who, award_pk)
    with domain_errors_as_messages(request):
        made = make_appreciation(award_id=award.pk, by=who.user, now=who.now)
        messages.success(request, _("Surat nomor %(number)s sudah dibuat.") % {"number": made})
    return redirect("reports:appreciation-of-award", award_pk=award.pk)


def _plan(who: Asked, pk: int) -> ImprovementPlan:
    return get_object_or_404(
        visible_improvement_plans(who.user, who.now).select_related("employee"), pk=pk
    )


def _award(who: Asked, pk: int) -> tuple[Award, Unit]:
    """An award that the reader may see, with the agency of its person; a 404 for others."""
    award = get_object_or_404(Award.objects.select_related("employee", "year"), pk=pk)
    agency = agency_of(award.employee, who.now)
    may_read = agency is not None and reported_agencies(who.user, who.now).filter(pk=agency.pk)
    if agency is None or not (may_read or who.user.employee_id == award.employee_id):
        raise Http404
    return award, agency


@require_GET
@object_rule(_SEES)
def followupletter_file(request: HttpRequest, pk: int) -> FileResponse:
    """The PDF, exactly as it was made."""
    who = asked(request)
    letter = get_object_or_404(
        visible_follow_up_letters(who.user, who.now).select_related("employee"), pk=pk
    )
    return download(letter.file, letter.file_name, PDF_TYPE)
