"""The objection: to the reviewing superior, once, final (PP 30/2019 art. 59; regulation 6.5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import ObjectionOutcome, ObjectionState, Predicate, Rating
from appraisal.models.evaluations import Evaluation
from appraisal.models.guards import follows
from appraisal.workflow import OBJECTION_MOVES
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked


@tracked()
class Objection(models.Model):
    """One objection against one evaluation, with both statements and the decision."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="objections")
    state = models.CharField(
        _("status"), max_length=20, choices=ObjectionState, default=ObjectionState.SUBMITTED
    )
    grounds = models.TextField(_("alasan keberatan"))
    supervisor_statement = models.TextField(_("keterangan pejabat penilai"), blank=True)
    employee_statement = models.TextField(_("keterangan pegawai"), blank=True)
    outcome = models.CharField(
        _("hasil putusan"), max_length=8, choices=ObjectionOutcome, blank=True
    )
    decision = models.TextField(_("putusan"), blank=True)
    results_before = models.CharField(_("rating hasil kerja semula"), max_length=5, choices=Rating)
    behaviour_before = models.CharField(
        _("rating perilaku kerja semula"), max_length=5, choices=Rating
    )
    predicate_before = models.CharField(_("predikat semula"), max_length=20, choices=Predicate)
    filed_at = models.DateTimeField(_("diajukan pada"))
    decide_by = models.DateField(_("diputus paling lambat"))
    decided_at = models.DateTimeField(_("diputus pada"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("keberatan")
        ordering = ["-filed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation"],
                condition=~Q(state=ObjectionState.REJECTED_FORMALLY),
                name="objection_no_second_appeal",
                violation_error_message=_("Keberatan hanya dapat diajukan satu kali."),
            ),
            models.CheckConstraint(
                name="objection_decided_is_complete",
                condition=~Q(state=ObjectionState.DECIDED)
                | (
                    ~Q(outcome="")
                    & ~Q(decision="")
                    & ~Q(supervisor_statement="")
                    & ~Q(employee_statement="")
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
            ),
            one_of("objection_state_known", "state", ObjectionState.values),
        ]
        triggers = [follows(OBJECTION_MOVES)]

    def __str__(self) -> str:
        return f"{self.evaluation}: {self.get_state_display()}"
