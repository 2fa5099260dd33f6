"""Services, surveys and answers for tests: plain functions, valid by default."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from feedback.actions.questionnaires import load_questionnaire
from feedback.enums import (
    Channel,
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
)
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
