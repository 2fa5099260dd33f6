"""Remarks at any time on a result or a value (umpan balik berkelanjutan, regulation 3.13)."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import CoreValue, FeedbackRole, FeedbackTone
from appraisal.models.plan_content import WorkResult
from personnel.models import Employee
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked


@tracked()
class ContinuousFeedback(models.Model):
    """What ``giver`` says to ``employee``. Never edited; withdrawn on the day it was written."""

    giver = models.ForeignKey(Employee, models.PROTECT, related_name="feedback_given")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="feedback_received")
    role = models.CharField(max_length=12, choices=FeedbackRole)
    result = models.ForeignKey(
        WorkResult, models.PROTECT, null=True, blank=True, related_name="continuous_feedback"
    )
    core_value = models.CharField(max_length=16, choices=CoreValue, blank=True)
    tone = models.CharField(_("nada"), max_length=12, choices=FeedbackTone)
    text = models.TextField(_("umpan balik"))
    url = models.URLField(_("tautan bukti"), max_length=500, blank=True)
    given_on = models.DateField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("umpan balik")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="feedback_about_one_thing",
                condition=Q(result__isnull=False, core_value="")
                | (Q(result__isnull=True) & ~Q(core_value="")),
            ),
            models.CheckConstraint(
                name="feedback_to_somebody_else", condition=~Q(giver=F("employee"))
            ),
            models.CheckConstraint(name="feedback_has_text", condition=~Q(text="")),
            one_of("feedback_tone_known", "tone", FeedbackTone.values),
            one_of("feedback_role_known", "role", FeedbackRole.values),
        ]
        indexes = [models.Index(fields=["employee", "given_on"], name="feedback_by_person")]
        triggers = [
            pgtrigger.Protect(
                name="feedback_never_edited",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["withdrawn_at"]),
            ),
            pgtrigger.Protect(name="feedback_never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.text
