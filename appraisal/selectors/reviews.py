"""Requests to look at a rating again."""

from collections.abc import Iterable

from appraisal.models import Evaluation, ReviewRequest


def open_review(evaluation: Evaluation) -> ReviewRequest | None:
    """The request that waits for the supervisor's answer, if any."""
    return (
        ReviewRequest.objects.filter(evaluation=evaluation, answered_at=None)
        .select_related("asked_by__employee")
        .first()
    )


def reviews_of(evaluations: Iterable[int]) -> dict[int, list[ReviewRequest]]:
    """Evaluation → its requests, newest first (one query)."""
    found: dict[int, list[ReviewRequest]] = {}
    rows = ReviewRequest.objects.filter(evaluation__in=list(evaluations))
    for row in rows.select_related("asked_by__employee", "answered_by__employee"):
        found.setdefault(row.evaluation_id, []).append(row)
    return found
