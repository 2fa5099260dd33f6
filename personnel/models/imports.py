"""Uploads of units and people: preview, confirmation, outcome."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from personnel.enums import ImportState, ImportSubject


class ColumnMapping(models.Model):
    """Which column of a file means what, remembered by the file's row of headings."""

    subject = models.CharField(max_length=8, choices=ImportSubject)
    signature = models.CharField(max_length=64)
    columns = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("pemetaan kolom")
        constraints = [
            models.UniqueConstraint(fields=["subject", "signature"], name="mapping_once_a_heading"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.signature[:8]}"


class ImportRun(models.Model):
    """One upload. Nothing is written to people or units before ``APPLIED``.

    ``columns`` holds the mapping by sheet, ``outcome`` counts, row errors, warnings and notes;
    the file itself is removed when the run ends, and columns with other identity numbers are
    never copied here. ``progress`` is in percent.
    """

    subject = models.CharField(max_length=8, choices=ImportSubject)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.MAPPING)
    file = models.FileField(upload_to="imports/", blank=True)
    file_name = models.CharField(max_length=200)
    columns = models.JSONField(default=dict, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    row_version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("impor data")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind the file brings; empty before the preview."""
        counts: dict[str, int] = self.outcome.get("counts", {})
        return counts

    @property
    def written(self) -> int:
        """Rows that are written, or will be."""
        return sum(self.counts.get(kind, 0) for kind in ("new", "changed", "acting"))

    @property
    def changes_nothing(self) -> bool:
        """Whether the file says what the database says already."""
        return bool(self.counts) and not self.written
