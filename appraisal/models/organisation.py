"""The organisation's predicate, fixed by the leader above before any person's."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import OrganisationPredicateValue, OrganisationState, Rating
from appraisal.models.guards import follows
from appraisal.workflow import ORGANISATION_MOVES
from personnel.models import Employee, Period, Unit
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked


@tracked()
class OrganisationPredicate(models.Model):
    """Predikat capaian kinerja organisasi of one unit in one period (SE MenPANRB 3/2023)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="organisation_predicates")
    period = models.ForeignKey(Period, models.PROTECT, related_name="organisation_predicates")
    state = models.CharField(
        _("status"), max_length=12, choices=OrganisationState, default=OrganisationState.DRAFT
    )
    agreement = models.CharField(
        _("capaian perjanjian kinerja"), max_length=5, choices=Rating, blank=True
    )
    expectation = models.CharField(
        _("ekspektasi terhadap unit"), max_length=5, choices=Rating, blank=True
    )
    predicate = models.CharField(
        _("predikat organisasi"), max_length=20, choices=OrganisationPredicateValue, blank=True
    )
    basis = models.TextField(_("dasar penetapan"), blank=True)
    reopen_order = models.TextField(_("perintah membuka kembali"), blank=True)
    fixed_by = models.ForeignKey(Employee, models.PROTECT, null=True, blank=True, related_name="+")
    fixed_at = models.DateTimeField(null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("predikat organisasi")
        ordering = ["period", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period"], name="organisation_predicate_once_a_period"
            ),
            models.CheckConstraint(
                name="organisation_predicate_fixed_is_complete",
                condition=~Q(state=OrganisationState.FIXED)
                | (~Q(predicate="") & Q(fixed_at__isnull=False, fixed_by__isnull=False)),
            ),
            one_of("organisation_state_known", "state", OrganisationState.values),
        ]
        triggers = [follows(ORGANISATION_MOVES)]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}: {self.get_predicate_display()}"

    @property
    def is_fixed(self) -> bool:
        """Whether people of the unit may be given predicates."""
        return self.state == OrganisationState.FIXED
