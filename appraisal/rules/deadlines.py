"""How long serving, an answer and a decision may take, counted in working days.

No number stands in the text of the law (regulation 2.3: 14 working days by a training module for
serving and for the answer, a proposal of the house for the decision); settings may change them.
"""

from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from personnel.rules.calendar import add_working_days

RETURN_WORKING_DAYS: Final = 14
DECISION_WORKING_DAYS: Final = 14
SERVE_WORKING_DAYS: Final = 14


def return_deadline(
    served: date, holidays: AbstractSet[date], days: int = RETURN_WORKING_DAYS
) -> date:
    """Last day on which a served result may be signed; after it, it counts as accepted."""
    return add_working_days(served, days, holidays)


def decision_deadline(
    filed: date, holidays: AbstractSet[date], days: int = DECISION_WORKING_DAYS
) -> date:
    """Last day on which the reviewing superior should decide an objection."""
    return add_working_days(filed, days, holidays)


def serve_deadline(
    fixed: date, holidays: AbstractSet[date], days: int = SERVE_WORKING_DAYS
) -> date:
    """Last day on which the supervisor should hand a fixed result to the employee."""
    return add_working_days(fixed, days, holidays)
