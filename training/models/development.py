"""The development plan of one person: goals, actions, indicators for the next year, checks."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee
from sabang_kinerja.common.constraints import all_or_none, date_order, one_of
from sabang_kinerja.common.history import tracked
from training.enums import (
    ActionKind,
    DevelopmentNeed,
    DevelopmentProgress,
    DevelopmentState,
)
from training.models.catalogue import Competence, Training
from training.models.steps import only_steps
from training.workflow import DEVELOPMENT_STEPS

S = DevelopmentState
DEMANDED = (DevelopmentNeed.IMPROVE, DevelopmentNeed.GUIDE)
WRITTEN = (S.DRAFT, S.SUBMITTED, S.AGREED, S.CLOSED)
"""States of a plan that somebody works on or has worked on."""


def _written_while(
    state: DevelopmentState, source: str, key: str, column: str, watched: str = ""
) -> pgtrigger.Trigger:
    """Refuse writes to a row whose plan is in another state; ``watched``: only to those columns."""
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in watched.split())
    guard = f"IF TG_OP = 'UPDATE' AND NOT ({changed}) THEN RETURN NEW; END IF;" if changed else ""
    return pgtrigger.Trigger(
        name=f"written_while_{state.value}",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        # The names come from our own models, never from outside.
        func=f"""
            {guard}
            IF EXISTS (
                SELECT 1 FROM {source}
                WHERE {key} = COALESCE(NEW.{column}, OLD.{column}) AND plan.state <> '{state.value}'
            ) THEN
                RAISE EXCEPTION 'this part of a development plan is written in another state'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,  # noqa: S608
    )


_PLAN = ("training_developmentplan plan", "plan.id", "plan_id")


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
    submitted_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="agreed_development_plans"
    )
    conclusion = models.TextField(_("kesimpulan"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
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


@tracked()
class DevelopmentGoal(models.Model):
    """What the person wants to be able to do."""

    plan = models.ForeignKey(DevelopmentPlan, models.CASCADE, related_name="goals")
    text = models.CharField(_("tujuan"), max_length=300)
    competence = models.ForeignKey(
        Competence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kompetensi"),
    )

    class Meta:
        verbose_name = _("tujuan")
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(name="development_goal_has_words", condition=~Q(text="")),
        ]
        triggers = [_written_while(S.DRAFT, *_PLAN)]

    def __str__(self) -> str:
        return self.text


@tracked()
class DevelopmentAction(models.Model):
    """What is done for a goal, by when, with whose help; ``training`` where a class is meant."""

    goal = models.ForeignKey(DevelopmentGoal, models.CASCADE, related_name="actions")
    kind = models.CharField(_("bentuk"), max_length=11, choices=ActionKind)
    text = models.CharField(_("yang dilakukan"), max_length=300)
    helper = models.CharField(_("didampingi oleh"), max_length=120, blank=True)
    training = models.ForeignKey(
        Training,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pelatihan"),
    )
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    done_on = models.DateField(_("dilaksanakan"), null=True, blank=True)
    done_note = models.CharField(_("yang dipelajari"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("langkah")
        ordering = ["goal", "starts_on", "pk"]
        constraints = [
            one_of("development_action_known", "kind", ActionKind.values),
            date_order(
                "development_action_dates_in_order",
                start="starts_on",
                end="ends_on",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            models.CheckConstraint(name="development_action_has_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="development_action_done_then_noted",
                condition=Q(done_on__isnull=False) | Q(done_note=""),
            ),
        ]
        triggers = [
            _written_while(
                S.DRAFT,
                "training_developmentgoal goal "
                "JOIN training_developmentplan plan ON plan.id = goal.plan_id",
                "goal.id",
                "goal_id",
                watched="goal_id kind text helper training_id starts_on ends_on",
            )
        ]

    def __str__(self) -> str:
        return self.text


@tracked()
class DevelopmentIndicator(models.Model):
    """What shows in the next plan that it helped: a result with its measure and target.

    ``taken_at`` says when it went into that plan.
    """

    plan = models.ForeignKey(DevelopmentPlan, models.CASCADE, related_name="indicators")
    result = models.CharField(_("hasil kerja"), max_length=300)
    text = models.CharField(_("indikator"), max_length=300)
    target_value = models.DecimalField(
        _("angka target"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    measure_unit = models.CharField(_("satuan"), max_length=40, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("indikator hasil")
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(
                name="development_indicator_has_words", condition=~Q(text="") & ~Q(result="")
            ),
        ]
        triggers = [
            _written_while(S.DRAFT, *_PLAN, watched="plan_id result text target_value measure_unit")
        ]

    def __str__(self) -> str:
        return self.text


@tracked()
class DevelopmentCheck(models.Model):
    """One look at a plan at the end of a period: the superior's note and the person's own."""

    plan = models.ForeignKey(DevelopmentPlan, models.CASCADE, related_name="checks")
    number = models.PositiveSmallIntegerField(_("urutan"))
    due = models.DateField(_("paling lambat"))
    held_on = models.DateField(_("tanggal pertemuan"), null=True, blank=True)
    progress = models.CharField(
        _("perkembangan"), max_length=10, choices=DevelopmentProgress, blank=True
    )
    note = models.TextField(_("catatan atasan"), blank=True)
    employee_note = models.TextField(_("catatan pegawai"), blank=True)

    class Meta:
        verbose_name = _("pertemuan")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="development_check_once"),
            models.CheckConstraint(
                name="development_check_held_is_complete",
                condition=Q(held_on__isnull=True, progress="", note="")
                | (Q(held_on__isnull=False) & ~Q(progress="") & ~Q(note="")),
            ),
            one_of("development_progress_known", "progress", ["", *DevelopmentProgress.values]),
        ]
        triggers = [_written_while(S.AGREED, *_PLAN)]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.number}"
