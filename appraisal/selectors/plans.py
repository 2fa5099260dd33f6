"""Reads of plan pages."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from appraisal.enums import PlanState, ResultKind
from appraisal.models import Indicator, Plan, PlanAnnex, SpecialExpectation, WorkResult
from appraisal.models.plans import LIVE, PlanQuerySet
from personnel.enums import YearState
from personnel.models import Assignment, Employee, PerformanceYear
from personnel.rules.core_values import CORE_VALUES, ValueGuide
from personnel.selectors.history import Entry, Source, read_history


def plans_for_page(plans: PlanQuerySet) -> PlanQuerySet:
    """Everything that the page of one plan shows, in a constant number of queries."""
    return plans.select_related(
        "employee",
        "supervisor",
        "reviewing_superior",
        "year",
        "previous",
        "assignment__post__unit__agency",
    ).prefetch_related(
        Prefetch(
            "results",
            WorkResult.objects.select_related(
                "superior_result__plan__employee", "team"
            ).prefetch_related(Prefetch("indicators", Indicator.objects.order_by("position"))),
        ),
        "expectations",
        "annexes",
        "transitions__by__employee",
    )


def current_year() -> PerformanceYear | None:
    """The year that people work in: the latest open one, else the latest.

    A rehearsal takes part only while no other year is open.
    """
    years = sorted(
        PerformanceYear.objects.order_by("-year")[:6], key=lambda year: year.is_rehearsal
    )
    return next((year for year in years if year.state == YearState.OPEN), None) or (
        years[0] if years else None
    )


def own_assignments(employee: Employee, year: PerformanceYear) -> QuerySet[Assignment]:
    """Own posts of a person that touch the year, newest first."""
    return (
        Assignment.objects.definitive()
        .filter(employee=employee, effective_from__lte=date(year.year, 12, 31))
        .exclude(effective_until__lt=date(year.year, 1, 1))
        .select_related("post__unit__agency")
        .order_by("-effective_from")
    )


def posts_to_plan(employee: Employee, year: PerformanceYear) -> list[Assignment]:
    """Own posts without a plan that holds; posts that were left with a closed plan are done."""
    states: dict[int, set[str]] = defaultdict(set)
    rows = Plan.objects.filter(employee=employee, year=year).values_list("assignment_id", "state")
    for assignment_id, state in rows:
        states[assignment_id].add(state)
    return [
        row
        for row in own_assignments(employee, year)
        if not states[row.pk].intersection(LIVE)
        and not (row.effective_until and PlanState.CLOSED in states[row.pk])
    ]


@dataclass(frozen=True, slots=True)
class ResultBlocks:
    """Results as the form prints them: A. main, B. additional."""

    main: Sequence[WorkResult]
    additional: Sequence[WorkResult]


def result_blocks(plan: Plan) -> ResultBlocks:
    """Split the prefetched results of a plan by kind, in order."""
    rows = sorted(plan.results.all(), key=lambda row: row.position)
    return ResultBlocks(
        main=[row for row in rows if row.kind == ResultKind.MAIN],
        additional=[row for row in rows if row.kind == ResultKind.ADDITIONAL],
    )


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One of the seven values with its official guides and the leader's expectation."""

    guide: ValueGuide
    expectation: str


def value_rows(plan: Plan) -> list[ValueRow]:
    """The behaviour block in the official order."""
    texts = {row.core_value: row.text for row in plan.expectations.all()}
    return [ValueRow(guide, texts.get(guide.value, "")) for guide in CORE_VALUES]


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One step of the cascade: whose result, in which state, saying what."""

    who: str
    state: str
    text: str
    is_own: bool = False


def cascade_chain(result: WorkResult) -> list[ChainLink]:
    """From the top of the cascade down to ``result`` (at most eight steps)."""
    links = [
        ChainLink(
            result.plan.employee.name, result.plan.get_state_display(), result.text, is_own=True
        )
    ]
    above = result.superior_result
    while above is not None and len(links) < 8:
        post = above.plan.assignment.post
        links.append(ChainLink(post.title, above.plan.get_state_display(), above.text))
        higher = above.superior_result_id
        above = (
            WorkResult.objects.select_related("plan__assignment__post").filter(pk=higher).first()
            if higher is not None
            else None
        )
    return list(reversed(links))


def plan_history(plan: Plan) -> list[Entry]:
    """The latest changes of a plan and what stands in it, in words."""
    own = {"plan": plan.pk}
    return read_history(
        [
            Source(Plan, {"id": plan.pk}),
            Source(
                WorkResult, own, _("Hasil kerja"), hidden=frozenset({"plan", "superior_result"})
            ),
            Source(SpecialExpectation, own, _("Harapan khusus"), hidden=frozenset({"plan"})),
            Source(PlanAnnex, own, _("Lampiran"), hidden=frozenset({"plan"})),
        ],
        limit=30,
    )
