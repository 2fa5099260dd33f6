"""What stands in a development plan: goals, actions, indicators for the next year, meetings."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sabang_kinerja.common.constraints import date_order, one_of
from sabang_kinerja.common.history import tracked
from training.enums import ActionKind, DevelopmentProgress, DevelopmentState
from training.models.catalogue import Competence, Training
from training.models.development import DevelopmentPlan

S = DevelopmentState


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
    taken_at = models.DateTimeField(_("masuk SKP"), null=True, blank=True)

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
