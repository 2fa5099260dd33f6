"""Words of the training room; values as in the glossary."""

from training.enums.catalogue import (
    EnrolmentState,
    HoursMeasure,
    RecordOrigin,
    RecordState,
    Scope,
    SessionState,
    TrainingForm,
    YearPlanState,
)
from training.enums.development import (
    ActionKind,
    Criticality,
    DevelopmentNeed,
    DevelopmentProgress,
    DevelopmentState,
    MeasureSource,
)

__all__ = [
    "ActionKind",
    "Criticality",
    "DevelopmentNeed",
    "DevelopmentProgress",
    "DevelopmentState",
    "EnrolmentState",
    "HoursMeasure",
    "MeasureSource",
    "RecordOrigin",
    "RecordState",
    "Scope",
    "SessionState",
    "TrainingForm",
    "YearPlanState",
]
