"""May this person do this to this plan or evaluation, and if not, why not? Which rows are theirs?

Every action asks here first; every button is drawn from the same answer.
"""

from appraisal.permissions.asking import acting_for, can_manage_year, rated_for, rates
from appraisal.permissions.control import can_remind, watched_agencies
from appraisal.permissions.evaluations import (
    can_accept,
    can_add_evidence,
    can_fill_evaluation,
    can_fix_evaluation,
    can_object,
    can_rate,
    can_reopen,
    can_serve,
    can_submit_evaluation,
)
from appraisal.permissions.objections import can_decide, can_examine
from appraisal.permissions.organisation import (
    can_fix_organisation,
    can_fix_organisations,
    can_recommend_organisation,
    organisation_is_fixed,
)
from appraisal.permissions.plans import (
    can_approve_plan,
    can_close_plan,
    can_edit_plan,
    can_fix_plan,
    can_open_revision,
    can_return_plan,
    can_set_expectations,
    can_sign_plan,
    can_submit_plan,
    can_withdraw_plan,
)
from appraisal.permissions.visibility import (
    can_see_ratings,
    visible_evaluations,
    visible_evidence,
    visible_objections,
    visible_organisations,
    visible_plans,
)

__all__ = [
    "acting_for",
    "can_accept",
    "can_add_evidence",
    "can_approve_plan",
    "can_close_plan",
    "can_decide",
    "can_edit_plan",
    "can_examine",
    "can_fill_evaluation",
    "can_fix_evaluation",
    "can_fix_organisation",
    "can_fix_organisations",
    "can_fix_plan",
    "can_manage_year",
    "can_object",
    "can_open_revision",
    "can_rate",
    "can_recommend_organisation",
    "can_remind",
    "can_reopen",
    "can_return_plan",
    "can_see_ratings",
    "can_serve",
    "can_set_expectations",
    "can_sign_plan",
    "can_submit_evaluation",
    "can_submit_plan",
    "can_withdraw_plan",
    "organisation_is_fixed",
    "rated_for",
    "rates",
    "visible_evaluations",
    "visible_evidence",
    "visible_objections",
    "visible_organisations",
    "visible_plans",
    "watched_agencies",
]
