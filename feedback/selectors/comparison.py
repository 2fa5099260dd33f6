"""Comparable services of one period: raw and shrunk figures side by side, groups, never a rank.

Source: statistics A10.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from feedback.models import SurveyPeriod, SurveyResult
from feedback.rules.figures import Uncertainty, from_json
from feedback.rules.policy import SurveyPolicy
from feedback.rules.shrinkage import (
    TooFewUnits,
    UnitSample,
    sampling_variances,
    shrink,
    ties,
    top_third_probabilities,
)


@dataclass(frozen=True, slots=True)
class ComparedService:
    """One service among its likes; points of 25 to 100.

    ``shrunk`` with its 95 % interval, ``group`` (1 the highest) and ``top`` (probability of the top
    third, 0 to 1) are None where the class is too small to be compared.
    """

    result: SurveyResult
    raw: float
    n: int
    shrunk: float | None = None
    lower: float | None = None
    upper: float | None = None
    group: int | None = None
    top: float | None = None


@dataclass(frozen=True, slots=True)
class ComparedClass:
    """Services of one class in a period, the first group first, by name within it.

    ``mean`` of all and ``tau2`` (variance between them) are None for a class too small;
    ``alike`` when nothing tells them apart.
    """

    service_class: str
    services: tuple[ComparedService, ...]
    mean: float | None = None
    tau2: float | None = None

    @property
    def alike(self) -> bool:
        """Whether the services cannot be told apart."""
        return self.tau2 == 0


def classes_of(period: SurveyPeriod) -> list[tuple[str, int]]:
    """Classes of services with figures in a period, with how many services each has."""
    return list(
        SurveyResult.objects.current()
        .filter(survey__period=period, service__isnull=False, lower__isnull=False)
        .order_by("service__service_class")
        .values_list("service__service_class")
        .annotate(n=Count("pk"))
    )


def compared(period: SurveyPeriod, service_class: str, policy: SurveyPolicy) -> ComparedClass:
    """One class of services in a period, in one query.

    Figures that were pooled with others are no figures of one service and stay out.
    """
    rows = (
        SurveyResult.objects.current()
        .filter(
            survey__period=period,
            service__service_class=service_class,
            lower__isnull=False,
            figures__pooled__kind="",
        )
        .select_related("service__unit", "survey__unit__agency")
        .order_by("service__name", "pk")
    )
    return compare_results(service_class, list(rows), policy)


def compare_results(
    service_class: str, rows: Sequence[SurveyResult], policy: SurveyPolicy
) -> ComparedClass:
    """Hold results of one class beside each other; too few keep their own intervals."""
    spreads = [_spread(row) for row in rows]
    raw = [float(row.index or 0) for row in rows]
    try:
        shrunk = shrink(
            raw,
            sampling_variances(
                [
                    UnitSample(row.n, spread.spread, spread.deff_clustered)
                    for row, spread in zip(rows, spreads, strict=True)
                ],
                policy,
            ),
            policy,
        )
    except (TooFewUnits, ZeroDivisionError):
        return ComparedClass(
            service_class,
            tuple(ComparedService(row, value, row.n) for row, value in zip(rows, raw, strict=True)),
        )
    groups = ties(shrunk.intervals)
    chances = top_third_probabilities(shrunk)
    services = [
        ComparedService(
            row, raw[at], row.n, shrunk.estimates[at], *shrunk.intervals[at], groups[at],
            chances[at],
        )
        for at, row in enumerate(rows)
    ]  # fmt: skip
    services.sort(
        key=lambda one: (one.group or 0, one.result.service.name if one.result.service else "")
    )
    return ComparedClass(service_class, tuple(services), shrunk.mean, shrunk.tau2)


def _spread(row: SurveyResult) -> Uncertainty:
    spread = from_json(row.figures).uncertainty
    assert spread is not None  # noqa: S101  # a figure with an interval has it
    return spread
