"""Entries of daily progress for tests, written by the actions as the pages do."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from appraisal.actions import progress
from appraisal.models import DailyProgress
from personnel.models import User

MONDAY = date(2026, 3, 2)
TUESDAY = datetime(2026, 3, 3, 3, 0, tzinfo=UTC)


def entered(text: str = "Memeriksa 14 pasien", day: date = MONDAY, **more: Any) -> Any:
    """What a person typed about a day."""
    return progress.ProgressInput(day=day, text=text, **more)


def write(
    by: User,
    text: str = "Memeriksa 14 pasien",
    day: date = MONDAY,
    *,
    draft: bool = False,
    **more: Any,
) -> DailyProgress:
    """One entry, handed in unless it stays a draft."""
    return progress.add_progress(
        entered=entered(text, day, **more),
        client_id=uuid4(),
        hand_in=not draft,
        by=by,
        now=TUESDAY,
    )
