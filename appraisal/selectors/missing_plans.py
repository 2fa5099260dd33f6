"""Who has no plan in a year, and by when each of them should have drafted one."""

from datetime import date, datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from appraisal.models import Plan
from appraisal.regulation import NEW_POST_DAYS
from appraisal.rules.new_post import draft_due
from personnel.models import Assignment, Deadline, Employee, PerformanceYear
from personnel.rules.year import DeadlineKey
from personnel.selectors.regulation import Regulations, regulations


def draft_due_of_year(year: PerformanceYear) -> date | None:
    """The day that BKPSDM set for everybody's draft."""
    return (
        Deadline.objects.filter(year=year, key=DeadlineKey.DRAFT_DUE)
        .values_list("due", flat=True)
        .first()
    )


class DraftDays:
    """Last days for the drafts of a year.

    ``everybody`` is the day that BKPSDM set; how long a new post has is read once, when asked for.
    """

    def __init__(self, year: PerformanceYear, everybody: date | None) -> None:
        self._year = year.year
        self._everybody = everybody

    @cached_property
    def _regulations(self) -> Regulations:
        return regulations()

    def of(self, assignment: Assignment) -> date | None:
        """Last day for the draft of one post."""
        since = assignment.effective_from
        if since <= date(self._year, 1, 1):
            return self._everybody
        days = self._regulations.on(since).whole(NEW_POST_DAYS)
        return draft_due(self._year, since, self._everybody, days)


def draft_due_of(assignment: Assignment, year: PerformanceYear) -> date | None:
    """Last day for the draft of one post in a year."""
    return DraftDays(year, draft_due_of_year(year)).of(assignment)


def posts_without_plan(year: PerformanceYear, now: datetime, among: Q) -> "QuerySet[Assignment]":
    """Own posts held today whose holder owes a plan and has none that holds in the year.

    ``among`` narrows the assignments, for instance to an agency.
    """
    day = min(timezone.localtime(now).date(), date(year.year, 12, 31))
    current = Plan.objects.filter(year=year, assignment=OuterRef("pk")).current()
    return (
        Assignment.objects.definitive()
        .on(day)
        .filter(among, employee__in=Employee.objects.owing_a_plan())
        .exclude(Exists(current))
        .select_related("employee", "post__unit__agency")
        .order_by("employee__name", "pk")
    )
