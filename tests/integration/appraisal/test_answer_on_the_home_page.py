"""A served result on the home page: until when to answer, and until when to object."""

import pytest

from appraisal.enums import EvaluationState
from appraisal.selectors.answer_days import AnswerDays
from personnel.rules.dates import long_date
from tests.factories.appraisal import SERVED, evaluation_at, make_office
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


def test_the_last_day_to_object_is_said_beside_that_of_the_answer(client):
    office = make_office()
    served = evaluation_at(EvaluationState.SERVED, office)
    days = AnswerDays(SERVED.date())
    object_by, answer_by = days.objection_due(served), days.answer_due(served)
    assert object_by != answer_by

    page = " ".join(sign_in(client, office.employee).get("/").content.decode().split())

    assert f"ajukan keberatan paling lambat {long_date(object_by)}." in page
