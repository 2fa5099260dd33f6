"""Lists of this room as rows of a spreadsheet."""

from feedback.documents.lists import (
    COMPLAINT_HEADINGS,
    COMPLAINT_WIDTHS,
    SERVICE_HEADINGS,
    SERVICE_WIDTHS,
    SURVEY_HEADINGS,
    SURVEY_WIDTHS,
    complaint_lines,
    service_lines,
    survey_lines,
)

__all__ = [
    "COMPLAINT_HEADINGS",
    "COMPLAINT_WIDTHS",
    "SERVICE_HEADINGS",
    "SERVICE_WIDTHS",
    "SURVEY_HEADINGS",
    "SURVEY_WIDTHS",
    "complaint_lines",
    "service_lines",
    "survey_lines",
]
