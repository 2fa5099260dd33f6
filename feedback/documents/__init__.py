"""Lists of this room as rows of a spreadsheet."""

from feedback.documents.lists import (
    SURVEY_HEADINGS,
    SURVEY_WIDTHS,
    survey_lines,
)

__all__ = ["SURVEY_HEADINGS", "SURVEY_WIDTHS", "survey_lines"]
