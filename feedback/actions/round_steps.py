"""Steps of a 360 round that take their time: asked for on a page, taken by the scheduler.

Opening a round of the whole city writes tens of thousands of rows; nobody waits for that in front
of a page.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from celery import current_app
from django.db import transaction

from feedback import permissions
from feedback.actions.round_closing import close_round
from feedback.actions.round_release import release_round
from feedback.actions.rounds import open_nomination, start_approval, start_collection
from feedback.enums import RoundState
from feedback.models import FeedbackRound
from personnel.models import User
from sabang_kinerja.common.errors import DomainError, WrongState

JOB: Final = "feedback.jobs.take_round_steps"

_TAKE: Final[dict[RoundState, Callable[..., object]]] = {
    RoundState.NOMINATION: open_nomination,
    RoundState.APPROVAL: start_approval,
    RoundState.COLLECTION: start_collection,
    RoundState.CLOSED: close_round,
    RoundState.RELEASED: release_round,
}


@transaction.atomic
def ask_step(*, round_id: int, state: RoundState, by: User, now: datetime) -> FeedbackRound:
    """Ask for the step that leads to ``state``; it is taken at once in the background.

    Without a broker the scheduler's next run takes it. Raises: ``Denied``, ``WrongState``.
    """
    round_ = FeedbackRound.objects.select_for_update().get(pk=round_id)
    permissions.can_step(by, round_, state, now).require()
    round_.asked_state, round_.asked_by, round_.refused = state, by, ""
    round_.save(update_fields=["asked_state", "asked_by", "refused"])
    transaction.on_commit(lambda: current_app.send_task(JOB), robust=True)
    return round_


def take_step(*, round_id: int, now: datetime) -> bool:
    """Take the step that was asked for; a refusal is kept as a sentence for the page.

    Two processes take it once.
    """
    round_ = FeedbackRound.objects.select_related("asked_by").get(pk=round_id)
    if not round_.asked_state or round_.asked_by is None:
        return False
    try:
        _TAKE[RoundState(round_.asked_state)](round_id=round_id, by=round_.asked_by, now=now)
    except WrongState:
        return False
    except DomainError as error:
        FeedbackRound.objects.filter(pk=round_id).update(asked_state="", refused=str(error))
        return False
    return True
