"""Give a remark at any time, and take it back within a day."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.link_checks import ask_for_check
from appraisal.models import ContinuousFeedback
from personnel.models import Employee, User
from sabang_kinerja.common.errors import Incomplete


@dataclass(frozen=True, slots=True)
class FeedbackInput:
    """What is said: about one result or one value, in which tone, with which proof."""

    tone: str
    text: str
    result_id: int | None = None
    core_value: str = ""
    url: str = ""


@transaction.atomic
def give_feedback(
    *, employee: Employee, entered: FeedbackInput, by: User, now: datetime
) -> ContinuousFeedback:
    """Write to somebody; the role is read from the tree and the teams, and kept as it is today.

    The same words on the same thing within the day are kept once.
    Raises ``Incomplete`` without words, or unless it is about one result or one value.
    """
    permissions.can_give_feedback(by, employee, now).require()
    result = None
    if entered.result_id is not None:
        results = permissions.results_to_address(by, employee, now)
        result = results.filter(pk=entered.result_id).first()
    if not entered.text.strip():
        raise Incomplete(_("Isi kolom ini."))
    if (result is None) == (not entered.core_value):
        raise Incomplete(_("Pilih satu hasil kerja atau satu nilai BerAKHLAK."))
    what = {
        "giver_id": by.employee_id,
        "employee": employee,
        "result": result,
        "core_value": entered.core_value,
        "text": entered.text.strip(),
        "given_on": timezone.localtime(now).date(),
        "withdrawn_at": None,
    }
    same = ContinuousFeedback.objects.filter(**what).first()
    if same is not None:
        return same
    if entered.url:
        ask_for_check(entered.url)
    return ContinuousFeedback.objects.create(
        **what,
        role=permissions.role_towards(by, employee, now, result),
        tone=entered.tone,
        url=entered.url,
        given_at=now,
    )


@transaction.atomic
def withdraw_feedback(*, feedback_id: int, by: User, now: datetime) -> ContinuousFeedback:
    """Take a remark back; it stays in the history and is shown to its writer only."""
    feedback = ContinuousFeedback.objects.select_for_update().get(pk=feedback_id)
    permissions.can_withdraw_feedback(by, feedback, now).require()
    feedback.withdrawn_at = now
    feedback.save(update_fields=["withdrawn_at"])
    return feedback
