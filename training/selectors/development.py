"""Development plans: one for its page, many for lists, and what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from personnel.enums import PeriodKind
from personnel.models import PerformanceYear, Period
from personnel.models.employees import EmployeeQuerySet
from personnel.selectors.people import Listed, listed, with_posts
from training.enums import DevelopmentState
from training.models import (
    DevelopmentAction,
    DevelopmentCheck,
    DevelopmentGoal,
    DevelopmentIndicator,
    DevelopmentPlan,
)
from training.models.development import WRITTEN, DevelopmentPlanQuerySet
from training.rules.development import Contents, Missing, Need, missing_parts

S = DevelopmentState
REMIND_BEFORE = timedelta(days=14)
"""How long before its day a meeting stands on the home pages."""


def for_page(plans: DevelopmentPlanQuerySet) -> DevelopmentPlanQuerySet:
    """Everything that the page of one plan shows, in five queries."""
    actions = DevelopmentAction.objects.select_related("training")
    goals = DevelopmentGoal.objects.select_related("competence").prefetch_related(
        Prefetch("actions", actions)
    )
    return plans.select_related("employee", "superior", "agreed_by").prefetch_related(
        Prefetch("goals", goals), "indicators", "checks"
    )


def for_list(plans: DevelopmentPlanQuerySet) -> DevelopmentPlanQuerySet:
    """Rows of a list with how many actions are planned and done, in one query."""
    return plans.select_related("employee", "superior").annotate(
        planned=Count("goals__actions", distinct=True),
        done=Count(
            "goals__actions", filter=Q(goals__actions__done_on__isnull=False), distinct=True
        ),
    )


def late_first(plans: DevelopmentPlanQuerySet) -> DevelopmentPlanQuerySet:
    """Nearest deadline first, plans without one after them."""
    return plans.order_by(F("deadline").asc(nulls_last=True), "employee__name", "pk")


def contents_of(plan: DevelopmentPlan) -> Contents:
    """What stands in a plan, read from the database."""
    kinds = DevelopmentAction.objects.filter(goal__plan=plan).values_list("kind", flat=True)
    return Contents(plan.goals.count(), tuple(kinds), plan.indicators.count())


def missing_words(plan: DevelopmentPlan, contents: Contents) -> list[str]:
    """What a plan lacks before it can be handed in, each a sentence."""
    words = {
        Missing.GOAL: _("Tulis paling sedikit satu tujuan."),
        Missing.ACTION: _("Tulis paling sedikit satu langkah untuk mencapainya."),
        Missing.GUIDED: _("Tambahkan paling sedikit satu langkah coaching atau mentoring."),
        Missing.INDICATOR: _("Tambahkan paling sedikit satu indikator hasil untuk SKP berikutnya."),
    }
    return [words[part] for part in missing_parts(Need(plan.need), contents)]


def period_ends(year: int) -> list[date]:
    """Last days of the periods of a year that counts; empty while it is not there."""
    return list(
        Period.objects.filter(year__in=PerformanceYear.objects.counting().filter(year=year))
        .exclude(kind=PeriodKind.ANNUAL)
        .values_list("ends", flat=True)
    )


def is_late(plan: DevelopmentPlan, day: date) -> bool:
    """Whether a demanded plan was not handed in by its day."""
    return plan.deadline is not None and plan.state == S.DRAFT and plan.deadline < day


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a team: the plan of the year if there is one, and how many levels are known."""

    row: Listed
    plan: DevelopmentPlan | None
    late: bool


def team_plans(people: EmployeeQuerySet, year: int, day: date) -> list[Member]:
    """A team with its plans of a year (four queries)."""
    rows = listed(with_posts(people, day))
    plans = {
        one.employee_id: one
        for one in for_list(
            DevelopmentPlan.objects.written().filter(
                year=year, employee__in=[row.employee.pk for row in rows]
            )
        )
    }
    return [
        Member(row, plan, bool(plan and is_late(plan, day)))
        for row in rows
        for plan in [plans.get(row.employee.pk)]
    ]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one side of a plan: ``step`` and its day, if it has one."""

    plan: DevelopmentPlan
    step: str
    due: date | None


def waiting_for(employee_id: int, leaders: Iterable[int], day: date) -> list[Waiting]:
    """Steps that wait for a person, as the owner or as a superior (two queries).

    ``write`` and ``answer`` are the owner's, ``review`` and ``check`` the superior's.
    """
    led = set(leaders) | {employee_id}
    plans = DevelopmentPlan.objects.filter(
        Q(employee=employee_id) | Q(superior__in=led), state__in=(S.DRAFT, S.SUBMITTED, S.AGREED)
    ).select_related("employee")
    soon = DevelopmentCheck.objects.filter(
        plan__in=plans, held_on__isnull=True, due__lte=day + REMIND_BEFORE
    )
    nearest: dict[int, date] = {}
    for check in soon.order_by("-due"):
        nearest[check.plan_id] = check.due
    found = []
    for plan in plans:
        own = plan.employee_id == employee_id
        if plan.state == S.DRAFT and own and plan.is_demanded:
            found.append(Waiting(plan, "write", plan.deadline))
        elif plan.state == S.SUBMITTED and not own:
            found.append(Waiting(plan, "review", None))
        elif plan.state == S.AGREED and not own and plan.pk in nearest:
            found.append(Waiting(plan, "check", nearest[plan.pk]))
    return found


def offered_indicators(employee_id: int, year: int) -> QuerySet[DevelopmentIndicator]:
    """Indicators that a person's development plan of a year holds for the plan of that year."""
    return DevelopmentIndicator.objects.filter(
        plan__employee=employee_id,
        plan__year=year,
        plan__state__in=(S.SUBMITTED, S.AGREED, S.CLOSED, S.DRAFT),
    ).order_by("pk")


def opened_by_result(employee_id: int, year: int, reader_id: int | None) -> DevelopmentPlan | None:
    """The plan that the result of ``year`` opened, for its person or superior (one query).

    An offer, and that it was left, is shown to the person alone.
    """
    plan = DevelopmentPlan.objects.filter(employee=employee_id, source_year=year).first()
    if plan is None or reader_id is None:
        return None
    leads = reader_id == plan.superior_id and plan.state in WRITTEN
    return plan if reader_id == employee_id or leads else None
