"""Everything that the home page says."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q
from django.utils import timezone

from appraisal.enums import EvaluationState, PlanState
from appraisal.models import Achievement, Evaluation, Indicator, Plan
from appraisal.selectors.due_days import NextDay, next_days
from appraisal.selectors.plans import current_year
from appraisal.selectors.tasks_due import todos_of
from appraisal.selectors.todos import Todo
from personnel.models import Employee, Notice, PerformanceYear, Unit, User
from personnel.selectors.roles import roles_of

NEXT_DAYS_SHOWN = 5
NOTICES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Reached:
    """Progress of one indicator with a number: reached so far and target."""

    text: str
    value: Decimal
    target: Decimal
    measure_unit: str

    @property
    def share(self) -> float:
        """Reached as a share of the target, 0 to 1 (a ruler ends at its target)."""
        return float(min(Decimal(1), self.value / self.target)) if self.target else 0.0


@dataclass(frozen=True, slots=True)
class Watch:
    """Where a city or agency stands in the running year, for those who watch it."""

    owing: int
    plans_fixed: int
    plans_waiting: int
    evaluations: int
    evaluations_rated: int


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the home page shows."""

    name: str
    today: date
    year: PerformanceYear | None
    todos: list[Todo]
    next_days: list[NextDay]
    progress: list[Reached]
    watch: Watch | None
    unread: list[Notice]

    @property
    def days_left(self) -> int | None:
        """Days until the nearest thing that waits; negative when it is late."""
        dues = [todo.due for todo in self.todos if todo.due]
        return (min(dues) - self.today).days if dues else None


def home_page(user: User, now: datetime) -> HomePage:
    """Gather the home page of one account (a constant number of queries)."""
    day = timezone.localtime(now).date()
    year = current_year()
    roles = roles_of(user, day)
    watch = None
    if year is not None:
        if roles.reads_everything:
            watch = _watch(year, None)
        elif roles.agencies:
            watch = _watch(year, roles.agencies)
    return HomePage(
        name=user.get_short_name(),
        today=day,
        year=year,
        todos=todos_of(user, now),
        next_days=next_days(year, day)[:NEXT_DAYS_SHOWN] if year else [],
        progress=_progress(user, year) if year else [],
        watch=watch,
        unread=list(Notice.objects.filter(recipient=user).unread()[:NOTICES_SHOWN]),
    )


def _progress(user: User, year: PerformanceYear) -> list[Reached]:
    """Indicators of the fixed plan that count upwards, with the latest number entered."""
    if user.employee_id is None:
        return []
    indicators = Indicator.objects.filter(
        result__plan__employee=user.employee_id,
        result__plan__year=year,
        result__plan__state=PlanState.FIXED,
        target_value__gt=0,
        direction="up",
    ).select_related("result")[:6]
    latest: dict[int, Decimal] = {}
    for indicator_id, value in (
        Achievement.objects.filter(indicator__in=[row.pk for row in indicators])
        .order_by("evaluation__period__ends")
        .values_list("indicator_id", "value")
    ):
        if value is not None:
            latest[indicator_id] = max(latest.get(indicator_id, Decimal(0)), value)
    return [
        Reached(row.text, latest.get(row.pk, Decimal(0)), row.target_value, row.measure_unit)
        for row in indicators
        if row.target_value is not None
    ]


def _watch(year: PerformanceYear, agencies: frozenset[int] | None) -> Watch:
    people = Employee.objects.owing_a_plan()
    plans = Plan.objects.filter(year=year)
    evaluations = Evaluation.objects.filter(period__year=year)
    if agencies is not None:
        units = Unit.objects.filter(agency__in=agencies)
        people = people.filter(
            assignments__post__unit__in=units, assignments__effective_until=None
        ).distinct()
        plans = plans.filter(assignment__post__unit__in=units)
        evaluations = evaluations.filter(plan__assignment__post__unit__in=units)
    counted = plans.aggregate(
        fixed=Count("employee", filter=Q(state=PlanState.FIXED), distinct=True),
        waiting=Count("pk", filter=Q(state=PlanState.SUBMITTED)),
    )
    rated = evaluations.aggregate(
        all=Count("pk"),
        done=Count(
            "pk",
            filter=~Q(
                state__in=[
                    EvaluationState.NOT_OPEN,
                    EvaluationState.IN_PROGRESS,
                    EvaluationState.AWAITING_FEEDBACK,
                    EvaluationState.IN_RATING,
                    EvaluationState.AWAITING_ORGANISATION,
                ]
            ),
        ),
    )
    return Watch(
        owing=people.count(),
        plans_fixed=counted["fixed"],
        plans_waiting=counted["waiting"],
        evaluations=rated["all"],
        evaluations_rated=rated["done"],
    )
