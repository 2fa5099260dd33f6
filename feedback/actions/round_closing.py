"""Close a 360 round: answers lose who gave them; the one key is sealed, and destroyed in time.

Everything is written in one transaction and in random order, so that neither transaction, place
nor number of a row tells whose it is (statistics C2, decision 0013).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from django.db import connection, transaction

from feedback import permissions, policies
from feedback.actions.rater_forms import CANNOT_JUDGE, stored
from feedback.actions.sealing import open_sealed, seal
from feedback.enums import RoundState
from feedback.models import FeedbackRound, RaterForm, RaterKey, ScoreSheet, SheetText
from feedback.regulation import KEY_DAYS
from feedback.rules.round_assignment import NAMED
from personnel.actions.notices import forget_notices
from personnel.models import User
from personnel.permissions import local_day
from personnel.selectors.regulation import regulation_on

PURPOSE: Final = "360 keys"
BATCH: Final = 2000


@dataclass(frozen=True, slots=True)
class Key:
    """Who gave which sheet and wrote which text, by id of the row."""

    sheets: Mapping[str, int]
    texts: Mapping[str, int]


@transaction.atomic
def close_round(*, round_id: int, by: User | None, now: datetime) -> int:
    """End the answering; how many forms came in. ``by`` is nobody when the calendar does it.

    Raises: ``Denied``, ``WrongState``.
    """
    round_ = FeedbackRound.objects.select_for_update().get(pk=round_id)
    if by is None:
        policies.may_step_round(round_, RoundState.CLOSED).require()
    else:
        permissions.can_step(by, round_, RoundState.CLOSED, now).require()
    forms = RaterForm.objects.filter(nomination__reviewee__round=round_)
    asked = forms.count()
    sheets: list[tuple[ScoreSheet, int]] = []
    texts: list[tuple[SheetText, int]] = []
    sent = forms.filter(is_sent=True).select_related("nomination")
    for form in sent.iterator(chunk_size=BATCH):
        nomination, given = form.nomination, stored(form)
        if given is None:
            continue
        named = nomination.group in set(NAMED)
        ratings = [one if one != CANNOT_JUDGE else None for one in given.ratings]
        sheet = ScoreSheet(
            id=uuid4(),
            reviewee_id=nomination.reviewee_id,
            group=nomination.group,
            ratings=ratings,
        )
        sheets.append((sheet, nomination.rater_id))
        for kind, text, shown in (
            (SheetText.KEEP, given.keep, given.show_keep),
            (SheetText.IMPROVE, given.improve, given.show_improve),
        ):
            if text and (shown or named):
                row = SheetText(
                    id=uuid4(),
                    reviewee_id=nomination.reviewee_id,
                    group=nomination.group if named else "",
                    kind=kind,
                    text=text,
                )
                texts.append((row, nomination.rater_id))
    chance = secrets.SystemRandom()
    chance.shuffle(sheets)
    chance.shuffle(texts)
    ScoreSheet.objects.bulk_create((row for row, _rater in sheets), batch_size=BATCH)
    SheetText.objects.bulk_create((row for row, _rater in texts), batch_size=BATCH)
    day = local_day(now)
    RaterKey.objects.create(
        round=round_,
        sealed=seal(
            {
                "sheets": {str(row.pk): rater for row, rater in sheets},
                "texts": {str(row.pk): rater for row, rater in texts},
            },
            PURPOSE,
            0,
        ),
        destroy_on=day + timedelta(days=regulation_on(day).whole(KEY_DAYS)),
    )
    forms.delete()
    # Whoever was reminded had not answered.
    forget_notices([f"round:{round_.pk}:remind"])
    round_.state, round_.closed_at, round_.asked_state = RoundState.CLOSED, now, ""
    round_.figures = {"forms": asked, "answered": len(sheets)}
    round_.save(update_fields=["state", "closed_at", "asked_state", "figures"])
    return len(sheets)


def read_key(round_: FeedbackRound) -> Key | None:
    """Unseal the key of a round, ``None`` once it was destroyed. Raises: ``CannotOpen``."""
    row = RaterKey.objects.filter(round=round_).first()
    if row is None:
        return None
    return Key(**open_sealed(bytes(row.sealed), PURPOSE))


@transaction.atomic
def destroy_keys(*, now: datetime) -> int:
    """Destroy keys whose day has come; how many. Nobody can tell afterwards who wrote what."""
    due = RaterKey.objects.filter(destroy_on__lte=local_day(now))
    count, _rows = due.delete()
    return count


def sweep_forms() -> None:
    """Remove what deleted forms and keys left in the tables; twice does no harm."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM feedback_raterform")
        cursor.execute("VACUUM feedback_raterkey")
