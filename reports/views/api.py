"""The API of published figures, for dashboards elsewhere: nothing that is not public already."""

from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema

from feedback.models import SurveyPeriod
from feedback.selectors.public_city import city_rows, published_periods
from personnel.enums import ApiScope
from personnel.views.api import ApiKey
from reports.models import OpenFigures

router: Final = Router(tags=["Angka yang sudah terbit"])

_READ: Final = ApiKey(ApiScope.FIGURES_READ)


class PublishedOut(Schema):
    """A period whose figures are published."""

    id: int
    label: str
    year: int
    kind: str
    published_at: str


class AgencyOut(Schema):
    """People of one agency with a final result; ``null`` is hidden to protect people."""

    name: str
    people: int
    counts: list[int | None]


class TogetherOut(Schema):
    """The small agencies, counted together."""

    names: list[str]
    people: int
    counts: list[int | None]


class CityOut(Schema):
    """All agencies."""

    people: int
    counts: list[int]


class PredicatesOut(Schema):
    """Counts by agency; ``columns`` names the predicates that each place of ``counts`` is of."""

    period: dict[str, Any]
    least: int
    columns: list[list[str]]
    city: CityOut
    agencies: list[AgencyOut]
    together: TogetherOut | None


class SurveyPeriodOut(Schema):
    """A period of which the result of some unit can be read."""

    id: int
    label: str
    starts: date
    ends: date


class SurveyResultOut(Schema):
    """What citizens say of one unit; without figures where the data do not represent them."""

    unit: str
    quality: str
    n: int
    index: float | None
    lower: float | None
    upper: float | None
    grade: str | None


@router.get(
    "/predicates",
    auth=_READ,
    response=list[PublishedOut],
    url_name="api-predicate-periods",
    operation_id="api-predicate-periods",
)
def predicate_periods(request: HttpRequest) -> list[dict[str, Any]]:
    """List the periods whose predicates are published, the latest first."""
    return [
        {
            "id": row.period_id,
            "label": row.period.label,
            "year": row.period.year.year,
            "kind": row.period.kind,
            "published_at": row.published_at.isoformat(),
        }
        for row in OpenFigures.objects.standing().select_related("period__year")
    ]


@router.get(
    "/predicates/{period}",
    auth=_READ,
    response=PredicatesOut,
    url_name="api-predicates",
    operation_id="api-predicates",
)
def predicates(request: HttpRequest, period: int) -> dict[str, Any]:
    """Counts of final predicates by agency in one period."""
    figures = OpenFigures.objects.standing().filter(period=period).first()
    if figures is None:
        raise Http404(_("Angka periode ini tidak diterbitkan."))
    content: dict[str, Any] = figures.content
    return content


@router.get(
    "/survey-results",
    auth=_READ,
    response=list[SurveyPeriodOut],
    url_name="api-survey-periods",
    operation_id="api-survey-periods",
)
def survey_periods(request: HttpRequest) -> list[SurveyPeriod]:
    """List the survey periods of which something can be read, the latest first."""
    return published_periods()


@router.get(
    "/survey-results/{period}",
    auth=_READ,
    response=list[SurveyResultOut],
    url_name="api-survey-results",
    operation_id="api-survey-results",
)
def survey_results(request: HttpRequest, period: int) -> list[dict[str, Any]]:
    """List the closed surveys of a survey period: index, interval, grade, quality of the data."""
    found = SurveyPeriod.objects.filter(pk=period).first()
    if found is None:
        raise Http404(_("Periode survei ini tidak ada."))
    return [
        {
            "unit": row.unit.name,
            "quality": row.verdict.value,
            "n": row.n,
            "index": row.index,
            "lower": row.lower,
            "upper": row.upper,
            "grade": row.grade or None,
        }
        for row in city_rows(found)
    ]
