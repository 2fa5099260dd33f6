"""Reactions and reviews are said once; people are asked in time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind
from personnel.models import Employee, User
from personnel.permissions import local_day
from personnel.selectors.supervision import supervision_map
from sabang_kinerja.common.refusals import refusals_as_sentences
from training import permissions
from training.enums import EnrolmentState, Reviewer, SessionState
from training.models import BehaviourReview, Enrolment, Reaction, TrainingSession
from training.permissions.effect import can_react, can_review_behaviour, reviewer_of
from training.rules.effect import BEHAVIOUR_FROM


@transaction.atomic
def give_reaction(
    *, session_id: int, scores: Sequence[int], text: str, by: User, now: datetime
) -> None:
    """Say how a training was: five answers of 1 to 5. Raises: ``Denied``, ``WindowClosed``."""
    session = TrainingSession.objects.get(pk=session_id)
    can_react(by, session, now).require()
    Reaction.objects.create(
        session=session, employee_id=by.employee_id or 0, scores=list(scores), text=text.strip()
    )


@transaction.atomic
def review_behaviour(
    *,
    session_id: int,
    employee: Employee,
    scores: Sequence[int],
    example: str,
    by: User,
    now: datetime,
) -> None:
    """Say what changed at work: four answers of 1 to 4. Raises: ``Denied``, ``WindowClosed``."""
    session = TrainingSession.objects.get(pk=session_id)
    can_review_behaviour(by, session, employee, now).require()
    BehaviourReview.objects.create(
        session=session,
        employee=employee,
        reviewer=reviewer_of(by, employee, now) or Reviewer.SELF,
        scores=list(scores),
        example=example.strip(),
    )


@transaction.atomic
def write_scores(
    *,
    session_id: int,
    scores: Mapping[int, tuple[Decimal | None, Decimal | None]],
    by: User,
    now: datetime,
) -> int:
    """Write scores of the tests before and after, 0 to 100, by enrolment; how many changed.

    Raises: ``Denied``, ``Refused`` for a score outside 0 to 100.
    """
    permissions.can_run_training(by, now).require()
    changed = 0
    rows = Enrolment.objects.select_for_update().filter(session=session_id, pk__in=scores)
    with refusals_as_sentences(Enrolment):
        for one in rows:
            before, after = scores[one.pk]
            if (one.score_before, one.score_after) != (before, after):
                one.score_before, one.score_after = before, after
                one.save(update_fields=["score_before", "score_after"])
                changed += 1
    return changed


@transaction.atomic
def ask_in_time(*, now: datetime) -> int:
    """Ask participants for a reaction and, 60 days later, them and their superiors for a review.

    Running it twice on a day tells nobody twice. Returns how many were told.
    """
    day = local_day(now)
    told = 0
    lines = supervision_map(day)
    for session in TrainingSession.objects.filter(
        state=SessionState.HELD,
        ends_on__in=(day - timedelta(days=1), day - timedelta(days=BEHAVIOUR_FROM)),
    ).select_related("training"):
        people = list(
            session.enrolments.filter(state=EnrolmentState.COMPLETED).values_list(
                "employee", flat=True
            )
        )
        late = session.ends_on == day - timedelta(days=BEHAVIOUR_FROM)
        name = "training:behaviour-list" if late else "training:reaction"
        message = Message(
            NoticeKind.TASK,
            f"session:{session.pk}:{'behaviour' if late else 'reaction'}",
            gettext_noop("Apa yang berubah sejak pelatihan %(title)s? Empat pertanyaan singkat.")
            if late
            else gettext_noop("Bagaimana pelatihan %(title)s? Lima pertanyaan singkat."),
            reverse(name, args=[] if late else [session.pk]),
            {"title": str(session)},
        )
        asked = {*people, *(lines.of(one).supervisor for one in people)} if late else set(people)
        told += notify(asked, message, now=now)
    return told
