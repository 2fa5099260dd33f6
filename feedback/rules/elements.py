"""What a citizen survey asks: the nine elements by name, never by number alone.

Questionnaires number complaints and facilities differently, so a number is only a place in a
display order. Source: PermenPANRB 14/2017; KEP/25/M.PAN/2/2004 for the older fourteen; see
docs/legal.md#citizen-survey.
"""

from enum import StrEnum
from typing import Final


class SurveyElement(StrEnum):
    """Unsur pelayanan, in the order of the questionnaire (U1 to U9)."""

    REQUIREMENTS = "requirements"
    PROCEDURE = "procedure"
    TIME = "time"
    COST = "cost"
    PRODUCT = "product"
    COMPETENCE = "competence"
    CONDUCT = "conduct"
    FACILITIES = "facilities"
    COMPLAINTS = "complaints"


ELEMENTS: Final = tuple(SurveyElement)

COMPLAINTS_EIGHTH: Final = (
    *ELEMENTS[:7],
    SurveyElement.COMPLAINTS,
    SurveyElement.FACILITIES,
)
"""The order of the regulation's text, which some published tabulations follow."""

PERSONAL_ELEMENTS: Final = frozenset(
    {SurveyElement.COMPETENCE, SurveyElement.CONDUCT, SurveyElement.COMPLAINTS}
)
"""The only elements that may ever be held beside one officer (statistics A9)."""


class LegacyElement(StrEnum):
    """The fourteen elements of KEP/25/M.PAN/2/2004, to show an older series; never asked anew."""

    PROCEDURE = "procedure"
    REQUIREMENTS = "requirements"
    OFFICER_CLARITY = "officer_clarity"
    OFFICER_DISCIPLINE = "officer_discipline"
    OFFICER_RESPONSIBILITY = "officer_responsibility"
    OFFICER_ABILITY = "officer_ability"
    SPEED = "speed"
    FAIRNESS = "fairness"
    COURTESY = "courtesy"
    REASONABLE_COST = "reasonable_cost"
    CERTAIN_COST = "certain_cost"
    CERTAIN_SCHEDULE = "certain_schedule"
    COMFORT = "comfort"
    SAFETY = "safety"


LEGACY_ELEMENTS: Final = tuple(LegacyElement)
