"""The development plan of one person and year; what stands in it is in another module."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee
from sabang_kinerja.common.constraints import all_or_none, one_of
from sabang_kinerja.common.history import tracked
from training.enums import (
    DevelopmentNeed,
    DevelopmentState,
)
from training.models.steps import only_steps
from training.workflow import DEVELOPMENT_STEPS

S = DevelopmentState
DEMANDED = (DevelopmentNeed.IMPROVE, DevelopmentNeed.GUIDE)
WRITTEN = (S.DRAFT, S.SUBMITTED, S.AGREED, S.CLOSED)
"""States of a plan that somebody works on or has worked on."""


class DevelopmentPlanQuerySet(models.QuerySet["DevelopmentPlan"]):
    """Words for sets of development plans."""

    def demanded(self) -> "DevelopmentPlanQuerySet":
        """Plans that a result demands."""
        return self.filter(need__in=DEMANDED)

    def written(self) -> "DevelopmentPlanQuerySet":
        """Plans that are neither only offered nor put aside."""
        return self.filter(state__in=WRITTEN)


@tracked()
class DevelopmentPlan(models.Model):
    """Rencana pengembangan individu of one person and year.

    ``need`` says why it was opened, ``source_year`` which year's result asked for it; the room
    knows no result. ``deadline`` is the last day for handing a demanded plan in, ``follow_up_on``
    the day on which guidance is looked at again. ``superior`` follows the person's line while the
    plan runs; ``note`` is the superior's last word.
    """

    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="development_plans", verbose_name=_("pegawai")
    )
    superior = models.ForeignKey(
        Employee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="development_plans_to_guide",
        verbose_name=_("atasan"),
    )
    year = models.PositiveSmallIntegerField(_("tahun"))
    need = models.CharField(_("alasan"), max_length=7, choices=DevelopmentNeed)
    source_year = models.PositiveSmallIntegerField(_("tahun hasil"), null=True, blank=True)
    state = models.CharField(_("status"), max_length=9, choices=DevelopmentState, default=S.DRAFT)
    opened_on = models.DateField(_("dibuka"))
    deadline = models.DateField(_("batas waktu"), null=True, blank=True)
    follow_up_on = models.DateField(_("tanggal tindak lanjut"), null=True, blank=True)
    note = models.TextField(_("catatan atasan"), blank=True)
    submitted_at = models.DateTimeField(_("diajukan"), null=True, blank=True)
    agreed_at = models.DateTimeField(_("disepakati"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        Employee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreed_development_plans",
        verbose_name=_("disepakati oleh"),
    )
    conclusion = models.TextField(_("kesimpulan"), blank=True)
    closed_at = models.DateTimeField(_("diselesaikan"), null=True, blank=True)
    versions = models.JSONField(default=dict, editable=False)
    row_version = models.PositiveIntegerField(default=1)

    objects = DevelopmentPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("rencana pengembangan")
        ordering = ["-year", "employee", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "year"],
                name="development_once_a_year",
                violation_error_message=_("Rencana pengembangan untuk tahun ini sudah ada."),
            ),
            one_of("development_need_known", "need", DevelopmentNeed.values),
            one_of("development_state_known", "state", DevelopmentState.values),
            models.CheckConstraint(
                name="development_year_believable", condition=Q(year__gte=2020, year__lte=2101)
            ),
            models.CheckConstraint(
                name="development_demanded_has_a_deadline",
                condition=Q(need__in=DEMANDED, deadline__isnull=False, source_year__isnull=False)
                | (~Q(need__in=DEMANDED) & Q(deadline__isnull=True)),
            ),
            models.CheckConstraint(
                name="development_guidance_has_a_follow_up",
                condition=Q(need=DevelopmentNeed.GUIDE, follow_up_on__isnull=False)
                | (~Q(need=DevelopmentNeed.GUIDE) & Q(follow_up_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="development_demanded_is_not_put_aside",
                condition=~Q(need__in=DEMANDED) | ~Q(state__in=(S.OFFERED, S.DECLINED)),
                violation_error_message=_(
                    "Rencana ini mengikuti hasil evaluasi dan tidak dapat dilewati."
                ),
            ),
            models.CheckConstraint(
                name="development_agreed_by_somebody",
                condition=~Q(state__in=(S.AGREED, S.CLOSED)) | Q(agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="development_closed_with_words",
                condition=Q(state=S.CLOSED, closed_at__isnull=False) & ~Q(conclusion="")
                | ~Q(state=S.CLOSED) & Q(closed_at__isnull=True, conclusion=""),
            ),
            models.CheckConstraint(
                name="development_not_own_superior",
                condition=Q(superior__isnull=True) | ~Q(superior=models.F("employee")),
            ),
            all_or_none("development_agreed_by_and_when", ["agreed_by", "agreed_at"]),
        ]
        indexes = [models.Index(fields=["state", "deadline"], name="development_by_deadline")]
        triggers = [only_steps("development_steps", DEVELOPMENT_STEPS)]

    def __str__(self) -> str:
        return f"{self.employee} {self.year}"

    @property
    def is_demanded(self) -> bool:
        """Whether a result asks for it."""
        return self.need in DEMANDED
