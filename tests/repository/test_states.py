"""The transition tables are whole, and the page drawn from them is fresh."""

from pathlib import Path

import pytest
from django.conf import settings

from appraisal.enums import EvaluationState, PlanState
from appraisal.workflow import EVALUATION_OWNERS, PLAN_OWNERS
from sabang_kinerja.management.commands.state_diagram import PAGE, SUBJECTS, states_page

ENDS = {
    "Plan (SKP)": {"superseded", "closed"},
    "Evaluation": set(),  # a final one is opened again by a written order only
    "Objection": {"rejected_formally", "decided"},
    "Organisation predicate": set(),  # a fixed one, as long as nobody below is
    "Daily progress": set(),  # an approved entry may be returned
    "Improvement plan": {"improved", "not_improved"},
    "Work team": {"closed"},
    "Letter": {"superseded", "withdrawn"},
}


def test_page_of_states_is_as_the_tables_are():
    page = Path(settings.BASE_DIR) / PAGE

    assert page.read_text() == states_page(), "run script/manage state_diagram"


@pytest.mark.parametrize(
    ("title", "states", "moves", "_owners"), SUBJECTS, ids=[subject[0] for subject in SUBJECTS]
)
def test_every_state_is_reached_and_only_final_ones_have_no_exit(title, states, moves, _owners):
    reached = {states.values[0]}
    while more := {m.target for m in moves if m.sources & reached} - reached:
        reached |= more

    assert reached == set(states.values)
    assert {s for s in states.values if not any(s in m.sources for m in moves)} == ENDS[title]


def test_final_evaluation_is_left_only_by_a_written_order():
    moves = next(moves for title, _states, moves, _owners in SUBJECTS if title == "Evaluation")

    exits = [move for move in moves if EvaluationState.FINAL in move.sources]

    assert [(move.verb, move.needs_note) for move in exits] == [("reopen", True)]


@pytest.mark.parametrize(
    ("states", "owners"), [(PlanState, PLAN_OWNERS), (EvaluationState, EVALUATION_OWNERS)]
)
def test_every_state_says_whose_turn_it_is(states, owners):
    assert list(owners) == list(states)
