"""Plans whose owner has taken up another post in the year."""

from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from appraisal.enums import PlanState
from appraisal.models.plans import PlanQuerySet
from personnel.models import Assignment


def moved_plans(plans: PlanQuerySet, now: datetime) -> PlanQuerySet:
    """Fixed plans that run on although a new own post began; ``new_post_from`` is its first day.

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
        .exclude(pk=OuterRef("assignment"))
        .order_by("effective_from")
    )
    return (
        plans.filter(state=PlanState.FIXED)
        .annotate(
            new_post_from=Subquery(newer.values("effective_from")[:1]),
            new_post_title=Subquery(newer.values("post__title")[:1]),
        )
        .filter(new_post_from__gt=F("starts"), new_post_from__lte=F("ends"))
        .with_list_columns()
        .order_by("new_post_from", "employee__name", "pk")
    )
