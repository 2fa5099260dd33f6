"""The angka kredit of one person: where it stands, since when, and what it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from appraisal.enums import CreditBaseKind, CreditLevel, EvaluationState
from appraisal.models import CreditBase, CreditConversion, CreditDetermination, Evaluation
from appraisal.rules.credit import FunctionalLevel, Standing, standing
from appraisal.rules.credit_conditions import Condition, promotion_conditions
from appraisal.rules.credit_ledger import (
    NOTHING,
    Entry,
    EntryKind,
    KindTotal,
    cumulative,
    totals_by_kind,
)
from appraisal.rules.predicate import Predicate
from appraisal.selectors.credit_posts import level_of, why_not
from personnel.enums import PeriodKind
from personnel.models import Assignment, Employee


@dataclass(frozen=True, slots=True)
class CreditAccount:
    """Everything about one person's angka kredit on a day.

    ``reason`` says why there is none; then ``level`` and ``standing`` are None. ``conversions``
    hold superseded ones too, oldest first. ``level_since`` is the day the level was reached.
    """

    employee: Employee
    assignment: Assignment | None
    reason: str
    level: FunctionalLevel | None
    level_since: date | None
    standing: Standing | None
    rows: tuple[KindTotal, ...]
    used: Decimal
    conditions: tuple[Condition, ...]
    conversions: Sequence[CreditConversion]
    bases: Sequence[CreditBase]
    determination: CreditDetermination | None

    @property
    def level_label(self) -> str:
        """Name of the level held."""
        return str(CreditLevel(self.level).label) if self.level else ""

    @property
    def has_news(self) -> bool:
        """Whether something came in that the last determination does not know."""
        return any(row.new > 0 for row in self.rows)


def credit_account(employee: Employee, day: date) -> CreditAccount:
    """Read one person's account (six queries)."""
    posts = list(
        Assignment.objects.own_posts()
        .filter(employee=employee, effective_from__lte=day)
        .select_related("post__unit__agency")
        .order_by("effective_from", "pk")
    )
    held = next((row for row in reversed(posts) if _is_held(row, day)), None)
    reason = why_not(employee, held)
    level = level_of(held) if held and not reason else None
    conversions = list(
        employee.conversions.select_related(
            "evaluation__period__year", "made_by__employee", "ended_by__employee"
        ).order_by("starts", "pk")
    )
    bases = list(employee.credit_bases.select_related("recorded_by__employee"))
    last = employee.determinations.filter(level=level).first() if level else None
    rows: tuple[KindTotal, ...] = ()
    found, used = None, NOTHING
    conditions: tuple[Condition, ...] = ()
    if level is not None:
        entries = _entries(conversions, bases, last)
        used = _used(bases, level)
        rows = totals_by_kind(entries, level, min(used, _gained(entries, level)))
        found = standing(level, cumulative(rows))
        conditions = promotion_conditions(
            found,
            rank_since=employee.rank_since,
            predicates=final_predicates(employee),
            day=day,
        )
    return CreditAccount(
        employee=employee,
        assignment=held,
        reason=reason,
        level=level,
        level_since=_since(posts, level) if level else None,
        standing=found,
        rows=rows,
        used=used,
        conditions=conditions,
        conversions=conversions,
        bases=bases,
        determination=last,
    )


def final_predicates(employee: Employee) -> dict[int, Predicate]:
    """Final annual predicates of a person by year; of several in a year the last post's."""
    rows = (
        Evaluation.objects.counting()
        .filter(
            plan__employee=employee,
            period__kind=PeriodKind.ANNUAL,
            state=EvaluationState.FINAL,
        )
        .order_by("period__ends", "plan__starts")
        .values_list("period__year__year", "predicate")
    )
    return {year: Predicate(value) for year, value in rows}


def _is_held(assignment: Assignment, day: date) -> bool:
    return assignment.effective_until is None or assignment.effective_until >= day


def _since(posts: Sequence[Assignment], level: FunctionalLevel) -> date:
    """First day of the unbroken time at the level held."""
    since = posts[-1].effective_from
    for row in reversed(posts):
        if level_of(row) is not level:
            break
        since = row.effective_from
    return since


def _used(bases: Sequence[CreditBase], level: FunctionalLevel) -> Decimal:
    taken = (
        row.points
        for row in bases
        if row.kind == CreditBaseKind.RANK_PROMOTION and row.level == level
    )
    return sum(taken, start=NOTHING)


def _gained(entries: Sequence[Entry], level: FunctionalLevel) -> Decimal:
    """All points at a level: a result lowered after a promotion can leave less than was used."""
    return sum((row.points for row in entries if row.level is level), start=NOTHING)


def _entries(
    conversions: Sequence[CreditConversion],
    bases: Sequence[CreditBase],
    last: CreditDetermination | None,
) -> list[Entry]:
    """What came in; whatever was recorded before the last determination is known to it."""
    entries = [
        Entry(
            EntryKind.CONVERSION,
            FunctionalLevel(row.level),
            row.points,
            row.ends,
            known=last is not None and row.made_at <= last.made_at,
        )
        for row in conversions
        if row.ended_at is None
    ]
    entries += [
        Entry(
            EntryKind(row.kind),
            FunctionalLevel(row.level),
            row.points,
            row.effective_on,
            known=last is not None and row.recorded_at <= last.made_at,
        )
        for row in bases
        if row.kind != CreditBaseKind.RANK_PROMOTION
    ]
    return entries
