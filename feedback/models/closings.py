"""The closing of a whole period: how far the figures of its surveys are made."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.models.surveys import SurveyPeriod


class PeriodClosing(models.Model):
    """Surveys of a period that were closed at once, and how many have their figures.

    The surveys are closed when this row is made; a worker makes the figures. ``failed`` holds
    numbers of surveys whose figures could not be made. ``heartbeat_at`` is the last sign of work.
    """

    period = models.ForeignKey(SurveyPeriod, models.PROTECT, related_name="closings")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    failed = models.JSONField(default=list, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("penutupan periode survei")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="period_closing_within_total", condition=Q(done__lte=F("total"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.done}/{self.total}"
