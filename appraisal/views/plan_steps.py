"""The verbs of a plan: each a POST, those that need words with a page of their own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import plan_content
from appraisal.actions import plans as actions
from appraisal.enums import Approach
from appraisal.forms.plans import AnnexForm, CloseForm, ExpectationForm, NoteForm
from appraisal.forms.versions import VersionedForm
from appraisal.models import Plan
from appraisal.views.plans import plan_context, visible_plan
from personnel.views.asking import asked
from personnel.views.autosaving import autosaved, is_autosave
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError, Incomplete
from sabang_kinerja.common.pages import domain_errors_as_messages
from sabang_kinerja.common.verdicts import Verdict

_LONGEST_VERSION = 10


@require_POST
@object_rule(gettext_lazy("Pemilik SKP"))
def plan_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the plan to the supervisor; what is missing is shown on the plan itself."""
    plan = visible_plan(request, pk)
    who = asked(request)
    try:
        plan = actions.submit_plan(
            plan_id=plan.pk, by=who.user, now=who.now, seen_version=_seen_version(request)
        )
    except Incomplete as error:
        messages.error(request, " ".join([str(error), *error.problems[:3]]))
        return redirect("appraisal:plan-detail", pk=pk)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("appraisal:plan-detail", pk=pk)
    messages.success(
        request,
        _("SKP sudah diajukan kepada %(supervisor)s. Anda akan diberi tahu setelah diperiksa.")
        % {"supervisor": plan.supervisor},
    )
    return redirect("appraisal:plan-detail", pk=pk)


def _seen_version(request: HttpRequest) -> int | None:
    """The version that the page with the button showed."""
    sent = request.POST.get("row_version", "")
    return int(sent) if sent.isdecimal() and len(sent) < _LONGEST_VERSION else None


def _step(request: HttpRequest, pk: int, action: Callable[..., Plan], success: str) -> HttpResponse:
    plan = visible_plan(request, pk)
    who = asked(request)
    with domain_errors_as_messages(request):
        action(plan_id=plan.pk, by=who.user, now=who.now, seen_version=_seen_version(request))
        messages.success(request, success)
    return redirect("appraisal:plan-detail", pk=pk)


@require_POST
@object_rule(gettext_lazy("Pemilik SKP"))
def plan_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a submitted plan back."""
    return _step(request, pk, actions.withdraw_plan, _("SKP sudah ditarik kembali."))


@require_POST
@object_rule(gettext_lazy("Pejabat penilai"))
def plan_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to the plan."""
    plan = visible_plan(request, pk)
    success = _("SKP %(employee)s sudah disetujui. Langkah berikutnya: tanda tangan.") % {
        "employee": plan.employee.full_name
    }
    return _step(request, pk, actions.approve_plan, success)


