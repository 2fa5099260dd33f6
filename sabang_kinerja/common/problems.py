"""What the API says when it refuses: one shape for all, ``application/problem+json`` (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse


class Problem(Exception):
    """A refusal: HTTP ``status``, a ``kind`` for programs, a sentence for people, extra headers.

    ``errors`` name the fields that are wrong, each as ``{"field": …, "detail": …}``.
    """

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, str]] = (),
    ) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail = status, kind, detail
        self.headers, self.errors = headers or {}, errors


def problem_response(problem: Problem) -> JsonResponse:
    """The answer that carries a problem; nobody may keep it."""
    content: dict[str, Any] = {
        "type": f"urn:problem:{problem.kind}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors:
        content["errors"] = list(problem.errors)
    return JsonResponse(
        content,
        status=problem.status,
        content_type="application/problem+json",
        headers={"Cache-Control": "no-store", **problem.headers},
    )
