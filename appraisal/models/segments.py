"""A part of the year that ended before the year did, closed by its supervisor (regulation 4.8)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import Rating, SegmentCause
from appraisal.models.plans import Plan
from personnel.models import Employee
from sabang_kinerja.common.constraints import date_order, one_of
from sabang_kinerja.common.history import tracked


@tracked()
class Segment(models.Model):
    """Days of a year in one post under one supervisor, with the ratings given at the end.

    ``leave_months`` are months of long leave (0 to 12) that the weight does not count.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="segments")
    supervisor = models.ForeignKey(
        Employee,
        models.PROTECT,
        related_name="segments_to_close",
        verbose_name=_("pejabat penilai"),
    )
    starts = models.DateField(_("mulai"))
    ends = models.DateField(_("selesai"))
    cause = models.CharField(_("sebab"), max_length=10, choices=SegmentCause)
    results_rating = models.CharField(
        _("rating hasil kerja"), max_length=5, choices=Rating, blank=True
    )
    behaviour_rating = models.CharField(
        _("rating perilaku kerja"), max_length=5, choices=Rating, blank=True
    )
    leave_months = models.PositiveSmallIntegerField(_("bulan cuti panjang"), default=0)
    note = models.TextField(_("catatan penutup"), blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("bagian tahun kinerja")
        ordering = ["starts", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "starts"], name="segment_starts_once"),
            date_order(
                "segment_dates_in_order",
                start="starts",
                end="ends",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            models.CheckConstraint(
                name="segment_closed_is_complete",
                condition=Q(closed_at__isnull=True)
                | (
                    Q(closed_by__isnull=False)
                    & ~Q(results_rating="")
                    & ~Q(behaviour_rating="")
                    & ~Q(note="")
                ),
            ),
            models.CheckConstraint(
                name="segment_leave_fits_a_year", condition=Q(leave_months__lte=12)
            ),
            one_of("segment_cause_known", "cause", SegmentCause.values),
        ]
        triggers = [
            pgtrigger.Protect(
                name="closed_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.starts}–{self.ends}"

    @property
    def is_closed(self) -> bool:
        """Whether the supervisor has given both ratings."""
        return self.closed_at is not None
