"""Long jobs: their progress is a row, so that a worker may die and another go on."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Period, Unit
from reports.enums import LIVE, OF_AGENCY, BundleForm, BundleOrder, JobKind, JobState
from sabang_kinerja.common.constraints import one_of


class Job(models.Model):
    """One long job. The broker only wakes workers; what is done stands here and in its letters.

    ``done`` and ``failed`` are counted from the letters, never added up. ``heartbeat_at`` is the
    last sign that somebody works or was asked to. ``agency`` of a report is any unit, the city too;
    ``attempts`` are those to make its file, while each letter counts its own. ``wakes`` numbers the
    wakings of workers, so that messages of an earlier one are known.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=JobKind)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    agency = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs")
    bundle = models.CharField(max_length=8, choices=BundleForm, default=BundleForm.ZIP)
    bundle_order = models.CharField(max_length=8, choices=BundleOrder, default=BundleOrder.NUMBER)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    result = models.FileField(upload_to="jobs/%Y/%m/", blank=True)
    result_name = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    wakes = models.PositiveIntegerField(default=0)
    failure = models.TextField(_("alasan"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("proses")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="job_counts_within_total",
                condition=Q(done__lte=F("total") - F("failed")),
            ),
            one_of("job_state_known", "state", JobState.values),
            one_of("job_bundle_known", "bundle", BundleForm.values),
            one_of("job_bundle_order_known", "bundle_order", BundleOrder.values),
            models.UniqueConstraint(
                fields=["kind", "agency", "period"],
                condition=Q(state__in=LIVE, kind__in=OF_AGENCY),
                name="job_of_agency_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.uuid}"
