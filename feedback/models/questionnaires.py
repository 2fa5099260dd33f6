"""The wording of a survey: versions that never change once somebody has answered them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import QuestionKind, QuestionnaireState, WeightMode
from sabang_kinerja.common.constraints import all_or_none, one_of
from sabang_kinerja.common.history import tracked


@tracked()
class Questionnaire(models.Model):
    """One version of a questionnaire.

    Texts are kept by language (``id``, ``en``, ``ace``). The Acehnese draft is shown to citizens
    only after a native speaker's check has been put on record.
    """

    name = models.CharField(_("nama"), max_length=120)
    version = models.PositiveSmallIntegerField(_("versi"), default=1)
    state = models.CharField(
        _("status"), max_length=10, choices=QuestionnaireState, default=QuestionnaireState.DRAFT
    )
    weight_mode = models.CharField(
        _("bobot unsur"), max_length=10, choices=WeightMode, default=WeightMode.EXACT
    )
    is_legacy = models.BooleanField(_("bentuk lama 14 unsur"), default=False)
    acehnese_checked_at = models.DateTimeField(null=True, blank=True)
    acehnese_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    acehnese_checker = models.CharField(_("penutur yang memeriksa"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("kuesioner")
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="questionnaire_version_once"),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(state=QuestionnaireState.IN_USE),
                name="questionnaire_one_version_in_use",
            ),
            one_of("questionnaire_state_known", "state", QuestionnaireState.values),
            one_of("questionnaire_weight_mode_known", "weight_mode", WeightMode.values),
            all_or_none(
                "questionnaire_acehnese_checked_by_somebody",
                ["acehnese_checked_at", "acehnese_checked_by"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"

    @property
    def mark(self) -> str:
        """Kind of mark for its state."""
        return {QuestionnaireState.DRAFT: "draft", QuestionnaireState.IN_USE: "done"}.get(
            QuestionnaireState(self.state), "lock"
        )


def _stays_when_used() -> list[pgtrigger.Trigger]:
    """Questions of a questionnaire that somebody may have answered never change."""

    def func(row: str, result: str) -> str:
        return f"""
            IF EXISTS (
                SELECT 1 FROM feedback_questionnaire AS parent
                WHERE parent.id = {row}.questionnaire_id AND parent.state <> 'draft'
            ) THEN
                RAISE EXCEPTION 'questions of a questionnaire in use are frozen'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN {result};
        """  # noqa: S608  # the row's name is ours

    return [
        pgtrigger.Trigger(
            name=name, when=pgtrigger.Before, operation=operation, func=func(row, result)
        )
        for name, operation, row, result in (
            ("frozen_insert", pgtrigger.Insert, "NEW", "NEW"),
            ("frozen_update", pgtrigger.Update, "OLD", "NEW"),
            ("frozen_delete", pgtrigger.Delete, "OLD", "OLD"),
        )
    ]


@tracked()
class Question(models.Model):
    """One question: of an element, or a further one.

    ``label`` and ``text`` by language; ``options`` a list of ``{"value": 1, "text": {…}}`` in
    printed order, four for an element (1 to 4).
    """

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("urutan"))
    kind = models.CharField(max_length=10, choices=QuestionKind, default=QuestionKind.ELEMENT)
    code = models.SlugField(_("kode unsur"), max_length=40)
    label = models.JSONField(_("nama unsur"), default=dict)
    text = models.JSONField(_("pertanyaan"), default=dict)
    options = models.JSONField(_("pilihan"), default=list, blank=True)

    class Meta:
        verbose_name = _("pertanyaan")
        ordering = ["questionnaire", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "position"],
                name="question_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["questionnaire", "code"], name="question_code_once"),
            one_of("question_kind_known", "kind", QuestionKind.values),
        ]
        triggers = _stays_when_used()

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.code}"
