"""The address under which a calendar program reads a person's days."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


def digest_of(token: str) -> str:
    """What the database keeps of a token, to find its row again."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarFeed(models.Model):
    """One subscription of one account.

    The secret in the address is derived from ``salt`` and the key of the installation, so that a
    copy of the database opens no calendar. A new salt makes every earlier address worthless.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed"
    )
    salt = models.CharField(max_length=43)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("langganan kalender")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user_id}"

    @property
    def token(self) -> str:
        """The secret part of the address, 64 letters and figures."""
        return salted_hmac("personnel.calendar", self.salt, algorithm="sha256").hexdigest()

    def renew(self) -> None:
        """Take another secret; the row is not saved."""
        self.salt = secrets.token_urlsafe(32)
        self.digest = digest_of(self.token)
