"""Words of the appraisal room; values as in the glossary."""

from appraisal.enums.credit import (
    COMPUTED_BASES,
    CreditBaseKind,
    CreditLevel,
)
from appraisal.enums.doing import (
    DialogueKind,
    FeedbackRole,
    FeedbackTone,
    LinkState,
    PointOwner,
)
from appraisal.enums.follow_up import (
    AwardKind,
    CheckProgress,
    MeasureLevel,
    Potential,
)
from appraisal.enums.judging import (
    ObjectionOutcome,
    OrganisationPredicateValue,
    Predicate,
    Rating,
)
from appraisal.enums.planning import (
    AnnexBlock,
    Approach,
    Aspect,
    Classification,
    CopySource,
    CoreValue,
    Direction,
    Perspective,
    ResultKind,
    SuperiorLink,
)
from appraisal.enums.running import (
    PERIOD_STEPS,
    PLAN_STEPS,
    SegmentCause,
    StepKind,
)
from appraisal.enums.states import (
    CalibrationState,
    ConversionState,
    EvaluationState,
    ImprovementState,
    ObjectionState,
    OrganisationState,
    Owner,
    PlanState,
    ProgressState,
    WorkTeamState,
)

__all__ = [
    "COMPUTED_BASES",
    "PERIOD_STEPS",
    "PLAN_STEPS",
    "AnnexBlock",
    "Approach",
    "Aspect",
    "AwardKind",
    "CalibrationState",
    "CheckProgress",
    "Classification",
    "ConversionState",
    "CopySource",
    "CoreValue",
    "CreditBaseKind",
    "CreditLevel",
    "DialogueKind",
    "Direction",
    "EvaluationState",
    "FeedbackRole",
    "FeedbackTone",
    "ImprovementState",
    "LinkState",
    "MeasureLevel",
    "ObjectionOutcome",
    "ObjectionState",
    "OrganisationPredicateValue",
    "OrganisationState",
    "Owner",
    "Perspective",
    "PlanState",
    "PointOwner",
    "Potential",
    "Predicate",
    "ProgressState",
    "Rating",
    "ResultKind",
    "SegmentCause",
    "StepKind",
    "SuperiorLink",
    "WorkTeamState",
]
