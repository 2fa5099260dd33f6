"""Certificates of trainings and socialisation: numbered, verifiable, made once."""

from datetime import datetime

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee
from reports.enums import LetterState
from reports.models.papers import MadePaper, has_file, made_for_good
from sabang_kinerja.common.history import tracked
from training.enums import RecordState
from training.models import TrainingRecord


@tracked(exclude=("content",))
class TrainingCertificate(MadePaper):
    """The paper of one record: it holds while the record is verified."""

    record = models.OneToOneField(TrainingRecord, models.PROTECT, related_name="certificate")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="certificates")

    class Meta:
        verbose_name = _("sertifikat pelatihan")
        ordering = ["-year", "-sequence", "pk"]
        constraints = [has_file("certificate_has_file")]
        indexes = [models.Index(fields=["file_sha256"], name="certificate_by_file")]
        triggers = [made_for_good()]

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

    def get_kind_display(self) -> str:
        """What it is, for the verification page."""
        return str(_("Sertifikat pelatihan"))

    @property
    def file_name(self) -> str:
        """Name under which a person saves it."""
        return f"sertifikat-{self.year}-{self.sequence:05d}-{slugify(self.employee.name)}.pdf"
