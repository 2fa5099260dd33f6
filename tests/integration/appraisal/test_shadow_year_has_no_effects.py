"""What follows from a result never follows from one of a rehearsal or a shadow year."""

import pytest

from appraisal.actions.credit import convert_evaluation
from appraisal.actions.improvement import open_improvement_plans
from appraisal.enums import EvaluationState, Rating
from appraisal.models import Evaluation, ImprovementPlan
from appraisal.selectors.annual_results import year_with_results
from personnel.enums import YearMode
from sabang_kinerja.common.errors import WrongState
from tests.factories.appraisal import SERVED, evaluation_at, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[YearMode.SHADOW, YearMode.REHEARSAL])
def low_result(request):
    office = make_office()
    evaluation = evaluation_at(EvaluationState.FINAL, office, results=Rating.BELOW)
    office.year.mode = request.param
    office.year.save()
    return office, evaluation


def test_low_result_opens_no_improvement_plan(low_result):
    opened = open_improvement_plans(now=SERVED)

    assert (opened, ImprovementPlan.objects.count()) == (0, 0)


def test_result_gives_no_credit(low_result):
    office, evaluation = low_result

    with pytest.raises(WrongState, match="Tahun latihan atau tahun bayangan"):
        convert_evaluation(evaluation_id=evaluation.pk, by=office.admin, now=SERVED)


def test_year_is_offered_by_no_list_of_results(low_result):
    assert year_with_results() is None
    assert not Evaluation.objects.counting().exists()
