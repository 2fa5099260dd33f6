"""Who asks for what today: the running survey of a service, its questions, what is held of it."""

from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from feedback.enums import QuestionKind, SurveyState
from feedback.models import CitizenSurvey, Counter, HeldAnswer, ReceiptToken, Service
from feedback.models.services import ServiceQuerySet
from feedback.rules.policy import DEFAULT_POLICY
from personnel.models import Unit

MONTH = timedelta(days=30)


def running_survey(service: Service, day: date) -> CitizenSurvey | None:
    """The survey that asks about a service: of its unit, else of the nearest unit above.

    Of two periods at once the one that began last.
    """
    above = [int(pk) for pk in service.unit.path.strip("/").split("/")]
    found = running_surveys(day).filter(unit__in=above).select_related("questionnaire", "unit")
    return min(
        found,
        key=lambda one: (-len(one.unit.path), -one.opens_on.toordinal(), one.pk),
        default=None,
    )


def running_surveys(day: date) -> QuerySet[CitizenSurvey]:
    """Surveys in which one may answer on a day."""
    return CitizenSurvey.objects.filter(
        state=SurveyState.OPEN, opens_on__lte=day, closes_on__gte=day
    )


def services_asked_about(day: date) -> ServiceQuerySet:
    """Active services about which a running survey asks, with their units."""
    units: set[int] = set()
    for path in running_surveys(day).values_list("unit__path", flat=True):
        units.update(Unit.objects.filter(path__startswith=path).values_list("pk", flat=True))
    return Service.objects.active().filter(unit__in=units).select_related("unit__agency")


def elements_of(survey: CitizenSurvey) -> list[str]:
    """Codes of the elements, in the order in which ratings are kept."""
    questions = survey.questionnaire.questions.filter(kind=QuestionKind.ELEMENT)
    return list(questions.order_by("position", "pk").values_list("code", flat=True))


def held_count(survey: CitizenSurvey) -> int:
    """Answers that wait for others; some may be of the open channel, which is sealed with them."""
    return HeldAnswer.objects.filter(survey=survey).count()


def counter_is_told(counter: Counter, day: date) -> bool:
    """Whether so many codes a month are given out there that an answer may keep its counter."""
    issued = ReceiptToken.objects.filter(counter=counter, issued_on__gt=day - MONTH)
    return issued.count() >= DEFAULT_POLICY.counter_month_tokens


def codes_given_out(survey: CitizenSurvey, day: date) -> tuple[int, int]:
    """Codes for the survey's services: of the thirty days to ``day``, and of that day."""
    found = ReceiptToken.objects.filter(
        service__unit__path__startswith=survey.unit.path, issued_on__gt=day - MONTH
    ).aggregate(month=Count("digest"), today=Count("digest", filter=Q(issued_on=day)))
    return found["month"], found["today"]
