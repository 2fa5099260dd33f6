"""Answers in quarantine: which surveys have some, one survey's groups, what two reviewers say."""

from datetime import date
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from feedback import permissions
from feedback.actions import quarantine as actions
from feedback.enums import ReviewDecision
from feedback.forms.quarantine import ReviewForm
from feedback.models import CitizenSurvey, QuarantineReview
from feedback.selectors.quarantine import (
    Quarantine,
    QuarantineGroup,
    quarantine_of,
    sign_words,
    surveys_with_quarantine,
)
from personnel.enums import Role
from personnel.views.asking import Asked, asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import object_rule, roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages, render_page

PAGE_SIZE = 25
_SEES: Final = gettext_lazy(
    "peninjau mutu dari luar perangkat daerah; dibaca oleh yang membaca surveinya"
)


@require_GET
@roles(Role.QUALITY_REVIEWER, Role.BKPSDM_ADMIN, Role.AUDITOR)
def quarantine_list(request: HttpRequest) -> HttpResponse:
    """Closed surveys with answers that wait for reviewers."""
    who = asked(request)
    surveys = surveys_with_quarantine(permissions.visible_surveys(who.user, who.now))
    page = Paginator(surveys, PAGE_SIZE).get_page(request.GET.get("page"))
    return render_page(request, "feedback/quarantine_list.html", {"page": page})


@require_GET
@object_rule(_SEES)
def quarantine_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Groups of one survey, the index both ways, what reviewers said."""
    who = asked(request)
    survey = _survey(who, pk)
    found = quarantine_of(survey)
    context = {
        "survey": survey,
        "quarantine": found,
        "review": permissions.can_review_quarantine(who.user, survey, who.now),
        "groups": [(group, _buttons(who, survey, group)) for group in found.groups],
        "past": [(one, sign_words(one.flags)) for one in found.past],
    }
    return render_page(request, "feedback/quarantine_detail.html", context)


def _buttons(who: Asked, survey: CitizenSurvey, group: QuarantineGroup) -> list[ActionButton]:
    review = group.review
    if review is None:
        return [
            ActionButton(
                _("Usulkan keputusan"),
                reverse(
                    "feedback:quarantine-review",
                    args=[survey.pk, group.day.isoformat(), group.flags],
                ),
                permissions.can_review_quarantine(who.user, survey, who.now),
                method="get",
            )
        ]
    return [
        ActionButton(
            _("Setujui"),
            reverse("feedback:quarantine-agree", args=[review.pk]),
            permissions.can_agree(who.user, review, who.now),
            confirm=_("Setujui keputusan ini? Hasil survei dihitung ulang."),
        ),
        ActionButton(
            _("Tarik usulan") if review.proposed_by_id == who.user.pk else _("Tidak setuju"),
            reverse("feedback:quarantine-withdraw", args=[review.pk]),
            permissions.can_withdraw(who.user, review, who.now),
            variant="link",
        ),
    ]


@require_http_methods(["GET", "POST"])
@roles(Role.QUALITY_REVIEWER)
def quarantine_review(request: HttpRequest, pk: int, day: str, flags: int) -> HttpResponse:
    """Say, with a reason, what should become of one group."""
    who = asked(request)
    survey = _survey(who, pk)
    group = _group(quarantine_of(survey), day, flags)
    back = reverse("feedback:quarantine-detail", args=[pk])
    verdict = permissions.can_review_quarantine(who.user, survey, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_review(
                survey_id=pk,
                day=group.day,
                flags=group.flags,
                decision=ReviewDecision(form.cleaned_data["decision"]),
                reason=form.cleaned_data["reason"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Usulan disimpan. Peninjau kedua memutuskannya."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Keputusan atas %(n)s jawaban yang dikarantina") % {"n": group.count},
        button=_("Usulkan"),
        back=back,
        template="feedback/quarantine_review.html",
        survey=survey,
        group=group,
        quarantine=quarantine_of(survey),
    )


@require_POST
@roles(Role.QUALITY_REVIEWER)
def quarantine_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree as the second reviewer."""
    who = asked(request)
    review = _review(who, pk)
    with domain_errors_as_messages(request):
        actions.agree_review(review_id=pk, by=who.user, now=who.now)
        messages.success(request, _("Keputusan berlaku dan hasil survei sudah dihitung ulang."))
    return redirect("feedback:quarantine-detail", pk=review.survey_id)


@require_POST
@roles(Role.QUALITY_REVIEWER)
def quarantine_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal back, or not agree."""
    who = asked(request)
    review = _review(who, pk)
    with domain_errors_as_messages(request):
        actions.withdraw_review(review_id=pk, by=who.user, now=who.now)
        messages.success(request, _("Usulan ditarik; jawaban tetap dikarantina."))
    return redirect("feedback:quarantine-detail", pk=review.survey_id)


def _survey(who: Asked, pk: int) -> CitizenSurvey:
    surveys = permissions.visible_surveys(who.user, who.now)
    return get_object_or_404(surveys.select_related("unit", "period"), pk=pk)


def _review(who: Asked, pk: int) -> QuarantineReview:
    surveys = permissions.visible_surveys(who.user, who.now)
    return get_object_or_404(QuarantineReview.objects.filter(survey__in=surveys), pk=pk)


def _group(found: Quarantine, day: str, flags: int) -> QuarantineGroup:
    wanted = _day(day)
    for group in found.groups:
        if group.day == wanted and group.flags == flags:
            return group
    raise Http404


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
