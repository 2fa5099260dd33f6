"""The role-result matrix (Matriks Peran Hasil): who contributes what to which result."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.models.plan_content import WorkResult
from personnel.models import Employee
from sabang_kinerja.common.history import tracked


@tracked()
class MatrixCell(models.Model):
    """One contribution of a report or team member to one result of the leader (regulation 3.10).

    A person may contribute several texts to one result; ``position`` counts them from 1.
    ``result`` is the work result that the text seeded in the person's plan.
    """

    leader_result = models.ForeignKey(WorkResult, models.CASCADE, related_name="matrix_cells")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="matrix_cells")
    position = models.PositiveSmallIntegerField(_("urutan"))
    text = models.TextField(_("isi matriks"))
    result = models.ForeignKey(
        WorkResult, models.SET_NULL, null=True, blank=True, related_name="seeded_by"
    )
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("isi matriks")
        ordering = ["leader_result", "employee", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["leader_result", "employee", "position"], name="matrix_cell_position_once"
            ),
            models.CheckConstraint(name="matrix_cell_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="matrix_cell_position_from_one", condition=Q(position__gte=1)
            ),
            models.UniqueConstraint(
                fields=["result"],
                condition=Q(result__isnull=False),
                name="matrix_cell_seeds_one_result",
            ),
        ]

    def __str__(self) -> str:
        return self.text
