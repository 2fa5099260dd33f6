"""What the application tells a person: notices, reminders that somebody sent, one mail a day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from personnel.enums import NoticeKind
from personnel.models.units import Unit
from personnel.models.years import PerformanceYear
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked


@tracked()
class Reminder(models.Model):
    """One press of "Ingatkan": who reminded the people of which agency of which step, and when."""

    year = models.ForeignKey(PerformanceYear, models.CASCADE, related_name="reminders")
    step = models.CharField(_("langkah"), max_length=40)
    agency = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reached = models.PositiveIntegerField(_("penerima"))

    class Meta:
        verbose_name = _("pengingat")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.step} {self.at}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Words for sets of notices."""

    def unread(self) -> "NoticeQuerySet":
        """Notices that the recipient has not opened or put aside."""
        return self.filter(read_at__isnull=True)

    def to_mail(self) -> "NoticeQuerySet":
        """Notices that no mail has told of yet, and that a mail may tell of."""
        return self.filter(mailed_at__isnull=True, may_mail=True, read_at__isnull=True)


class Notice(models.Model):
    """One sentence for one account, with the page that it is about.

    ``sentence`` is an Indonesian text of the catalogue and ``details`` fill it in, so that each
    reader gets it in the own language. ``key`` names the thing: of one thing a person hears once
    a day. ``may_mail`` is false for a year of rehearsal.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    key = models.CharField(max_length=120)
    sentence = models.CharField(max_length=300)
    details = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=200)
    day = models.DateField()
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    may_mail = models.BooleanField(default=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    reminder = models.ForeignKey(
        Reminder, models.CASCADE, null=True, blank=True, related_name="notices"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pesan")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key", "day"], name="notice_once_a_day_for_a_thing"
            ),
            one_of("notice_kind_known", "kind", NoticeKind.values),
        ]
        indexes = [
            models.Index(fields=["recipient", "read_at"], name="notice_by_recipient"),
            models.Index(fields=["key", "day"], name="notice_by_key"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The sentence in the reader's language."""
        return str(gettext(self.sentence) % self.details)


class DailyMail(models.Model):
    """That an account got its one mail of a day; the database keeps it from getting two."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    sent_at = models.DateTimeField()
    notices = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("surel harian")
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "day"], name="daily_mail_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.day}"
