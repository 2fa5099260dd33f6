"""Calibrations with reasons and review requests, and the parts of years that moves left behind."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from appraisal.enums import CalibrationState, PlanState, SegmentCause
from appraisal.enums import EvaluationState as E
from appraisal.models import (
    Calibration,
    DeviationReason,
    Evaluation,
    OrganisationPredicate,
    Plan,
    ReviewRequest,
    Segment,
)
from appraisal.models.evaluations import RATED
from appraisal.rules.predicate import OrganisationPredicate as OrganisationValue
from appraisal.rules.predicate import Predicate, performance_predicate
from appraisal.rules.ratings import Rating
from appraisal.selectors.pattern_figure import deviations
from personnel.models import Period
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.content import read_json
from sabang_kinerja.demo.organisation import City
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.sampling import office_time, scaled, sometimes, stream
from sabang_kinerja.demo.tables import Tables

REVIEWS: Final = 40
"""Review requests of the running period in a city of 3,000; a third waits for an answer."""
OPEN_SEGMENTS: Final = 3
"""Parts of the running year whose supervisor has not closed them yet."""

_Row = tuple[int, int, int, str, str, str]
"""Id, agency, supervisor, state, rating of results, rating of behaviour."""


@cache
def _texts() -> dict[str, list[str]]:
    return read_json("calibration.json")


@dataclass(frozen=True, slots=True)
class _Stage:
    city: City
    heads: dict[int, Person]
    users: dict[int, int]
    seed: int
    now: datetime
    tables: Tables


def write_calibrations(
    city: City, population: Population, seed: int, now: datetime, tables: Tables
) -> None:
    """Write what calibration left: of closed years the signature, of the running one its work."""
    heads = {}
    for unit in city.units:
        head = population.head_of(city, unit.code) if unit.is_agency else None
        if head is not None and head.user_id:
            heads[unit.id] = head
    users = {person.id: person.user_id for person in population.people if person.user_id}
    stage = _Stage(city, heads, users, seed, now, tables)
    periods = list(Period.objects.filter(ends__lt=now.date()).order_by("ends", "starts"))
    running = next((p for p in reversed(periods) if now.date() - p.ends > timedelta(30)), None)
    for period in periods:
        if period.kind == "annual" or period == running:
            _write_period(stage, period, finished=period != running)
    _write_segments(stage)


def _write_period(stage: _Stage, period: Period, *, finished: bool) -> None:
    by_agency: dict[int, list[_Row]] = defaultdict(list)
    for row in Evaluation.objects.filter(period=period).values_list(
        *("pk", "plan__assignment__post__unit__agency", "supervisor"),
        *("state", "results_rating", "behaviour_rating"),
    ):
        by_agency[row[1] or 0].append(row)
    fixed = OrganisationPredicate.objects.filter(period=period, state="fixed")
    reviewed: list[_Row] = []
    for organisation in fixed.order_by("unit"):
        head = stage.heads.get(organisation.unit_id)
        rows = by_agency.get(organisation.unit_id, [])
        if head is None or not rows or organisation.fixed_at is None:
            continue
        _write_one(stage, organisation, head, rows, finished=finished)
        reviewed += [row for row in rows if row[4] and row[5] and row[2] != head.id]
    if not finished:
        _write_reviews(stage, period, reviewed)


def _write_one(
    stage: _Stage,
    organisation: OrganisationPredicate,
    head: Person,
    rows: list[_Row],
    *,
    finished: bool,
) -> None:
    chance = stream(stage.seed, "calibration", organisation.unit_id, organisation.period_id)
    fixed_at = organisation.fixed_at or stage.now
    opened = office_time(chance, (fixed_at + timedelta(1)).date())
    done = office_time(chance, (opened + timedelta(4)).date())
    stage.tables[Calibration].add(
        agency_id=organisation.unit_id,
        period_id=organisation.period_id,
        state=CalibrationState.FINISHED if finished else CalibrationState.OPEN,
        opened_by_id=head.user_id,
        opened_at=opened,
        summary=chance.choice(_texts()["summary"]) if finished else "",
        finished_by_id=head.id if finished else None,
        finished_at=done if finished else None,
    )
    counts: dict[Predicate, int] = defaultdict(int)
    for row in rows:
        if row[4] and row[5]:
            counts[performance_predicate(Rating(row[4]), Rating(row[5]))] += 1
    if deviations(OrganisationValue(organisation.predicate), counts) and (
        finished or sometimes(chance, 0.4)
    ):
        stage.tables[DeviationReason].add(
            unit_id=organisation.unit_id,
            period_id=organisation.period_id,
            text=chance.choice(_texts()["deviation"]),
            written_by_id=head.user_id,
            written_at=done,
        )


def _write_reviews(stage: _Stage, period: Period, rows: list[_Row]) -> None:
    """Some people are asked about again: open where ratings can still change, else answered."""
    chance = stream(stage.seed, "reviews", period.pk)
    can_change = [row for row in rows if row[3] == E.IN_RATING]
    settled = [row for row in rows if row[3] in RATED and row[2] in stage.users]
    chance.shuffle(can_change)
    chance.shuffle(settled)
    wanted = scaled(REVIEWS, stage.city.factor)
    for row in can_change[: max(1, wanted // 3)]:
        _write_review(stage, period, row, answered=False)
    for row in settled[: wanted - wanted // 3]:
        _write_review(stage, period, row, answered=True)


def _write_review(stage: _Stage, period: Period, row: _Row, *, answered: bool) -> None:
    pk, agency, supervisor, _state, results, behaviour = row
    chance = stream(stage.seed, "review", pk)
    asked = office_time(chance, period.ends + timedelta(chance.randint(11, 14)))
    stage.tables[ReviewRequest].add(
        evaluation_id=pk,
        reason=chance.choice(_texts()["review"]),
        asked_by_id=stage.heads[agency].user_id,
        asked_at=asked,
        results_before=results,
        behaviour_before=behaviour,
        answer=chance.choice(_texts()["answer"]) if answered else "",
        answered_by_id=stage.users[supervisor] if answered else None,
        answered_at=office_time(chance, (asked + timedelta(2)).date()) if answered else None,
        results_after=results if answered else "",
        behaviour_after=behaviour if answered else "",
    )


def _write_segments(stage: _Stage) -> None:
    """A closed plan that another plan of the year follows is a part of it, closed by its rater."""
    plans = Plan.objects.exclude(state=PlanState.SUPERSEDED).order_by("employee", "starts", "pk")
    rows = list(
        plans.values_list("pk", "employee", "year", "starts", "ends", "state", "supervisor")
    )
    left = OPEN_SEGMENTS
    for row, following in zip(reversed(rows), [None, *reversed(rows[1:])], strict=True):
        pk, employee, year, starts, ends, state, supervisor = row
        if state != PlanState.CLOSED or supervisor not in stage.users or following is None:
            continue
        if following[1:3] != (employee, year):
            continue
        chance = stream(stage.seed, "segment", pk)
        is_open = left > 0 and ends.year == stage.now.year
        left -= is_open
        stage.tables[Segment].add(
            plan_id=pk,
            supervisor_id=supervisor,
            starts=starts,
            ends=ends,
            cause=SegmentCause.MOVE,
            results_rating="" if is_open else chance.choice((Rating.MEETS, Rating.ABOVE)).value,
            behaviour_rating="" if is_open else chance.choice((Rating.MEETS, Rating.ABOVE)).value,
            note="" if is_open else chance.choice(_texts()["segment"]),
            closed_by_id=None if is_open else stage.users[supervisor],
            closed_at=None if is_open else office_time(chance, ends),
        )
