"""Which state of a letter follows which; the database enforces the same table."""

from typing import Final

from appraisal.enums import Owner
from appraisal.workflow import Move
from reports.enums import PRESENT
from reports.enums import LetterState as L

LETTER_MOVES: Final = (
    Move("print", frozenset({L.WAITING}), L.READY, Owner.SYSTEM),
    Move("fail", frozenset({L.WAITING}), L.FAILED, Owner.SYSTEM),
    Move("retry", frozenset({L.FAILED}), L.WAITING, Owner.SYSTEM),
    Move("supersede", frozenset(PRESENT), L.SUPERSEDED, Owner.SYSTEM),
    Move("withdraw", frozenset({L.READY}), L.WITHDRAWN, Owner.ADMIN, needs_note=True),
)
