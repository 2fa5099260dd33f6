"""Outcomes of a year by groups of people: counted by the database, compared by the rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When

from appraisal.enums import (
    AgeGroup,
    EmploymentGroup,
    FairnessOutcome,
    FairnessTrait,
    ImpactLight,
    ObjectionOutcome,
    Predicate,
    Rating,
)
from appraisal.models import Evaluation, Objection, ReviewRequest
from appraisal.models.evaluations import RATED
from appraisal.rules.adverse_impact import Selection
from appraisal.rules.fairness import Comparison, Outcome, Question, Trait, compare
from personnel.enums import EmployeeKind, PeriodKind, Sex
from personnel.models import PerformanceYear

_PERSON: Final = "plan__employee"
_POST: Final = "plan__assignment__post"
_MARKS: Final = {"red": "late", "amber": "care", "green": "done", "too_few": "wait"}
_CONTRACTS: Final = (EmployeeKind.PPPK, EmployeeKind.PPPK_PART_TIME)
_GROUPS: Final = {
    Trait.SEX: dict(Sex.choices),
    Trait.AGE: dict(AgeGroup.choices),
    Trait.EMPLOYMENT: dict(EmploymentGroup.choices),
}
_COUNTS: Final = {
    Outcome.TOP: ("people", "top"),
    Outcome.GOOD: ("people", "good"),
    Outcome.CHANGED: ("decided", "changed"),
    Outcome.NOT_LOWERED: ("people", "kept"),
}
"""Of whom each outcome is asked, and whom it reached."""


@dataclass(frozen=True, slots=True)
class FairnessRow:
    """A comparison with its words."""

    found: Comparison

    @property
    def outcome(self) -> str:
        """The outcome, by its favourable side."""
        return str(FairnessOutcome(self.found.outcome).label)

    @property
    def group(self) -> str:
        """The group that is compared."""
        return str(_GROUPS[self.found.trait][self.found.group])

    @property
    def reference(self) -> str:
        """The group with the highest rate."""
        return str(_GROUPS[self.found.trait][self.found.reference])

    @property
    def light(self) -> str:
        """The light in words."""
        return str(ImpactLight(self.found.light).label)

    @property
    def mark(self) -> str:
        """The light as a mark of the face."""
        return _MARKS[self.found.light]


@dataclass(frozen=True, slots=True)
class CityFairness:
    """Comparisons of a year by trait, and how many people they rest on."""

    people: int
    unknown: int
    traits: list[tuple[str, list[FairnessRow]]]

    @property
    def rows(self) -> list[FairnessRow]:
        """Every comparison."""
        return [row for _label, rows in self.traits for row in rows]

    @property
    def differing(self) -> int:
        """How many differ among people of one kind of unit and level of post."""
        return sum(row.found.differs_within for row in self.rows)


def city_fairness(year: PerformanceYear) -> CityFairness:
    """Count the year's fixed annual results by group and stratum, and compare (one query)."""
    counted = _counted(year)
    found = compare(
        Question(trait, outcome, _cells(counted, trait, outcome))
        for trait in Trait
        for outcome in Outcome
    )
    return CityFairness(
        people=sum(row["people"] for row in counted),
        unknown=sum(row["people"] for row in counted if not row["sex"] or not row["age"]),
        traits=[
            (
                str(FairnessTrait(trait).label),
                [FairnessRow(one) for one in found if one.trait is trait],
            )
            for trait in Trait
        ],
    )


def _cells(
    counted: Iterable[dict[str, Any]], trait: Trait, outcome: Outcome
) -> dict[tuple[str, str], Selection]:
    total, selected = _COUNTS[outcome]
    cells: dict[tuple[str, str], Selection] = {}
    for row in counted:
        if row[trait]:
            key = (row[trait], f"{row['mandate']}/{row['level']}")
            before = cells.get(key, Selection(0, 0))
            cells[key] = Selection(before.selected + row[selected], before.total + row[total])
    return cells


def _counted(year: PerformanceYear) -> list[dict[str, Any]]:
    """One row for each group of every trait within a kind of unit and level of post."""
    last = (
        Evaluation.objects.counting()
        .filter(period__year=year, period__kind=PeriodKind.ANNUAL, state__in=RATED)
        .order_by(f"{_PERSON}_id", "-plan__starts", "-plan__version", "-pk")
        .distinct(f"{_PERSON}_id")
        .values("pk")
    )
    decided = Objection.objects.filter(evaluation=OuterRef("pk")).exclude(outcome="")
    rows = (
        Evaluation.objects.filter(pk__in=last)
        .annotate(
            sex=F(f"{_PERSON}__sex"),
            age=_age(year.year),
            employment=Case(
                When(**{f"{_PERSON}__kind__in": _CONTRACTS}, then=Value(EmploymentGroup.PPPK)),
                default=Value(EmploymentGroup.PNS),
            ),
            mandate=F(f"{_POST}__unit__agency__mandate"),
            level=F(f"{_POST}__level"),
            is_decided=Exists(decided),
            is_changed=Exists(decided.filter(outcome=ObjectionOutcome.CHANGED)),
            is_lowered=Exists(ReviewRequest.objects.filter(_lowered(), evaluation=OuterRef("pk"))),
        )
        .values("sex", "age", "employment", "mandate", "level")
        .annotate(
            people=Count("pk"),
            top=Count("pk", filter=Q(predicate=Predicate.VERY_GOOD)),
            good=Count("pk", filter=Q(predicate__in=(Predicate.VERY_GOOD, Predicate.GOOD))),
            decided=Count("pk", filter=Q(is_decided=True)),
            changed=Count("pk", filter=Q(is_changed=True)),
            kept=Count("pk", filter=Q(is_lowered=False)),
        )
        .order_by()
    )
    return [{**row} for row in rows]


def _age(year: int) -> Case:
    """The group of age on the last day of a year; empty without a date of birth."""
    born = f"{_PERSON}__birth_date"
    return Case(
        When(**{f"{born}__gt": date(year - 35, 12, 31)}, then=Value(AgeGroup.YOUNG)),
        When(**{f"{born}__gt": date(year - 50, 12, 31)}, then=Value(AgeGroup.MIDDLE)),
        When(**{f"{born}__isnull": False}, then=Value(AgeGroup.OLD)),
        default=Value(""),
    )


def _lowered() -> Q:
    """A review after which an overall rating was lower than before."""
    found = Q()
    for side in ("results", "behaviour"):
        before, after = f"{side}_before", f"{side}_after"
        found |= Q(**{before: Rating.ABOVE, f"{after}__in": (Rating.MEETS, Rating.BELOW)})
        found |= Q(**{before: Rating.MEETS, after: Rating.BELOW})
    return found
