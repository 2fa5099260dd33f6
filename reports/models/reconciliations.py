"""Our final results beside a file of e-Kinerja: a comparison that changes nothing."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from appraisal.models import Evaluation
from appraisal.models.guards import append_only
from personnel.models import Period, Unit
from reports.enums import ReconciliationOutcome
from sabang_kinerja.common.constraints import one_of


class Reconciliation(models.Model):
    """One comparison; ``counts`` has people or rows by outcome. The file itself is not kept.

    Without ``agency`` all agencies were compared that the account may exchange data of.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="reconciliations")
    agency = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="reconciliations"
    )
    file_name = models.CharField(_("nama berkas"), max_length=200)
    counts = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pencocokan data")
        ordering = ["-made_at", "-pk"]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.period}"


class ReconciliationRow(models.Model):
    """What the comparison says of one person, or of one row that cannot be compared.

    ``differences`` are objects with ``field``, ``ours`` and ``theirs``; ``row`` is that of the
    file, None for somebody who stands only here.
    """

    reconciliation = models.ForeignKey(Reconciliation, models.CASCADE, related_name="rows")
    outcome = models.CharField(max_length=12, choices=ReconciliationOutcome)
    row = models.PositiveIntegerField(null=True, blank=True)
    nip = models.CharField(max_length=18, blank=True)
    name = models.CharField(max_length=220, blank=True)
    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    differences = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("baris pencocokan")
        ordering = ["reconciliation", "pk"]
        constraints = [one_of("reconciliation_outcome", "outcome", ReconciliationOutcome.values)]
        indexes = [
            models.Index(fields=["reconciliation", "outcome"], name="reconciliation_by_outcome"),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.nip}: {self.outcome}"
