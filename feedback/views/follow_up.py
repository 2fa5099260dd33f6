"""Pages of the follow-up plan of a survey."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from feedback import permissions
from feedback.actions.follow_up import FollowUpContent, save_follow_up
from feedback.enums import Element, FollowUpState
from feedback.forms.follow_up import FollowUpForm
from feedback.models import CitizenSurvey, FollowUpItem
from feedback.selectors.follow_up import follow_up_rows, open_proposals, previous_survey
from personnel.views.asking import Asked, asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError

_SEES = gettext_lazy("petugas survei, pimpinan dan pengelola unit, peninjau mutu, pembaca sekota")
_WRITES = gettext_lazy("petugas survei, pimpinan unit, penanggung jawab baris")


@require_GET
@object_rule(_SEES)
def surveyplan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan, what it should still take up, and the plan of the period before."""
    who = asked(request)
    survey = _survey(who, pk)
    rows = follow_up_rows(survey)
    before = previous_survey(survey)
    context = {
        "survey": survey,
        "rows": rows,
        "proposals": open_proposals(survey, rows),
        "before": before,
        "before_rows": follow_up_rows(before) if before else [],
        "can_write": permissions.can_plan_follow_up(who.user, survey, who.now),
    }
    return render(request, "feedback/surveyplan_detail.html", context)


@require_http_methods(["GET", "POST"])
@object_rule(_WRITES)
def surveyplan_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a row; ``?element=`` names what it is about."""
    who = asked(request)
    survey = _survey(who, pk)
    element = request.GET.get("element", "")
    initial = {
        "element": element if element in Element.values else Element.REQUIREMENTS,
        "year": survey.period.ends.year + 1,
        "state": FollowUpState.PLANNED,
    }
    return _edit(request, who, survey, None, initial)


@require_http_methods(["GET", "POST"])
@object_rule(_WRITES)
def surveyplan_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a row, or say what became of it."""
    who = asked(request)
    item = get_object_or_404(
        FollowUpItem.objects.select_related("responsible", "survey__unit").filter(
            survey__in=permissions.readable_plans(who.user, who.now)
        ),
        pk=pk,
    )
    fields = ("element", "activity", "year", "due_on", "responsible", "state", "realisation")
    initial = {name: getattr(item, name) for name in (*fields, "evidence_url")}
    return _edit(
        request,
        who,
        _survey(who, item.survey_id),
        item,
        initial | {"quarters": list(item.quarters)},
    )


def _edit(
    request: HttpRequest,
    who: Asked,
    survey: CitizenSurvey,
    item: FollowUpItem | None,
    initial: dict[str, Any],
) -> HttpResponse:
    back = reverse("feedback:surveyplan-detail", args=[survey.pk])
    verdict = (
        permissions.can_report_follow_up(who.user, item, who.now)
        if item
        else permissions.can_plan_follow_up(who.user, survey, who.now)
    )
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = FollowUpForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        content = FollowUpContent(
            **data
            | {
                "quarters": [int(one) for one in data["quarters"]],
                "state": FollowUpState(data["state"]),
            }
        )
        try:
            save_follow_up(
                survey_id=survey.pk,
                item_id=item.pk if item else None,
                content=content,
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Rencana tindak lanjut sudah disimpan."))
            return redirect(back)
    title = _("Ubah tindak lanjut") if item else _("Tindak lanjut baru")
    return form_page(request, form, title=title, button=_("Simpan"), back=back)


def _survey(who: Asked, pk: int) -> CitizenSurvey:
    readable = permissions.readable_plans(who.user, who.now)
    return get_object_or_404(readable.select_related("unit", "period"), pk=pk)
