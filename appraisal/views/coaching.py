"""Coaching: sessions, the employee's form, the leader's scores."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import guidance as actions
from appraisal.forms.guidance import GROUPS, WORDS, CoachingForm, CompetenceForm, StatementForm
from appraisal.models import Coaching
from appraisal.rules.coaching import STATEMENTS, group_means
from appraisal.views.signed_in import SignedInRequest
from personnel.models import Employee
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.errors import DomainError

PAGE_SIZE = 25
_SEES = gettext_lazy("Yang dibimbing, pimpinannya, atasan pimpinan, dan auditor")


@require_GET
@signed_in
def coaching_list(request: SignedInRequest) -> HttpResponse:
    """Sessions that the reader may open, and whom the reader may coach."""
    now = timezone.now()
    rows = permissions.visible_coaching(request.user, now).select_related("employee", "leader")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    reports = Employee.objects.filter(pk__in=permissions.direct_reports(request.user, now))
    own = request.user.employee_id or 0
    context = {
        "page": page,
        "to_answer": rows.filter(employee=own, answered_at__isnull=True).count(),
        "reports": reports.order_by("name"),
    }
    return render(request, "appraisal/coaching_list.html", context)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pejabat penilai pegawai ini"))
def coaching_create(request: SignedInRequest, employee_pk: int) -> HttpResponse:
    """Record a session with a direct report."""
    now = timezone.now()
    reports = Employee.objects.filter(pk__in=permissions.direct_reports(request.user, now))
    employee = get_object_or_404(reports, pk=employee_pk)
    form = CoachingForm(
        request.POST if request.method == "POST" else None, use_required_attribute=False
    )
    if request.method == "POST" and form.is_valid():
        try:
            coaching = actions.record_coaching(
                employee=employee, by=request.user, now=now, **form.cleaned_data
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("Bimbingan sudah dicatat. %(name)s diminta mengisi formulirnya.")
                % {"name": employee.name},
            )
            return redirect("appraisal:coaching-detail", pk=coaching.pk)
    context = {"form": form, "employee": employee}
    status = 422 if form.errors else 200
    return render(request, "appraisal/coaching_form.html", context, status=status)


def _visible(request: SignedInRequest, pk: int) -> Coaching:
    rows = permissions.visible_coaching(request.user, timezone.now())
    return get_object_or_404(
        rows.select_related("employee", "leader", "superior").prefetch_related(
            "answers", "competences"
        ),
        pk=pk,
    )


@require_GET
@object_rule(_SEES)
def coaching_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One session with what the reader may see and do."""
    return _page(request, _visible(request, pk))


def _page(request: SignedInRequest, coaching: Coaching, **forms: Form) -> HttpResponse:
    now = timezone.now()
    can_read = permissions.can_read_answers(request.user, coaching, now)
    context: dict[str, Any] = {
        "coaching": coaching,
        "can_answer": permissions.can_answer_coaching(request.user, coaching, now),
        "can_score": permissions.can_score_competences(request.user, coaching, now),
        "can_read": can_read,
        "groups": _answers(coaching) if can_read and coaching.answered_at else [],
        "statement_form": forms.get("statements") or StatementForm(),
        "competence_form": forms.get("competences") or CompetenceForm(),
        "is_employee": coaching.employee_id == request.user.employee_id,
    }
    status = 422 if forms else 200
    return render(request, "appraisal/coaching_detail.html", context, status=status)


def _answers(coaching: Coaching) -> list[tuple[Any, Any, list[tuple[Any, int]]]]:
    """Heading, mean and answers of each group."""
    given = {row.statement: row.score for row in coaching.answers.all()}
    means = group_means(given)
    return [
        (
            words,
            means[about],
            [(WORDS[one.code], given[one.code]) for one in STATEMENTS if one.about is about],
        )
        for about, words in GROUPS.items()
    ]


@require_POST
@object_rule(gettext_lazy("Pegawai yang dibimbing"))
def coaching_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the nine answers to the leader's superior."""
    coaching = _visible(request, pk)
    form = StatementForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_coaching(
                coaching_id=pk,
                answers=form.answers(),
                remark=form.cleaned_data["remark"],
                by=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request, _("Jawaban Anda sudah dikirim kepada atasan pimpinan yang membimbing.")
            )
        return redirect("appraisal:coaching-detail", pk=pk)
    return _page(request, coaching, statements=form)


@require_POST
@object_rule(gettext_lazy("Pimpinan yang membimbing"))
def coaching_score(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write scores of competences with their reasons."""
    coaching = _visible(request, pk)
    form = CompetenceForm(request.POST)
    if form.is_valid():
        try:
            actions.score_competences(
                coaching_id=pk, entered=list(form.to_input()), by=request.user, now=timezone.now()
            )
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
        return redirect("appraisal:coaching-detail", pk=pk)
    return _page(request, coaching, competences=form)
