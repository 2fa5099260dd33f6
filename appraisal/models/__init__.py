"""Tables of the appraisal room."""

from appraisal.models.copying import CopyPermission, PlanCopy
from appraisal.models.evaluations import (
    Achievement,
    BehaviourRating,
    Evaluation,
    EvaluationTransition,
    Evidence,
    ResultRating,
)
from appraisal.models.library import LibraryIndicator, LibraryResult
from appraisal.models.matrix import MatrixCell
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
    "CopyPermission",
    "Evaluation",
    "EvaluationTransition",
    "Evidence",
    "Indicator",
    "LibraryIndicator",
    "LibraryResult",
    "MatrixCell",
    "Objection",
    "OrganisationPredicate",
    "Plan",
    "PlanAnnex",
    "PlanCopy",
    "PlanTransition",
    "ResultRating",
    "SpecialExpectation",
    "WorkResult",
]
