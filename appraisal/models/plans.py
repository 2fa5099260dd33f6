"""The plan (SKP): what one person owes in one post and year."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import Approach, PlanState
from appraisal.models.guards import append_only, follows
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
            models.Index(fields=["employee", "year"], name="plan_of_person_in_year"),
            models.Index(fields=["supervisor", "year"], name="plan_by_supervisor"),
        ]
        triggers = [follows(PLAN_MOVES)]

    def __str__(self) -> str:
        return f"SKP {self.year} {self.employee} v{self.version}"


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
