"""What participants and superiors say of a training afterwards (feedback and training C.4)."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee
from sabang_kinerja.common.constraints import one_of
from training.enums import Reviewer
from training.models.sessions import TrainingSession


class Reaction(models.Model):
    """Five answers of 1 to 5 and a sentence, said once; nobody reads a single one."""

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="reactions")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    scores = ArrayField(models.PositiveSmallIntegerField(), size=5)
    text = models.CharField(_("saran"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("tanggapan pelatihan")
        constraints = [
            models.UniqueConstraint(fields=["session", "employee"], name="reaction_once"),
            models.CheckConstraint(
                name="reaction_of_five",
                condition=Q(scores__len=5) & Q(scores__contained_by=[1, 2, 3, 4, 5]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="reaction_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}"


class BehaviourReview(models.Model):
    """Four answers of 1 to 4 about what is done differently, by the superior or by oneself."""

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="behaviour_reviews")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    reviewer = models.CharField(_("penilai"), max_length=8, choices=Reviewer)
    scores = ArrayField(models.PositiveSmallIntegerField(), size=4)
    example = models.CharField(_("contoh"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("perubahan perilaku")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "employee", "reviewer"], name="behaviour_review_once"
            ),
            one_of("behaviour_reviewer_known", "reviewer", Reviewer.values),
            models.CheckConstraint(
                name="behaviour_of_four",
                condition=Q(scores__len=4) & Q(scores__contained_by=[1, 2, 3, 4]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="behaviour_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.reviewer}"
