"""Lists of the training room as rows of texts."""

from training.documents.lists import (
    ATTENDANCE_HEADINGS,
    ATTENDANCE_WIDTHS,
    LEARNER_HEADINGS,
    LEARNER_WIDTHS,
    PARTICIPANT_HEADINGS,
    PARTICIPANT_WIDTHS,
    PLAN_HEADINGS,
    PLAN_WIDTHS,
    RECORD_HEADINGS,
    RECORD_WIDTHS,
    attendance_lines,
    learner_lines,
    participant_lines,
    plan_lines,
    record_rows,
)

__all__ = [
    "ATTENDANCE_HEADINGS",
    "ATTENDANCE_WIDTHS",
    "LEARNER_HEADINGS",
    "LEARNER_WIDTHS",
    "PARTICIPANT_HEADINGS",
    "PARTICIPANT_WIDTHS",
    "PLAN_HEADINGS",
    "PLAN_WIDTHS",
    "RECORD_HEADINGS",
    "RECORD_WIDTHS",
    "attendance_lines",
    "learner_lines",
    "participant_lines",
    "plan_lines",
    "record_rows",
]
