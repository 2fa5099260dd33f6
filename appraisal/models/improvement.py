"""The improvement plan: six months of help after a low annual predicate (regulation 6.4)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import CheckProgress, ImprovementState, Predicate
from appraisal.models.evaluations import Evaluation
from appraisal.models.guards import follows, frozen_with
from appraisal.workflow import IMPROVEMENT_MOVES
from personnel.models import Employee
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked

S = ImprovementState


class ImprovementPlanQuerySet(models.QuerySet["ImprovementPlan"]):
    """Words for sets of improvement plans."""

    def running(self) -> "ImprovementPlanQuerySet":
        """Plans without a conclusion."""
        return self.filter(state=S.RUNNING)

    def with_list_columns(self) -> "ImprovementPlanQuerySet":
        """Everything that a row of a list shows, in one query."""
        return self.select_related(
            "employee", "supervisor", "evaluation__period__year", "unit__agency"
        )


@tracked()
class ImprovementPlan(models.Model):
    """Goals, monthly check-ins and a conclusion; opened by itself, once for an evaluation.

    Both superiors follow the line of the person while the plan runs. ``versions`` names the
    settings that gave its days. Learning goals belong to the development plan, not here. A plan
    whose result changed carries the predicate that ``ended_with`` it.
    """

    evaluation = models.OneToOneField(
        Evaluation, models.PROTECT, related_name="improvement_plan", verbose_name=_("evaluasi")
    )
    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="improvement_plans", verbose_name=_("pegawai")
    )
    unit = models.ForeignKey("personnel.Unit", models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(
        Employee, models.PROTECT, null=True, related_name="improvement_plans_to_guide"
    )
    reviewing_superior = models.ForeignKey(
        Employee, models.PROTECT, null=True, related_name="improvement_plans_to_read"
    )
    state = models.CharField(max_length=12, choices=ImprovementState, default=S.RUNNING)
    starts = models.DateField(_("mulai"))
    ends = models.DateField(_("berakhir"))
    goals = models.TextField(_("tujuan perbaikan"), blank=True)
    employee_comment = models.TextField(_("tanggapan pegawai"), blank=True)
    conclusion = models.TextField(_("kesimpulan"), blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    ended_with = models.CharField(
        _("predikat yang menutupnya"), max_length=20, choices=Predicate, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    next_step = models.TextField(_("langkah berikutnya"), blank=True)
    next_step_at = models.DateTimeField(null=True, blank=True)
    next_step_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    versions = models.JSONField(default=dict, editable=False)
    row_version = models.PositiveIntegerField(default=1)

    objects = ImprovementPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("rencana perbaikan")
        ordering = ["state", "ends", "employee", "pk"]
        constraints = [
            models.CheckConstraint(
                name="improvement_dates_in_order", condition=Q(ends__gt=F("starts"))
            ),
            models.CheckConstraint(
                name="improvement_concluded_has_words",
                condition=Q(
                    state__in=(S.RUNNING, S.ENDED), conclusion="", concluded_at__isnull=True
                )
                | (
                    ~Q(state__in=(S.RUNNING, S.ENDED))
                    & ~Q(goals="")
                    & ~Q(conclusion="")
                    & Q(concluded_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="improvement_ended_says_when_and_why",
                condition=(Q(state=S.ENDED, ended_at__isnull=False) & ~Q(ended_with=""))
                | (~Q(state=S.ENDED) & Q(ended_at__isnull=True, ended_with="")),
            ),
            models.CheckConstraint(
                name="improvement_next_step_when_not_improved",
                condition=Q(next_step="", next_step_at__isnull=True, next_step_by__isnull=True)
                | (
                    Q(
                        state=S.NOT_IMPROVED,
                        next_step_at__isnull=False,
                        next_step_by__isnull=False,
                    )
                    & ~Q(next_step="")
                ),
            ),
            one_of("improvement_state_known", "state", ImprovementState.values),
        ]
        indexes = [models.Index(fields=["state", "ends"], name="improvement_by_state")]
        triggers = [follows(IMPROVEMENT_MOVES)]

    def __str__(self) -> str:
        return f"{self.employee}: {self.get_state_display()}"


@tracked()
class ImprovementCheck(models.Model):
    """One monthly check-in: the supervisor's note and the employee's own words."""

    plan = models.ForeignKey(ImprovementPlan, models.CASCADE, related_name="checks")
    number = models.PositiveSmallIntegerField()
    due = models.DateField(_("paling lambat"))
    held_on = models.DateField(_("tanggal pertemuan"), null=True, blank=True)
    progress = models.CharField(_("perkembangan"), max_length=6, choices=CheckProgress, blank=True)
    note = models.TextField(_("catatan pejabat penilai"), blank=True)
    employee_note = models.TextField(_("catatan pegawai"), blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("pertemuan bulanan")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="improvement_check_once"),
            models.CheckConstraint(
                name="improvement_check_held_is_complete",
                condition=Q(held_on__isnull=True, progress="", note="")
                | (Q(held_on__isnull=False) & ~Q(progress="") & ~Q(note="")),
            ),
            one_of("improvement_progress_known", "progress", ["", *CheckProgress.values]),
        ]
        triggers = frozen_with(
            "appraisal_improvementplan parent", "parent.id", "plan_id", (S.RUNNING,)
        )

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.number}"
