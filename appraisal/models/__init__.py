"""Tables of the appraisal room."""

from appraisal.models.calibration import Calibration, DeviationReason, ReviewRequest
from appraisal.models.evaluations import (
    Achievement,
    BehaviourRating,
    Evaluation,
    EvaluationTransition,
    Evidence,
    ResultRating,
)
from appraisal.models.objections import Objection
from appraisal.models.organisation import OrganisationPredicate
from appraisal.models.plans import (
    Indicator,
    Plan,
    PlanAnnex,
    PlanTransition,
    SpecialExpectation,
    WorkResult,
)
from appraisal.models.segments import Segment

__all__ = [
    "Achievement",
    "BehaviourRating",
    "Calibration",
    "DeviationReason",
    "Evaluation",
    "EvaluationTransition",
    "Evidence",
    "Indicator",
    "Objection",
    "OrganisationPredicate",
    "Plan",
    "PlanAnnex",
    "PlanTransition",
    "ResultRating",
    "ReviewRequest",
    "Segment",
    "SpecialExpectation",
    "WorkResult",
]
