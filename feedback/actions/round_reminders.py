"""Remind whoever has not answered; nobody else learns of it."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from feedback.enums import RoundState
from feedback.models import FeedbackRound, RaterForm
from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind
from personnel.permissions import local_day

DAYS_BEFORE: Final = (7, 3, 1)
"""Days before the last one on which raters are reminded."""


@transaction.atomic
def remind_raters(*, now: datetime) -> int:
    """Tell those who still owe forms, on three days; how many people.

    The sentence is the same for everybody and the notice is read by its recipient alone.
    """
    day = local_day(now)
    told = 0
    for round_ in FeedbackRound.objects.filter(
        state=RoundState.COLLECTION,
        answer_until__in=[day + timedelta(days=days) for days in DAYS_BEFORE],
    ):
        owing = RaterForm.objects.filter(nomination__reviewee__round=round_, is_sent=False)
        told += notify(
            set(owing.values_list("nomination__rater_id", flat=True)),
            Message(
                NoticeKind.DUE_SOON,
                f"round:{round_.pk}:remind",
                gettext_noop("Formulir umpan balik menunggu Anda: %(round)s."),
                reverse("feedback:review-list"),
                {"round": round_.name},
            ),
            now=now,
        )
    return told
