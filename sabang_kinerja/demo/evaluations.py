"""Writes evaluations: their rows, what was reached, the ratings, and the trace of steps."""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from psycopg.types.json import Jsonb

from appraisal.enums import CoreValue
from appraisal.enums import EvaluationState as E
from appraisal.models import (
    Achievement,
    BehaviourRating,
    Evaluation,
    EvaluationTransition,
    ResultRating,
)
from appraisal.models.evaluations import RATED
from appraisal.regulation import result_versions
from appraisal.rules.predicate import DEFAULT_HEAD_RESULTS, performance_predicate
from appraisal.rules.ratings import DEFAULT_PROPOSAL, Rating
from personnel.rules.calendar import WIB
from personnel.rules.regulation import DEFAULTS
from sabang_kinerja.demo.achievements import reached
from sabang_kinerja.demo.content import phrases, wordings
from sabang_kinerja.demo.evidence import EvidenceWriter
from sabang_kinerja.demo.judgement import Overall, rate_behaviour, rate_results
from sabang_kinerja.demo.moments import Clock, Moments, transitions
from sabang_kinerja.demo.objections import ratings_after, write_objection
from sabang_kinerja.demo.outcomes import Outcome
from sabang_kinerja.demo.sampling import sometimes, stream
from sabang_kinerja.demo.tables import Tables

UNRATED: Final = (E.NOT_OPEN, E.IN_PROGRESS, E.AWAITING_FEEDBACK)
RESULT_REMARKS: Final = 0.35
BEHAVIOUR_REMARKS: Final = 0.12
"""Shares of single ratings with words beside them."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known about an evaluation beside its outcome.

    ``organisation`` is when the agency's predicate was fixed; a ``settled`` period went by the
    calendar; ``running`` tells the year in progress from closed ones.
    """

    organisation: datetime | None
    settled: bool
    running: bool
    with_file: bool = False


@dataclass(frozen=True, slots=True)
class _Judgement:
    """Both overall ratings, and how many single ratings have been entered so far."""

    results: Overall
    behaviour: Overall
    results_entered: int
    values_entered: int

    @property
    def is_complete(self) -> bool:
        return self.results_entered == len(self.results.singles) and self.values_entered == len(
            self.behaviour.singles
        )


