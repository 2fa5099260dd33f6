"""Tables of the appraisal room."""

from appraisal.models.credit import CreditBase, CreditConversion, CreditDetermination
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
    "CreditBase",
    "CreditConversion",
    "CreditDetermination",
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
