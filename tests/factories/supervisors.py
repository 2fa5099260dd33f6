"""Supervisors of one agency beside each other, with people whom they rated."""

from appraisal.enums import CoreValue, Rating
from appraisal.models import BehaviourRating, Evaluation
from personnel.models import Employee, Period
from tests.factories.appraisal import Office
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.personnel import make_employee, make_unit

FIRST_VALUES = (CoreValue.SERVICE, CoreValue.ACCOUNTABLE, CoreValue.COMPETENT)


def make_supervisors(office: Office, count: int) -> list[Employee]:
    """Heads of so many further divisions of the agency."""
    return [make_employee(head_of=make_unit(office.agency)) for _ in range(count)]


def rate_people(
    office: Office, supervisor: Employee, people: int, *, kind: bool, period: Period | None = None
) -> list[Evaluation]:
    """People rated by ``supervisor`` in one result and every value, each second one better.

    Better in three values. ``kind``: the four others of everybody are above expectation as well.
    """
    rows = give_evaluations(
        make_crowd(office, people, results=1), period or office.period(), rated=True
    )
    evaluations = Evaluation.objects.filter(pk__in=[row.pk for row in rows])
    evaluations.update(supervisor=supervisor)
    values = BehaviourRating.objects.filter(evaluation__in=[row.pk for row in rows])
    values.filter(evaluation__in=[row.pk for row in rows[::2]], core_value__in=FIRST_VALUES).update(
        rating=Rating.ABOVE
    )
    if kind:
        values.exclude(core_value__in=FIRST_VALUES).update(rating=Rating.ABOVE)
        evaluations.update(behaviour_proposed=Rating.ABOVE, behaviour_rating=Rating.ABOVE)
    return list(evaluations)
