"""Tables of the appraisal room."""

from appraisal.models.evaluations import (
    Achievement,
    BehaviourRating,
    Evaluation,
    EvaluationTransition,
    Evidence,
    ResultRating,
)
from appraisal.models.follow_up import (
    AttendanceFactor,
    Award,
    DisciplinaryMeasure,
    PotentialAssessment,
)
from appraisal.models.improvement import ImprovementCheck, ImprovementPlan
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
    "AttendanceFactor",
    "Award",
    "BehaviourRating",
    "DisciplinaryMeasure",
    "Evaluation",
    "EvaluationTransition",
    "Evidence",
    "ImprovementCheck",
    "ImprovementPlan",
    "Indicator",
    "Objection",
    "OrganisationPredicate",
    "Plan",
    "PlanAnnex",
    "PlanTransition",
    "PotentialAssessment",
    "ResultRating",
    "SpecialExpectation",
    "WorkResult",
]
