"""How long an answer and a decision may take, counted in working days.

Both numbers are not in the text of the law (regulation 2.3: 14 working days by a training module
for the answer, a proposal of the house for the decision).
"""

from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from personnel.rules.calendar import add_working_days

RETURN_WORKING_DAYS: Final = 14
DECISION_WORKING_DAYS: Final = 14


def return_deadline(served: date, holidays: AbstractSet[date]) -> date:
    """Last day on which a served result may be signed; after it, it counts as accepted."""
    return add_working_days(served, RETURN_WORKING_DAYS, holidays)


def decision_deadline(filed: date, holidays: AbstractSet[date]) -> date:
    """Last day on which the reviewing superior should decide an objection."""
    return add_working_days(filed, DECISION_WORKING_DAYS, holidays)
