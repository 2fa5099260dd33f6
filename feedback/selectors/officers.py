"""Counters of a period with one officer alone, and what citizens answered there.

A survey measures a service; only where the whole period had a single officer at a counter do its
answers say anything of a person (statistics A9).
"""

from collections import Counter as Counted
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Q

from feedback.enums import COUNTED, Channel, QuestionKind, SurveyState
from feedback.models import CitizenSurvey, CounterDuty, Response, SurveyPeriod, SurveyResult
from feedback.rules.elements import PERSONAL_ELEMENTS, SurveyElement
from feedback.rules.officer_comparison import CounterSample, ElementSample, compared_elements
from feedback.rules.policy import SurveyPolicy
from feedback.rules.verdict import QualityVerdict

_POINTS: Final = 25
_SUMS: Final = """
    SELECT survey_id, counter_id, place, count(answer), sum(answer), sum(answer * answer)
    FROM feedback_response, unnest(ratings) WITH ORDINALITY AS rating (answer, place)
    WHERE survey_id = ANY(%(surveys)s) AND counter_id IS NOT NULL
        AND standing = ANY(%(counted)s) AND channel <> %(open)s
    GROUP BY survey_id, counter_id, place
"""


@dataclass(frozen=True, slots=True)
class OfficerComparison:
    """What may be said of one officer in one survey, by element."""

    survey: int
    employee: int
    n: int
    comparison: dict[str, str]


def officer_comparisons(period: SurveyPeriod, policy: SurveyPolicy) -> list[OfficerComparison]:
    """All that passes the gate in the closed surveys of a period; a constant number of queries."""
    surveys = list(
        CitizenSurvey.objects.filter(period=period, state=SurveyState.CLOSED).with_input()
    )
    if not surveys:
        return []
    samples = _samples(surveys)
    officers = _sole_officers(surveys, {one.counter for one in samples})
    verdicts = dict(
        SurveyResult.objects.current()
        .of_units()
        .filter(survey__in=surveys)
        .values_list("survey", "verdict")
    )
    by_class: dict[str, list[CounterSample]] = defaultdict(list)
    for sample in samples:
        by_class[sample.service_class].append(sample)
    found = []
    for sample in samples:
        employee = officers.get((sample.survey, sample.counter))
        verdict = verdicts.get(sample.survey)
        if employee is None or verdict is None:
            continue
        comparison = compared_elements(
            sample, by_class[sample.service_class], QualityVerdict(verdict), policy
        )
        if comparison:
            found.append(OfficerComparison(sample.survey, employee, sample.answers, comparison))
    return found


def _samples(surveys: Sequence[CitizenSurvey]) -> list[CounterSample]:
    codes = {
        survey.pk: [
            one.code
            for one in survey.questionnaire.questions.all()
            if one.kind == QuestionKind.ELEMENT
        ]
        for survey in surveys
    }
    classes, answers = _classes(surveys)
    elements: dict[tuple[int, int], dict[SurveyElement, ElementSample]] = defaultdict(dict)
    with connection.cursor() as cursor:
        parameters: dict[str, Any] = {
            "surveys": [survey.pk for survey in surveys],
            "counted": list(COUNTED),
            "open": Channel.OPEN.value,
        }
        cursor.execute(_SUMS, parameters)
        for survey, counter, place, n, total, squares in cursor.fetchall():
            code = codes[survey][place - 1] if place <= len(codes[survey]) else ""
            if n and code in PERSONAL_ELEMENTS:
                elements[survey, counter][SurveyElement(code)] = _element(
                    n, int(total), int(squares)
                )
    return [
        CounterSample(survey, counter, classes[survey, counter], answers[survey, counter], found)
        for (survey, counter), found in sorted(elements.items())
    ]


def _element(n: int, total: int, squares: int) -> ElementSample:
    variance = (squares - total * total / n) / (n - 1) if n > 1 else 0.0
    return ElementSample(n, _POINTS * total / n, _POINTS * float(max(0.0, variance)) ** 0.5)


def _classes(
    surveys: Sequence[CitizenSurvey],
) -> tuple[dict[tuple[int, int], str], dict[tuple[int, int], int]]:
    """Class of most answers of each counter (the first by name of equals), and all its answers."""
    counts: dict[tuple[int, int], Counted[str]] = defaultdict(Counted)
    rows = (
        Response.objects.filter(survey__in=surveys, counter__isnull=False, standing__in=COUNTED)
        .exclude(channel=Channel.OPEN)
        .order_by()
        .values_list("survey", "counter", "service__service_class")
        .annotate(n=Count("pk"))
    )
    for survey, counter, service_class, n in rows:
        counts[survey, counter][service_class or ""] += n
    return (
        {key: min(found, key=lambda name: (-found[name], name)) for key, found in counts.items()},
        {key: found.total() for key, found in counts.items()},
    )


def _sole_officers(
    surveys: Sequence[CitizenSurvey], counters: set[int]
) -> dict[tuple[int, int], int]:
    """Officer of each counter that had nobody else on any day of a survey, and had that one on all.

    A duty that begins late or ends early leaves days on which somebody else may have served.
    """
    duties = CounterDuty.objects.filter(counter__in=counters).filter(
        Q(effective_until__isnull=True)
        | Q(effective_until__gte=min(survey.opens_on for survey in surveys))
    )
    by_counter: dict[int, list[CounterDuty]] = defaultdict(list)
    for duty in duties:
        by_counter[duty.counter_id].append(duty)
    found = {}
    for survey in surveys:
        for counter, rows in by_counter.items():
            serving = [
                duty
                for duty in rows
                if duty.effective_from <= survey.closes_on
                and (duty.effective_until is None or duty.effective_until >= survey.opens_on)
            ]
            if len(serving) == 1 and _covers(serving[0], survey):
                found[survey.pk, counter] = serving[0].employee_id
    return found


def _covers(duty: CounterDuty, survey: CitizenSurvey) -> bool:
    return duty.effective_from <= survey.opens_on and (
        duty.effective_until is None or duty.effective_until >= survey.closes_on
    )
