"""What citizens wrote beside their answers, after moderation as its data file expects it."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from feedback.enums import CommentState
from feedback.models import Comment
from sabang_kinerja.demo.citizens.periods import CitySurvey
from sabang_kinerja.demo.content import citizen_comments
from sabang_kinerja.demo.sampling import stream
from sabang_kinerja.demo.tables import copy_rows

INSULT: Final = "insult"
MOST: Final = 9
"""Comments of one service in one period."""

_FIELDS: Final = ("id", "survey", "service", "text", "shown", "element", "state", "reason")


def write_comments(surveys: Sequence[CitySurvey], seed: int) -> None:
    """Write comments apart from answers, in an order that tells nothing."""
    found = [comment for survey in surveys for comment in _comments(survey, seed)]
    copy_rows(Comment, _FIELDS, sorted(found))


def _comments(survey: CitySurvey, seed: int) -> Iterator[tuple[Any, ...]]:
    """Each comment of a class once in a survey."""
    source = stream(seed, "comments", survey.time.span.starts, survey.agency.code)
    left = list(citizen_comments())
    source.shuffle(left)
    for service in survey.services:
        fitting = [row for row in left if row["service_class"] == service.row["service_class"]]
        for row in fitting[: source.randint(3, MOST)]:
            left.remove(row)
            waits = row["moderation"] == INSULT
            yield (
                UUID(int=source.getrandbits(128), version=4),
                survey.id,
                service.id,
                row["text"],
                "" if waits else row.get("expected_text", row["text"]),
                row["theme"],
                (CommentState.WAITING if waits else CommentState.SHOWN).value,
                "",
            )
