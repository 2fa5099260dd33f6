"""Reports of a citizens' survey as files, printed when somebody asks."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from feedback.enums import SurveyState
from feedback.models import CitizenSurvey, Service, SurveyPeriod, SurveyResult
from feedback.permissions import visible_surveys
from feedback.selectors.figures import read_figures
from personnel.enums import Role
from personnel.views.asking import asked
from reports.documents.survey_content import SurveyTable
from reports.documents.survey_report import render_card, render_report
from reports.documents.survey_table import render_table, table_sheet
from reports.selectors.survey_report import card_table, skm_report, survey_card
from reports.selectors.survey_tables import by_element, city_recap, tabulation, trend_table
from reports.views.files import PDF_TYPE, attachment
from sabang_kinerja.common.access import object_rule, roles, roles_held
from sabang_kinerja.common.spreadsheets import XLSX_TYPE

_SEES: Final = gettext_lazy(
    "petugas survei, pimpinan dan pengelola unit, peninjau mutu, pembaca sekota"
)
_CITY: Final = (
    Role.BKPSDM_ADMIN,
    Role.SURVEY_OFFICER,
    Role.CITY_LEADERSHIP,
    Role.AUDITOR,
    Role.QUALITY_REVIEWER,
)
REPORTS: Final = {
    "tabulation": (gettext_lazy("Tabel pengolahan per responden dan per unsur"), True),
    "elements": (gettext_lazy("Tabel per unsur"), True),
    "trend": (gettext_lazy("Tren"), True),
    "card": (gettext_lazy("Kartu publikasi"), True),
    "report": (gettext_lazy("Laporan SKM"), False),
}
"""Reports of one survey, with whether there is a sheet beside the paper."""


@require_GET
@object_rule(_SEES)
def surveyreport_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The files that a closed survey offers."""
    survey, _result = _closed(request, pk)
    files = [(name, label, sheet) for name, (label, sheet) in REPORTS.items()]
    context = {
        "survey": survey,
        "files": files,
        "recap": not roles_held(request).roles.isdisjoint(_CITY),
    }
    return render(request, "reports/surveyreport_list.html", context)


@require_GET
@object_rule(_SEES)
def surveyreport_file(request: HttpRequest, pk: int, report: str, kind: str) -> HttpResponse:
    """One report as PDF or sheet."""
    if report not in REPORTS or kind not in ("pdf", "xlsx"):
        raise Http404
    who = asked(request)
    survey, result = _closed(request, pk)
    name = "-".join(slugify(one)[:60] for one in (report, survey.unit.name, survey.period.label))
    with translation.override("id"):
        services = Service.objects.within(survey.unit).active().values_list("name", flat=True)
        match report:
            case "tabulation":
                return _table(tabulation(survey, who.now), kind, name)
            case "elements":
                return _table(by_element(read_figures(result), survey, who.now), kind, name)
            case "trend":
                return _table(trend_table(survey, who.now), kind, name)
        if report == "card":
            card = survey_card(survey, result, list(services), who.now)
            if kind == "xlsx":
                return _table(card_table(card), kind, name)
            return attachment(render_card(card), f"{name}.pdf", PDF_TYPE)
        if kind != "pdf":
            raise Http404
        pdf = render_report(skm_report(survey, result, list(services), who.now))
        return attachment(pdf, f"{name}.pdf", PDF_TYPE)


@require_GET
@roles(*_CITY)
def surveyreport_recap(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """All agencies of a period as PDF or sheet."""
    if kind not in ("pdf", "xlsx"):
        raise Http404
    who = asked(request)
    period = get_object_or_404(SurveyPeriod, pk=pk)
    with translation.override("id"):
        return _table(city_recap(period, who.now), kind, f"rekap-{slugify(period.label)}")


def _table(table: SurveyTable, kind: str, name: str) -> HttpResponse:
    if kind == "xlsx":
        return attachment(table_sheet(table), f"{name}.xlsx", XLSX_TYPE)
    return attachment(render_table(table), f"{name}.pdf", PDF_TYPE)


def _closed(request: HttpRequest, pk: int) -> tuple[CitizenSurvey, SurveyResult]:
    who = asked(request)
    visible = visible_surveys(who.user, who.now).filter(state=SurveyState.CLOSED)
    result = get_object_or_404(
        SurveyResult.objects.current().of_units().with_figures().filter(survey__in=visible),
        survey=pk,
    )
    return result.survey, result
