"""What a plan holds: results, their indicators, special expectations and lampiran."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import (
    AnnexBlock,
    Aspect,
    Classification,
    CoreValue,
    Direction,
    Perspective,
    ResultKind,
    SuperiorLink,
)
from appraisal.models.guards import frozen_with
from appraisal.models.plans import EDITABLE, EXPECTATIONS_EDITABLE, Plan
from appraisal.models.teams import WorkTeam
from sabang_kinerja.common.history import tracked

_PLAN = "appraisal_plan parent"
_PLAN_OF_RESULT = "appraisal_workresult link JOIN appraisal_plan parent ON parent.id = link.plan_id"


@tracked()
class WorkResult(models.Model):
    """A result to be reached (RHK), not an activity."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField(_("urutan"))
    kind = models.CharField(
        _("jenis hasil kerja"), max_length=10, choices=ResultKind, default=ResultKind.MAIN
    )
    text = models.TextField(_("rencana hasil kerja"))
    link = models.CharField(
        _("hubungan dengan hasil pimpinan"),
        max_length=12,
        choices=SuperiorLink,
        default=SuperiorLink.TO_FOLLOW,
    )
    superior_result = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="supporting_results"
    )
    superior_text = models.TextField(_("hasil kerja pimpinan yang didukung"), blank=True)
    not_cascaded_reason = models.TextField(_("alasan tidak dijabarkan"), blank=True)
    classification = models.CharField(
        _("klasifikasi"), max_length=12, choices=Classification, default=Classification.ORGANISATION
    )
    assigned_by = models.CharField(_("penugasan dari"), max_length=200, blank=True)
    team = models.ForeignKey(
        WorkTeam,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        verbose_name=_("tim kerja"),
    )
    perspective = models.CharField(_("perspektif"), max_length=20, choices=Perspective, blank=True)
    done_alone = models.BooleanField(_("dikerjakan sendiri"), default=False)

    class Meta:
        verbose_name = _("rencana hasil kerja")
        ordering = ["plan", "-kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "position"],
                name="result_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(name="result_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="result_link_has_text",
                condition=~Q(link=SuperiorLink.LINKED) | ~Q(superior_text=""),
            ),
        ]
        triggers = frozen_with(
            _PLAN,
            "parent.id",
            "plan_id",
            EDITABLE,
            watched=[
                "plan_id",
                "position",
                "kind",
                "text",
                "classification",
                "assigned_by",
                "team_id",
                "perspective",
            ],
        )

    def __str__(self) -> str:
        return self.text


@tracked()
class Indicator(models.Model):
    """Measure of success (IKI) of a result, with its target as text and, if it has one, number."""

    result = models.ForeignKey(WorkResult, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField(_("urutan"))
    aspect = models.CharField(_("aspek"), max_length=8, choices=Aspect, default=Aspect.QUANTITY)
    text = models.TextField(_("indikator kinerja individu"))
    target = models.CharField(_("target"), max_length=120, blank=True)
    target_value = models.DecimalField(
        _("angka target"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    measure_unit = models.CharField(_("satuan"), max_length=40, blank=True)
    direction = models.CharField(_("arah"), max_length=5, choices=Direction, default=Direction.UP)

    class Meta:
        verbose_name = _("indikator")
        ordering = ["result", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "position"],
                name="indicator_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(name="indicator_has_text", condition=~Q(text="")),
        ]
        triggers = frozen_with(_PLAN_OF_RESULT, "link.id", "result_id", EDITABLE)

    def __str__(self) -> str:
        return self.text


@tracked()
class SpecialExpectation(models.Model):
    """What the leader expects in particular of one of the seven values (regulation 3.8)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="expectations")
    core_value = models.CharField(_("nilai BerAKHLAK"), max_length=16, choices=CoreValue)
    text = models.TextField(_("harapan khusus pimpinan"), blank=True)

    class Meta:
        verbose_name = _("harapan khusus pimpinan")
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "core_value"], name="expectation_once_a_value"),
        ]
        triggers = frozen_with(_PLAN, "parent.id", "plan_id", EXPECTATIONS_EDITABLE)

    def __str__(self) -> str:
        return f"{self.get_core_value_display()}: {self.text}"


@tracked()
class PlanAnnex(models.Model):
    """One of the three blocks of the lampiran, as lines of text (regulation 3.9)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="annexes")
    block = models.CharField(_("bagian lampiran"), max_length=16, choices=AnnexBlock)
    text = models.TextField(_("teks lampiran"), blank=True)

    class Meta:
        verbose_name = _("lampiran SKP")
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "block"], name="annex_once_a_block"),
        ]
        triggers = frozen_with(_PLAN, "parent.id", "plan_id", EDITABLE)

    def __str__(self) -> str:
        return f"{self.get_block_display()}: {self.text}"
