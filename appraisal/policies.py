"""Does the state allow it, whoever asks? Sentences name the state and the next step."""

from django.utils.translation import gettext as _

from appraisal.models import DailyProgress, Evaluation, Objection, OrganisationPredicate, Plan
from appraisal.workflow import Move, move_for
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied

Subject = Plan | Evaluation | Objection | OrganisationPredicate | DailyProgress


def may_move(subject: Subject, verb: str) -> Verdict:
    """Whether the transition table knows ``verb`` from the present state."""
    move = move_of(subject, verb)
    if subject.state in move.sources:
        return ALLOWED
    return denied(
        _("Langkah ini belum dapat dilakukan karena status saat ini: %(state)s.")
        % {"state": subject.get_state_display()},
        WrongState,
    )


def move_of(subject: Subject, verb: str) -> Move:
    """The row of the transition table for this kind of object."""
    tables = {
        Plan: "plan",
        Evaluation: "evaluation",
        Objection: "objection",
        OrganisationPredicate: "organisation",
        DailyProgress: "progress",
    }
    return move_for(tables[type(subject)], verb)
