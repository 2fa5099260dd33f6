"""Counts of final results by agency, as they may be published."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from appraisal.enums import EvaluationState, Predicate
from appraisal.models import Evaluation
from personnel.models import PerformanceYear, Period, Unit
from reports.rules.disclosure import LEAST, merge_columns, safe_rows

_TOGETHER = 0
"""Stands for the small agencies among the ids of the others."""


def open_content(period: Period) -> dict[str, Any]:
    """Count each person once, by the last plan of the period; hide what tells of few people.

    Two queries. Source: statistics D4; see ``reports.rules.disclosure``.
    """
    counted = _count(period)
    names = dict(Unit.objects.filter(pk__in=counted).values_list("pk", "name"))
    table = {pk: _in_order(counted[pk]) for pk in sorted(counted, key=lambda pk: (names[pk], pk))}
    totals = [sum(column) for column in zip(*table.values(), strict=True)]
    groups = merge_columns(totals)
    alone, together, shown = safe_rows(
        {pk: _grouped(counts, groups) for pk, counts in table.items()}, _TOGETHER
    )
    words = list(Predicate.values)
    return {
        "period": {
            "label": period.label,
            "year": period.year.year,
            "kind": period.kind,
            "sequence": period.sequence,
            "starts": period.starts.isoformat(),
            "ends": period.ends.isoformat(),
        },
        "least": LEAST,
        "columns": [[words[place] for place in group] for group in groups],
        "city": {"people": sum(totals), "counts": _grouped(totals, groups)},
        "agencies": [
            {"name": names[pk], "people": sum(table[pk]), "counts": shown[pk]} for pk in alone
        ],
        "together": (
            {
                "names": [names[pk] for pk in together],
                "people": sum(sum(table[pk]) for pk in together),
                "counts": shown[_TOGETHER],
            }
            if together
            else None
        ),
    }


def _count(period: Period) -> Mapping[int, Counter[str]]:
    last = {
        employee: (agency, predicate)
        for employee, agency, predicate in Evaluation.objects.filter(
            period=period, state=EvaluationState.FINAL
        )
        .order_by("plan__starts", "plan__version")
        .values_list("plan__employee_id", "plan__assignment__post__unit__agency_id", "predicate")
    }
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for agency, predicate in last.values():
        if agency is not None:
            counted[agency][predicate] += 1
    return counted


def _in_order(counts: Counter[str]) -> list[int]:
    return [counts[word] for word in Predicate.values]


def _grouped(counts: Sequence[int], groups: Sequence[Sequence[int]]) -> list[int]:
    return [sum(counts[place] for place in group) for group in groups]


def publishable_periods(day: date) -> list[Period]:
    """Periods that are over by ``day``, of years that count, and not published yet."""
    return list(
        Period.objects.filter(
            year__in=PerformanceYear.objects.counting(), ends__lt=day, open_figures__isnull=True
        )
        .select_related("year")
        .order_by("-year__year", "-ends", "starts")
    )
