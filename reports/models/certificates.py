"""Certificates of trainings and socialisation: numbered, verifiable, made once."""

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee, Unit
from reports.enums import LetterState
from sabang_kinerja.common.history import tracked
from training.enums import RecordState
from training.models import TrainingRecord


@tracked(exclude=("content",))
class TrainingCertificate(models.Model):
    """One numbered PDF of one record; whether it holds follows from the record.

    Content, number and file are frozen; numbers come from the register of all letters.
    """

    record = models.OneToOneField(TrainingRecord, models.PROTECT, related_name="certificate")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="certificates")
    agency = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("tahun"))
    sequence = models.PositiveIntegerField(_("nomor urut"))
    number = models.CharField(_("nomor surat"), max_length=60, unique=True)
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    verification_code = models.CharField(max_length=32, unique=True)
    file = models.FileField(upload_to="letters/%Y/%m/")
    file_sha256 = models.CharField(max_length=64)
    template_version = models.CharField(max_length=20)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sertifikat pelatihan")
        ordering = ["-year", "-sequence", "pk"]
        constraints = [
            models.CheckConstraint(
                name="certificate_has_file",
                condition=~models.Q(file="") & ~models.Q(file_sha256=""),
            ),
        ]
        indexes = [models.Index(fields=["file_sha256"], name="certificate_by_file")]
        triggers = [
            pgtrigger.Protect(name="made_for_good", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ended_at(self) -> datetime | None:
        """Nobody writes down when a record was opened again; the page says only that it ended."""
        return None

    @property
    def state(self) -> LetterState:
        """Ready while its record is verified."""
        if self.record.state == RecordState.VERIFIED:
            return LetterState.READY
        return LetterState.WITHDRAWN

    def get_state_display(self) -> str:
        """The state in words, as of other letters."""
        return str(self.state.label)

    def get_kind_display(self) -> str:
        """What it is, for the verification page."""
        return str(_("Sertifikat pelatihan"))

    @property
    def file_name(self) -> str:
        """Name under which a person saves it."""
        return f"sertifikat-{self.year}-{self.sequence:05d}-{slugify(self.employee.name)}.pdf"
