"""Performance dialogues: what two people talked about and what they agreed on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import DialogueKind, PointOwner
from appraisal.models.plans import Plan
from sabang_kinerja.common.constraints import all_or_none, one_of
from sabang_kinerja.common.history import tracked


@tracked()
class PerformanceDialogue(models.Model):
    """One talk about a plan between its owner and the supervisor (dialog kinerja)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="dialogues")
    kind = models.CharField(_("jenis"), max_length=8, choices=DialogueKind)
    held_on = models.DateField(_("tanggal"))
    summary = models.TextField(_("ringkasan"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("dialog kinerja")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="dialogue_has_summary", condition=~Q(summary="")),
            one_of("dialogue_kind_known", "kind", DialogueKind.values),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"


@tracked()
class AgreedPoint(models.Model):
    """One thing agreed on: who does it, by when, and when it was done."""

    dialogue = models.ForeignKey(PerformanceDialogue, models.CASCADE, related_name="points")
    text = models.CharField(_("kesepakatan"), max_length=400)
    owner = models.CharField(_("oleh"), max_length=10, choices=PointOwner)
    due = models.DateField(_("paling lambat"))
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("kesepakatan dialog")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(name="agreed_point_has_text", condition=~Q(text="")),
            all_or_none("agreed_point_done_whole", ["done_at", "done_by"]),
            one_of("agreed_point_owner_known", "owner", PointOwner.values),
        ]

    def __str__(self) -> str:
        return self.text
