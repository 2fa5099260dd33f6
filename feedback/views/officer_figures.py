"""Pages of what citizens say of one officer: the officer first, contest and answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from feedback import permissions
from feedback.actions import officer_figures as actions
from feedback.forms.officer_figures import AnswerForm, ContestForm
from feedback.selectors.appraisal_context import comparison_lines
from personnel.enums import Role
from personnel.views.asking import asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import object_rule, roles
from sabang_kinerja.common.errors import DomainError

_OWN = gettext_lazy("Petugas loket yang bersangkutan")


@require_GET
@object_rule(_OWN)
def citizenfigure_list(request: HttpRequest) -> HttpResponse:
    """Own figures, the latest first; what the supervisor sees and when."""
    who = asked(request)
    figures = permissions.own_officer_figures(who.user).select_related(
        "survey__unit", "survey__period", "answered_by__employee"
    )
    rows = [
        (figure, comparison_lines(figure), permissions.can_contest(who.user, figure))
        for figure in figures
    ]
    context = {"rows": rows, "contests": permissions.open_contests(who.user, who.now).count()}
    return render(request, "feedback/citizenfigure_list.html", context)


@require_POST
@object_rule(_OWN)
def citizenfigure_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that one has read it."""
    who = asked(request)
    get_object_or_404(permissions.own_officer_figures(who.user), pk=pk)
    actions.mark_seen(figure_id=pk, by=who.user, now=who.now)
    messages.success(request, _("Tercatat sudah dibaca. Sejak kini pejabat penilai melihatnya."))
    return redirect("feedback:citizenfigure-list")


@require_http_methods(["GET", "POST"])
@object_rule(_OWN)
def citizenfigure_contest(request: HttpRequest, pk: int) -> HttpResponse:
    """Contest one's own figure in words."""
    who = asked(request)
    figure = get_object_or_404(permissions.own_officer_figures(who.user), pk=pk)
    back = reverse("feedback:citizenfigure-list")
    verdict = permissions.can_contest(who.user, figure)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.contest_figure(
                figure_id=pk, text=form.cleaned_data["text"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error, "text")
        else:
            messages.success(request, _("Keberatan terkirim. Angka tertutup sampai dijawab."))
            return redirect(back)
    return form_page(
        request, form, title=_("Keberatan atas angka loket"), button=_("Kirim"), back=back
    )


@require_GET
@roles(Role.SURVEY_OFFICER, Role.BKPSDM_ADMIN)
def citizencontest_list(request: HttpRequest) -> HttpResponse:
    """Contests that wait for an answer, the oldest first."""
    who = asked(request)
    contests = permissions.open_contests(who.user, who.now).select_related(
        "survey__unit", "survey__period", "employee"
    )
    context = {
        "contests": [(one, comparison_lines(one)) for one in contests.order_by("contested_at")]
    }
    return render(request, "feedback/citizencontest_list.html", context)


@require_http_methods(["GET", "POST"])
@roles(Role.SURVEY_OFFICER, Role.BKPSDM_ADMIN)
def citizencontest_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one contest."""
    who = asked(request)
    figure = get_object_or_404(
        permissions.open_contests(who.user, who.now).select_related("employee"), pk=pk
    )
    back = reverse("feedback:citizencontest-list")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_contest(figure_id=pk, by=who.user, now=who.now, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error, "answer")
        else:
            messages.success(request, _("Jawaban tersimpan."))
            return redirect(back)
    title = _("Jawab keberatan %(name)s") % {"name": figure.employee.name}
    return form_page(request, form, title=title, button=_("Simpan"), back=back)
