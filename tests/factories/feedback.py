"""Services, surveys and answers for tests: plain functions, valid by default."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from feedback.actions.questionnaires import load_questionnaire
from feedback.enums import (
    Channel,
    DataQuality,
    Dimension,
    Element,
    Frame,
    Standing,
    SurveyPeriodKind,
    SurveyState,
)
from feedback.models import (
    CitizenSurvey,
    Counter,
    EntryBatch,
    MarginCount,
    Questionnaire,
    Register,
    Response,
    Service,
    SurveyPeriod,
    SurveyResult,
)
from feedback.rules.figures import (
    AnswerCounts,
    CategoryFigure,
    DayFigure,
    ElementFigure,
    FailedFigure,
    Figures,
    MarginFigure,
    MissingFigure,
    SetAside,
    ShortfallFigure,
    Uncertainty,
    Weights,
    Worksheet,
    to_json,
)
from feedback.rules.index import service_grade
from feedback.rules.policy import DEFAULT_POLICY
from personnel.models import Unit, User
from tests.factories.personnel import make_unit, make_user

_numbers = count(1)

PROFILE = {
    "sex": "P",
    "age_group": "25-34",
    "sub_district": "Sukakarya",
    "education": "SMA",
    "occupation": "other",
}


def make_service(unit: Unit | None = None, **fields: Any) -> Service:
    """A free service of a unit (an agency of its own by default)."""
    number = next(_numbers)
    defaults = {
        "code": f"layanan-{number}",
        "name": f"Layanan Contoh {number}",
        "service_class": "contoh",
    }
    return Service.objects.create(unit=unit or make_unit(), **{**defaults, **fields})


def make_counter(unit: Unit | None = None, **fields: Any) -> Counter:
    """A counter of a unit."""
    defaults = {"name": f"Loket {next(_numbers)}"}
    return Counter.objects.create(unit=unit or make_unit(), **{**defaults, **fields})


def make_questionnaire() -> Questionnaire:
    """Nine elements with short texts in three languages, in use; the same at each call."""
    return load_questionnaire(
        name="SKM",
        questions=[
            {
                "code": element.value,
                "label": {"id": str(element.label), "en": element.value, "ace": element.value},
                "text": {
                    "id": f"Bagaimana {element.label}?",
                    "en": f"How is {element.value}?",
                    "ace": f"Kiban {element.value}?",
                },
                "options": [
                    {"value": value, "text": dict.fromkeys(("id", "en", "ace"), f"Nilai {value}")}
                    for value in range(1, 5)
                ],
            }
            for element in Element
        ],
    )


def make_survey_period(**fields: Any) -> SurveyPeriod:
    """The second half-year of 2026, once."""
    values = {
        "kind": SurveyPeriodKind.HALF_YEAR,
        "year": 2026,
        "sequence": 2,
        "starts": date(2026, 7, 1),
        "ends": date(2026, 12, 31),
        **fields,
    }
    key = {name: values.pop(name) for name in ("kind", "year", "sequence")}
    return SurveyPeriod.objects.get_or_create(**key, defaults=values)[0]


def make_survey(unit: Unit | None = None, **fields: Any) -> CitizenSurvey:
    """A running survey of a unit (an agency of its own by default)."""
    period = fields.pop("period", None) or make_survey_period()
    defaults = {
        "questionnaire": fields.pop("questionnaire", None) or make_questionnaire(),
        "state": SurveyState.OPEN,
        "opens_on": period.starts,
        "closes_on": period.ends,
        "opened_at": datetime(2026, 7, 1, 1, tzinfo=UTC),
    }
    return CitizenSurvey.objects.create(
        period=period, unit=unit or make_unit(), **{**defaults, **fields}
    )


def make_register(
    unit: Unit,
    margins: dict[Dimension, dict[str, int]],
    *,
    service: Service | None = None,
    by: User | None = None,
    **fields: Any,
) -> Register:
    """A register with its margins; the first one's sum is the population."""
    defaults = {
        "frame": Frame.SERVICE_REGISTER,
        "starts": date(2026, 7, 1),
        "ends": date(2026, 12, 31),
        "population": sum(next(iter(margins.values())).values()),
        "source": "Register pelayanan",
        "dated": date(2026, 10, 31),
        "entered_by": by or make_user(),
        "entered_at": datetime(2026, 11, 1, 1, tzinfo=UTC),
    }
    register = Register.objects.create(unit=unit, service=service, **{**defaults, **fields})
    MarginCount.objects.bulk_create(
        MarginCount(register=register, dimension=dimension, category=category, count=number)
        for dimension, counts in margins.items()
        for category, number in counts.items()
    )
    return register


def make_response(survey: CitizenSurvey, **fields: Any) -> Response:
    """One complete answer of nine threes, sent by a receipt."""
    if fields.get("channel") in (Channel.PAPER, Channel.IMPORT) and "batch" not in fields:
        fields["batch"] = EntryBatch.objects.create(
            survey=survey,
            channel=fields["channel"],
            entered_by=make_user(),
            entered_at=datetime(2026, 11, 1, 1, tzinfo=UTC),
        )
    defaults = {
        "channel": Channel.RECEIPT,
        "standing": Standing.USABLE,
        "day": date(2026, 9, 1),
        "ratings": [3] * 9,
        "duration": "60-180",
        **PROFILE,
    }
    return Response.objects.create(survey=survey, **{**defaults, **fields})


