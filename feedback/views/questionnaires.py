"""Pages of questionnaires: versions, their words, what citizens see, the check of a draft."""

from typing import Final

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from feedback import permissions, policies
from feedback.actions import questionnaires as actions
from feedback.enums import QuestionKind, QuestionnaireState, SurveyState, WeightMode
from feedback.forms.questionnaires import LANGUAGES, CheckerForm, WordingForm
from feedback.models import Questionnaire
from feedback.views.surveys import OFFICERS
from personnel.enums import Role
from personnel.selectors.history import Source, read_history
from personnel.views.asking import Asked, asked
from personnel.views.forms import UNPROCESSABLE, confirmed_step, form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages, render_page

LIST: Final = "feedback:questionnaire-list"
DETAIL: Final = "feedback:questionnaire-detail"


@require_GET
@roles(*OFFICERS)
def questionnaire_list(request: HttpRequest) -> HttpResponse:
    """Every version, with how many surveys use it."""
    who = asked(request)
    elements = Count("questions", filter=Q(questions__kind=QuestionKind.ELEMENT), distinct=True)
    context = {
        "questionnaires": Questionnaire.objects.annotate(
            elements=elements, number=Count("surveys", distinct=True)
        ),
        "can_change": permissions.can_run_city_surveys(who.user, who.now),
    }
    return render_page(request, "feedback/questionnaire_list.html", context)


@require_GET
@roles(*OFFICERS)
def questionnaire_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as citizens see it, in the language asked for, and its steps."""
    who = asked(request)
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    language = request.GET.get("language", "id")
    if language not in dict(LANGUAGES):
        language = "id"
    context = {
        "questionnaire": questionnaire,
        "language": language,
        "languages": LANGUAGES,
        "questions": [
            {
                "kind": question.kind,
                "label": question.label.get(language, ""),
                "text": question.text.get(language, ""),
                "options": [option["text"].get(language, "") for option in question.options],
            }
            for question in questionnaire.questions.all()
        ],
        "buttons": _buttons(who, questionnaire),
        "can_check": permissions.can_check_acehnese(who.user, who.now),
        "history": read_history([Source(Questionnaire, {"id": questionnaire.pk})]),
    }
    return render_page(request, "feedback/questionnaire_detail.html", context)


def _buttons(who: Asked, questionnaire: Questionnaire) -> list[ActionButton]:
    city = permissions.can_run_city_surveys(who.user, who.now)
    draft = questionnaire.state == QuestionnaireState.DRAFT
    steps = [
        (_("Ubah naskah"), "questionnaire-update", "get", "primary", draft),
        (_("Pakai versi ini"), "questionnaire-apply", "get", "outline-primary", draft),
        (_("Hapus draf"), "questionnaire-delete", "get", "link", draft),
        (_("Buat versi baru"), "questionnaire-copy", "post", "outline-primary", not draft),
    ]
    return [
        ActionButton(
            label,
            reverse(f"feedback:{name}", args=[questionnaire.pk]),
            city,
            method=method,
            variant=variant,
        )
        for label, name, method, variant, shown in steps
        if shown
    ]


@require_POST
@roles(*OFFICERS)
def questionnaire_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The next version as a copy."""
    who = asked(request)
    source = get_object_or_404(Questionnaire, pk=pk)
    try:
        copy = actions.copy_questionnaire(source=source, by=who.user, now=who.now)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(DETAIL, pk=pk)
    return redirect("feedback:questionnaire-update", pk=copy.pk)


@require_POST
@roles(*OFFICERS)
def questionnaire_legacy(request: HttpRequest) -> HttpResponse:
    """The form of 14 elements as a draft."""
    who = asked(request)
    try:
        made = actions.create_legacy(by=who.user, now=who.now)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(LIST)
    return redirect(DETAIL, pk=made.pk)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def questionnaire_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Words, order and answers of a draft, language beside language."""
    who = asked(request)
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    verdict = permissions.can_run_city_surveys(who.user, who.now)
    verdict = policies.may_change_questions(questionnaire) if verdict else verdict
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(DETAIL, pk=pk)
    form = WordingForm(request.POST or None, questionnaire=questionnaire)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_questions(
                questionnaire_id=pk,
                weight_mode=WeightMode(form.cleaned_data["weight_mode"]),
                questions=form.questions(),
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(DETAIL, pk=pk)
    context = {"questionnaire": questionnaire, "form": form, "languages": LANGUAGES}
    status = UNPROCESSABLE if form.is_bound else 200
    return render_page(request, "feedback/questionnaire_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def questionnaire_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Use a draft from now on, after a question."""
    who = asked(request)
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    running = questionnaire.surveys.model.objects.filter(
        questionnaire__name=questionnaire.name, state=SurveyState.OPEN
    ).count()
    return confirmed_step(
        request,
        title=_("Pakai %(name)s?") % {"name": questionnaire},
        consequences=[
            _("Versi yang dipakai diganti; survei yang direncanakan beralih ke versi ini."),
            ngettext(
                "%(n)s survei yang sedang berjalan tetap memakai versinya sendiri.",
                "%(n)s survei yang sedang berjalan tetap memakai versinya sendiri.",
                running,
            )
            % {"n": running},
            _("Naskah yang sudah dipakai tidak dapat diubah lagi; buat versi baru bila perlu."),
            *actions.missing_texts(questionnaire),
        ],
        button=_("Pakai"),
        verdict=permissions.can_run_city_surveys(who.user, who.now),
        back=reverse(DETAIL, args=[pk]),
        step=lambda: actions.put_in_use(questionnaire_id=pk, by=who.user, now=who.now),
        done=_("Kuesioner ini sekarang dipakai."),
    )


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def questionnaire_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away, after a question."""
    who = asked(request)
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    return confirmed_step(
        request,
        title=_('Hapus draf "%(name)s"? Draf yang dihapus tidak dapat dikembalikan.')
        % {"name": questionnaire},
        consequences=[_("Versi yang sedang dipakai tidak berubah.")],
        button=_("Hapus"),
        verdict=policies.may_change_questions(questionnaire),
        back=reverse(DETAIL, args=[pk]),
        then=reverse(LIST),
        step=lambda: actions.remove_draft(questionnaire_id=pk, by=who.user, now=who.now),
        done=_("Draf sudah dihapus."),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def questionnaire_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Put on record who checked the Acehnese texts."""
    who = asked(request)
    questionnaire = get_object_or_404(Questionnaire, pk=pk)
    back = reverse(DETAIL, args=[pk])
    form = CheckerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_acehnese_check(
                questionnaire_id=pk,
                checker=form.cleaned_data["checker"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Bahasa Aceh sekarang ditawarkan kepada warga."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Naskah bahasa Aceh %(name)s sudah diperiksa") % {"name": questionnaire},
        button=_("Catat"),
        back=back,
    )


@require_POST
@roles(Role.BKPSDM_ADMIN)
def questionnaire_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide the Acehnese texts again."""
    who = asked(request)
    get_object_or_404(Questionnaire, pk=pk)
    with domain_errors_as_messages(request):
        actions.withdraw_acehnese_check(questionnaire_id=pk, by=who.user, now=who.now)
        messages.success(request, _("Bahasa Aceh tidak lagi ditawarkan."))
    return redirect(DETAIL, pk=pk)
