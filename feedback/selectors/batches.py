"""Batches of entered answers, and what their sheets ask."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from feedback.enums import COUNTED, QuestionKind
from feedback.models import CitizenSurvey, EntryBatch, Question, Service


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """What a sheet of a survey asks: elements in order, services that it may be about."""

    elements: list[Question]
    services: list[Service]

    @property
    def codes(self) -> list[str]:
        """Codes of the elements in order."""
        return [question.code for question in self.elements]


def sheet_layout(survey: CitizenSurvey) -> SheetLayout:
    """Elements of the survey's questionnaire and services of its unit."""
    questions = survey.questionnaire.questions.filter(kind=QuestionKind.ELEMENT)
    services = Service.objects.within(survey.unit).active()
    return SheetLayout(list(questions.order_by("position")), list(services))


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """Sheets of a batch: all, and those that count."""

    rows: int
    usable: int

    @property
    def unusable(self) -> int:
        """Sheets with too few answers."""
        return self.rows - self.usable


def batch_counts(batch: EntryBatch) -> BatchCounts:
    """How many sheets of a batch count."""
    found = Counter(dict(batch.responses.order_by().values_list("standing").annotate(Count("pk"))))
    return BatchCounts(found.total(), sum(found[standing] for standing in COUNTED))


def batches_of(survey: CitizenSurvey) -> QuerySet[EntryBatch]:
    """Batches of a survey with who entered them, the newest first."""
    return survey.batches.select_related("entered_by__employee")
