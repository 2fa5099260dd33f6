"""What a conversion of evaluations would write: for a preview and for the action alike."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from appraisal.enums import CreditLevel, EvaluationState
from appraisal.models import CreditConversion, Evaluation
from appraisal.rules.credit import CONVERSION_SINCE, credit_points
from appraisal.rules.credit_months import MonthRun, PostSpan, month_owners, runs_to_convert
from appraisal.rules.predicate import Predicate
from appraisal.selectors.credit_posts import post_spans, why_not
from personnel.enums import PostKind
from personnel.models import Period, Unit


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One conversion to come."""

    run: MonthRun
    points: Decimal

    @property
    def level_label(self) -> str:
        """Name of the level."""
        return str(CreditLevel(self.run.level).label)


@dataclass(frozen=True, slots=True)
class PlannedConversion:
    """What one evaluation would give; ``reason`` says why nothing, ``replaces`` what would end."""

    evaluation: Evaluation
    lines: tuple[PlannedLine, ...] = ()
    replaces: tuple[CreditConversion, ...] = ()
    reason: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether converting would write something."""
        return not self.reason

    @property
    def points(self) -> Decimal:
        """Points of all lines."""
        return sum((line.points for line in self.lines), start=Decimal("0.000"))


@dataclass(frozen=True, slots=True)
class ConversionSummary:
    """What converting an agency's period would write; ``plans`` have what is ready first."""

    plans: tuple[PlannedConversion, ...]

    @property
    def ready(self) -> int:
        """People whose results would be converted."""
        return len({plan.evaluation.plan.employee_id for plan in self.plans if plan.is_ready})

    @property
    def replaced(self) -> int:
        """Conversions that would end, because their result changed."""
        return sum(len(plan.replaces) for plan in self.plans)

    @property
    def points(self) -> Decimal:
        """Points of everything that is ready."""
        return sum((plan.points for plan in self.plans), start=Decimal("0.000"))


def conversion_summary(agency: Unit, period: Period) -> ConversionSummary:
    """The preview of ``convert_agency`` (four queries)."""
    plans = plan_conversions(list(with_plan_columns(convertible(agency, period))))
    return ConversionSummary(tuple(sorted(plans, key=lambda plan: not plan.is_ready)))


def convertible(agency: Unit, period: Period) -> QuerySet[Evaluation]:
    """Evaluations of an agency's functional officers in a period, whatever their state."""
    return Evaluation.objects.counting().filter(
        period=period,
        plan__assignment__post__unit__agency=agency,
        plan__assignment__post__kind=PostKind.FUNCTIONAL,
    )


def with_plan_columns(rows: QuerySet[Evaluation]) -> QuerySet[Evaluation]:
    """Evaluations with what planning a conversion reads."""
    return rows.select_related(
        "period__year", "plan__employee", "plan__assignment__post__unit__agency"
    ).order_by("plan__employee__name", "pk")


def plan_conversions(evaluations: Sequence[Evaluation]) -> list[PlannedConversion]:
    """Plan any number of evaluations, each as if it were converted next (three queries).

    An evaluation speaks of its own post and, when it is the last of its person, of posts that
    have none in the period. Its own conversions count as free when its predicate changed.
    """
    if not evaluations:
        return []
    periods = {row.period_id: row.period for row in evaluations}.values()
    people = {row.plan.employee_id for row in evaluations}
    spans = post_spans(people, min(row.starts for row in periods), max(row.ends for row in periods))
    spoken = _assignments_spoken_for([row.pk for row in periods], people)
    existing = _existing(people)
    return [
        _planned(
            row,
            spans[row.plan.employee_id],
            spoken[row.plan.employee_id, row.period_id],
            existing[row.plan.employee_id, row.period.year.year],
        )
        for row in evaluations
    ]


def _assignments_spoken_for(
    periods: list[int], people: set[int]
) -> Mapping[tuple[int, int], set[int]]:
    """(person, period) → assignments that have an evaluation of their own."""
    spoken: dict[tuple[int, int], set[int]] = defaultdict(set)
    rows = Evaluation.objects.filter(period__in=periods, plan__employee__in=people).values_list(
        "plan__employee_id", "period_id", "plan__assignment_id"
    )
    for employee_id, period_id, assignment_id in rows:
        spoken[employee_id, period_id].add(assignment_id)
    return spoken


def _existing(people: set[int]) -> Mapping[tuple[int, int], list[CreditConversion]]:
    """(person, year) → conversions in force."""
    found: dict[tuple[int, int], list[CreditConversion]] = defaultdict(list)
    for row in CreditConversion.objects.in_force().filter(employee__in=people):
        found[row.employee_id, row.year].append(row)
    return found


def _planned(
    evaluation: Evaluation,
    spans: list[PostSpan],
    spoken: set[int],
    existing: list[CreditConversion],
) -> PlannedConversion:
    if obstacle := _obstacle(evaluation):
        return PlannedConversion(evaluation, reason=obstacle)
    period = evaluation.period
    own = [row for row in existing if row.evaluation_id == evaluation.pk]
    outdated = tuple(row for row in own if row.predicate != evaluation.predicate)
    taken = {
        month
        for row in existing
        if row not in outdated
        for month in range(row.starts.month, row.ends.month + 1)
    }
    owners = month_owners(period.starts, period.ends, spans)
    covers = _covered(evaluation.plan.assignment_id, spans, spoken)
    runs = runs_to_convert(owners, year=period.year.year, covers=covers, taken=taken)
    if not runs:
        return PlannedConversion(evaluation, reason=_nothing_left(evaluation, spans, covers))
    predicate = Predicate(evaluation.predicate)
    lines = tuple(PlannedLine(run, credit_points(run.level, predicate, run.months)) for run in runs)
    return PlannedConversion(evaluation, lines=lines, replaces=outdated)


def _obstacle(evaluation: Evaluation) -> str:
    """Why an evaluation cannot be converted whatever its months; empty when it can."""
    plan = evaluation.plan
    if plan.employee.is_contract:
        return why_not(plan.employee, plan.assignment)
    if evaluation.state != EvaluationState.FINAL:
        return _("Hasil belum final. Status saat ini: %(state)s.") % {
            "state": evaluation.get_state_display()
        }
    if evaluation.period.year.year < CONVERSION_SINCE:
        return _("Sebelum 2023 angka kredit tidak berasal dari konversi predikat.")
    return ""


def _covered(assignment: int, spans: list[PostSpan], spoken: set[int]) -> set[int]:
    """The evaluation's own post, and with the last one those for which nobody else speaks."""
    last = next((span.assignment for span in reversed(spans) if span.assignment in spoken), None)
    if last != assignment:
        return {assignment}
    return {span.assignment for span in spans} - spoken | {assignment}


def _nothing_left(evaluation: Evaluation, spans: list[PostSpan], covers: set[int]) -> str:
    earning = [span for span in spans if span.assignment in covers and span.level is not None]
    if not earning:
        return why_not(evaluation.plan.employee, evaluation.plan.assignment) or _(
            "Tidak ada bulan pada jabatan fungsional dalam periode ini."
        )
    return _("Semua bulan pada periode ini sudah dikonversi.")
