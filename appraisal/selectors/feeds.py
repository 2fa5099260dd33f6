"""The days of one person as calendar events: what waits, and the year's own last days."""

import hashlib
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings

from appraisal.selectors.due_days import due_days, next_days
from appraisal.selectors.tasks_due import todos_of
from personnel.enums import DeadlineKey, Role
from personnel.models import User
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.icalendar import DayEvent

_OF_EVERYBODY = {
    DeadlineKey.DIALOGUE_START,
    DeadlineKey.DRAFT_DUE,
    DeadlineKey.SET_DUE,
    DeadlineKey.ENTRY_DUE,
    DeadlineKey.ANNUAL_START,
    DeadlineKey.ANNUAL_DUE,
}
_OF_ROLES = {
    Role.SUPERVISOR: {DeadlineKey.RATING_DUE},
    Role.AGENCY_HEAD: {DeadlineKey.ORGANISATION_DUE},
    Role.BKPSDM_ADMIN: {DeadlineKey.ORGANISATION_DUE, DeadlineKey.REPORT_DUE},
}


def events_of(user: User, now: datetime) -> list[DayEvent]:
    """All days of a person that are known, nearest first; no name of anybody else is in them."""
    days = due_days(now)
    if days is None:
        return []
    keys = set(_OF_EVERYBODY)
    for role in roles_of(user, days.day).roles & set(_OF_ROLES):
        keys |= _OF_ROLES[Role(role)]
    events = [
        _event(f"{year.pk}:{row.name}", row.due, row.text, "/")
        for year in days.years
        for row in next_days(year, days.day)
        if row.key.value in {str(key) for key in keys}
    ]
    for todo in todos_of(user, now, days):
        if todo.due is not None:
            events.append(
                _event(f"{todo.url}:{todo.verb}", todo.due, todo.plain or todo.title, todo.url)
            )
    return sorted(events, key=lambda event: (event.day, event.summary))


def _event(thing: str, day: date, summary: str, path: str) -> DayEvent:
    uid = hashlib.sha256(thing.encode()).hexdigest()[:32]
    host = urlsplit(settings.SITE_URL).hostname or "kinerja"
    return DayEvent(f"{uid}@{host}", day, summary, f"{settings.SITE_URL}{path}")
