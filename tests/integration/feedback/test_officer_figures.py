"""Citizens' answers reach an officer only through the strict gate, for good and for bad alike."""

from datetime import UTC, date, datetime, timedelta

import pytest

from feedback.enums import Channel, SurveyState
from feedback.models import CounterDuty, OfficerFigure, Response
from feedback.rules.policy import DEFAULT_POLICY
from feedback.selectors.officers import officer_comparisons
from feedback.tasks import store_officer_figures
from tests.factories.feedback import (
    make_counter,
    make_result,
    make_service,
    make_survey,
)
from tests.factories.personnel import make_employee, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 4, 2, tzinfo=UTC)


def make_place(survey, service, level, *, answers=40, officer=None, **duty):
    """A counter with answers about ``level`` (of 4) and, with an officer, a duty all year."""
    counter = make_counter(survey.unit)
    Response.objects.bulk_create(
        Response(
            survey=survey,
            service=service,
            counter=counter,
            channel=Channel.RECEIPT,
            day=survey.opens_on + timedelta(days=at % 60),
            ratings=[3] * 5 + [max(1, min(4, level + (at % 3) - 1))] * 4,
        )
        for at in range(answers)
    )
    if officer:
        values = {"effective_from": date(2026, 1, 1)} | duty
        CounterDuty.objects.create(counter=counter, employee=officer, **values)
    return counter


@pytest.fixture
def officer():
    return make_employee()


@pytest.fixture
def survey():
    """A closed survey, green, with five ordinary counters of one class."""
    survey = make_survey(state=SurveyState.CLOSED, closed_at=NOW, closed_by=make_user())
    make_result(survey)
    service = make_service(survey.unit)
    for _at in range(5):
        make_place(survey, service, 3)
    survey.service = service
    return survey


def figures(survey):
    store_officer_figures(survey.period, NOW)
    return OfficerFigure.objects.filter(is_withdrawn=False)


@pytest.mark.parametrize(("level", "word"), [(4, "better"), (3, "same"), (2, "worse")])
def test_a_sole_officer_is_compared_with_like_counters(survey, officer, level, word):
    make_place(survey, survey.service, level, officer=officer)
    figure = figures(survey).get()
    assert (figure.employee, figure.n) == (officer, 40)
    assert figure.comparison == dict.fromkeys(["competence", "conduct", "complaints"], word)


def test_no_number_reaches_the_figure(survey, officer):
    make_place(survey, survey.service, 2, officer=officer)
    figure = figures(survey).get()
    assert set(figure.comparison.values()) <= {"better", "same", "worse"}


@pytest.mark.parametrize(
    "duty",
    [
        {"effective_from": date(2026, 7, 2)},
        {"effective_until": date(2026, 12, 30)},
    ],
)
def test_an_officer_of_a_part_of_the_period_is_not(survey, officer, duty):
    make_place(survey, survey.service, 2, officer=officer, **duty)
    assert not figures(survey)


def test_two_officers_at_one_counter_are_not(survey, officer):
    counter = make_place(survey, survey.service, 2, officer=officer)
    CounterDuty.objects.create(
        counter=counter,
        employee=make_employee(),
        effective_from=date(2026, 12, 31),
    )
    assert not figures(survey)


def test_fewer_than_thirty_answers_are_too_few(survey, officer):
    make_place(survey, survey.service, 2, officer=officer, answers=29)
    assert not figures(survey)


@pytest.mark.parametrize("verdict", ["amber", "red"])
def test_a_unit_that_is_not_green_says_nothing_of_a_person(officer, verdict):
    survey = make_survey(state=SurveyState.CLOSED, closed_at=NOW, closed_by=make_user())
    make_result(survey, verdict=verdict)
    service = make_service(survey.unit)
    for _at in range(5):
        make_place(survey, service, 3)
    make_place(survey, service, 2, officer=officer)
    assert not figures(survey)


def test_too_few_like_counters(officer):
    survey = make_survey(state=SurveyState.CLOSED, closed_at=NOW, closed_by=make_user())
    make_result(survey)
    service = make_service(survey.unit)
    for _at in range(3):
        make_place(survey, service, 3)
    make_place(survey, service, 2, officer=officer)
    assert not figures(survey)


def test_a_figure_that_was_seen_stays_and_one_that_was_not_follows(survey, officer):
    make_place(survey, survey.service, 2, officer=officer)
    figure = figures(survey).get()
    CounterDuty.objects.filter(employee=officer).update(effective_from=date(2026, 8, 1))
    assert not figures(survey)
    OfficerFigure.objects.filter(pk=figure.pk).update(is_withdrawn=False, seen_at=NOW)
    assert figures(survey).get().comparison == figure.comparison


def test_the_queries_do_not_grow_with_officers(survey, django_assert_max_num_queries):
    counts = []
    for number in (1, 4):
        for _at in range(number):
            make_place(survey, survey.service, 3, officer=make_employee())
        store_officer_figures(survey.period, NOW)
        with django_assert_max_num_queries(60) as queries:
            officer_comparisons(survey.period, DEFAULT_POLICY)
        counts.append(len(queries))
    assert counts[0] == counts[1]
