"""Final annual results in bulk, for tests of what follows them."""

from datetime import UTC, datetime

from appraisal.enums import EvaluationState, OrganisationPredicateValue, Rating
from appraisal.models import Evaluation, Plan
from appraisal.rules.predicate import performance_predicate
from appraisal.rules.ratings import Rating as Level
from personnel.models import Period
from tests.factories.appraisal import Office
from tests.factories.crowds import make_crowd

FINAL_AT = datetime(2027, 1, 21, 2, 0, tzinfo=UTC)


def finalise(
    plan: Plan, period: Period, results: str = Rating.MEETS, behaviour: str = Rating.MEETS
) -> Evaluation:
    """A final evaluation of a plan; the predicate follows the table."""
    return Evaluation.objects.create(
        plan=plan,
        period=period,
        state=EvaluationState.FINAL,
        supervisor=plan.supervisor,
        reviewing_superior=plan.reviewing_superior,
        results_proposed=results,
        results_rating=results,
        behaviour_proposed=behaviour,
        behaviour_rating=behaviour,
        predicate=performance_predicate(Level(results), Level(behaviour)).value,
        organisation_predicate=OrganisationPredicateValue.GOOD,
        fixed_at=FINAL_AT,
        served_at=FINAL_AT,
        final_at=FINAL_AT,
    )


def final_crowd(
    office: Office, count: int, results: str = Rating.MEETS, behaviour: str = Rating.MEETS
) -> list[Evaluation]:
    """People of the office's division with final annual results, all alike."""
    period = office.period()
    return [finalise(plan, period, results, behaviour) for plan in make_crowd(office, count)]
