"""Whether a link behind evidence or progress opens for somebody without an account."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import LinkState
from sabang_kinerja.common.constraints import one_of


class LinkCheck(models.Model):
    """The latest try of one address, whoever attached it."""

    url = models.CharField(_("tautan"), max_length=500, unique=True)
    state = models.CharField(max_length=14, choices=LinkState, default=LinkState.WAITING)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("pemeriksaan tautan")
        ordering = ["url"]
        constraints = [
            models.CheckConstraint(
                name="link_checked_has_time",
                condition=Q(state=LinkState.WAITING) | Q(checked_at__isnull=False),
            ),
            one_of("link_state_known", "state", LinkState.values),
        ]

    def __str__(self) -> str:
        return self.url
