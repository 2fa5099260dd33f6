"""Who lets colleagues copy the own plan, and which plan was copied from where."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import CopySource
from appraisal.models.guards import append_only
from appraisal.models.plans import Plan
from personnel.models import Employee
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked


@tracked()
class CopyPermission(models.Model):
    """A person lets colleagues with the same post or unit copy the own fixed plans."""

    employee = models.OneToOneField(Employee, models.PROTECT, related_name="copy_permission")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("izin menyalin SKP")

    def __str__(self) -> str:
        return str(self.employee)


class PlanCopy(models.Model):
    """What was taken into a plan at once, from where, by whom. Never changed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="copies")
    kind = models.CharField(max_length=10, choices=CopySource)
    source = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="copied_into"
    )
    results = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("salinan SKP")
        ordering = ["-at", "-pk"]
        constraints = [
            one_of("plan_copy_kind_known", "kind", CopySource.values),
            models.CheckConstraint(
                name="plan_copy_names_its_source",
                condition=Q(kind__in=(CopySource.LIBRARY, CopySource.TRAINING), source__isnull=True)
                | Q(kind__in=(CopySource.LAST_YEAR, CopySource.COLLEAGUE), source__isnull=False),
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.plan} ← {self.source or self.get_kind_display()}"
