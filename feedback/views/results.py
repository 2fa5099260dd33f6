"""The result of a survey, closing it, closing a whole period."""

from typing import Any, Final

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from feedback import permissions
from feedback.actions import closing as actions
from feedback.enums import SurveyState
from feedback.models import CitizenSurvey, PeriodClosing, SurveyPeriod, SurveyResult
from feedback.selectors.figures import VERDICT_MARKS, ResultFigures, read_figures
from feedback.selectors.quarantine import quarantine_of
from feedback.selectors.running import running_of
from feedback.selectors.trends import course_points, course_rows, grades
from personnel.enums import Role
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step
from sabang_kinerja.common.access import object_rule, roles
from sabang_kinerja.common.charts.index_ruler import index_ruler, trend
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages, render_page

OFFICERS: Final = (Role.SURVEY_OFFICER, Role.BKPSDM_ADMIN)
_SEES: Final = gettext_lazy(
    "petugas survei, pimpinan dan pengelola unit, peninjau mutu, pembaca sekota"
)


@require_GET
@object_rule(_SEES)
def survey_result(request: HttpRequest, pk: int) -> HttpResponse:
    """A closed survey with everything that explains its figure; a running one as counts only."""
    who = asked(request)
    survey = _survey(who, pk)
    service = request.GET.get("service", "")
    context: dict[str, Any] = {
        "survey": survey,
        "close": permissions.can_close_survey(who.user, survey, who.now),
        "runs": permissions.can_run_surveys_of(who.user, survey.unit, who.now),
        "running": None,
        "figures": None,
    }
    if survey.state != SurveyState.CLOSED:
        context["running"] = running_of(survey, who.day)
        return render_page(request, "feedback/survey_result.html", context)
    results = list(
        SurveyResult.objects.current()
        .filter(survey=survey)
        .with_figures()
        .order_by(F("service__name").asc(nulls_first=True), "pk")
    )
    chosen = next(
        (one for one in results if str(one.service_id or "") == service),
        None,
    )
    if chosen is None and service:
        return redirect("feedback:survey-result", pk=pk)
    context |= {
        "results": results,
        "chosen": chosen,
        "quarantine": quarantine_of(survey),
        "review": permissions.can_review_quarantine(who.user, survey, who.now),
    }
    if chosen is not None:
        context |= _shown(survey, read_figures(chosen))
    return render_page(request, "feedback/survey_result.html", context)


def _shown(survey: CitizenSurvey, figures: ResultFigures) -> dict[str, Any]:
    """A result as it is drawn."""
    ladder = grades()
    spread = figures.data.uncertainty
    return {
        "figures": figures,
        "mark": VERDICT_MARKS[figures.verdict],
        "ruler": None
        if figures.index is None
        else index_ruler(
            float(figures.index),
            spread.lower if spread else None,
            spread.upper if spread else None,
            ladder,
        ),
        "course": trend(
            course_points(course_rows(survey, figures.service_id), public=False), ladder
        ),
        "profile": figures.profile(public=False),
        "days": figures.most_influential_days,
    }


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def survey_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then end a survey."""
    who = asked(request)
    survey = _survey(who, pk)
    there = reverse("feedback:survey-result", args=[pk])
    missing = running_of(survey, who.day).whole.missing if request.method == "GET" else ""
    consequences = [
        _("Sesudah ditutup tidak ada jawaban yang dapat masuk; survei tidak dapat dibuka lagi."),
        _("Indeks, rentang, dan mutu datanya dihitung sekarang dan disimpan."),
        *([missing] if missing else []),
    ]
    if who.day <= survey.closes_on:
        consequences.insert(
            0, _("Tanggal tutup yang direncanakan belum lewat. Warga masih dapat menjawab.")
        )
    return confirmed_step(
        request,
        title=_("Tutup survei %(unit)s, %(period)s?")
        % {"unit": survey.unit.name, "period": survey.period},
        consequences=list(consequences),
        button=_("Tutup survei"),
        verdict=permissions.can_close_survey(who.user, survey, who.now),
        back=there,
        step=lambda: actions.close_survey(survey_id=pk, by=who.user, now=who.now),
        done=_("Survei sudah ditutup dan hasilnya dihitung."),
    )


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def period_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then end all running surveys of a period."""
    who = asked(request)
    period = get_object_or_404(SurveyPeriod, pk=pk)
    running = CitizenSurvey.objects.filter(period=period, state=SurveyState.OPEN).count()
    made: list[PeriodClosing] = []

    def step() -> None:
        made.append(actions.close_period(period_id=pk, by=who.user, now=who.now))

    response = confirmed_step(
        request,
        title=_("Tutup semua survei %(period)s?") % {"period": period},
        consequences=[
            ngettext(
                "%(n)s survei yang berjalan ditutup.",
                "%(n)s survei yang berjalan ditutup.",
                running,
            )
            % {"n": running},
            _("Sesudah ditutup tidak ada jawaban yang dapat masuk."),
            _("Hasilnya dihitung di belakang layar; Anda boleh menutup halaman."),
        ],
        button=_("Tutup semua"),
        verdict=permissions.can_close_period(who.user, who.now),
        back=reverse("feedback:surveyperiod-close", args=[pk]),
        step=step,
        done=_("Survei periode ini sudah ditutup; hasilnya sedang dihitung."),
    )
    if made:
        return redirect("feedback:closing-detail", pk=made[0].pk)
    return response


@require_GET
@roles(*OFFICERS)
def closing_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the figures of a closed period are."""
    who = asked(request)
    closing = get_object_or_404(
        PeriodClosing.objects.select_related("period", "requested_by__employee"), pk=pk
    )
    silent = actions.is_silent(closing, who.now)
    failed = CitizenSurvey.objects.filter(pk__in=closing.failed).select_related("unit", "period")
    buttons = []
    if silent or (closing.ended_at and closing.failed):
        buttons.append(
            ActionButton(
                _("Hitung lagi"),
                reverse("feedback:closing-retry", args=[pk]),
                permissions.can_close_period(who.user, who.now),
            )
        )
    context = {
        "closing": closing,
        "running": closing.ended_at is None and not silent,
        "percent": 100 * closing.done // closing.total if closing.total else 100,
        "failed": failed,
        "buttons": buttons,
    }
    return render_page(
        request, "feedback/closing_detail.html", context, "feedback/_closing_progress.html"
    )


@require_POST
@roles(*OFFICERS)
def closing_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Wake a worker for figures that are still missing."""
    who = asked(request)
    get_object_or_404(PeriodClosing, pk=pk)
    with domain_errors_as_messages(request):
        actions.resume_closing(closing_id=pk, by=who.user, now=who.now)
    return redirect("feedback:closing-detail", pk=pk)


def _survey(who: Asked, pk: int) -> CitizenSurvey:
    visible = permissions.visible_surveys(who.user, who.now).values("pk")
    return get_object_or_404(CitizenSurvey.objects.with_input().filter(pk__in=visible), pk=pk)
