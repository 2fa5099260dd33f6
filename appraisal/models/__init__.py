"""Tables of the appraisal room."""

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

__all__ = [
    "Achievement",
    "BehaviourRating",
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
    "SpecialExpectation",
    "WorkResult",
]
