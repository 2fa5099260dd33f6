"""When an evaluation took each of its steps, so that dates, deadlines and states agree."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from appraisal.enums import EvaluationState as E
from appraisal.rules.deadlines import return_deadline
from appraisal.rules.objection import objection_deadline
from personnel.enums import LegalStatus
from personnel.rules.calendar import WIB
from sabang_kinerja.demo.outcomes import Outcome
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.sampling import between, office_time, sometimes

UNANSWERED: Final = 0.15
"""Share of results that nobody answered; they counted as accepted."""

LATE_OBJECTION: Final = "terlambat"
_FILED_LATE_AFTER: Final = timedelta(days=28)


@dataclass(slots=True)
class Moments:
    """The moment of each step; None: not taken. ``lapsed`` and ``accepted`` exclude each other."""

    opened: datetime
    submitted: datetime | None = None
    awaited: datetime | None = None
    fixed: datetime | None = None
    served: datetime | None = None
    accepted: datetime | None = None
    lapsed: datetime | None = None
    filed: datetime | None = None
    examined: datetime | None = None
    decided: datetime | None = None
    final: datetime | None = None


class Clock:
    """Finds the moments of evaluations as they stand ``now``."""

    def __init__(self, now: datetime, holidays: frozenset[date]) -> None:
        self._now = now
        self._today = now.date()
        self._holidays = holidays

    def of(
        self,
        outcome: Outcome,
        chance: random.Random,
        *,
        organisation: datetime | None,
        settled: bool,
    ) -> Moments:
        """Moments of one evaluation.

        ``organisation`` is when the agency's predicate was fixed; in a ``settled`` period all
        went by the calendar, in others the open states lie near today.
        """
        if outcome.state == E.NOT_OPEN:
            return Moments(outcome.spec.fixed_at or self._now)
        moments = Moments(self._opened(outcome))
        ended = datetime.combine(outcome.period.ends, time(23, 59), WIB)
        state = outcome.state
        if state == E.IN_PROGRESS:
            return moments
        if state in (E.AWAITING_FEEDBACK, E.IN_RATING, E.AWAITING_ORGANISATION):
            moments.submitted = self._ago(chance, 1, 18, after=ended)
            if state == E.AWAITING_ORGANISATION:
                moments.awaited = between(chance, moments.submitted, self._now)
            return moments
        earliest = max(ended, organisation or ended)
        if state == E.FINAL:
            self._finish(moments, outcome, chance, earliest, settled=settled)
        else:
            self._stop_near_today(moments, state, chance, earliest)
        fixed = moments.fixed or earliest
        handed_in = between(chance, ended, min(fixed, ended + timedelta(days=6)))
        moments.submitted = min(self._in_office(chance, handed_in, ended), fixed)
        return moments

    def _opened(self, outcome: Outcome) -> datetime:
        period, spec = outcome.period, outcome.spec
        day = date(spec.year.year, 12, 15) if period.is_annual else period.starts
        first = datetime.combine(day, time(6, 0), WIB)
        return max(first, spec.fixed_at or first)

    def _finish(
        self,
        moments: Moments,
        outcome: Outcome,
        chance: random.Random,
        earliest: datetime,
        *,
        settled: bool,
    ) -> None:
        """All the way to final, by answer, by silence or by a decision."""
        latest = earliest + timedelta(days=6)
        if not settled:
            latest = max(
                earliest, min(self._now - timedelta(days=26), earliest + timedelta(days=14))
            )
        moments.fixed = self._in_office(chance, between(chance, earliest, latest), earliest)
        moments.served = self._soon(chance, moments.fixed, 2)
        served = moments.served.date()
        over = _night(objection_deadline(served) + timedelta(days=1))
        case = outcome.case
        if case is not None and case["code"] != LATE_OBJECTION:
            moments.filed = self._soon(chance, moments.served + timedelta(days=1), 9)
            moments.examined = self._soon(chance, moments.filed, 3)
            moments.decided = self._soon(chance, moments.examined, 6)
            moments.final = moments.decided
            return
        lapse = _night(return_deadline(served, self._holidays) + timedelta(days=1))
        gone = outcome.spec.person.status == LegalStatus.LEFT
        if (gone or sometimes(chance, UNANSWERED)) and lapse + timedelta(days=1) < self._now:
            moments.lapsed, moments.final = lapse, lapse + timedelta(days=1)
        else:
            moments.accepted = self._soon(chance, moments.served, 9)
            moments.final = over
        if case is not None:
            moments.filed = self._soon(chance, moments.served + _FILED_LATE_AFTER, 1)

    def _stop_near_today(
        self, moments: Moments, state: E, chance: random.Random, earliest: datetime
    ) -> None:
        """A state that is left within days, by somebody or by the calendar."""
        if state == E.FIXED:
            moments.fixed = self._ago(chance, 1, 4, after=earliest)
            return
        if state == E.LAPSED:
            day = self._today - timedelta(days=19)
            while return_deadline(day, self._holidays) >= self._today:
                day -= timedelta(days=1)
            moments.served = max(earliest, datetime.combine(day, time(9, 30), WIB))
            moments.lapsed = _night(self._today)
        elif state == E.OBJECTED:
            moments.served = self._ago(chance, 6, 16, after=earliest)
            last = datetime.combine(objection_deadline(moments.served.date()), time(16), WIB)
            moments.filed = between(chance, moments.served, min(self._now, last))
            moments.examined = between(chance, moments.filed, self._now)
        else:
            moments.served = self._ago(chance, 2, 11, after=earliest)
            if state == E.ACCEPTED:
                moments.accepted = between(chance, moments.served, self._now)
        before = moments.served - timedelta(days=chance.randint(0, 2))
        moments.fixed = min(self._in_office(chance, before, earliest), moments.served)

    def _in_office(self, chance: random.Random, moment: datetime, after: datetime) -> datetime:
        """Office hours of a moment's day, or of the next weekday, not before ``after``."""
        return min(max(office_time(chance, moment.date()), after), self._now)

    def _ago(self, chance: random.Random, fewest: int, most: int, *, after: datetime) -> datetime:
        """Office hours some days ago, not before ``after``."""
        day = self._today - timedelta(days=chance.randint(fewest, most))
        return min(max(office_time(chance, day), after), self._now)

    def _soon(self, chance: random.Random, moment: datetime, most: int) -> datetime:
        """Office hours within ``most`` days after a moment, not after now."""
        day = moment.date() + timedelta(days=chance.randint(0, most))
        return min(max(office_time(chance, day), moment + timedelta(minutes=5)), self._now)


