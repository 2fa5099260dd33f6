"""What an agency means to learn in a year, and what it may cost."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Unit
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked
from training.enums import YearPlanState
from training.models.catalogue import Training
from training.models.steps import only_steps
from training.workflow import YEAR_PLAN_STEPS


@tracked()
class YearPlan(models.Model):
    """Rencana pengembangan kompetensi tahunan of one agency; ``budget`` in rupiah."""

    agency = models.ForeignKey(
        Unit, models.PROTECT, related_name="training_plans", verbose_name=_("perangkat daerah")
    )
    year = models.PositiveSmallIntegerField(_("tahun"))
    budget = models.PositiveBigIntegerField(_("pagu anggaran (Rp)"), default=0)
    state = models.CharField(
        _("status"), max_length=9, choices=YearPlanState, default=YearPlanState.DRAFT
    )
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rencana pelatihan tahunan")
        ordering = ["-year", "agency"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                name="training_plan_once_a_year",
                violation_error_message=_(
                    "Perangkat daerah ini sudah mempunyai rencana untuk tahun ini."
                ),
            ),
            one_of("training_plan_state_known", "state", YearPlanState.values),
            models.CheckConstraint(
                name="training_plan_year_believable", condition=Q(year__gte=2020, year__lte=2100)
            ),
        ]
        triggers = [only_steps("training_plan_steps", YEAR_PLAN_STEPS)]

    def __str__(self) -> str:
        return f"{self.agency} {self.year}"


@tracked()
class YearPlanLine(models.Model):
    """A training that the agency plans: for how many, in which quarter, at what cost a head."""

    plan = models.ForeignKey(YearPlan, models.CASCADE, related_name="lines")
    training = models.ForeignKey(
        Training, models.PROTECT, related_name="+", verbose_name=_("pelatihan")
    )
    participants = models.PositiveSmallIntegerField(_("peserta"))
    quarter = models.PositiveSmallIntegerField(_("triwulan"))
    cost = models.PositiveIntegerField(_("biaya per peserta (Rp)"), default=0)
    need = models.CharField(_("kebutuhan yang dijawab"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("baris rencana pelatihan")
        ordering = ["quarter", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "training", "quarter"],
                name="training_plan_line_once",
                violation_error_message=_("Pelatihan ini sudah direncanakan pada triwulan ini."),
            ),
            models.CheckConstraint(
                name="training_plan_line_believable",
                condition=Q(participants__gte=1, participants__lte=3000)
                & Q(quarter__gte=1, quarter__lte=4),
                violation_error_message=_("Peserta dari 1 sampai 3.000, triwulan dari 1 sampai 4."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.training)

    @property
    def total(self) -> int:
        """Cost of the line in rupiah."""
        return self.participants * self.cost
