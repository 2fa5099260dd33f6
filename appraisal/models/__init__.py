"""Tables of the appraisal room."""

from appraisal.models.calibration import (
    Calibration,
    DeviationReason,
    ReviewRequest,
)
from appraisal.models.coaching import (
    Coaching,
    CoachingAnswer,
    CompetenceScore,
    Counselling,
)
from appraisal.models.continuous_feedback import (
    ContinuousFeedback,
)
from appraisal.models.copying import (
    CopyPermission,
    PlanCopy,
)
from appraisal.models.credit import (
    CreditBase,
    CreditConversion,
    CreditDetermination,
)
from appraisal.models.dialogues import (
    AgreedPoint,
    PerformanceDialogue,
)
from appraisal.models.evaluation_content import (
    Achievement,
    BehaviourRating,
    Evidence,
    ResultRating,
)
from appraisal.models.evaluations import (
    Evaluation,
    EvaluationTransition,
)
from appraisal.models.follow_up import (
    AttendanceFactor,
    Award,
    DisciplinaryMeasure,
    PotentialAssessment,
)
from appraisal.models.improvement import (
    ImprovementCheck,
    ImprovementPlan,
)
from appraisal.models.library import (
    LibraryIndicator,
    LibraryResult,
)
from appraisal.models.links import (
    LinkCheck,
)
from appraisal.models.matrix import (
    MatrixCell,
)
from appraisal.models.objections import (
    Objection,
)
from appraisal.models.organisation import (
    OrganisationPredicate,
)
from appraisal.models.plan_content import (
    Indicator,
    PlanAnnex,
    SpecialExpectation,
    WorkResult,
)
from appraisal.models.plans import (
    Plan,
    PlanTransition,
)
from appraisal.models.progress import (
    ActionPlan,
    DailyProgress,
)
from appraisal.models.segments import (
    Segment,
)
from appraisal.models.teams import (
    TeamMember,
    WorkTeam,
)

__all__ = [
    "Achievement",
    "ActionPlan",
    "AgreedPoint",
    "AttendanceFactor",
    "Award",
    "BehaviourRating",
    "Calibration",
    "Coaching",
    "CoachingAnswer",
    "CompetenceScore",
    "ContinuousFeedback",
    "CopyPermission",
    "Counselling",
    "CreditBase",
    "CreditConversion",
    "CreditDetermination",
    "DailyProgress",
    "DeviationReason",
    "DisciplinaryMeasure",
    "Evaluation",
    "EvaluationTransition",
    "Evidence",
    "ImprovementCheck",
    "ImprovementPlan",
    "Indicator",
    "LibraryIndicator",
    "LibraryResult",
    "LinkCheck",
    "MatrixCell",
    "Objection",
    "OrganisationPredicate",
    "PerformanceDialogue",
    "Plan",
    "PlanAnnex",
    "PlanCopy",
    "PlanTransition",
    "PotentialAssessment",
    "ResultRating",
    "ReviewRequest",
    "Segment",
    "SpecialExpectation",
    "TeamMember",
    "WorkResult",
    "WorkTeam",
]
