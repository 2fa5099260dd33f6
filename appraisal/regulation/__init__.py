"""What the law leaves open in the appraisal: declared here, decided by BKPSDM.

Keys as in regulation 2.3 where it names one; values and marks of certainty as there.
"""

from typing import Final

from appraisal.regulation import credit, cycle, follow_up, results
from appraisal.regulation.credit import (
    COPY_RECIPIENTS,
    CREDIT_COPIES,
    CREDIT_DECIMALS,
    CREDIT_MONTHS,
    SENT,
)
from appraisal.regulation.cycle import (
    DAY_TYPES,
    DECISION_DAYS,
    FEWEST_MAIN,
    MOST_MAIN,
    NEW_POST_DAYS,
    OBJECTION_DAY_TYPE,
    OBJECTION_DAYS,
    RETURN_DAYS,
    SERVE_DAYS,
)
from appraisal.regulation.follow_up import (
    ALLOWANCE_BASE,
    ALLOWANCE_CUT,
    ALLOWANCE_OF_PREDICATE,
    ALLOWANCE_PERIOD,
    ALLOWANCE_WEIGHT,
    AWARD_PREDICATE,
    AWARD_YEARS,
    ESCALATE_DAYS,
    IMPROVEMENT_SPAN,
    MISCONDUCT_WARNING,
    POST_CLASSES,
    PROFESSIONALISM,
    REMIND_DAYS,
    TALENT_AXIS,
)
from appraisal.regulation.results import (
    AGENCIES_ONLY,
    AID_BEHAVIOUR,
    AID_ENABLED,
    AID_WEIGHTS,
    BEHAVIOUR_PROPOSAL,
    HEAD_RESULTS,
    HEADED_UNITS,
    NOTE_FROM,
    ORGANISATION_CELLS,
    ORGANISATION_LEVEL,
    RESULTS_PROPOSAL,
    SMALL_UNIT,
)
from personnel.rules.regulation import Regulation

__all__ = [
    "AGENCIES_ONLY",
    "AID_BEHAVIOUR",
    "AID_ENABLED",
    "AID_WEIGHTS",
    "ALLOWANCE_BASE",
    "ALLOWANCE_CUT",
    "ALLOWANCE_OF_PREDICATE",
    "ALLOWANCE_PERIOD",
    "ALLOWANCE_WEIGHT",
    "AWARD_PREDICATE",
    "AWARD_YEARS",
    "BEHAVIOUR_PROPOSAL",
    "COPY_RECIPIENTS",
    "CREDIT_COPIES",
    "CREDIT_DECIMALS",
    "CREDIT_MONTHS",
    "DAY_TYPES",
    "DECISION_DAYS",
    "ESCALATE_DAYS",
    "FEWEST_MAIN",
    "HEADED_UNITS",
    "HEAD_RESULTS",
    "IMPROVEMENT_SPAN",
    "MISCONDUCT_WARNING",
    "MOST_MAIN",
    "NEW_POST_DAYS",
    "NOTE_FROM",
    "OBJECTION_DAYS",
    "OBJECTION_DAY_TYPE",
    "ORGANISATION_CELLS",
    "ORGANISATION_LEVEL",
    "POST_CLASSES",
    "PROFESSIONALISM",
    "REMIND_DAYS",
    "RESULTS_PROPOSAL",
    "RESULT_SETTINGS",
    "RETURN_DAYS",
    "SENT",
    "SERVE_DAYS",
    "SETTINGS",
    "SMALL_UNIT",
    "TALENT_AXIS",
    "result_versions",
]

SETTINGS: Final = (*cycle.SETTINGS, *results.SETTINGS, *credit.SETTINGS, *follow_up.SETTINGS)

RESULT_SETTINGS: Final = (RESULTS_PROPOSAL, BEHAVIOUR_PROPOSAL, HEAD_RESULTS, ORGANISATION_CELLS)
"""What a fixed result rests on: its versions are kept beside it."""


def result_versions(regulation: Regulation) -> dict[str, str]:
    """Versions to keep beside a result that is fixed under these settings."""
    return regulation.versions(*RESULT_SETTINGS)