def make_result(survey: CitizenSurvey, **fields: Any) -> SurveyResult:
    """A believable result of 400 answers, 82.96 (B), green, without computing anything.

    ``figures`` replaces parts of the figures (a ``Figures`` value); ``verdict`` amber or red brings
    a failed condition and a shortfall.
    """
    verdict = fields.get("verdict", DataQuality.GREEN)
    index = fields.pop("index", Decimal("82.96"))
    figures = fields.pop("figures", None) or make_figures(verdict=verdict)
    defaults = {
        "n": figures.counts.usable,
        "index": index,
        "lower": index - 2 if index is not None else None,
        "upper": min(index + 2, Decimal(100)) if index is not None else None,
        "grade": service_grade(index).value if index is not None else "",
        "verdict": verdict,
        "figures": to_json(figures),
        "policy": {"values": DEFAULT_POLICY.values(), "versions": {}},
        "computed_at": datetime(2027, 1, 4, 1, tzinfo=UTC),
    }
    return SurveyResult.objects.create(survey=survey, **{**defaults, **fields})


def make_figures(*, verdict: str = DataQuality.GREEN, **fields: Any) -> Figures:
    """Figures of 400 usable answers from 1,240 recipients."""
    means = (3.32, 3.22, 2.94, 4.0, 3.41, 3.38, 3.43, 2.99, 3.18)
    order = sorted(range(9), key=means.__getitem__)
    short = verdict != DataQuality.GREEN
    defaults: dict[str, Any] = {
        "counts": AnswerCounts(
            usable=400, incomplete=3, rejected=2, quarantined=10, open_channel=7,
            channels={"receipt": 300, "paper": 115}, codes_issued=900, codes_used=305,
        ),
        "elements": tuple(
            ElementFigure(
                code=element.value, n=400, mean=mean, raw_mean=mean, index=f"{25 * mean:.2f}",
                grade=service_grade(Decimal(f"{25 * mean:.2f}")).value,
                rank=order.index(place) + 1,
            )
            for place, (element, mean) in enumerate(zip(Element, means, strict=True))
        ),
        "worksheet": Worksheet(exact="82.96", rounded3="82.88", rounded2="82.13"),
        "uncertainty": Uncertainty(
            lower=80.96, upper=84.96, lower_year=81.3, upper_year=84.6, error=1.02,
            error_calibrated=0.98, error_plain=1.02, df=393, half_width=2.0, spread=12.4,
            deff=1.31, deff_clustered=1.4, n_eff=305.3, clusters=60, clustered=True,
            probabilities={"A": 0.0, "B": 1.0, "C": 0.0, "D": 0.0},
        ),
        "weights": Weights(
            weighted=True,
            margins=(
                MarginFigure(
                    dimension="sex",
                    categories=(
                        CategoryFigure(members=("L",), respondents=180, population=598.0,
                                       raw_share=0.45, weighted_share=0.482, target_share=0.482),
                        CategoryFigure(members=("P",), respondents=220, population=642.0,
                                       raw_share=0.55, weighted_share=0.518, target_share=0.518),
                    ),
                ),
                MarginFigure(dimension="education", dropped="few_per_category"),
            ),
        ),
        "population": 1240,
        "minimum_sample": 293,
        "r_indicator": 0.93,
        "register_dated": "2026-10-31",
        "register_source": "Register pelayanan",
        "facts": {"n": 400, "population": 1240, "n_eff": 305.3, "deff": 1.31, "half_width": 2.0},
        "failed": (
            FailedFigure(condition="bias_bound", blocks="green", value=3.4, green=3.0, amber=6.0),
        ) if short else (),
        "shortfall": ShortfallFigure(
            answers=82,
            leading=(
                MissingFigure(dimension="sub_district", category="Sukajaya", answers=60),
                MissingFigure(dimension="sex", category="P", answers=40),
            ),
        ) if short else ShortfallFigure(),
        "set_aside": SetAside(everything="83.10", clean="82.96", difference=0.14, share=0.024),
        "profile": {
            "sex": {"L": 180, "P": 220},
            "age_group": {"17-24": 90, "25-34": 120, "35-44": 100, "45-54": 60, "55+": 30},
            "education": {"SMP": 50, "SMA": 220, "S1": 127, "S3": 3},
            "occupation": {"private": 150, "other": 250},
        },
        "days": (DayFigure(day="2026-09-01", n=12, influence=-0.02),),
        "collected_from": "2026-07-01",
        "collected_until": "2026-12-31",
    }  # fmt: skip
    return Figures(**{**defaults, **fields})


def closed_survey(unit: Unit, period: SurveyPeriod, **figures: Any) -> SurveyResult:
    """A survey that was closed in January 2027, with its result."""
    survey = make_survey(unit, period=period)
    survey.state, survey.closed_by = SurveyState.CLOSED, make_user()
    survey.closed_at = datetime(2027, 1, 5, 2, 0, tzinfo=UTC)
    survey.save()
    return make_result(survey, **figures)
