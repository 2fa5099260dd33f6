"""What is owed and done in a year: by step and agency, counted in the database.

The number of queries does not depend on the number of people, agencies or periods.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from appraisal.enums import PERIOD_STEPS, PLAN_STEPS, OrganisationState, StepKind
from appraisal.models import Evaluation, OrganisationPredicate, Plan
from appraisal.regulation import SERVE_DAYS
from appraisal.rules.year_steps import EVALUATION_DONE, PLAN_DONE, late_count
from appraisal.selectors.due_days import due_of
from personnel.models import Assignment, Deadline, Employee, PerformanceYear, Period, Unit
from personnel.rules.calendar import add_working_days
from personnel.rules.year import DeadlineKey
from personnel.selectors.calendar import holidays_between
from personnel.selectors.regulation import regulation_on


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a year; ``period`` is ``None`` for planning, ``due`` where no day is set."""

    kind: StepKind
    period: Period | None
    due: date | None

    @property
    def key(self) -> str:
        """Its name in addresses: ``rated-12`` for the period with id 12."""
        return self.kind.value if self.period is None else f"{self.kind.value}-{self.period.pk}"

    @property
    def label(self) -> str:
        """Its name on screen: "Penilaian ditetapkan, Triwulan II 2026"."""
        if self.period is None:
            return str(self.kind.label)
        return _("%(step)s, %(period)s") % {"step": self.kind.label, "period": self.period}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many owe a step, how many have taken it, how many are behind."""

    owed: int
    done: int
    late: int

    @property
    def share(self) -> float:
        """Done as a share of owed, 0 to 1."""
        return min(1.0, self.done / self.owed) if self.owed else 0.0

    @property
    def missing(self) -> int:
        """Owed and not done."""
        return max(self.owed - self.done, 0)


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency in one step, with the plans of its people beside it."""

    agency: Unit
    people: int
    count: Tally
    plans: Tally


@dataclass(slots=True)
class Progress:
    """The year read once; everything else is answered from memory."""

    year: PerformanceYear
    day: date
    steps: list[Step]
    agencies: dict[int, Unit]
    people: dict[int, int]
    numbers: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)

    def step(self, key: str) -> Step | None:
        """A step by its name in addresses."""
        return next((step for step in self.steps if step.key == key), None)

    def of(self, step: Step, agency: int) -> Tally:
        """One step in one agency."""
        owed, done = self.numbers.get((step.key, agency), (0, 0))
        return Tally(owed, min(done, owed), late_count(owed, done, step.due, self.day))

    def total(self, step: Step) -> Tally:
        """One step over all agencies that the reader sees."""
        rows = [self.of(step, agency) for agency in self.agencies]
        return Tally(
            *(sum(getattr(row, name) for row in rows) for name in ("owed", "done", "late"))
        )

    def lines(self, step: Step) -> list[AgencyLine]:
        """Agencies in one step, those with most people behind first."""
        plan = next(row for row in self.steps if row.kind is StepKind.PLAN_FIXED)
        lines = [
            AgencyLine(unit, self.people.get(pk, 0), self.of(step, pk), self.of(plan, pk))
            for pk, unit in self.agencies.items()
        ]
        found = [line for line in lines if line.count.owed]
        return sorted(
            found, key=lambda line: (-line.count.late, line.count.share, line.agency.name)
        )

    def pressing(self) -> Step:
        """The step to look at first: most people behind, else the next whose day comes."""
        late = max(self.steps, key=lambda step: self.total(step).late)
        if self.total(late).late:
            return late
        coming = [step for step in self.steps if step.due and step.due >= self.day]
        return min(coming, key=lambda step: step.due or date.max) if coming else self.steps[0]


def progress_of(
    year: PerformanceYear, day: date, agencies: frozenset[int] | None = None
) -> Progress:
    """Count a year for all agencies, or for those named (nine queries)."""
    units = Unit.objects.agencies().active()
    if agencies is not None:
        units = units.filter(pk__in=agencies)
    progress = Progress(
        year=year,
        day=day,
        steps=_steps(year),
        agencies={unit.pk: unit for unit in units.order_by("name")},
        people={},
    )
    _count_plans(progress)
    _count_evaluations(progress)
    _count_organisations(progress)
    return progress


def _steps(year: PerformanceYear) -> list[Step]:
    due = dict(Deadline.objects.filter(year=year).values_list("key", "due"))
    steps = [
        Step(kind, None, due.get(key))
        for kind, key in zip(
            PLAN_STEPS,
            (DeadlineKey.DRAFT_DUE, DeadlineKey.SET_DUE, DeadlineKey.SET_DUE),
            strict=True,
        )
    ]
    holidays = holidays_between(date(year.year, 1, 1), date(year.year + 1, 12, 31))
    days = regulation_on(date(year.year, 12, 31)).whole(SERVE_DAYS)
    for period in year.periods.select_related("year").order_by("ends", "-starts"):
        rated = due_of(due, period, DeadlineKey.RATING_DUE)
        days_of = {
            StepKind.FILLED: due_of(due, period, DeadlineKey.ENTRY_DUE),
            StepKind.ORGANISATION: due_of(due, period, DeadlineKey.ORGANISATION_DUE),
            StepKind.RATED: rated,
            StepKind.SERVED: add_working_days(rated, days, holidays) if rated else None,
        }
        steps += [Step(kind, period, days_of.get(kind)) for kind in PERIOD_STEPS]
    return steps


def _count_plans(progress: Progress) -> None:
    """People who owe a plan in the agency where they serve today, by what their plan has become."""

    def has(states: Iterable[str]) -> Exists:
        return Exists(
            Plan.objects.filter(assignment=OuterRef("pk"), year=progress.year, state__in=states)
        )

    place = "post__unit__agency"
    rows = (
        Assignment.objects.on(progress.day)
        .definitive()
        .filter(employee__in=Employee.objects.owing_a_plan())
        .annotate(**{kind.value: has(PLAN_DONE[kind]) for kind in PLAN_STEPS})
        .values(place)
        .annotate(
            owed=Count("pk"),
            **{
                f"n_{kind.value}": Count("pk", filter=Q(**{kind.value: True}))
                for kind in PLAN_STEPS
            },
        )
        .order_by()
    )
    for row in rows:
        progress.people[row[place]] = row["owed"]
        for kind in PLAN_STEPS:
            progress.numbers[kind.value, row[place]] = (row["owed"], row[f"n_{kind.value}"])


def _count_evaluations(progress: Progress) -> None:
    place = "plan__assignment__post__unit__agency"
    rows = (
        Evaluation.objects.filter(period__year=progress.year)
        .values("period", place)
        .annotate(
            owed=Count("pk"),
            **{
                f"n_{kind.value}": Count("pk", filter=Q(state__in=states))
                for kind, states in EVALUATION_DONE.items()
            },
        )
        .order_by()
    )
    for row in rows:
        for kind in EVALUATION_DONE:
            key = f"{kind.value}-{row['period']}"
            progress.numbers[key, row[place]] = (row["owed"], row[f"n_{kind.value}"])


def _count_organisations(progress: Progress) -> None:
    rows = OrganisationPredicate.objects.filter(period__year=progress.year)
    for period, unit, state in rows.values_list("period", "unit", "state"):
        done = int(state == OrganisationState.FIXED)
        progress.numbers[f"{StepKind.ORGANISATION.value}-{period}", unit] = (1, done)
