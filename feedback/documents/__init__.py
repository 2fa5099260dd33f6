"""Lists of this room as rows of a spreadsheet."""

from feedback.documents.lists import (
    SERVICE_HEADINGS,
    SERVICE_WIDTHS,
    SURVEY_HEADINGS,
    SURVEY_WIDTHS,
    service_lines,
    survey_lines,
)

__all__ = [
    "SERVICE_HEADINGS",
    "SERVICE_WIDTHS",
    "SURVEY_HEADINGS",
    "SURVEY_WIDTHS",
    "service_lines",
    "survey_lines",
]
