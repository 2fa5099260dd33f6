"""May this person do this to surveys and what hangs on them, and if not, why not?"""

from feedback.permissions.closing import (
    can_agree,
    can_close_period,
    can_close_survey,
    can_review_quarantine,
    can_withdraw,
)
from feedback.permissions.comments import can_moderate, visible_comments
from feedback.permissions.complaints import can_keep_complaint, visible_complaints
from feedback.permissions.follow_up import (
    can_plan_follow_up,
    can_report_follow_up,
    readable_plans,
)
from feedback.permissions.officer_figures import (
    can_answer_contest,
    can_contest,
    can_see_own,
    open_contests,
    own_officer_figures,
)
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
    "can_answer_contest",
    "can_change_dates",
    "can_check_acehnese",
    "can_close_period",
    "can_close_survey",
    "can_contest",
    "can_enter_answers",
    "can_keep_complaint",
    "can_moderate",
    "can_open_survey",
    "can_plan_follow_up",
    "can_read_survey",
    "can_read_surveys",
    "can_remove_survey",
    "can_report_follow_up",
    "can_review_quarantine",
    "can_run_city_surveys",
    "can_run_surveys",
    "can_run_surveys_of",
    "can_see_own",
    "can_withdraw",
    "open_contests",
    "own_officer_figures",
    "readable_plans",
    "surveyed_units",
    "visible_comments",
    "visible_complaints",
    "visible_surveys",
]
