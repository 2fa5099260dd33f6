"""Which step follows which: the transition tables of regulation 2.4, one row a verb.

The database enforces the same tables (``models.guards``); a page of the docs is drawn from them.
"""

from dataclasses import dataclass

from appraisal.enums import EvaluationState as E
from appraisal.enums import ImprovementState as M
from appraisal.enums import ObjectionState as O
from appraisal.enums import OrganisationState as G
from appraisal.enums import Owner
from appraisal.enums import PlanState as P
from appraisal.enums import ProgressState as D
from appraisal.enums import WorkTeamState as T


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: from which states, to which, by whom, and whether words are required."""

    verb: str
    sources: frozenset[str]
    target: str
    owner: Owner
    needs_note: bool = False


def _move(verb: str, sources: set[str], target: str, owner: Owner, *, note: bool = False) -> Move:
    return Move(verb, frozenset(sources), target, owner, note)


PLAN_MOVES = (
    _move("submit", {P.DRAFT, P.RETURNED}, P.SUBMITTED, Owner.EMPLOYEE),
    _move("withdraw", {P.SUBMITTED}, P.DRAFT, Owner.EMPLOYEE),
    _move("return", {P.SUBMITTED}, P.RETURNED, Owner.SUPERVISOR, note=True),
    _move("approve", {P.SUBMITTED}, P.APPROVED, Owner.SUPERVISOR),
    _move("fix", {P.APPROVED}, P.FIXED, Owner.SUPERVISOR),
    _move("supersede", {P.FIXED}, P.SUPERSEDED, Owner.SYSTEM),
    _move("close", {P.FIXED}, P.CLOSED, Owner.ADMIN, note=True),
)

EVALUATION_MOVES = (
    _move("open", {E.NOT_OPEN}, E.IN_PROGRESS, Owner.SYSTEM),
    _move("submit", {E.IN_PROGRESS}, E.IN_RATING, Owner.EMPLOYEE),
    _move("ask_feedback", {E.IN_PROGRESS}, E.AWAITING_FEEDBACK, Owner.EMPLOYEE),
    _move("rate", {E.AWAITING_FEEDBACK}, E.IN_RATING, Owner.SYSTEM),
    _move("await_organisation", {E.IN_RATING}, E.AWAITING_ORGANISATION, Owner.SUPERVISOR),
    _move("fix", {E.IN_RATING, E.AWAITING_ORGANISATION}, E.FIXED, Owner.SUPERVISOR),
    _move("serve", {E.FIXED}, E.SERVED, Owner.SUPERVISOR),
    _move("accept", {E.SERVED}, E.ACCEPTED, Owner.EMPLOYEE),
    _move("lapse", {E.SERVED}, E.LAPSED, Owner.SYSTEM),
    _move("object", {E.SERVED, E.ACCEPTED, E.LAPSED}, E.OBJECTED, Owner.EMPLOYEE, note=True),
    _move("finalise", {E.ACCEPTED, E.LAPSED, E.OBJECTED}, E.FINAL, Owner.SYSTEM),
    _move("reopen", {E.FINAL}, E.IN_RATING, Owner.ADMIN, note=True),
)

OBJECTION_MOVES = (
    _move("reject", {O.SUBMITTED}, O.REJECTED_FORMALLY, Owner.REVIEWING_SUPERIOR, note=True),
    _move("examine", {O.SUBMITTED}, O.UNDER_REVIEW, Owner.REVIEWING_SUPERIOR),
    _move("decide", {O.UNDER_REVIEW}, O.DECIDED, Owner.REVIEWING_SUPERIOR, note=True),
)

ORGANISATION_MOVES = (
    _move("recommend", {G.DRAFT}, G.RECOMMENDED, Owner.ADMIN),
    _move("fix", {G.DRAFT, G.RECOMMENDED}, G.FIXED, Owner.LEADER_ABOVE),
    _move("reopen", {G.FIXED}, G.DRAFT, Owner.ADMIN, note=True),
)

PROGRESS_MOVES = (
    _move("submit", {D.DRAFT}, D.SUBMITTED, Owner.EMPLOYEE),
    _move("approve", {D.SUBMITTED}, D.APPROVED, Owner.SUPERVISOR),
    _move("return", {D.SUBMITTED, D.APPROVED}, D.DRAFT, Owner.SUPERVISOR, note=True),
)

IMPROVEMENT_MOVES = (
    _move("improve", {M.RUNNING}, M.IMPROVED, Owner.SUPERVISOR, note=True),
    _move("miss", {M.RUNNING}, M.NOT_IMPROVED, Owner.SUPERVISOR, note=True),
    _move("end", {M.RUNNING}, M.ENDED, Owner.SYSTEM),
    _move("resume", {M.ENDED}, M.RUNNING, Owner.SYSTEM),
)

WORK_TEAM_MOVES = (_move("close", {T.RUNNING}, T.CLOSED, Owner.UNIT_HEAD, note=True),)

PLAN_OWNERS: dict[str, Owner | None] = {
    P.DRAFT: Owner.EMPLOYEE,
    P.SUBMITTED: Owner.SUPERVISOR,
    P.RETURNED: Owner.EMPLOYEE,
    P.APPROVED: Owner.SUPERVISOR,
    P.FIXED: None,
    P.SUPERSEDED: None,
    P.CLOSED: None,
}

EVALUATION_OWNERS: dict[str, Owner | None] = {
    E.NOT_OPEN: Owner.SYSTEM,
    E.IN_PROGRESS: Owner.EMPLOYEE,
    E.AWAITING_FEEDBACK: Owner.SYSTEM,
    E.IN_RATING: Owner.SUPERVISOR,
    E.AWAITING_ORGANISATION: Owner.LEADER_ABOVE,
    E.FIXED: Owner.SUPERVISOR,
    E.SERVED: Owner.EMPLOYEE,
    E.ACCEPTED: Owner.SYSTEM,
    E.LAPSED: Owner.SYSTEM,
    E.OBJECTED: Owner.REVIEWING_SUPERIOR,
    E.FINAL: None,
}

_TABLES = {
    "plan": {move.verb: move for move in PLAN_MOVES},
    "evaluation": {move.verb: move for move in EVALUATION_MOVES},
    "objection": {move.verb: move for move in OBJECTION_MOVES},
    "organisation": {move.verb: move for move in ORGANISATION_MOVES},
    "progress": {move.verb: move for move in PROGRESS_MOVES},
}


def move_for(subject: str, verb: str) -> Move:
    """The row of a verb. Raises ``KeyError`` for a verb that the table does not know."""
    return _TABLES[subject][verb]


def arrows(moves: tuple[Move, ...]) -> list[tuple[str, str]]:
    """Every allowed (from, to) pair, for the guard in the database."""
    return sorted({(source, move.target) for move in moves for source in move.sources})
