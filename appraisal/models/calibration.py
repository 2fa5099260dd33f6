"""Calibration: an agency's ratings seen together before they are fixed (regulation 4.5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import CalibrationState, Rating
from appraisal.models.evaluations import Evaluation
from personnel.models import Employee, Period, Unit
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked

_USER = settings.AUTH_USER_MODEL


@tracked()
class Calibration(models.Model):
    """One agency's calibration of one period; finished with the signature of its head.

    While it is finished, ratings that were handed in before stay as they are.
    """

    agency = models.ForeignKey(Unit, models.PROTECT, related_name="calibrations")
    period = models.ForeignKey(Period, models.PROTECT, related_name="calibrations")
    state = models.CharField(max_length=12, choices=CalibrationState, default=CalibrationState.OPEN)
    opened_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    summary = models.TextField(_("catatan sidang"), blank=True)
    finished_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    reopen_reason = models.TextField(_("alasan membuka kembali"), blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("kalibrasi")
        ordering = ["period", "agency"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "period"], name="calibration_once_a_period"),
            models.CheckConstraint(
                name="calibration_finished_is_signed",
                condition=Q(state=CalibrationState.OPEN)
                | Q(finished_by__isnull=False, finished_at__isnull=False),
            ),
            one_of("calibration_state_known", "state", CalibrationState.values),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.period}: {self.get_state_display()}"


@tracked()
class ReviewRequest(models.Model):
    """Somebody asks the supervisor to look at a rating again; only the supervisor changes it.

    ``*_before`` are the overall ratings when it was asked, ``*_after`` those at the answer.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="review_requests")
    reason = models.TextField(_("yang diminta ditinjau"))
    asked_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    results_before = models.CharField(max_length=5, choices=Rating, blank=True)
    behaviour_before = models.CharField(max_length=5, choices=Rating, blank=True)
    answer = models.TextField(_("tanggapan pejabat penilai"), blank=True)
    answered_by = models.ForeignKey(_USER, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    results_after = models.CharField(max_length=5, choices=Rating, blank=True)
    behaviour_after = models.CharField(max_length=5, choices=Rating, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("permintaan peninjauan")
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation"],
                condition=Q(answered_at__isnull=True),
                name="review_request_one_open",
                violation_error_message=_("Masih ada permintaan yang belum ditanggapi."),
            ),
            models.CheckConstraint(name="review_request_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="review_request_answer_is_complete",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.reason}"

    @property
    def is_open(self) -> bool:
        """Whether the supervisor still owes an answer."""
        return self.answered_at is None

    @property
    def changed(self) -> bool:
        """Whether an overall rating was another one at the answer."""
        before = (self.results_before, self.behaviour_before)
        return not self.is_open and before != (self.results_after, self.behaviour_after)


@tracked()
class DeviationReason(models.Model):
    """Why a unit leaves the pattern that goes with its organisation predicate in a period."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="deviation_reasons")
    period = models.ForeignKey(Period, models.PROTECT, related_name="deviation_reasons")
    text = models.TextField(_("alasan penyimpangan"))
    written_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("alasan penyimpangan")
        ordering = ["period", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period"], name="deviation_reason_once_a_period"
            ),
            models.CheckConstraint(name="deviation_reason_has_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}: {self.text}"