@require_POST
@object_rule(gettext_lazy("Pemilik SKP, lalu pejabat penilai"))
def plan_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign as employee or, after that, as supervisor."""
    return _step(request, pk, actions.sign_plan, _("Tanda tangan Anda sudah dicatat."))


def _step_with_words(
    request: HttpRequest, plan: Plan, form: NoteForm, run: Callable[[], Any], page: dict[str, str]
) -> HttpResponse:
    """Show the form; on POST run the action, or show the form again with what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            run()
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, page["success"])
            return redirect("appraisal:plan-detail", pk=plan.pk)
    return render(
        request,
        "appraisal/plan_step.html",
        {"plan": plan, "form": form} | page,
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pejabat penilai atau pengelola kinerja"))
def plan_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the plan back with a note."""
    plan = visible_plan(request, pk)
    form = NoteForm(request.POST or None, label=_("Apa yang perlu diperbaiki?"))
    return _step_with_words(
        request,
        plan,
        form,
        lambda: actions.return_plan(
            plan_id=plan.pk,
            note=form.cleaned_data["note"],
            by=asked(request).user,
            now=timezone.now(),
        ),
        {
            "title": _("Kembalikan SKP %(name)s") % {"name": plan.employee.name},
            "verb": _("Kembalikan"),
            "success": _("SKP sudah dikembalikan kepada %(employee)s beserta catatan Anda.")
            % {"employee": plan.employee.full_name},
        },
    )


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pejabat penilai"))
def plan_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a new version of a fixed plan."""
    plan = visible_plan(request, pk)
    form = NoteForm(request.POST or None, label=_("Mengapa SKP diganti?"))
    return _step_with_words(
        request,
        plan,
        form,
        lambda: actions.open_revision(
            plan_id=plan.pk,
            reason=form.cleaned_data["note"],
            by=asked(request).user,
            now=timezone.now(),
        ),
        {
            "title": _("Buka versi baru SKP %(name)s") % {"name": plan.employee.name},
            "verb": _("Buka versi baru"),
            "success": _(
                "Versi baru sudah dibuka sebagai draf. Versi lama berlaku sampai yang "
                "baru ditetapkan."
            ),
        },
    )


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Admin BKPSDM atau pengelola kinerja"))
def plan_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a plan before the year does."""
    plan = visible_plan(request, pk)
    form = CloseForm(request.POST or None, label=_("Mengapa SKP ditutup?"), plan=plan)
    return _step_with_words(
        request,
        plan,
        form,
        lambda: actions.close_plan(
            plan_id=plan.pk,
            ends=form.cleaned_data["ends"],
            reason=form.cleaned_data["note"],
            by=asked(request).user,
            now=timezone.now(),
        ),
        {
            "title": _("Tutup SKP %(name)s") % {"name": plan.employee.name},
            "verb": _("Tutup SKP"),
            "success": _("SKP sudah ditutup."),
        },
    )


@require_POST
@object_rule(gettext_lazy("Pemilik SKP"))
def plan_approach(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the quantitative or qualitative form."""
    plan = visible_plan(request, pk)
    chosen = request.POST.get("approach", "")
    if chosen not in Approach.values:
        messages.error(request, _("Pilih salah satu pendekatan."))
        return redirect("appraisal:plan-detail", pk=pk)
    with domain_errors_as_messages(request):
        actions.set_approach(
            plan_id=plan.pk,
            approach=Approach(chosen),
            by=asked(request).user,
            now=asked(request).now,
        )
        messages.success(request, _("Perubahan sudah disimpan."))
    return redirect("appraisal:plan-detail", pk=pk)


def _texts_page(
    request: HttpRequest,
    plan: Plan,
    form: AnnexForm | ExpectationForm,
    save: Callable[..., Plan],
    editing: str,
    verdict: Verdict,
) -> HttpResponse:
    """Edit a set of texts of the plan in place: annexes, or special expectations."""
    if not verdict and not is_autosave(request):
        messages.error(request, str(verdict.reason))
        return redirect("appraisal:plan-detail", pk=plan.pk)
    if request.method == "POST" and form.is_valid():
        texts = dict(form.cleaned_data)
        version = texts.pop("row_version")
        try:
            saved = save(
                plan_id=plan.pk,
                texts=texts,
                by=asked(request).user,
                now=timezone.now(),
                seen_version=version,
            )
        except DomainError as error:
            if is_autosave(request):
                return autosaved(error=error)
            form.add_error(None, str(error))
            form.carry_version(Plan.objects.get(pk=plan.pk).row_version)
            return _texts_form(request, plan, form, editing, status=409)
        else:
            if is_autosave(request):
                return autosaved(row_version=saved.row_version)
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("appraisal:plan-detail", pk=plan.pk)
    if is_autosave(request):
        return autosaved(form=form)
    return _texts_form(request, plan, form, editing, status=422 if form.errors else 200)


def _texts_form(
    request: HttpRequest, plan: Plan, form: VersionedForm, editing: str, *, status: int
) -> HttpResponse:
    context = plan_context(request, plan, editing=editing, form=form)
    return render(request, "appraisal/plan_detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pemilik SKP"))
def plan_annexes(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit the three blocks of the lampiran."""
    plan = visible_plan(request, pk)
    form = AnnexForm(request.POST or None, plan=plan)
    verdict = permissions.can_edit_plan(asked(request).user, plan, timezone.now())
    return _texts_page(request, plan, form, plan_content.save_annexes, "annexes", verdict)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pejabat penilai"))
def plan_expectations(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit the leader's special expectations."""
    plan = visible_plan(request, pk)
    form = ExpectationForm(request.POST or None, plan=plan)
    verdict = permissions.can_set_expectations(asked(request).user, plan, timezone.now())
    return _texts_page(request, plan, form, plan_content.save_expectations, "expectations", verdict)
