"""The plan (SKP): what one person owes in one post and year."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import (
    AnnexBlock,
    Approach,
    Aspect,
    Classification,
    CoreValue,
    Direction,
    Perspective,
    PlanState,
    ResultKind,
    SuperiorLink,
)
from appraisal.models.guards import append_only, follows, frozen_with
from appraisal.workflow import PLAN_MOVES
from personnel.models import Assignment, Employee, PerformanceYear
from sabang_kinerja.common.constraints import date_order, one_of
from sabang_kinerja.common.history import tracked

EDITABLE = (PlanState.DRAFT, PlanState.RETURNED)
EXPECTATIONS_EDITABLE = (*EDITABLE, PlanState.SUBMITTED)
LIVE = (*EXPECTATIONS_EDITABLE, PlanState.APPROVED, PlanState.FIXED)


class PlanQuerySet(models.QuerySet["Plan"]):
    """Words for sets of plans."""

    def for_year(self, year: int) -> "PlanQuerySet":
        """Plans of a performance year, e.g. 2026."""
        return self.filter(year__year=year)

    def current(self) -> "PlanQuerySet":
        """Plans that still hold: neither superseded nor closed."""
        return self.filter(state__in=LIVE)

    def with_list_columns(self) -> "PlanQuerySet":
        """Everything that a row of a list shows, in one query."""
        return self.select_related(
            "employee", "supervisor", "year", "assignment__post__unit__agency"
        )


@tracked()
class Plan(models.Model):
    """One version of one person's plan for one assignment and year.

    ``supervisor`` and ``reviewing_superior`` are snapshots: who they were when the plan was made
    or last submitted. ``row_version`` rises with every save and tells a late writer so.
    """

    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="plans", verbose_name=_("pegawai")
    )
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="plans", verbose_name=_("penugasan")
    )
    year = models.ForeignKey(
        PerformanceYear, models.PROTECT, related_name="plans", verbose_name=_("tahun kinerja")
    )
    version = models.PositiveSmallIntegerField(_("versi"), default=1)
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="next_versions",
        verbose_name=_("versi sebelumnya"),
    )
    state = models.CharField(_("status"), max_length=12, choices=PlanState, default=PlanState.DRAFT)
    approach = models.CharField(
        _("pendekatan"), max_length=12, choices=Approach, default=Approach.QUANTITATIVE
    )
    uses_head_form = models.BooleanField(_("memakai formulir pimpinan"), default=False)
    supervisor = models.ForeignKey(
        Employee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans_to_agree",
        verbose_name=_("pejabat penilai"),
    )
    reviewing_superior = models.ForeignKey(
        Employee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("atasan pejabat penilai"),
    )
    starts = models.DateField(_("berlaku mulai"))
    ends = models.DateField(_("berlaku sampai"))
    note = models.TextField(_("catatan pejabat penilai"), blank=True)
    drafted_by_team = models.BooleanField(_("disusun oleh tim pengelola kinerja"), default=False)
    seen_at = models.DateTimeField(_("dibuka pejabat penilai"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("diajukan pada"), null=True, blank=True)
    approved_at = models.DateTimeField(_("disetujui pada"), null=True, blank=True)
    employee_signed_at = models.DateTimeField(
        _("ditandatangani pegawai pada"), null=True, blank=True
    )
    supervisor_signed_at = models.DateTimeField(
        _("ditandatangani pejabat penilai pada"), null=True, blank=True
    )
    row_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("SKP")
        ordering = ["-year__year", "employee", "-version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "year", "version"], name="plan_version_once"
            ),
            models.UniqueConstraint(
                fields=["assignment", "year"],
                condition=Q(state__in=EXPECTATIONS_EDITABLE) | Q(state=PlanState.APPROVED),
                name="plan_one_in_the_making",
                violation_error_message=_("Sudah ada SKP yang sedang disusun untuk jabatan ini."),
            ),
            models.UniqueConstraint(
                fields=["assignment", "year"],
                condition=Q(state=PlanState.FIXED),
                name="plan_one_fixed",
                violation_error_message=_("Sudah ada SKP yang ditetapkan untuk jabatan ini."),
            ),
            models.CheckConstraint(
                name="plan_supervisor_is_someone_else",
                condition=Q(supervisor__isnull=True) | ~Q(supervisor=models.F("employee")),
            ),
            models.CheckConstraint(
                name="plan_reviewer_is_someone_else",
                condition=Q(reviewing_superior__isnull=True)
                | ~Q(reviewing_superior=models.F("employee")),
            ),
            models.CheckConstraint(
                name="plan_fixed_is_signed_by_both",
                condition=~Q(state__in=[PlanState.FIXED, PlanState.SUPERSEDED, PlanState.CLOSED])
                | Q(
                    employee_signed_at__isnull=False,
                    supervisor_signed_at__isnull=False,
                    supervisor__isnull=False,
                ),
            ),
            date_order(
                "plan_dates_in_order",
                start="starts",
                end="ends",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            one_of("plan_state_known", "state", PlanState.values),
        ]
        indexes = [
            models.Index(fields=["year", "state"], name="plan_by_year_and_state"),
            models.Index(fields=["supervisor", "year"], name="plan_by_supervisor"),
        ]
        triggers = [follows(PLAN_MOVES)]

    def __str__(self) -> str:
        return f"SKP {self.year} {self.employee} v{self.version}"


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


class PlanTransition(models.Model):
    """Who moved a plan from where to where, when, with which words. Never changed.

    ``on_behalf_of`` is the absent supervisor for whom a substitute acted, ``signed_as`` both names
    as they were then.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="transitions")
    verb = models.CharField(max_length=24)
    source = models.CharField(max_length=12, choices=PlanState, blank=True)
    target = models.CharField(max_length=12, choices=PlanState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    on_behalf_of = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_as = models.CharField(max_length=340, blank=True)

    class Meta:
        verbose_name = _("perpindahan status SKP")
        ordering = ["plan", "at", "pk"]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.source} → {self.target}"
