"""``script/manage state_diagram``: write docs/reference/states.md from the transition tables."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import TextChoices
from django.utils import translation

from appraisal.enums import (
    EvaluationState,
    ImprovementState,
    ObjectionState,
    OrganisationState,
    Owner,
    PlanState,
    ProgressState,
    WorkTeamState,
)
from appraisal.workflow import (
    EVALUATION_MOVES,
    EVALUATION_OWNERS,
    IMPROVEMENT_MOVES,
    OBJECTION_MOVES,
    ORGANISATION_MOVES,
    PLAN_MOVES,
    PLAN_OWNERS,
    PROGRESS_MOVES,
    WORK_TEAM_MOVES,
    Move,
)
from reports.enums import LetterState
from reports.workflow import LETTER_MOVES

PAGE: Final = Path("docs/reference/states.md")
_HEAD: Final = """\
# States

Which step leads where, as the transition tables have it (`appraisal/workflow.py`,
`reports/workflow.py`). The database refuses every other change. Written by
`script/manage state_diagram`; a test fails when it is stale. Source: regulation 2.4.
"""

Owners = Mapping[str, Owner | None]
SUBJECTS: Final[tuple[tuple[str, type[TextChoices], tuple[Move, ...], Owners], ...]] = (
    ("Plan (SKP)", PlanState, PLAN_MOVES, PLAN_OWNERS),
    ("Evaluation", EvaluationState, EVALUATION_MOVES, EVALUATION_OWNERS),
    ("Objection", ObjectionState, OBJECTION_MOVES, {}),
    ("Organisation predicate", OrganisationState, ORGANISATION_MOVES, {}),
    ("Daily progress", ProgressState, PROGRESS_MOVES, {}),
    ("Improvement plan", ImprovementState, IMPROVEMENT_MOVES, {}),
    ("Work team", WorkTeamState, WORK_TEAM_MOVES, {}),
    ("Letter", LetterState, LETTER_MOVES, {}),
)
"""Title, states, steps, and whose turn it is in each state."""


class Command(BaseCommand):
    help = "Write docs/reference/states.md from the transition tables."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        page = Path(settings.BASE_DIR) / PAGE
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(states_page())


def states_page() -> str:
    """The page as the tables are now: English, so that it does not depend on who writes it."""
    with translation.override("en"):
        parts = [_part(*subject) for subject in SUBJECTS]
    return "\n".join([_HEAD, *parts])


def _part(title: str, states: type[TextChoices], moves: Iterable[Move], owners: Owners) -> str:
    lines = [f"## {title}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.value}: {state.label}" for state in states]
    lines += [
        f"    {source} --> {move.target}: {move.verb}"
        for move in moves
        for source in states.values
        if source in move.sources
    ]
    lines += ["```", "", "| step | from | to | by | words needed |", "|---|---|---|---|---|"]
    lines += [
        f"| {move.verb} | {_labels(states, move.sources)} | {states(move.target).label} "
        f"| {move.owner.label} | {'yes' if move.needs_note else ''} |"
        for move in moves
    ]
    if owners:
        lines += ["", "| state | whose turn |", "|---|---|"]
        lines += [
            f"| {states(state).label} | {owner.label if owner else '–'} |"
            for state, owner in owners.items()
        ]
    return "\n".join([*lines, ""])


def _labels(states: type[TextChoices], found: Iterable[str]) -> str:
    return ", ".join(str(state.label) for state in states if state.value in found)
