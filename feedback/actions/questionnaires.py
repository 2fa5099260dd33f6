"""Keep the wording of surveys: the delivered questionnaire, its versions, the check of a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from feedback import permissions, policies
from feedback.enums import QuestionKind, QuestionnaireState, SurveyState, WeightMode
from feedback.models import CitizenSurvey, Question, Questionnaire
from feedback.rules.legacy import LEGACY_QUESTIONS
from personnel.models import User
from sabang_kinerja.common.errors import Incomplete

LEGACY_NAME: Final = "Survei Kepuasan Masyarakat 14 unsur"
ACEHNESE: Final = "ace"


@dataclass(frozen=True, slots=True)
class QuestionInput:
    """A question as a form says it; texts and options as the model keeps them."""

    kind: QuestionKind
    code: str
    label: dict[str, str]
    text: dict[str, str]
    options: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def load_questionnaire(*, name: str, questions: Sequence[Mapping[str, Any]]) -> Questionnaire:
    """Add a delivered questionnaire where no version of it stands yet, and put it in use.

    ``questions`` in printed order: ``code``, ``label``, ``text`` and ``options`` by language as
    the model keeps them. Returns the version in use.
    """
    existing = Questionnaire.objects.filter(name=name).order_by("-version").first()
    if existing is not None:
        return existing
    questionnaire = Questionnaire.objects.create(name=name)
    Question.objects.bulk_create(
        Question(
            questionnaire=questionnaire,
            position=position,
            kind=QuestionKind.ELEMENT,
            code=row["code"],
            label=row["label"],
            text=row["text"],
            options=row["options"],
        )
        for position, row in enumerate(questions, start=1)
    )
    questionnaire.state = QuestionnaireState.IN_USE
    questionnaire.save(update_fields=["state"])
    return questionnaire


@transaction.atomic
def copy_questionnaire(*, source: Questionnaire, by: User, now: datetime) -> Questionnaire:
    """The next version as a draft that begins with the words of another one.

    A draft that stands already is given back: there is one next version at a time. What a native
    speaker checked must be checked again. Raises: ``Denied``.
    """
    permissions.can_run_city_surveys(by, now).require()
    versions = Questionnaire.objects.select_for_update().filter(name=source.name)
    draft = versions.filter(state=QuestionnaireState.DRAFT).first()
    if draft is not None:
        return draft
    last = versions.order_by("-version").values_list("version", flat=True)[0]
    copy = Questionnaire.objects.create(
        name=source.name,
        version=last + 1,
        weight_mode=source.weight_mode,
        is_legacy=source.is_legacy,
    )
    questions = list(source.questions.all())
    for question in questions:
        question.pk, question.questionnaire = None, copy
    Question.objects.bulk_create(questions)
    return copy


@transaction.atomic
def create_legacy(*, by: User, now: datetime) -> Questionnaire:
    """The form of 14 elements as a draft; the one that stands already is given back.

    Source: KEP/25/M.PAN/2/2004, wording uncertain. Raises: ``Denied``.
    """
    permissions.can_run_city_surveys(by, now).require()
    existing = Questionnaire.objects.filter(name=LEGACY_NAME).order_by("-version").first()
    if existing is not None:
        return existing
    questionnaire = Questionnaire.objects.create(name=LEGACY_NAME, is_legacy=True)
    Question.objects.bulk_create(
        Question(
            questionnaire=questionnaire,
            position=position,
            kind=QuestionKind.ELEMENT,
            code=row.element.value,
            label=_texts(row.label),
            text=_texts(row.text),
            options=[
                {"value": value, "text": _texts(words)}
                for value, words in enumerate(row.options, start=1)
            ],
        )
        for position, row in enumerate(LEGACY_QUESTIONS, start=1)
    )
    return questionnaire


def _texts(words: tuple[str, str]) -> dict[str, str]:
    return {"id": words[0], "en": words[1], ACEHNESE: ""}


@transaction.atomic
def save_questions(
    *,
    questionnaire_id: int,
    weight_mode: WeightMode,
    questions: Sequence[QuestionInput],
    by: User,
    now: datetime,
) -> Questionnaire:
    """Replace the questions of a draft, in the order given.

    Raises: ``Denied``; ``WrongState`` when it is no draft any more.
    """
    permissions.can_run_city_surveys(by, now).require()
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire_id)
    policies.may_change_questions(questionnaire).require()
    questionnaire.weight_mode = weight_mode
    questionnaire.acehnese_checked_at = questionnaire.acehnese_checked_by = None
    questionnaire.acehnese_checker = ""
    questionnaire.save()
    questionnaire.questions.all().delete()
    Question.objects.bulk_create(
        Question(
            questionnaire=questionnaire,
            position=position,
            kind=one.kind,
            code=one.code,
            label=one.label,
            text=one.text,
            options=one.options,
        )
        for position, one in enumerate(questions, start=1)
    )
    return questionnaire


@transaction.atomic
def put_in_use(*, questionnaire_id: int, by: User, now: datetime) -> Questionnaire:
    """Use a draft from now on; the version before is retired.

    Running surveys keep theirs; planned ones go over to the new version.
    Raises: ``Denied``, ``WrongState``; ``Incomplete`` with every text that is missing.
    """
    permissions.can_run_city_surveys(by, now).require()
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire_id)
    policies.may_change_questions(questionnaire).require()
    problems = missing_texts(questionnaire)
    if problems:
        raise Incomplete(_("Kuesioner ini belum lengkap."), problems)
    before = Questionnaire.objects.filter(
        name=questionnaire.name, state=QuestionnaireState.IN_USE
    ).first()
    if before is not None:
        before.state = QuestionnaireState.RETIRED
        before.save(update_fields=["state"])
        CitizenSurvey.objects.filter(questionnaire=before, state=SurveyState.PLANNED).update(
            questionnaire=questionnaire
        )
    questionnaire.state = QuestionnaireState.IN_USE
    questionnaire.save(update_fields=["state"])
    return questionnaire


def missing_texts(questionnaire: Questionnaire) -> list[str]:
    """What a questionnaire lacks before citizens can be asked, each a sentence."""
    questions = list(questionnaire.questions.all())
    if not any(one.kind == QuestionKind.ELEMENT for one in questions):
        return [_("Kuesioner memerlukan paling sedikit satu unsur.")]
    names = {"id": _("Indonesia"), "en": _("Inggris")}
    problems = []
    for number, one in enumerate(questions, start=1):
        texts = [one.text, *(option["text"] for option in one.options)]
        if one.kind == QuestionKind.ELEMENT:
            texts.append(one.label)
        for language in names:
            if not all(text.get(language) for text in texts):
                problems.append(
                    _("Pertanyaan %(n)s belum lengkap dalam bahasa %(language)s.")
                    % {"n": number, "language": names[language]}
                )
    return problems


@transaction.atomic
def record_acehnese_check(
    *, questionnaire_id: int, checker: str, by: User, now: datetime
) -> Questionnaire:
    """Put on record which native speaker checked the Acehnese texts; citizens see them from now.

    Raises: ``Denied``; ``Incomplete`` when a text has no Acehnese.
    """
    permissions.can_check_acehnese(by, now).require()
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire_id)
    if not acehnese_is_complete(questionnaire):
        raise Incomplete(_("Naskah bahasa Aceh belum lengkap."))
    questionnaire.acehnese_checked_at = now
    questionnaire.acehnese_checked_by = by
    questionnaire.acehnese_checker = checker
    questionnaire.save()
    return questionnaire


@transaction.atomic
def withdraw_acehnese_check(*, questionnaire_id: int, by: User, now: datetime) -> Questionnaire:
    """Hide the Acehnese texts again. Raises: ``Denied``."""
    permissions.can_check_acehnese(by, now).require()
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire_id)
    questionnaire.acehnese_checked_at = questionnaire.acehnese_checked_by = None
    questionnaire.acehnese_checker = ""
    questionnaire.save()
    return questionnaire


def acehnese_is_complete(questionnaire: Questionnaire) -> bool:
    """Whether every question and answer has an Acehnese text."""
    return all(
        one.text.get(ACEHNESE) and all(option["text"].get(ACEHNESE) for option in one.options)
        for one in questionnaire.questions.all()
    )


@transaction.atomic
def remove_draft(*, questionnaire_id: int, by: User, now: datetime) -> None:
    """Throw a draft away that no survey uses. Raises: ``Denied``, ``WrongState``."""
    permissions.can_run_city_surveys(by, now).require()
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire_id)
    policies.may_change_questions(questionnaire).require()
    questionnaire.delete()
