"""Plans whose owner has taken up another post in the year."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from appraisal.enums import PlanState
from appraisal.models import Plan
from appraisal.models.plans import PlanQuerySet
from appraisal.rules.new_post import closing_day
from personnel.models import Assignment


@dataclass(frozen=True, slots=True)
class Move:
    """The plan of the old post, the new post with its first day, and when the plan ends."""

    plan: Plan
    new_post: Assignment

    @property
    def last_day(self) -> date:
        """The day before the new post began."""
        return closing_day(self.new_post.effective_from)


def moved_plans(plans: PlanQuerySet, now: datetime) -> PlanQuerySet:
    """Fixed plans that run on although a new own post began; ``moves_of`` tells which.

    Source: regulation 4.8: the old plan ends the day before.
    """
    day = timezone.localtime(now).date()
    newer = (
        Assignment.objects.definitive()
        .filter(
            employee=OuterRef("employee"),
            effective_from__gt=OuterRef("assignment__effective_from"),
            effective_from__lte=day,
        )
        .order_by("effective_from")
    )
    return (
        plans.filter(state=PlanState.FIXED)
        .with_list_columns()
        .annotate(
            new_post=Subquery(newer.values("pk")[:1]),
            new_post_from=Subquery(newer.values("effective_from")[:1]),
        )
        .filter(new_post_from__gt=F("starts"), new_post_from__lte=F("ends"))
        .order_by("new_post_from", "employee__name", "pk")
    )


def moves_of(plans: list[Plan]) -> list[Move]:
    """The new post of each of some ``moved_plans`` (one query)."""
    keys = [vars(plan)["new_post"] for plan in plans]
    posts = Assignment.objects.select_related("post__unit").in_bulk(keys)
    return [Move(plan, posts[key]) for plan, key in zip(plans, keys, strict=True)]
