"""The role-result matrix of a leader: a live grid that saves itself cell by cell."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import matrix as actions
from appraisal.documents import matrix_headings, matrix_rows
from appraisal.forms.matrix import CellForm, RemoveForm
from appraisal.models import MatrixCell, Plan
from appraisal.selectors.matrix import matrix_of
from appraisal.selectors.plans import current_year
from appraisal.views.plans import visible_plan
from personnel.models import Employee
from personnel.views.asking import asked
from personnel.views.autosaving import autosaved, is_autosave
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages

_LEADER = gettext_lazy("Pimpinan, untuk bawahan langsungnya")
_SEES = gettext_lazy("Matriks dari SKP yang terlihat")


@require_GET
@object_rule(_LEADER)
def matrix_own(request: HttpRequest) -> HttpResponse:
    """Lead to the matrix of the own plan of the running year, or to what must come first."""
    year = current_year()
    own = Plan.objects.filter(employee=asked(request).user.employee_id or 0, year=year).current()
    plan = own.order_by("-assignment__effective_from", "version").first()
    if plan is None:
        messages.info(request, _("Susun SKP Anda dahulu; matriks memakai hasil kerja Anda."))
        return redirect("appraisal:plan-list")
    return redirect("appraisal:matrix-detail", pk=plan.pk)


@require_GET
@object_rule(_SEES)
def matrix_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Own results across, direct reports down; who may not fill it reads it."""
    return _page(request, visible_plan(request, pk))


def _page(
    request: HttpRequest, plan: Plan, refused: CellForm | None = None, status: int = 200
) -> HttpResponse:
    who = asked(request)
    context = {
        "plan": plan,
        "matrix": matrix_of(plan, who.now),
        "can_fill": permissions.can_fill_matrix(who.user, plan, who.now),
        "is_leader": plan.employee_id == who.user.employee_id,
        "refused": refused,
    }
    return render(request, "appraisal/matrix_detail.html", context, status=status)


@require_GET
@object_rule(_SEES)
def matrix_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The matrix as a spreadsheet, laid out as on the page."""
    matrix = matrix_of(visible_plan(request, pk), timezone.now())
    widths = [30, 34, *(36 for _result in matrix.results)]
    return spreadsheet(
        kind, "matriks", _("Matriks"), matrix_headings(matrix), matrix_rows(matrix), widths
    )


@require_POST
@object_rule(_LEADER)
def matrix_cell(request: HttpRequest, pk: int, result_pk: int, employee_pk: int) -> HttpResponse:
    """Save one contribution, by the page itself or by its button."""
    plan = visible_plan(request, pk)
    get_object_or_404(plan.results.all(), pk=result_pk)
    get_object_or_404(Employee, pk=employee_pk)
    form = CellForm(request.POST)
    if not form.is_valid():
        return autosaved(form=form) if is_autosave(request) else _page(request, plan, form, 422)
    try:
        cell = actions.save_cell(
            result_id=result_pk,
            employee_id=employee_pk,
            position=form.cleaned_data["position"],
            text=form.cleaned_data["text"],
            by=asked(request).user,
            now=timezone.now(),
            seen_version=form.cleaned_data["row_version"],
        )
    except DomainError as error:
        if is_autosave(request):
            return autosaved(error=error)
        form.add_error(None, str(error))
        return _page(request, plan, form, 409)
    if is_autosave(request):
        return autosaved(row_version=cell.row_version)
    messages.success(request, _("Perubahan sudah disimpan."))
    return redirect(f"{reverse('appraisal:matrix-detail', args=[plan.pk])}#isi-{cell.pk}")


@require_http_methods(["GET", "POST"])
@object_rule(_LEADER)
def matrix_remove(request: HttpRequest, pk: int, cell_pk: int) -> HttpResponse:
    """Ask what becomes of the seeded result, then take the contribution out."""
    plan = visible_plan(request, pk)
    cell = get_object_or_404(
        MatrixCell.objects.select_related("employee", "result__plan", "leader_result"),
        pk=cell_pk,
        leader_result__plan=plan,
    )
    form = RemoveForm(request.POST or None, cell=cell)
    if request.method == "POST" and form.is_valid():
        with domain_errors_as_messages(request):
            actions.remove_cell(
                cell_id=cell.pk,
                with_result=form.cleaned_data.get("then") == RemoveForm.WITH_RESULT,
                by=asked(request).user,
                now=timezone.now(),
                seen_version=form.cleaned_data["row_version"],
            )
            messages.success(request, _("Isian matriks sudah dihapus."))
        return redirect("appraisal:matrix-detail", pk=plan.pk)
    context = {
        "plan": plan,
        "cell": cell,
        "form": form,
        "verdict": permissions.can_fill_matrix(asked(request).user, plan, timezone.now()),
    }
    status = 422 if form.errors else 200
    return render(request, "appraisal/matrix_remove.html", context, status=status)


@require_POST
@object_rule(_LEADER)
def matrix_alone(request: HttpRequest, pk: int, result_pk: int) -> HttpResponse:
    """Mark a result of the leader as own work, or take the mark back."""
    plan = visible_plan(request, pk)
    get_object_or_404(plan.results.all(), pk=result_pk)
    with domain_errors_as_messages(request):
        actions.mark_done_alone(
            result_id=result_pk,
            done_alone=request.POST.get("alone") == "1",
            by=asked(request).user,
            now=timezone.now(),
        )
        messages.success(request, _("Perubahan sudah disimpan."))
    return redirect("appraisal:matrix-detail", pk=plan.pk)
