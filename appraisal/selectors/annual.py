"""The annual evaluation beside the periodic ones of its year."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal.enums import EvaluationState
from appraisal.enums import Predicate as PredicateWord
from appraisal.models import Evaluation, Indicator, Plan, ResultRating, WorkResult
from appraisal.models.evaluations import RATED, EvaluationQuerySet
from appraisal.rules.annual import distance
from appraisal.rules.predicate import Predicate
from appraisal.selectors.evaluations import ResultRow, result_rows
from personnel.enums import PeriodKind
from personnel.models import Period
from sabang_kinerja.common.words import in_words

UNSENT = (EvaluationState.NOT_OPEN, EvaluationState.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class AnnualGap:
    """How far the annual predicate is from the usual periodic one, and what follows."""

    usual: str
    steps: int
    owes_note: bool

    @property
    def sentence(self) -> str:
        """Says the distance and what is owed."""
        return ngettext(
            "Predikat tahunan terpaut %(n)s tingkat dari predikat periodik yang paling sering, "
            "%(usual)s. Tuliskan penjelasannya agar pegawai dapat memahaminya.",
            "Predikat tahunan terpaut %(n)s tingkat dari predikat periodik yang paling sering, "
            "%(usual)s. Tuliskan penjelasannya agar pegawai dapat memahaminya.",
            self.steps,
        ) % {"n": in_words(self.steps), "usual": self.usual}


def annual_gap(evaluation: Evaluation, predicate: str, note_from: int) -> AnnualGap | None:
    """Hold a predicate beside the fixed periodic ones (one query, none for a periodic evaluation).

    ``None`` where there is nothing to compare with.
    """
    if evaluation.period.kind != PeriodKind.ANNUAL or not predicate:
        return None
    periodic = (
        Evaluation.objects.filter(
            plan__employee=evaluation.plan.employee_id,
            period__year=evaluation.period.year_id,
            state__in=RATED,
        )
        .exclude(period__kind=PeriodKind.ANNUAL)
        .values_list("predicate", flat=True)
    )
    found = distance(Predicate(predicate), [Predicate(word) for word in periodic])
    if found is None:
        return None
    label = str(PredicateWord(found.usual).label)
    return AnnualGap(label, found.steps, found.steps >= note_from)


@dataclass(frozen=True, slots=True)
class PeriodicRow:
    """One periodic evaluation of the year beside the annual one."""

    evaluation: Evaluation
    results: list[ResultRow]
    feedback: list[str]
    shows_ratings: bool = True


def periodic_rows(
    evaluation: Evaluation, shows: Callable[[Evaluation], bool] | None = None
) -> list[PeriodicRow]:
    """Every periodic evaluation of the same person in the same year, in order of time.

    ``shows`` tells whose ratings the reader may see; without it, all. Empty beside a periodic
    evaluation: only the annual one looks back on the whole year.
    """
    if evaluation.period.kind != PeriodKind.ANNUAL:
        return []
    rows = _periodic(
        Evaluation.objects.filter(
            plan__employee=evaluation.plan.employee_id, period__year=evaluation.period.year_id
        )
    )
    return [
        PeriodicRow(row, result_rows(row), _feedback(row), shows is None or shows(row))
        for row in rows
    ]


def plan_periods(plan: Plan) -> list[PeriodicRow]:
    """Every periodic evaluation of one plan, in order of time."""
    rows = _periodic(Evaluation.objects.filter(plan=plan))
    return [PeriodicRow(row, result_rows(row), _feedback(row)) for row in rows]


def _periodic(rows: EvaluationQuerySet) -> EvaluationQuerySet:
    return (
        rows.exclude(period__kind=PeriodKind.ANNUAL)
        .select_related("period__year", "plan", "supervisor")
        .prefetch_related(
            Prefetch(
                "plan__results",
                WorkResult.objects.order_by("-kind", "position").prefetch_related(
                    Prefetch("indicators", Indicator.objects.order_by("position"))
                ),
            ),
            Prefetch("result_ratings", ResultRating.objects.select_related("result")),
            "achievements",
            "evidence",
            "behaviour_ratings",
        )
        .order_by("period__starts", "pk")
    )


def _feedback(evaluation: Evaluation) -> list[str]:
    texts = [
        *(row.feedback for row in evaluation.result_ratings.all()),
        *(row.feedback for row in evaluation.behaviour_ratings.all()),
    ]
    return [text for text in texts if text]


@dataclass(frozen=True, slots=True)
class PeriodicResult:
    """What one period says of one result."""

    period: Period
    row: ResultRow
    shows_ratings: bool


def by_result(
    results: Sequence[WorkResult], rows: Sequence[PeriodicRow]
) -> dict[int, list[PeriodicResult]]:
    """Result → what each period of the year said of it.

    A result of an earlier version or segment counts as the same when its words are the same.
    """
    known = {_words(result): result.pk for result in results}
    own = {result.pk for result in results}
    found: dict[int, list[PeriodicResult]] = {}
    for periodic in rows:
        for row in periodic.results:
            key = row.result.pk if row.result.pk in own else known.get(_words(row.result))
            if key is not None:
                found.setdefault(key, []).append(
                    PeriodicResult(periodic.evaluation.period, row, periodic.shows_ratings)
                )
    return found


def _words(result: WorkResult) -> str:
    return " ".join(result.text.casefold().split())


@dataclass(frozen=True, slots=True)
class YearOfResult:
    """One result of the annual plan with its targets and the whole year beside it."""

    row: ResultRow
    periods: list[PeriodicResult]


def year_by_result(evaluation: Evaluation, periodic: Sequence[PeriodicRow]) -> list[YearOfResult]:
    """Results of the annual evaluation in printed order; empty without periodic evaluations."""
    if not periodic:
        return []
    rows = result_rows(evaluation)
    years = by_result([row.result for row in rows], periodic)
    return [YearOfResult(row, years.get(row.result.pk, [])) for row in rows]


def unsent_before(evaluation: Evaluation) -> list[Evaluation]:
    """Evaluations of earlier periods of the year that have not been handed in (one query)."""
    return list(
        Evaluation.objects.filter(
            plan__employee=evaluation.plan.employee_id,
            period__year=evaluation.period.year_id,
            period__ends__lt=evaluation.period.ends,
            state__in=UNSENT,
        )
        .exclude(pk=evaluation.pk)
        .exclude(period__kind=PeriodKind.ANNUAL)
        .select_related("period__year")
        .order_by("period__ends")
    )


def unsent_sentence(rows: Sequence[Evaluation]) -> str:
    """Names what comes first; empty when nothing does."""
    if not rows:
        return ""
    names = ", ".join(str(row.period) for row in rows)
    return _(
        "%(periods)s belum diajukan. Ajukan lebih dahulu agar urutannya utuh; "
        "periode ini tetap dapat Anda ajukan."
    ) % {"periods": names}
