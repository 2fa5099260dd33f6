"""Which organisation predicate applies to a person, and who fixes it."""

from appraisal.models import Evaluation, OrganisationPredicate
from personnel.models import Period, Unit


def applicable_predicate(unit: Unit, period: Period) -> OrganisationPredicate | None:
    """The predicate of the nearest unit upwards that has one for the period, up to the agency.

    A unit with its own row comes before the agency that it belongs to (SE MenPANRB 3/2023 speaks
    of the unit; most cities keep one row an agency).
    """
    ids = [int(part) for part in unit.path.strip("/").split("/") if part]
    rows = {
        row.unit_id: row
        for row in OrganisationPredicate.objects.filter(period=period, unit__in=ids)
    }
    return next((rows[pk] for pk in reversed(ids) if pk in rows), None)


def predicate_for(evaluation: Evaluation) -> OrganisationPredicate | None:
    """The organisation predicate that the law puts before this evaluation."""
    return applicable_predicate(evaluation.plan.assignment.post.unit, evaluation.period)