def _night(day: date) -> datetime:
    """When the scheduler goes round."""
    return datetime.combine(day, time(1, 0), WIB)


def transitions(
    outcome: Outcome, moments: Moments
) -> Iterator[tuple[str, E, E, Person | None, datetime, str]]:
    """Steps as (verb, from, to, by, at, words)."""
    owner, above = outcome.spec.person, outcome.supervisor
    if outcome.state == E.NOT_OPEN:
        return
    yield "open", E.NOT_OPEN, E.IN_PROGRESS, None, moments.opened, ""
    if moments.submitted is None:
        return
    if outcome.state == E.AWAITING_FEEDBACK:
        yield "ask_feedback", E.IN_PROGRESS, E.AWAITING_FEEDBACK, owner, moments.submitted, ""
        return
    yield "submit", E.IN_PROGRESS, E.IN_RATING, owner, moments.submitted, ""
    if moments.awaited:
        waits = E.AWAITING_ORGANISATION
        yield "await_organisation", E.IN_RATING, waits, above, moments.awaited, ""
    if moments.fixed:
        yield "fix", E.IN_RATING, E.FIXED, above, moments.fixed, ""
    at = E.SERVED
    if moments.served:
        yield "serve", E.FIXED, at, above, moments.served, ""
    if moments.accepted:
        yield "accept", at, E.ACCEPTED, owner, moments.accepted, ""
        at = E.ACCEPTED
    if moments.lapsed:
        yield "lapse", at, E.LAPSED, None, moments.lapsed, ""
        at = E.LAPSED
    by: Person | None = None
    if moments.filed and moments.examined and outcome.case:
        yield "object", at, E.OBJECTED, owner, moments.filed, outcome.case["reason"]
        at, by = E.OBJECTED, outcome.reviewer
    if moments.final:
        yield "finalise", at, E.FINAL, by, moments.final, ""
