"""The page on which somebody says something about a colleague, on a phone as well."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from feedback import permissions
from feedback.actions import rater_forms as actions
from feedback.actions.rater_forms import FormInput
from feedback.forms.rounds import ColleagueForm
from feedback.models import RaterForm
from feedback.rules.round_assignment import NAMED
from feedback.selectors.peer_reports import form_groups, trace_words
from personnel.views.asking import Asked, asked
from personnel.views.autosaving import autosaved, is_autosave
from personnel.views.forms import UNPROCESSABLE
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pemberi umpan balik yang diminta"))
def form_fill(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Fill in, keep, look once more at the texts, send."""
    who = asked(request)
    row = get_object_or_404(
        RaterForm.objects.select_related(
            "nomination__reviewee__round",
            "nomination__reviewee__unit",
            "nomination__reviewee__employee",
        ),
        pk=pk,
        nomination__rater=who.user.employee_id or 0,
    )
    verdict = permissions.can_answer(who.user, row.nomination, who.now)
    if not verdict:
        if is_autosave(request):
            return autosaved(error=verdict.error(str(verdict.reason)))
        messages.error(request, str(verdict.reason))
        return redirect("feedback:review-list")
    stored = actions.read_form(form=row, by=who.user, now=who.now)
    form = ColleagueForm(
        request.POST or None,
        form=row.nomination.reviewee.round.form,
        stored=stored,
        initial={"row_version": row.row_version},
    )
    if is_autosave(request):
        return _keep(who, row, form)
    if request.method == "POST" and form.is_valid():
        return _send(request, who, row, form)
    return _page(request, row, form)


def _keep(who: Asked, row: RaterForm, form: ColleagueForm) -> HttpResponseBase:
    if not form.is_valid():
        return autosaved(form=form)
    if row.is_sent and form.missing:
        return autosaved(
            error=DomainError(_("Formulir sudah terkirim; perubahan disimpan bila lengkap."))
        )
    try:
        saved = _save(who, row, form, form.entered(), send=False)
    except DomainError as error:
        return autosaved(error=error)
    return autosaved(row_version=saved.row_version)


def _send(request: HttpRequest, who: Asked, row: RaterForm, form: ColleagueForm) -> HttpResponse:
    entered = form.entered()
    for name in form.missing:
        form.add_error(name, _("Pilih satu jawaban."))
    if form.errors:
        return _page(request, row, form)
    has_words = bool(entered.keep.strip() or entered.improve.strip())
    named = row.nomination.group in set(NAMED)
    if has_words and not named and request.POST.get("looked") != "1":
        return _page(request, row, form, preview=True)
    try:
        _save(who, row, form, entered, send=True)
    except DomainError as error:
        form.refuse(error)
        return _page(request, row, form)
    messages.success(request, _("Terkirim. Anda dapat mengubahnya sampai putaran ditutup."))
    return redirect("feedback:review-list")


def _save(
    who: Asked, row: RaterForm, form: ColleagueForm, entered: FormInput, *, send: bool
) -> RaterForm:
    return actions.save_form(
        form_id=row.pk,
        entered=entered,
        send=send,
        by=who.user,
        now=who.now,
        row_version=form.cleaned_data["row_version"],
    )


def _page(
    request: HttpRequest, row: RaterForm, form: ColleagueForm, *, preview: bool = False
) -> HttpResponse:
    review = row.nomination.reviewee
    context = {
        "row": row,
        "review": review,
        "form": form,
        "groups": form_groups(form, review.round.form),
        "named": row.nomination.group in set(NAMED),
        "is_self": row.nomination.group == "self",
        "url": reverse("feedback:form-fill", args=[row.pk]),
        "preview": preview,
        "traces": trace_words(form.entered()) if preview else [],
    }
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render_page(request, "feedback/form_fill.html", context, status=status)
