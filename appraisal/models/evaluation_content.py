"""What an evaluation holds: realisation, evidence and the ratings of results and values."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import CoreValue, Rating
from appraisal.models.evaluations import EVIDENCE_OPEN, FILLING, RATING_OPEN, Evaluation
from appraisal.models.guards import frozen_with
from appraisal.models.plan_content import Indicator, WorkResult
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked

_EVALUATION = "appraisal_evaluation parent"


@tracked()
class Achievement(models.Model):
    """What was reached of one indicator's target in the period (realisasi)."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="achievements")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="achievements", verbose_name=_("indikator")
    )
    text = models.TextField(_("realisasi"), blank=True)
    value = models.DecimalField(
        _("angka realisasi"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    data_source = models.CharField(_("sumber data"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("realisasi")
        ordering = ["evaluation", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "indicator"], name="achievement_once_an_indicator"
            ),
        ]
        triggers = frozen_with(_EVALUATION, "parent.id", "evaluation_id", FILLING)

    def __str__(self) -> str:
        return self.text


@tracked()
class Evidence(models.Model):
    """File or link behind an achievement. Files are kept out of reach of URLs."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="evidence")
    result = models.ForeignKey(
        WorkResult, models.PROTECT, related_name="evidence", verbose_name=_("hasil kerja")
    )
    title = models.CharField(_("nama bukti"), max_length=200)
    file = models.FileField(upload_to="evidence/%Y/%m/", blank=True)
    file_name = models.CharField(_("nama berkas"), max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    url = models.URLField(_("tautan"), max_length=500, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bukti dukung")
        ordering = ["evaluation", "result", "added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_file_or_link",
                condition=(Q(file="") & ~Q(url="")) | (~Q(file="") & Q(url="") & ~Q(sha256="")),
                violation_error_message=_("Pilih berkas atau isi tautan, salah satu."),
            ),
        ]
        triggers = frozen_with(_EVALUATION, "parent.id", "evaluation_id", EVIDENCE_OPEN)

    def __str__(self) -> str:
        return self.title


@tracked()
class ResultRating(models.Model):
    """The supervisor's rating of one work result."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="result_ratings")
    result = models.ForeignKey(
        WorkResult, models.PROTECT, related_name="ratings", verbose_name=_("hasil kerja")
    )
    rating = models.CharField(_("rating"), max_length=5, choices=Rating)
    feedback = models.TextField(_("umpan balik"), blank=True)

    class Meta:
        verbose_name = _("rating hasil kerja")
        ordering = ["evaluation", "result"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "result"], name="result_rating_once_a_result"
            ),
            one_of("result_rating_known", "rating", Rating.values),
        ]
        triggers = frozen_with(_EVALUATION, "parent.id", "evaluation_id", RATING_OPEN)

    def __str__(self) -> str:
        return f"{self.result_id}: {self.rating}"


@tracked()
class BehaviourRating(models.Model):
    """The supervisor's rating of one of the seven values."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="behaviour_ratings")
    core_value = models.CharField(_("nilai BerAKHLAK"), max_length=16, choices=CoreValue)
    rating = models.CharField(_("rating"), max_length=5, choices=Rating)
    feedback = models.TextField(_("umpan balik"), blank=True)

    class Meta:
        verbose_name = _("rating perilaku")
        ordering = ["evaluation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "core_value"], name="behaviour_rating_once_a_value"
            ),
            one_of("behaviour_rating_known", "rating", Rating.values),
        ]
        triggers = frozen_with(_EVALUATION, "parent.id", "evaluation_id", RATING_OPEN)

    def __str__(self) -> str:
        return f"{self.core_value}: {self.rating}"
