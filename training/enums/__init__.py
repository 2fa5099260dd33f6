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
from training.enums.socialisation import (
    AttendanceState,
    AttendanceWay,
    EventMode,
    EventState,
    GuideKind,
    TestKind,
)

__all__ = [
    "AttendanceState",
    "AttendanceWay",
    "EnrolmentState",
    "EventMode",
    "EventState",
    "GuideKind",
    "HoursMeasure",
    "RecordOrigin",
    "RecordState",
    "Reviewer",
    "Scope",
    "SessionState",
    "TestKind",
    "TrainingForm",
    "YearPlanState",
]
