"""Filling a draft at once: from the library, an own earlier plan, a colleague's plan."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import plan_sources as actions
from appraisal.actions.plan_development import add_from_development
from appraisal.enums import CopySource
from appraisal.models import LibraryResult, Plan
from appraisal.models.library import LibraryQuerySet
from appraisal.selectors.library import choices_of, offered_to
from appraisal.selectors.plan_sources import plans_to_copy
from appraisal.views.plans import visible_plan
from personnel.views.asking import asked
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page
from training.selectors.development import offered_indicators
from training.selectors.learnt import learnt_measures

PAGE_SIZE = 20
_OWNER = gettext_lazy("Pemilik SKP")


def _taken_words(taken: actions.Taken) -> str:
    """What was added and what stood there already, as one or two sentences."""
    words = ngettext(
        "%(n)s hasil kerja ditambahkan. Periksa target dan tautannya.",
        "%(n)s hasil kerja ditambahkan. Periksa target dan tautannya.",
        taken.added,
    ) % {"n": taken.added}
    if not taken.added:
        return _("Semua yang dipilih sudah ada pada SKP Anda; tidak ada yang ditambahkan.")
    if taken.already_there:
        words += " " + _("%(n)s sudah ada dan dilewati.") % {"n": taken.already_there}
    return words


def _locked_out(request: HttpRequest, plan: Plan) -> HttpResponse | None:
    verdict = permissions.can_edit_plan(asked(request).user, plan, timezone.now())
    if verdict:
        return None
    messages.error(request, str(verdict.reason))
    return redirect("appraisal:plan-detail", pk=plan.pk)


@require_http_methods(["GET", "POST"])
@object_rule(_OWNER)
def plan_library(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose entries of the library, those of the own post first; POST adds them."""
    plan = visible_plan(request, pk)
    if refused := _locked_out(request, plan):
        return refused
    if request.method == "POST":
        return _add(request, plan)
    words = request.GET.get("q", "")[:200]
    page = Paginator(offered_to(plan, words), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "page": page,
        "words": words,
        "choices": choices_of(list(page.object_list), plan),
        "learnt": learnt_measures(plan.employee),
        "promised": offered_indicators(plan.employee_id, plan.year.year),
        "is_empty": not words and not LibraryResult.objects.active().exists(),
    }
    return render_page(
        request, "appraisal/plan_library.html", context, "appraisal/_library_choices.html"
    )


@require_POST
@object_rule(_OWNER)
def plan_training(request: HttpRequest, pk: int) -> HttpResponse:
    """Take results and measures over from completed trainings."""
    plan = visible_plan(request, pk)
    if refused := _locked_out(request, plan):
        return refused
    chosen = [int(one) for one in request.POST.getlist("training") if one.isdecimal()]
    try:
        taken = actions.add_from_training(
            plan_id=plan.pk, training_ids=chosen, by=asked(request).user, now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("appraisal:plan-library", pk=pk)
    messages.success(request, _taken_words(taken))
    return redirect("appraisal:plan-detail", pk=pk)


@require_POST
@object_rule(_OWNER)
def plan_development(request: HttpRequest, pk: int) -> HttpResponse:
    """Take indicators over from the own development plan of the same year."""
    plan = visible_plan(request, pk)
    if refused := _locked_out(request, plan):
        return refused
    chosen = [int(one) for one in request.POST.getlist("indicator") if one.isdecimal()]
    who = asked(request)
    try:
        taken = add_from_development(
            plan_id=plan.pk, indicator_ids=chosen, by=who.user, now=who.now
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("appraisal:plan-library", pk=pk)
    messages.success(
        request,
        _("Indikator dari rencana pengembangan sudah masuk SKP. Periksa targetnya.")
        if taken.added
        else _("Semua yang dipilih sudah ada pada SKP Anda; tidak ada yang ditambahkan."),
    )
    return redirect("appraisal:plan-detail", pk=pk)


def _add(request: HttpRequest, plan: Plan) -> HttpResponse:
    chosen = [int(pk) for pk in request.POST.getlist("entry") if pk.isdecimal()]
    try:
        taken = actions.add_from_library(
            plan_id=plan.pk, entry_ids=chosen, by=asked(request).user, now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("appraisal:plan-library", pk=plan.pk)
    messages.success(request, _taken_words(taken))
    return redirect("appraisal:plan-detail", pk=plan.pk)


@require_http_methods(["GET", "POST"])
@object_rule(_OWNER)
def plan_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a plan to copy: own earlier ones, then colleagues who gave permission."""
    plan = visible_plan(request, pk)
    if refused := _locked_out(request, plan):
        return refused
    if request.method == "POST":
        try:
            taken = _copy(request, plan)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("appraisal:plan-copy", pk=plan.pk)
        messages.success(request, _taken_words(taken))
        return redirect("appraisal:plan-detail", pk=plan.pk)
    words = request.GET.get("q", "")[:200]
    context = {
        "plan": plan,
        "words": words,
        "sources": plans_to_copy(plan, words),
        "template": _template(plan),
    }
    return render(request, "appraisal/plan_copy.html", context)


def _template(plan: Plan) -> LibraryQuerySet:
    """The library's whole set for the owner's post."""
    return LibraryResult.objects.active().of_post(plan.assignment.post).order_by("-kind", "pk")


def _copy(request: HttpRequest, plan: Plan) -> actions.Taken:
    """Take over what was chosen: the set of the post, or the plan that is named."""
    source, who = request.POST.get("source", ""), asked(request)
    if source == CopySource.LIBRARY:
        entries = _template(plan).values_list("pk", flat=True)
        return actions.add_from_library(
            plan_id=plan.pk, entry_ids=entries, by=who.user, now=who.now
        )
    return actions.copy_plan(
        plan_id=plan.pk,
        source_id=int(source) if source.isdecimal() else 0,
        by=who.user,
        now=who.now,
    )


@require_POST
@object_rule(gettext_lazy("Pegawai, untuk SKP sendiri"))
def plan_permit(request: HttpRequest) -> HttpResponse:
    """Let colleagues copy the own fixed plans, or end that."""
    allowed = request.POST.get("allowed") == "1"
    with domain_errors_as_messages(request):
        actions.allow_copies(allowed=allowed, by=asked(request).user, now=timezone.now())
        messages.success(
            request,
            _("Rekan dengan jabatan atau unit yang sama boleh menyalin SKP Anda.")
            if allowed
            else _("SKP Anda tidak lagi dapat disalin. Salinan yang sudah dibuat tetap ada."),
        )
    return redirect("appraisal:plan-list")
