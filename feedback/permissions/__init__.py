"""May this person do this to surveys and what hangs on them, and if not, why not?"""

from feedback.permissions.closing import (
    can_agree,
    can_close_period,
    can_close_survey,
    can_review_quarantine,
    can_withdraw,
)
from feedback.permissions.complaints import can_keep_complaint, visible_complaints
from feedback.permissions.surveys import (
    can_change_dates,
    can_check_acehnese,
    can_enter_answers,
    can_open_survey,
    can_read_survey,
    can_read_surveys,
    can_remove_survey,
    can_run_city_surveys,
    can_run_surveys,
    can_run_surveys_of,
    surveyed_units,
    visible_surveys,
)

__all__ = [
    "can_agree",
    "can_change_dates",
    "can_check_acehnese",
    "can_close_period",
    "can_close_survey",
    "can_enter_answers",
    "can_keep_complaint",
    "can_open_survey",
    "can_read_survey",
    "can_read_surveys",
    "can_remove_survey",
    "can_review_quarantine",
    "can_run_city_surveys",
    "can_run_surveys",
    "can_run_surveys_of",
    "can_withdraw",
    "surveyed_units",
    "visible_complaints",
    "visible_surveys",
]
