"""The steps towards a result, and what was done for it day by day (regulation 3.11, 3.12)."""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import PlanState, ProgressState
from appraisal.models.guards import follows
from appraisal.models.plan_content import WorkResult
from appraisal.workflow import PROGRESS_MOVES
from personnel.models import Employee, Period
from sabang_kinerja.common.constraints import all_or_none, one_of
from sabang_kinerja.common.history import tracked

SETTLED = (PlanState.FIXED, PlanState.SUPERSEDED, PlanState.CLOSED)
"""Plans whose results do not change any more, so that entries may hang on them."""

CONTENT = ("day", "result_id", "text", "quantity", "unit", "file", "url")


@tracked()
class ActionPlan(models.Model):
    """One step towards a result in a period, with its target in words (rencana aksi)."""

    result = models.ForeignKey(WorkResult, models.CASCADE, related_name="action_plans")
    period = models.ForeignKey(Period, models.PROTECT, related_name="action_plans")
    position = models.PositiveSmallIntegerField(_("urutan"))
    text = models.TextField(_("rencana aksi"))
    target = models.CharField(_("target"), max_length=120)

    class Meta:
        verbose_name = _("rencana aksi")
        ordering = ["result", "period", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "period", "position"],
                name="action_plan_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="action_plan_is_complete", condition=~Q(text="") & ~Q(target="")
            ),
        ]

    def __str__(self) -> str:
        return self.text


def _approved_stays() -> list[pgtrigger.Trigger]:
    """What the superior has approved is neither changed nor removed."""
    changed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in CONTENT)
    approved = "OLD.state = 'approved'"
    return [
        pgtrigger.Protect(
            name="approved_content_stays",
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(f"{approved} AND ({changed})"),
        ),
        pgtrigger.Protect(
            name="approved_row_stays",
            operation=pgtrigger.Delete,
            condition=pgtrigger.Condition(approved),
        ),
    ]


@tracked()
class DailyProgress(models.Model):
    """One entry of a day. ``client_id`` is made where the entry is typed, so that an entry which
    is sent twice over a bad connection is stored once. ``note`` is what a returned entry lacks.
    """

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="daily_progress")
    client_id = models.UUIDField(default=uuid4)
    day = models.DateField(_("tanggal"))
    starts_at = models.TimeField(_("mulai pukul"), null=True, blank=True)
    ends_at = models.TimeField(_("sampai pukul"), null=True, blank=True)
    result = models.ForeignKey(
        WorkResult, models.PROTECT, null=True, blank=True, related_name="daily_progress"
    )
    action_plan = models.ForeignKey(
        ActionPlan, models.SET_NULL, null=True, blank=True, related_name="daily_progress"
    )
    text = models.TextField(_("apa yang dikerjakan"))
    quantity = models.DecimalField(
        _("jumlah"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("satuan"), max_length=40, blank=True)
    file = models.FileField(upload_to="progress/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    url = models.URLField(_("tautan"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=ProgressState, default=ProgressState.DRAFT)
    note = models.TextField(_("catatan atasan"), blank=True)
    recorded_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("progres harian")
        ordering = ["employee", "day", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["employee", "client_id"], name="progress_sent_once"),
            models.CheckConstraint(name="progress_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="progress_quantity_not_negative",
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0),
            ),
            models.CheckConstraint(
                name="progress_times_in_order",
                condition=Q(ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="progress_file_or_link",
                condition=Q(file="") | (Q(url="") & ~Q(sha256="")),
            ),
            models.CheckConstraint(
                name="progress_approved_by_somebody",
                condition=~Q(state=ProgressState.APPROVED) | Q(approved_at__isnull=False),
            ),
            all_or_none("progress_approval_whole", ["approved_by", "approved_at"]),
            one_of("progress_state_known", "state", ProgressState.values),
        ]
        indexes = [models.Index(fields=["employee", "day"], name="progress_by_day")]
        triggers = [follows(PROGRESS_MOVES), *_approved_stays()]

    def __str__(self) -> str:
        return self.text
