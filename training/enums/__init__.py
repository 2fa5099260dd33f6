"""Words of the training room; values as in the glossary."""

from training.enums.catalogue import (
    EnrolmentState,
    HoursMeasure,
    RecordOrigin,
    RecordState,
    Reviewer,
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
from training.enums.socialisation import (
    AttendanceState,
    AttendanceWay,
    EventMode,
    EventState,
    GuideKind,
    TestKind,
)

__all__ = [
    "ActionKind",
    "AttendanceState",
    "AttendanceWay",
    "Criticality",
    "DevelopmentNeed",
    "DevelopmentProgress",
    "DevelopmentState",
    "EnrolmentState",
    "EventMode",
    "EventState",
    "GuideKind",
    "HoursMeasure",
    "MeasureSource",
    "RecordOrigin",
    "RecordState",
    "Reviewer",
    "Scope",
    "SessionState",
    "TestKind",
    "TrainingForm",
    "YearPlanState",
]
