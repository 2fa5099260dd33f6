"""Pages that prepare surveys: periods, and planning the surveys of units in one of them."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from feedback import permissions
from feedback.actions import surveys as actions
from feedback.enums import QuestionnaireState, SurveyPeriodKind
from feedback.forms.surveys import PeriodForm, PlanForm
from feedback.models import Questionnaire, SurveyPeriod
from feedback.selectors.surveys import serving_agencies, serving_units
from feedback.views.surveys import OFFICERS
from personnel.selectors.units import in_tree_order
from personnel.views.asking import asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page


@require_GET
@roles(*OFFICERS)
def period_list(request: HttpRequest) -> HttpResponse:
    """Periods, the latest first, with how many surveys each has."""
    who = asked(request)
    context = {
        "periods": SurveyPeriod.objects.annotate(number=Count("surveys")),
        "can_create": permissions.can_run_city_surveys(who.user, who.now),
    }
    return render_page(request, "feedback/surveyperiod_list.html", context)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def period_create(request: HttpRequest) -> HttpResponse:
    """Add a period."""
    who = asked(request)
    form = PeriodForm(request.POST or None, today=who.day)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            period = actions.create_period(
                kind=SurveyPeriodKind(data["kind"]),
                year=data["year"],
                sequence=data["sequence"],
                starts=data["starts"],
                ends=data["ends"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Periode %(name)s sudah dibuat.") % {"name": period})
            return redirect(f"{reverse('feedback:survey-plan')}?period={period.pk}")
    return form_page(
        request,
        form,
        title=_("Periode survei baru"),
        button=_("Buat"),
        back=reverse("feedback:surveyperiod-list"),
    )


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def survey_plan(request: HttpRequest) -> HttpResponse:
    """Plan the survey of one unit, or of all units with services at once."""
    who = asked(request)
    units = permissions.surveyed_units(who.user, who.now)
    form = PlanForm(
        request.POST or None,
        agencies=serving_agencies(units),
        units=serving_units(units),
        all_units=in_tree_order(units.active()),
        questionnaires=Questionnaire.objects.filter(state=QuestionnaireState.IN_USE),
        initial={
            "period": request.GET.get("period", ""),
            "units": request.GET.get("unit", ""),
        },
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            new = actions.plan_surveys(
                period=data["period"],
                units=form.unit_ids,
                questionnaire=data["questionnaire"],
                opens_on=data["opens_on"],
                closes_on=data["closes_on"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                ngettext(
                    "%(n)s survei direncanakan; unit yang sudah memilikinya tidak berubah.",
                    "%(n)s survei direncanakan; unit yang sudah memilikinya tidak berubah.",
                    new,
                )
                % {"n": new},
            )
            return redirect(f"{reverse('feedback:survey-list')}?period={data['period'].pk}")
    return form_page(
        request,
        form,
        title=_("Rencanakan survei"),
        button=_("Rencanakan"),
        back=reverse("feedback:survey-list"),
    )
