"""When a plan was made, submitted, returned, approved and signed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from appraisal.enums import PlanState
from personnel.rules.calendar import WIB
from sabang_kinerja.demo.content import wordings
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.plan_specs import PlanSpec
from sabang_kinerja.demo.sampling import between, office_time, sometimes

RETURNED_ONCE: Final = 0.12
"""Share of fixed plans that came back once before."""

_LATE_BY_DAYS: Final = {PlanState.DRAFT: 40, PlanState.SUBMITTED: 18, PlanState.RETURNED: 15}
_APPROVED_BY_DAYS: Final = 8
_DEEPEST: Final = 5


@dataclass(slots=True)
class PlanSteps:
    """The moment of each step; None: not taken."""

    created: datetime
    submitted: datetime | None = None
    returned: datetime | None = None
    resubmitted: datetime | None = None
    approved: datetime | None = None
    signed: datetime | None = None
    fixed: datetime | None = None


def steps_of(spec: PlanSpec, chance: random.Random, now: datetime) -> PlanSteps:
    """Moments in order, none after ``now``, as far as the plan's state has come."""
    first, last = _window(spec, chance, now.date())
    days = [between(chance, first, last).date() for _each in range(7)]
    moments = sorted(min(office_time(chance, day), now) for day in days)
    created, submitted, returned, resubmitted, approved, signed, fixed = moments
    if spec.state == PlanState.DRAFT:
        return PlanSteps(created)
    steps = PlanSteps(created, submitted)
    if spec.state == PlanState.SUBMITTED:
        return steps
    if spec.state == PlanState.RETURNED:
        steps.returned = returned
        return steps
    steps.approved = approved
    if spec.state == PlanState.APPROVED:
        steps.signed = signed if sometimes(chance, 0.5) else None
        return steps
    if sometimes(chance, RETURNED_ONCE):
        steps.returned, steps.resubmitted = returned, resubmitted
    steps.signed, steps.fixed = signed, fixed
    return steps


def transitions(
    spec: PlanSpec, steps: PlanSteps, note: str, admin: Person, now: datetime
) -> Iterator[dict[str, Any]]:
    """Rows of the trace that these steps leave; ``note`` goes with a return."""
    owner, above = spec.person, spec.supervisor
    rows: list[tuple[str, PlanState, PlanState, Person | None, datetime | None, str]] = [
        ("submit", PlanState.DRAFT, PlanState.SUBMITTED, owner, steps.submitted, ""),
        ("return", PlanState.SUBMITTED, PlanState.RETURNED, above, steps.returned, note),
        ("submit", PlanState.RETURNED, PlanState.SUBMITTED, owner, steps.resubmitted, ""),
        ("approve", PlanState.SUBMITTED, PlanState.APPROVED, above, steps.approved, ""),
        ("fix", PlanState.APPROVED, PlanState.FIXED, above, steps.fixed, ""),
    ]
    if spec.state == PlanState.CLOSED:
        closed = min(_at(spec.ends + timedelta(days=2), 10), now)
        why = wordings()["close_reasons"][spec.why_closed]
        rows.append(("close", PlanState.FIXED, PlanState.CLOSED, admin, closed, why))
    for verb, source, target, by, at, words in rows:
        if at is not None:
            yield {
                "plan_id": spec.id,
                "verb": verb,
                "source": source.value,
                "target": target.value,
                "by_id": by.user_id if by else None,
                "at": at,
                "note": words,
            }


def _window(spec: PlanSpec, chance: random.Random, today: date) -> tuple[datetime, datetime]:
    """Between which moments the plan was made; superiors were earlier than their people."""
    year = spec.year.year
    if not spec.is_settled:
        last = today - timedelta(
            days=chance.randint(1, _LATE_BY_DAYS.get(spec.state, _APPROVED_BY_DAYS))
        )
        return _at(last - timedelta(days=25)), _at(last)
    if spec.version > 1:
        middle = min(date(year, 7, 1) + timedelta(days=chance.randint(0, 50)), today)
        return _at(middle - timedelta(days=20)), _at(middle)
    if spec.starts > date(year, 1, 1):
        return _at(spec.starts), _at(min(spec.starts + timedelta(days=13), today))
    first, last = date(year - 1, 12, 4), min(date(year, 1, 29), today)
    eighth = (last - first) / 8
    start = first + eighth * min(spec.depth, _DEEPEST)
    return _at(start), _at(start + eighth * 3)


def _at(day: date, hour: int = 8) -> datetime:
    return datetime.combine(day, time(hour, 0), WIB)
