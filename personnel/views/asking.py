"""Who asks, and when: read once at the door of a view."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.http import HttpRequest
from django.utils import timezone

from personnel.models import User
from personnel.permissions import local_day


@dataclass(frozen=True, slots=True)
class Asked:
    """The account behind a request and the moment of the question."""

    user: User
    now: datetime

    @property
    def day(self) -> date:
        """The calendar day in Sabang."""
        return local_day(self.now)


def asked(request: HttpRequest) -> Asked:
    """Read account and clock; only for views that demand a signed-in account."""
    return Asked(cast("User", request.user), timezone.now())
