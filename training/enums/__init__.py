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

__all__ = [
    "EnrolmentState",
    "HoursMeasure",
    "RecordOrigin",
    "RecordState",
    "Scope",
    "SessionState",
    "TrainingForm",
    "YearPlanState",
]
