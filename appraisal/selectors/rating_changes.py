"""Overall ratings that changed since calibration began, read from the history of the database."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery

from appraisal.enums import Rating
from appraisal.models import Evaluation
from personnel.models import Period, Unit, User

SHOWN = 200
"""Changes that the page lists; a spreadsheet is not needed beyond."""


@dataclass(frozen=True, slots=True)
class RatingChange:
    """One overall rating that became another: whose, by whom, when, with which reason."""

    name: str
    evaluation_id: int
    by: str
    at: datetime
    is_results: bool
    before: str
    after: str
    reason: str


def rating_changes(agency: Unit, period: Period, since: datetime) -> list[RatingChange]:
    """Changes from one overall rating to another, newest first (three queries).

    A first rating is not a change, and neither is one taken away.
    """
    names = dict(
        Evaluation.objects.filter(
            period=period, plan__assignment__post__unit__agency=agency
        ).values_list("pk", "plan__employee__name")
    )
    events = _events(list(names), since)
    users = User.objects.select_related("employee").in_bulk(
        {row["user"] for row in events if row["user"]}
    )
    changes = []
    for row in events:
        by = users.get(row["user"])
        for side, is_results in (("results", True), ("behaviour", False)):
            before, after = row[f"{side}_was"], row[f"{side}_rating"]
            if before and after and before != after:
                changes.append(
                    RatingChange(
                        name=names[row["pgh_obj_id"]],
                        evaluation_id=row["pgh_obj_id"],
                        by=by.get_short_name() if by else "",
                        at=row["pgh_created_at"],
                        is_results=is_results,
                        before=str(Rating(before).label),
                        after=str(Rating(after).label),
                        reason=row[f"{side}_reason"],
                    )
                )
    return changes[:SHOWN]


def _events(evaluations: list[int], since: datetime) -> list[dict]:  # type: ignore[type-arg]
    model = Evaluation.pgh_event_models["update"]  # type: ignore[attr-defined]
    earlier = model.objects.filter(
        pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
    ).order_by("-pgh_id")
    # A window would see only the events since: a filter on rows is applied before it.
    rows = (
        model.objects.filter(pgh_obj_id__in=evaluations, pgh_created_at__gte=since)
        .annotate(
            results_was=Subquery(earlier.values("results_rating")[:1]),
            behaviour_was=Subquery(earlier.values("behaviour_rating")[:1]),
            user=F("pgh_context__metadata__user"),
        )
        .filter(~Q(results_was=F("results_rating")) | ~Q(behaviour_was=F("behaviour_rating")))
        .order_by("-pgh_id")
        .values(
            *("pgh_obj_id", "pgh_created_at", "user", "results_was", "behaviour_was"),
            *("results_rating", "behaviour_rating", "results_reason", "behaviour_reason"),
        )
    )
    return list(rows[: 2 * SHOWN])
