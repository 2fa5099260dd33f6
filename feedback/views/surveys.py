"""Pages of surveys: the list, its export, one survey and its steps."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from feedback import permissions
from feedback.actions import surveys as actions
from feedback.documents import SURVEY_HEADINGS, SURVEY_WIDTHS, survey_lines
from feedback.filters import SurveyFilter
from feedback.forms.surveys import DatesForm
from feedback.models import CitizenSurvey, SurveyPeriod
from feedback.selectors.batches import batches_of
from feedback.selectors.surveys import (
    listed_surveys,
    survey_counts,
    survey_rows,
    without_closed_survey,
)
from personnel.enums import Role
from personnel.models import Unit
from personnel.rules.dates import long_date
from personnel.selectors.history import Source, read_history
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, render_page

PAGE_SIZE = 25
BATCHES_SHOWN = 50
OFFICERS = (Role.SURVEY_OFFICER, Role.BKPSDM_ADMIN)
READERS = (
    *OFFICERS,
    Role.AUDITOR,
    Role.CITY_LEADERSHIP,
    Role.PERFORMANCE_MANAGER,
    Role.AGENCY_HEAD,
    Role.SUPERVISOR,
    Role.QUALITY_REVIEWER,
)


def _found(request: HttpRequest, who: Asked) -> SurveyFilter:
    surveys = listed_surveys(permissions.visible_surveys(who.user, who.now))
    agencies = Unit.objects.agencies().order_by("path")
    return SurveyFilter(request.GET, surveys, agencies=agencies, request=request)


@require_GET
@roles(*READERS)
def survey_list(request: HttpRequest) -> HttpResponse:
    """Surveys with their answers so far and what each lacks next."""
    who = asked(request)
    found = _found(request, who)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    runs = permissions.can_run_surveys(who.user, who.now)
    units = permissions.surveyed_units(who.user, who.now)
    context = {
        "filter": found,
        "page": page,
        "rows": survey_rows(list(page), who.day),
        "runs": runs,
        "runs_city": permissions.can_run_city_surveys(who.user, who.now),
        "without": without_closed_survey(units, who.day.year) if runs else [],
        "year": who.day.year,
        "has_periods": SurveyPeriod.objects.exists(),
    }
    return render_page(request, "feedback/survey_list.html", context, "feedback/_survey_rows.html")


@require_GET
@roles(*READERS)
def survey_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as narrowed on screen, all pages of it."""
    who = asked(request)
    rows = survey_rows(list(_found(request, who).qs), who.day)
    return spreadsheet(
        kind, "survei", _("Survei"), SURVEY_HEADINGS, survey_lines(rows), SURVEY_WIDTHS
    )


def _survey(who: Asked, pk: int) -> CitizenSurvey:
    return get_object_or_404(listed_surveys(permissions.visible_surveys(who.user, who.now)), pk=pk)


@require_GET
@roles(*READERS)
def survey_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One survey: where it stands, what it lacks, its counts and its blocks."""
    who = asked(request)
    survey = _survey(who, pk)
    [row] = survey_rows([survey], who.day)
    runs = permissions.can_run_surveys_of(who.user, survey.unit, who.now)
    enter = permissions.can_enter_answers(who.user, survey, who.now)
    context = {
        "survey": survey,
        "row": row,
        "counts": survey_counts(survey),
        "runs": runs,
        "can_enter": enter,
        "batches": batches_of(survey)[:BATCHES_SHOWN] if runs else [],
        "buttons": _buttons(who, survey) if runs else [],
        "history": read_history([Source(CitizenSurvey, {"id": survey.pk})]) if runs else [],
    }
    return render_page(request, "feedback/survey_detail.html", context)


def _buttons(who: Asked, survey: CitizenSurvey) -> list[ActionButton]:
    steps = [
        (_("Buka survei"), "survey-open", permissions.can_open_survey, "primary"),
        (_("Tutup survei"), "survey-close", permissions.can_close_survey, "outline-primary"),
        (_("Ubah tanggal"), "survey-update", permissions.can_change_dates, "outline-primary"),
        (_("Batalkan rencana"), "survey-delete", permissions.can_remove_survey, "link"),
    ]
    only_planned = {"survey-open", "survey-delete"}
    only_opened = {"survey-close"}
    return [
        ActionButton(
            label,
            reverse(f"feedback:{name}", args=[survey.pk]),
            may(who.user, survey, who.now),
            method="get",
            variant=variant,
        )
        for label, name, may, variant in steps
        if name not in (only_opened if survey.opened_at is None else only_planned)
    ]


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def survey_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Let citizens answer, after the checks were read."""
    who = asked(request)
    survey = _survey(who, pk)
    [row] = survey_rows([survey], who.day)
    consequences = [
        ngettext(
            "Warga dapat menjawab tentang %(n)s layanan sampai %(date)s.",
            "Warga dapat menjawab tentang %(n)s layanan sampai %(date)s.",
            row.services,
        )
        % {"n": row.services, "date": long_date(survey.closes_on)},
        _("Kuesioner %(name)s tetap dipakai sampai survei ditutup.")
        % {"name": survey.questionnaire},
        *(step.text for step in row.steps if step.page == "register"),
        _("Survei yang sudah dibuka tidak dapat kembali menjadi rencana."),
    ]
    return confirmed_step(
        request,
        title=_("Buka survei %(unit)s, %(period)s?")
        % {"unit": survey.unit.name, "period": survey.period},
        consequences=list(consequences),
        button=_("Buka survei"),
        verdict=permissions.can_open_survey(who.user, survey, who.now),
        back=reverse("feedback:survey-detail", args=[pk]),
        step=lambda: actions.open_survey(survey_id=pk, by=who.user, now=who.now),
        done=_("Survei sudah dibuka."),
    )


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def survey_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the days of a survey."""
    who = asked(request)
    survey = _survey(who, pk)
    back = reverse("feedback:survey-detail", args=[pk])
    verdict = permissions.can_change_dates(who.user, survey, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = DatesForm(request.POST or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_dates(
                survey_id=pk,
                opens_on=form.cleaned_data["opens_on"],
                closes_on=form.cleaned_data["closes_on"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error, "closes_on")
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(back)
    return form_page(request, form, title=str(survey), button=_("Simpan"), back=back)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def survey_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a planned survey back."""
    who = asked(request)
    survey = _survey(who, pk)
    return confirmed_step(
        request,
        title=_("Batalkan rencana survei %(unit)s, %(period)s?")
        % {"unit": survey.unit.name, "period": survey.period},
        consequences=[_("Belum ada jawaban; survei dapat direncanakan lagi kapan saja.")],
        button=_("Batalkan rencana"),
        verdict=permissions.can_remove_survey(who.user, survey, who.now),
        back=reverse("feedback:survey-detail", args=[pk]),
        then=reverse("feedback:survey-list"),
        step=lambda: actions.remove_survey(survey_id=pk, by=who.user, now=who.now),
        done=_("Rencana survei sudah dibatalkan."),
    )