class EvaluationWriter:
    """Writes evaluations one by one; their plans have been written before."""

    def __init__(self, tables: Tables, seed: int, now: datetime, holidays: frozenset[date]) -> None:
        self._tables = tables
        self._seed = seed
        self._now = now
        self._holidays = holidays
        self._clock = Clock(now, holidays)
        self._remarks = _remarks_by_value()
        self.evidence = EvidenceWriter(tables)

    def write(self, outcome: Outcome, around: Circumstances) -> None:
        """Write one evaluation with everything that belongs to it."""
        spec, period = outcome.spec, outcome.period
        chance = stream(
            self._seed, "evaluation", period.id, spec.person.nip, spec.starts, spec.version
        )
        moments = self._clock.of(
            outcome, chance, organisation=around.organisation, settled=around.settled
        )
        judgement = self._judge(outcome, chance)
        rated = outcome.state not in UNRATED
        evaluation_id = self._tables[Evaluation].add(
            plan_id=spec.id,
            period_id=period.id,
            state=outcome.state.value,
            supervisor_id=outcome.supervisor.id,
            reviewing_superior_id=outcome.reviewer.id if outcome.reviewer else None,
            self_assessment=self._self_assessment(outcome, chance),
            submitted_at=moments.submitted if rated else None,
            row_version=chance.randint(4, 12),
            created_at=moments.opened,
            updated_at=moments.final or moments.served or moments.submitted or moments.opened,
            **(self._overall(outcome, judgement, moments, chance) if rated else {}),
        )
        self._write_achievements(outcome, evaluation_id, judgement.results.singles, chance)
        if rated:
            self._write_ratings(outcome, evaluation_id, judgement, chance)
        self._write_evidence(outcome, evaluation_id, moments, around, chance)
        for verb, source, target, by, at, note in transitions(outcome, moments):
            self._tables[EvaluationTransition].add(
                evaluation_id=evaluation_id,
                verb=verb,
                source=source.value,
                target=target.value,
                by_id=by.user_id if by else None,
                at=at,
                note=note,
            )
        write_objection(outcome, moments, evaluation_id, self._holidays, self._tables)

    def _judge(self, outcome: Outcome, chance: random.Random) -> _Judgement:
        may_depart = outcome.case is None and not outcome.leads_agency
        planned = outcome.spec.results
        results = rate_results(outcome.results, planned, chance, may_depart=may_depart)
        behaviour = rate_behaviour(outcome.behaviour, chance, may_depart=may_depart)
        entered = len(planned), len(behaviour.singles)
        if outcome.state == E.IN_RATING and sometimes(chance, 0.7):
            entered = chance.randint(0, len(planned)), 0
        return _Judgement(results, behaviour, *entered)

    def _overall(
        self, outcome: Outcome, judgement: _Judgement, moments: Moments, chance: random.Random
    ) -> dict[str, Any]:
        """Columns of the overall ratings and of what follows from them."""
        if not judgement.is_complete:
            return {}
        results, behaviour = ratings_after(outcome)
        decision = outcome.case["decision"] if outcome.case else ""
        columns: dict[str, Any] = {
            "results_proposed": judgement.results.proposed.value,
            "results_rating": results.value,
            "results_reason": judgement.results.reason,
            "results_algorithm": DEFAULT_HEAD_RESULTS if outcome.leads_agency else DEFAULT_PROPOSAL,
            "behaviour_proposed": judgement.behaviour.proposed.value,
            "behaviour_rating": behaviour.value,
            "behaviour_reason": judgement.behaviour.reason,
            "behaviour_algorithm": DEFAULT_PROPOSAL,
        }
        if results != outcome.results:
            columns["results_reason"] = decision
        if behaviour != outcome.behaviour:
            columns["behaviour_reason"] = decision
        if outcome.state in RATED:
            predicate = performance_predicate(results, behaviour)
            revised = (results, behaviour) != (outcome.results, outcome.behaviour)
            columns |= {
                "predicate": predicate.value,
                "organisation_predicate": outcome.organisation.value,
                "recommendation": self._recommendation(outcome, predicate.value, chance),
                "revision": 2 if revised else 1,
                "regulation_versions": Jsonb(result_versions(DEFAULTS)),
                "fixed_at": moments.fixed,
                "served_at": moments.decided if revised else moments.served,
                "answered_at": moments.accepted,
                "final_at": moments.final,
            }
        return columns

    def _self_assessment(self, outcome: Outcome, chance: random.Random) -> str:
        if outcome.state == E.NOT_OPEN or (
            outcome.state == E.IN_PROGRESS and sometimes(chance, 0.8)
        ):
            return ""
        text: str = chance.choice(wordings()["self_assessment"][outcome.results.value])
        return text

    def _recommendation(self, outcome: Outcome, predicate: str, chance: random.Random) -> str:
        """A sentence for the predicate, often after a remark on the kind of work."""
        text: str = chance.choice(wordings()["recommendation"][predicate])
        if not sometimes(chance, 0.45):
            return text
        good = outcome.results is Rating.ABOVE or (
            outcome.results is Rating.MEETS and sometimes(chance, 0.5)
        )
        tone = "appreciation" if good else "improvement"
        places = wordings()["supervisor_notes"][tone]
        suiting = places[outcome.spec.span.post.family] + places["any"]
        return f"{phrases()['supervisor_notes'][tone][chance.choice(suiting)]} {text}"

    def _write_achievements(
        self,
        outcome: Outcome,
        evaluation_id: int,
        singles: list[Rating],
        chance: random.Random,
    ) -> None:
        state = outcome.state
        if state == E.NOT_OPEN or (state == E.IN_PROGRESS and sometimes(chance, 0.6)):
            return
        sources = wordings()["data_sources"][outcome.spec.span.post.family]
        for result, rating in zip(outcome.spec.results, singles, strict=True):
            if state == E.IN_PROGRESS and sometimes(chance, 0.5):
                continue
            for indicator in result.indicators:
                found = reached(indicator, rating, outcome.period, chance)
                self._tables[Achievement].add(
                    evaluation_id=evaluation_id,
                    indicator_id=indicator.id,
                    text=found.text,
                    value=found.value,
                    data_source=chance.choice(sources),
                )

    def _write_ratings(
        self, outcome: Outcome, evaluation_id: int, judgement: _Judgement, chance: random.Random
    ) -> None:
        remarks = wordings()["result_feedback"]
        rated = zip(outcome.spec.results, judgement.results.singles, strict=True)
        for result, rating in list(rated)[: judgement.results_entered]:
            said = sometimes(chance, RESULT_REMARKS)
            self._tables[ResultRating].add(
                evaluation_id=evaluation_id,
                result_id=result.id,
                rating=rating.value,
                feedback=chance.choice(remarks[rating.value]) if said else "",
            )
        valued = zip(CoreValue.values, judgement.behaviour.singles, strict=True)
        for value, rating in list(valued)[: judgement.values_entered]:
            said = sometimes(chance, BEHAVIOUR_REMARKS)
            tone = "improvement" if rating is Rating.BELOW else "appreciation"
            self._tables[BehaviourRating].add(
                evaluation_id=evaluation_id,
                core_value=value,
                rating=rating.value,
                feedback=chance.choice(self._remarks[value, tone]) if said else "",
            )

    def _write_evidence(
        self,
        outcome: Outcome,
        evaluation_id: int,
        moments: Moments,
        around: Circumstances,
        chance: random.Random,
    ) -> None:
        share = 1.0 if around.running else 0.15
        if outcome.state == E.IN_PROGRESS:
            share = 0.4
        if outcome.state == E.NOT_OPEN or not (around.with_file or sometimes(chance, share)):
            return
        last = moments.submitted or self._now
        first = datetime.combine(outcome.spec.starts, time(9), WIB)
        first = max(first, datetime.combine(outcome.period.starts, time(9), WIB))
        self.evidence.write(
            outcome, evaluation_id, min(first, last), last, chance, with_file=around.with_file
        )


def _remarks_by_value() -> dict[tuple[str, str], list[str]]:
    """Remarks on behaviour by core value and tone."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in phrases()["colleague_feedback"]:
        found[row["core_value"], row["tone"]].append(row["text"])
    return found
