"""Annual results of women and men, of two ages and kinds of employment, for comparisons."""

from datetime import date

from appraisal.enums import EvaluationState, Predicate, Rating
from appraisal.models import Evaluation
from personnel.enums import EmployeeKind
from personnel.models import Employee
from tests.factories.appraisal import YEAR_END, Office
from tests.factories.crowds import give_evaluations, make_crowd


def results_of(office: Office, *, women_above: int, men_above: int, of: int = 40) -> None:
    """Annual results of ``of`` women and as many men; so many of each are very good."""
    plans = make_crowd(office, 2 * of)
    evaluations = give_evaluations(plans, office.period(), rated=True)
    people = [plan.employee_id for plan in plans]
    Employee.objects.filter(pk__in=people[:of]).update(sex="female")
    Employee.objects.filter(pk__in=people[of:]).update(sex="male")
    Employee.objects.filter(pk__in=people[::2]).update(birth_date=date(1970, 1, 1))
    Employee.objects.filter(pk__in=people[::4]).update(kind=EmployeeKind.PPPK)
    best = [*evaluations[:women_above], *evaluations[of : of + men_above]]
    Evaluation.objects.filter(pk__in=[one.pk for one in best]).update(
        results_proposed=Rating.ABOVE,
        results_rating=Rating.ABOVE,
        behaviour_proposed=Rating.ABOVE,
        behaviour_rating=Rating.ABOVE,
    )
    rated = Evaluation.objects.filter(pk__in=[one.pk for one in evaluations])
    for rating, predicate in ((Rating.ABOVE, Predicate.VERY_GOOD), (Rating.MEETS, Predicate.GOOD)):
        rated.filter(results_rating=rating).update(
            state=EvaluationState.FIXED,
            predicate=predicate,
            organisation_predicate="good",
            fixed_at=YEAR_END,
        )
