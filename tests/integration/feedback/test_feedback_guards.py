"""What the database itself refuses in the feedback room."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from feedback.enums import Channel, Standing, SurveyState
from feedback.models import Question, ReceiptToken, Response
from tests.factories.feedback import (
    make_questionnaire,
    make_response,
    make_service,
    make_survey,
)

pytestmark = pytest.mark.django_db


def refused():
    return pytest.raises((IntegrityError, ProgrammingError))


@pytest.mark.parametrize("rating", [0, 5])
def test_a_rating_outside_one_to_four_is_refused(rating):
    survey = make_survey()
    with refused(), transaction.atomic():
        make_response(survey, ratings=[3, rating, 3])


def test_an_unanswered_element_is_kept_as_nothing():
    response = make_response(make_survey(), ratings=[3, None, 4])
    response.refresh_from_db()
    assert response.ratings == [3, None, 4]


def test_an_answer_never_changes_but_in_its_standing():
    response = make_response(make_survey())
    with refused(), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(ratings=[4] * 9)
    Response.objects.filter(pk=response.pk).update(standing=Standing.QUARANTINED)


def test_an_answer_of_an_operator_names_its_batch():
    survey = make_survey()
    assert make_response(survey, channel=Channel.PAPER).batch is not None
    with refused(), transaction.atomic():
        make_response(survey, channel=Channel.PAPER, batch=None)


def test_a_closed_survey_does_not_open_again():
    survey = make_survey()
    with refused(), transaction.atomic():
        type(survey).objects.filter(pk=survey.pk).update(state=SurveyState.PLANNED)


def test_a_spent_code_stays_spent():
    token = ReceiptToken.objects.create(
        digest="0" * 64,
        service=make_service(),
        issued_on=date(2026, 9, 1),
        expires_on=date(2026, 9, 15),
        used=True,
    )
    with refused(), transaction.atomic():
        ReceiptToken.objects.filter(pk=token.pk).update(used=False)


def test_questions_in_use_are_frozen():
    questionnaire = make_questionnaire()
    with refused(), transaction.atomic():
        Question.objects.filter(questionnaire=questionnaire).update(position=20)
    with refused(), transaction.atomic():
        questionnaire.questions.first().delete()


def test_held_answers_leave_no_trace_in_the_log_of_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname='feedback_heldanswer'")
        assert cursor.fetchone() == ("u",)
