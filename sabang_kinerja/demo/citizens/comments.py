"""What citizens wrote beside their answers, after moderation as its data file expects it."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from feedback.enums import CommentState
from feedback.models import Comment
from sabang_kinerja.demo.citizens.periods import CitySurvey
from sabang_kinerja.demo.content import citizen_comments
from sabang_kinerja.demo.sampling import stream

INSULT = "insult"
MOST = 9
"""Comments of one service in one period."""


def write_comments(surveys: Sequence[CitySurvey], seed: int) -> None:
    """Write comments apart from answers, in an order that tells nothing."""
    found = [comment for survey in surveys for comment in _comments(survey, seed)]
    Comment.objects.bulk_create(sorted(found, key=lambda one: one.pk))


def _comments(survey: CitySurvey, seed: int) -> Iterator[Comment]:
    """Each comment of a class once in a survey."""
    source = stream(seed, "comments", survey.time.span.starts, survey.agency.code)
    left = list(citizen_comments())
    source.shuffle(left)
    for service in survey.services:
        fitting = [row for row in left if row["service_class"] == service.row["service_class"]]
        for row in fitting[: source.randint(3, MOST)]:
            left.remove(row)
            waits = row["moderation"] == INSULT
            yield Comment(
                id=UUID(int=source.getrandbits(128), version=4),
                survey_id=survey.id,
                service_id=service.id,
                text=row["text"],
                shown="" if waits else row.get("expected_text", row["text"]),
                element=row["theme"],
                state=CommentState.WAITING if waits else CommentState.SHOWN,
            )
