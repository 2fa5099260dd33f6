"""Keep the wording of surveys: the delivered questionnaire, its versions, the check of a draft."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from feedback.enums import QuestionKind, QuestionnaireState
from feedback.models import Question, Questionnaire


@transaction.atomic
def load_questionnaire(*, name: str, questions: list[Mapping[str, Any]]) -> Questionnaire:
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
