"""Figures of a period that the city has published for everybody; published once."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Period
from sabang_kinerja.common.constraints import all_or_none
from sabang_kinerja.common.history import tracked


class OpenFiguresQuerySet(models.QuerySet["OpenFigures"]):
    """Sets of published figures."""

    def standing(self) -> "OpenFiguresQuerySet":
        """Those that are not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


@tracked(exclude=("content",))
class OpenFigures(models.Model):
    """Counts of one period as everybody may read them.

    A period is published once and its content never changes: two versions could be held beside
    each other until the difference tells of one person. What was wrong is withdrawn.
    """

    period = models.OneToOneField(Period, models.PROTECT, related_name="open_figures")
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("diterbitkan"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("oleh")
    )
    withdrawn_at = models.DateTimeField(_("dicabut"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawal_reason = models.TextField(_("alasan pencabutan"), blank=True, max_length=1000)

    objects = OpenFiguresQuerySet.as_manager()

    class Meta:
        verbose_name = _("data terbuka")
        ordering = ["-period__year__year", "-period__ends", "period__starts"]
        constraints = [
            all_or_none("open_figures_withdrawn_by_somebody", ["withdrawn_at", "withdrawn_by"]),
            models.CheckConstraint(
                name="open_figures_withdrawn_for_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | Q(withdrawn_at__gte=F("published_at")) & ~Q(withdrawal_reason=""),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="published_is_fixed",
                exclude=["withdrawn_at", "withdrawn_by", "withdrawal_reason"],
            ),
            pgtrigger.Protect(
                name="withdrawn_stays_withdrawn",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.withdrawn_at IS NOT NULL"),
            ),
            pgtrigger.Protect(name="published_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.period}"
