"""Tests before and after: the same items for everybody, shuffled for each."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked
from training.enums import TestKind


@tracked()
class KnowledgeTest(models.Model):
    """Ten questions or so; ``pass_mark`` in percent of right answers."""

    title = models.CharField(_("judul"), max_length=160, unique=True)
    pass_mark = models.PositiveSmallIntegerField(_("batas lulus (persen)"), default=70)

    class Meta:
        verbose_name = _("tes")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                name="pass_mark_is_a_percentage",
                condition=Q(pass_mark__gte=1, pass_mark__lte=100),
                violation_error_message=_("Batas lulus dari 1 sampai 100 persen."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class TestItem(models.Model):
    """One question; ``options`` are key and text, ``correct`` the key of the right one."""

    __test__ = False

    test = models.ForeignKey(KnowledgeTest, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField(_("nomor"))
    question = models.CharField(_("pertanyaan"), max_length=400)
    options = models.JSONField()
    correct = models.CharField(_("jawaban benar"), max_length=1)
    explanation = models.CharField(_("penjelasan"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("butir tes")
        ordering = ["test", "number"]
        constraints = [
            models.UniqueConstraint(fields=["test", "number"], name="test_item_number_once"),
        ]

    def __str__(self) -> str:
        return self.question


class TestAttempt(models.Model):
    """One sitting of a person; answers by the item's id, kept as they are given.

    ``seed`` shuffles items and options. ``score`` is the percentage of right answers, once the
    sitting is over; from then on nothing of it changes. ``event`` is empty for a test on one's own.
    """

    __test__ = False

    test = models.ForeignKey(KnowledgeTest, models.PROTECT, related_name="attempts")
    event = models.ForeignKey(
        "training.SocialisationEvent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attempts",
    )
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="test_attempts")
    kind = models.CharField(_("jenis"), max_length=6, choices=TestKind)
    number = models.PositiveSmallIntegerField(_("percobaan"), default=1)
    seed = models.PositiveIntegerField()
    answers = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(_("nilai"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("pengerjaan tes")
        ordering = ["employee", "kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["test", "event", "employee", "kind", "number"],
                name="attempt_once",
                nulls_distinct=False,
            ),
            one_of("attempt_kind_known", "kind", TestKind.values),
            models.CheckConstraint(
                name="attempt_one_retake_of_the_last_test",
                condition=Q(number=1) | Q(number=2, kind=TestKind.AFTER),
            ),
            models.CheckConstraint(
                name="attempt_score_when_finished",
                condition=Q(finished_at__isnull=True, score__isnull=True)
                | Q(finished_at__isnull=False, score__gte=0, score__lte=100),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="finished_attempt_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.finished_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.kind} {self.number}"
