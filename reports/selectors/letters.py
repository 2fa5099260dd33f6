"""Reads of letters: which one speaks for an evaluation, what it stands for, what follows it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from appraisal.enums import EvaluationState
from appraisal.models import Evaluation
from reports.documents.standing import DocumentState, Standing
from reports.enums import PAST, PRESENT, LetterKind, LetterState
from reports.models import Letter


class Validity(StrEnum):
    """What a verifier is told about a letter."""

    HOLDS = "holds"
    REVISED = "revised"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNFINISHED = "unfinished"


def letter_speaking_for(evaluation: Evaluation) -> Letter | None:
    """The letter of the present revision of a result, made or still to be made."""
    return (
        Letter.objects.filter(
            evaluation=evaluation,
            evaluation_revision=evaluation.revision,
            kind=LetterKind.EVALUATION,
            state__in=PRESENT,
        )
        .select_related("job")
        .first()
    )


def with_list_columns(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Everything that a row of a list or file shows, without the frozen content."""
    return letters.select_related(
        "evaluation__plan__employee", "evaluation__period__year", "agency"
    ).defer("content")


def validity(letter: Letter) -> Validity:
    """Whether a letter holds; one whose result is being changed says so although it is real."""
    if letter.state == LetterState.SUPERSEDED:
        return Validity.SUPERSEDED
    if letter.state == LetterState.WITHDRAWN:
        return Validity.WITHDRAWN
    if letter.state != LetterState.READY:
        return Validity.UNFINISHED
    evaluation = letter.evaluation
    if (
        evaluation.state != EvaluationState.FINAL
        or evaluation.revision != letter.evaluation_revision
    ):
        return Validity.REVISED
    return Validity.HOLDS


def successor(letter: Letter) -> Letter | None:
    """The newest letter of the same result that came after one which no longer holds."""
    if letter.state not in PAST:
        return None
    later = Letter.objects.filter(
        evaluation=letter.evaluation_id, kind=letter.kind, revision__gt=letter.revision
    ).order_by("-revision")
    return later.exclude(state=LetterState.WITHDRAWN).first() or later.first()


def standing_of(letter: Letter) -> Standing:
    """The mark that a copy of a letter carries. Raises ``ValueError`` for one that still holds."""
    if letter.ended_at is None:
        raise ValueError("a letter that holds carries no mark")
    after = successor(letter)
    return Standing(
        state=DocumentState(letter.state),
        since=timezone.localtime(letter.ended_at).date(),
        successor=after.number if after else "",
    )


def export_rows(letters: Iterable[Letter]) -> Iterable[tuple[str, ...]]:
    """One row a letter, as the list shows it."""
    for letter in letters:
        yield (
            letter.number,
            letter.evaluation.plan.employee.full_name,
            letter.agency.name,
            str(letter.evaluation.period),
            str(letter.get_state_display()),
            _day(letter.created_at),
            _day(letter.ready_at),
            _day(letter.ended_at),
            letter.fingerprint,
        )


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%d-%m-%Y}" if moment else ""
