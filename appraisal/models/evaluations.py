"""The evaluation: two ratings and the predicate that follows."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import EvaluationState, OrganisationPredicateValue, Predicate, Rating
from appraisal.models.guards import append_only, follows
from appraisal.models.plans import Plan
from appraisal.rules.predicate import HEAD_RESULTS_TABLES, PREDICATE_TABLE
from appraisal.workflow import EVALUATION_MOVES
from personnel.enums import YearMode
from personnel.models import Employee, Period
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked

E = EvaluationState
FILLING = (E.IN_PROGRESS,)
EVIDENCE_OPEN = (E.IN_PROGRESS, E.AWAITING_FEEDBACK, E.IN_RATING, E.AWAITING_ORGANISATION)
RATING_OPEN = (E.IN_RATING, E.AWAITING_ORGANISATION, E.OBJECTED)
RATED = (E.FIXED, E.SERVED, E.ACCEPTED, E.LAPSED, E.OBJECTED, E.FINAL)
SHOWN_TO_EMPLOYEE = (E.SERVED, E.ACCEPTED, E.LAPSED, E.OBJECTED, E.FINAL)


def _follows_the_table() -> Q:
    """The law's table as a condition on a row: predicate empty, or exactly what the pair gives."""
    condition = Q(predicate="")
    for (results, behaviour), predicate in PREDICATE_TABLE.items():
        condition |= Q(
            results_rating=str(results), behaviour_rating=str(behaviour), predicate=str(predicate)
        )
    return condition


def _versions_frozen() -> pgtrigger.Trigger:
    """The versions that decided a result are written when it is fixed, and then no more."""
    return pgtrigger.Protect(
        name="versions_frozen",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(
            old__regulation_versions__df=pgtrigger.F("new__regulation_versions"),
            old__state__in=RATED,
        ),
    )


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """Words for sets of evaluations."""

    def for_period(self, period: Period) -> "EvaluationQuerySet":
        """Evaluations of one period."""
        return self.filter(period=period)

    def rated(self) -> "EvaluationQuerySet":
        """Evaluations whose predicate has been fixed."""
        return self.filter(state__in=RATED)

    def counting(self) -> "EvaluationQuerySet":
        """Evaluations that have effects: of no rehearsal and no shadow year."""
        return self.filter(period__year__mode=YearMode.REAL)

    def with_list_columns(self) -> "EvaluationQuerySet":
        """Everything that a row of a list shows, in one query."""
        return self.select_related(
            "period__year",
            "supervisor",
            "plan__employee",
            "plan__assignment__post__unit__agency",
        )


@tracked()
class Evaluation(models.Model):
    """Judgement of one plan in one period (periodic) or of the whole year (annual).

    The predicate is computed from the two ratings and repeated by a check constraint; nobody may
    type it. ``*_algorithm`` name the version of the rule that made the proposals;
    ``regulation_versions`` the decisions of BKPSDM that held when the result was fixed.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="evaluations")
    period = models.ForeignKey(Period, models.PROTECT, related_name="evaluations")
    state = models.CharField(
        _("status"), max_length=24, choices=EvaluationState, default=E.NOT_OPEN
    )
    revision = models.PositiveSmallIntegerField(_("revisi"), default=1)
    supervisor = models.ForeignKey(
        Employee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evaluations_to_give",
        verbose_name=_("pejabat penilai"),
    )
    reviewing_superior = models.ForeignKey(
        Employee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evaluations_to_review",
        verbose_name=_("atasan pejabat penilai"),
    )
    self_assessment = models.TextField(_("penilaian diri"), blank=True)
    results_proposed = models.CharField(
        _("usulan rating hasil kerja"), max_length=5, choices=Rating, blank=True
    )
    results_rating = models.CharField(
        _("rating hasil kerja"), max_length=5, choices=Rating, blank=True
    )
    results_reason = models.TextField(_("alasan berbeda dari usulan"), blank=True)
    results_algorithm = models.CharField(max_length=24, blank=True)
    behaviour_proposed = models.CharField(
        _("usulan rating perilaku kerja"), max_length=5, choices=Rating, blank=True
    )
    behaviour_rating = models.CharField(
        _("rating perilaku kerja"), max_length=5, choices=Rating, blank=True
    )
    behaviour_reason = models.TextField(_("alasan berbeda dari usulan"), blank=True)
    behaviour_algorithm = models.CharField(max_length=24, blank=True)
    predicate = models.CharField(
        _("predikat"), max_length=20, choices=Predicate, blank=True, editable=False
    )
    organisation_predicate = models.CharField(
        _("predikat organisasi"),
        max_length=20,
        choices=OrganisationPredicateValue,
        blank=True,
        editable=False,
    )
    regulation_versions = models.JSONField(default=dict, blank=True, editable=False)
    recommendation = models.TextField(_("catatan dan rekomendasi"), blank=True)
    annual_note = models.TextField(_("penjelasan jarak dari evaluasi periodik"), blank=True)
    submitted_at = models.DateTimeField(_("diajukan pada"), null=True, blank=True)
    fixed_at = models.DateTimeField(_("ditetapkan pada"), null=True, blank=True)
    served_at = models.DateTimeField(_("disampaikan pada"), null=True, blank=True)
    answered_at = models.DateTimeField(_("dijawab pada"), null=True, blank=True)
    final_at = models.DateTimeField(_("final pada"), null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluasi")
        ordering = ["-period__ends", "plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "period"], name="evaluation_once_a_period"),
            models.CheckConstraint(
                name="evaluation_predicate_follows_the_table", condition=_follows_the_table()
            ),
            models.CheckConstraint(
                name="evaluation_rated_has_predicate",
                condition=~Q(state__in=RATED)
                | (~Q(predicate="") & ~Q(organisation_predicate="") & Q(fixed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="evaluation_results_reason_when_different",
                condition=Q(results_rating="")
                | Q(results_rating=F("results_proposed"))
                | ~Q(results_reason=""),
            ),
            models.CheckConstraint(
                name="evaluation_behaviour_reason_when_different",
                condition=Q(behaviour_rating="")
                | Q(behaviour_rating=F("behaviour_proposed"))
                | ~Q(behaviour_reason=""),
            ),
            models.CheckConstraint(
                name="evaluation_served_has_date",
                condition=~Q(state__in=SHOWN_TO_EMPLOYEE) | Q(served_at__isnull=False),
            ),
            one_of("evaluation_state_known", "state", EvaluationState.values),
        ]
        indexes = [
            models.Index(fields=["period", "state"], name="evaluation_by_period_and_state"),
            models.Index(fields=["supervisor", "period"], name="evaluation_by_supervisor"),
        ]
        triggers = [follows(EVALUATION_MOVES), _versions_frozen()]

    def __str__(self) -> str:
        return f"{self.plan} {self.period}"

    @property
    def follows_unit(self) -> bool:
        """Whether the rating of results was taken from the predicate of the unit led."""
        return self.results_algorithm in HEAD_RESULTS_TABLES


class EvaluationTransition(models.Model):
    """Who moved an evaluation from where to where, when, with which words. Never changed.

    ``on_behalf_of`` and ``signed_as`` as in ``PlanTransition``.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="transitions")
    verb = models.CharField(max_length=24)
    source = models.CharField(max_length=24, choices=EvaluationState, blank=True)
    target = models.CharField(max_length=24, choices=EvaluationState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    on_behalf_of = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_as = models.CharField(max_length=340, blank=True)

    class Meta:
        verbose_name = _("perpindahan status evaluasi")
        ordering = ["evaluation", "at", "pk"]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.source} → {self.target}"
