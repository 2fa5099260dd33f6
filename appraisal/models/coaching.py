"""Coaching with its form, and counselling, which stays between those who speak (3.13)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee
from sabang_kinerja.common.history import tracked

LOWEST, HIGHEST = 1, 5


@tracked()
class Coaching(models.Model):
    """One session of guidance (bimbingan kinerja) by a leader.

    The employee's answers go to ``superior``, the leader's own superior, and not to the leader.
    """

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="coaching_received")
    leader = models.ForeignKey(Employee, models.PROTECT, related_name="coaching_given")
    superior = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="coaching_to_read"
    )
    held_on = models.DateField(_("tanggal"))
    topic = models.CharField(_("pokok bimbingan"), max_length=200)
    agreement = models.TextField(_("kesepakatan"))
    answered_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(_("catatan pegawai"), blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bimbingan")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="coaching_of_somebody_else", condition=~Q(employee=F("leader"))
            ),
            models.CheckConstraint(
                name="coaching_has_words", condition=~Q(topic="") & ~Q(agreement="")
            ),
        ]

    def __str__(self) -> str:
        return self.topic


@tracked()
class CoachingAnswer(models.Model):
    """How far the employee agrees with one of the nine statements, 1 to 5."""

    coaching = models.ForeignKey(Coaching, models.CASCADE, related_name="answers")
    statement = models.CharField(max_length=24)
    score = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("jawaban bimbingan")
        ordering = ["coaching", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["coaching", "statement"], name="coaching_statement_once"
            ),
            models.CheckConstraint(
                name="coaching_answer_one_to_five",
                condition=Q(score__gte=LOWEST, score__lte=HIGHEST),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {self.score}"


@tracked()
class CompetenceScore(models.Model):
    """The leader's score of one competence of the employee, 1 to 5, with its reason."""

    coaching = models.ForeignKey(Coaching, models.CASCADE, related_name="competences")
    competence = models.CharField(_("kompetensi"), max_length=120)
    score = models.PositiveSmallIntegerField(_("nilai"))
    reason = models.TextField(_("alasan"))

    class Meta:
        verbose_name = _("nilai kompetensi")
        ordering = ["coaching", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["coaching", "competence"], name="competence_once"),
            models.CheckConstraint(
                name="competence_one_to_five", condition=Q(score__gte=LOWEST, score__lte=HIGHEST)
            ),
            models.CheckConstraint(
                name="competence_has_reason", condition=~Q(reason="") & ~Q(competence="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competence}: {self.score}"


@tracked(exclude=["obstacles", "agreement"])
class Counselling(models.Model):
    """Personal obstacles, told in confidence (konseling kinerja).

    Read by the employee, the leader and the counsellor named here, by nobody else; its words
    enter no history.
    """

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    leader = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    counsellor = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+"
    )
    held_on = models.DateField(_("tanggal"))
    obstacles = models.TextField(_("hambatan"))
    agreement = models.TextField(_("kesepakatan"), blank=True)
    row_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("konseling")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="counselling_between_two", condition=~Q(employee=F("leader"))
            ),
            models.CheckConstraint(
                name="counsellor_is_a_third",
                condition=Q(counsellor__isnull=True)
                | (~Q(counsellor=F("employee")) & ~Q(counsellor=F("leader"))),
            ),
            models.CheckConstraint(name="counselling_has_words", condition=~Q(obstacles="")),
        ]

    def __str__(self) -> str:
        return str(self.held_on)
