"""Letters that follow a result: the warning that opens help, the appreciation of an award."""

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from appraisal.enums import ImprovementState
from appraisal.models import Award, ImprovementPlan
from personnel.models import Employee
from reports.enums import FollowUpKind, LetterState
from reports.models.papers import MadePaper, has_file
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked

_MADE_ONCE = (
    *("kind", "employee_id", "signer_id", "improvement_plan_id", "agency_id", "year", "sequence"),
    *("number", "content", "fingerprint", "verification_code", "file", "file_sha256"),
    *("template_version", "made_by_id", "created_at"),
)


@tracked(exclude=("content",))
class FollowUpLetter(MadePaper):
    """A warning speaks of an improvement plan, an appreciation of an award (regulation 6.3, 6.4).

    It holds as long as its subject: an award that was recorded by mistake and taken out leaves
    its letter without one. ``signer`` is who stands below it.
    """

    kind = models.CharField(_("jenis"), max_length=16, choices=FollowUpKind)
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="follow_up_letters")
    signer = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    improvement_plan = models.OneToOneField(
        ImprovementPlan, models.PROTECT, null=True, blank=True, related_name="letter"
    )
    award = models.OneToOneField(
        Award, models.SET_NULL, null=True, blank=True, related_name="letter"
    )

    class Meta:
        verbose_name = _("surat tindak lanjut")
        ordering = ["-year", "-sequence", "pk"]
        constraints = [
            models.CheckConstraint(
                name="follow_up_letter_fits_its_subject",
                condition=Q(
                    kind=FollowUpKind.WARNING, improvement_plan__isnull=False, award__isnull=True
                )
                | Q(kind=FollowUpKind.APPRECIATION, improvement_plan__isnull=True),
            ),
            models.CheckConstraint(
                name="follow_up_letter_not_signed_by_oneself",
                condition=~Q(employee=models.F("signer")),
            ),
            has_file("follow_up_letter_has_file"),
            one_of("follow_up_letter_kind_known", "kind", FollowUpKind.values),
        ]
        indexes = [models.Index(fields=["file_sha256"], name="follow_up_letter_by_file")]
        triggers = [
            pgtrigger.Protect(
                name="made_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in _MADE_ONCE)
                    + " OR NEW.award_id IS NOT NULL"
                ),
            ),
            pgtrigger.Protect(name="numbers_are_kept", operation=pgtrigger.Delete),
        ]

    @property
    def ended_at(self) -> datetime | None:
        """When the result that the warning spoke of changed; of an award nobody writes it down."""
        return self.improvement_plan.ended_at if self.improvement_plan else None

    @property
    def state(self) -> LetterState:
        """Ready, or ended with its subject."""
        if self.improvement_plan is not None:
            ended = self.improvement_plan.state == ImprovementState.ENDED
        else:
            ended = self.award_id is None
        return LetterState.WITHDRAWN if ended else LetterState.READY

    @property
    def file_name(self) -> str:
        """Name under which a person saves it: year, number, kind and name, no employee number."""
        return f"{self.year}-{self.sequence:05d}-{self.kind}-{slugify(self.employee.name)}.pdf"
