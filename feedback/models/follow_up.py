"""After the figures: quarantine reviews, the follow-up plan, and the register of complaints."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import (
    ComplaintKind,
    ComplaintState,
    Element,
    FollowUpState,
    ReviewDecision,
)
from feedback.models.services import Service
from feedback.models.surveys import CitizenSurvey
from personnel.models import Employee, Unit
from sabang_kinerja.common.constraints import all_or_none, one_of
from sabang_kinerja.common.history import tracked


@tracked()
class QuarantineReview(models.Model):
    """What two reviewers from outside the unit say of the answers set aside for one cause.

    Cause and day name the group: all answers of ``day`` with exactly these ``flags``. The first
    reviewer proposes, another one agrees; only then do the answers move (statistics B4).
    """

    survey = models.ForeignKey(CitizenSurvey, models.PROTECT, related_name="reviews")
    day = models.DateField()
    flags = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    decision = models.CharField(max_length=8, choices=ReviewDecision)
    reason = models.TextField(_("alasan"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tinjauan karantina")
        ordering = ["survey", "day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "day", "flags"],
                condition=Q(withdrawn_at__isnull=True),
                name="quarantine_review_once",
                violation_error_message=_("Kelompok jawaban ini sudah ditinjau."),
            ),
            all_or_none("quarantine_review_agreed_by_somebody", ["agreed_by", "agreed_at"]),
            models.CheckConstraint(
                name="quarantine_review_by_two",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("proposed_by")),
                violation_error_message=_("Orang kedua harus orang lain."),
            ),
            models.CheckConstraint(
                name="quarantine_review_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Isi alasan."),
            ),
            one_of("quarantine_decision_known", "decision", ReviewDecision.values),
        ]
        triggers = [
            pgtrigger.Protect(
                name="agreed_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.agreed_at IS NOT NULL"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.day}"


@tracked()
class FollowUpItem(models.Model):
    """A row of the follow-up plan (RTL): what a unit does about a weak element.

    ``quarters`` are the ticked quarters of ``year``, as digits ("134").
    """

    survey = models.ForeignKey(CitizenSurvey, models.PROTECT, related_name="follow_up")
    element = models.CharField(_("unsur"), max_length=16, choices=Element)
    activity = models.TextField(_("program/kegiatan"))
    year = models.PositiveSmallIntegerField(_("tahun"))
    quarters = models.CharField(_("waktu"), max_length=4)
    due_on = models.DateField(_("batas waktu"))
    responsible = models.ForeignKey(
        Employee, models.PROTECT, related_name="follow_up_items", verbose_name=_("penanggung jawab")
    )
    state = models.CharField(
        _("status"), max_length=10, choices=FollowUpState, default=FollowUpState.PLANNED
    )
    realisation = models.TextField(_("realisasi"), blank=True)
    evidence_url = models.URLField(_("tautan bukti"), max_length=500, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("tindak lanjut survei")
        ordering = ["survey", "due_on", "pk"]
        constraints = [
            one_of("follow_up_state_known", "state", FollowUpState.values),
            models.CheckConstraint(name="follow_up_has_activity", condition=~Q(activity="")),
            models.CheckConstraint(
                name="follow_up_done_has_words",
                condition=~Q(state=FollowUpState.DONE) | ~Q(realisation=""),
                violation_error_message=_("Tuliskan apa yang telah dilakukan."),
            ),
        ]

    def __str__(self) -> str:
        return self.activity


@tracked()
class Complaint(models.Model):
    """A case of SP4N-LAPOR! as the unit keeps it: no name, no contact, no personal data.

    Due days are working days from the step before (feedback A.9, ``rules.complaints``).
    """

    tracking_id = models.CharField(_("nomor LAPOR!"), max_length=40, unique=True)
    received_on = models.DateField(_("tanggal diterima"))
    kind = models.CharField(_("jenis"), max_length=12, choices=ComplaintKind)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="complaints", verbose_name=_("unit")
    )
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="complaints",
        verbose_name=_("layanan"),
    )  # fmt: skip
    summary = models.TextField(_("ringkasan tanpa data pribadi"))
    state = models.CharField(
        _("status"), max_length=10, choices=ComplaintState, default=ComplaintState.RECEIVED
    )
    forwarded_on = models.DateField(_("didisposisikan"), null=True, blank=True)
    answered_on = models.DateField(_("ditanggapi"), null=True, blank=True)
    closed_on = models.DateField(_("selesai"), null=True, blank=True)
    answer = models.TextField(_("tanggapan"), blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pengaduan")
        ordering = ["-received_on", "pk"]
        constraints = [
            one_of("complaint_kind_known", "kind", ComplaintKind.values),
            one_of("complaint_state_known", "state", ComplaintState.values),
            models.CheckConstraint(
                name="complaint_closed_has_a_day",
                condition=~Q(state=ComplaintState.CLOSED) | Q(closed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="complaint_days_in_order",
                condition=(Q(forwarded_on__isnull=True) | Q(forwarded_on__gte=F("received_on")))
                & (Q(answered_on__isnull=True) | Q(answered_on__gte=F("received_on")))
                & (Q(closed_on__isnull=True) | Q(closed_on__gte=F("received_on"))),
                violation_error_message=_("Tanggal tidak boleh sebelum tanggal diterima."),
            ),
        ]

    def __str__(self) -> str:
        return self.tracking_id
