"""Which step leads where in the training room; the database refuses every other one."""

from collections.abc import Mapping
from typing import Final

from training.enums import AttendanceState as A
from training.enums import DevelopmentState as D
from training.enums import EnrolmentState as E
from training.enums import EventState as V
from training.enums import RecordState as R
from training.enums import SessionState as S
from training.enums import YearPlanState as Y

Steps = Mapping[str, tuple[str, ...]]

SESSION_STEPS: Final[Steps] = {
    S.DRAFT: (S.OPEN, S.CANCELLED),
    S.OPEN: (S.CLOSED, S.HELD, S.CANCELLED),
    S.CLOSED: (S.OPEN, S.HELD, S.CANCELLED),
}

ENROLMENT_STEPS: Final[Steps] = {
    E.REQUESTED: (E.ENROLLED, E.WAITING, E.DECLINED, E.WITHDRAWN),
    E.WAITING: (E.ENROLLED, E.WITHDRAWN),
    E.ENROLLED: (E.COMPLETED, E.ABSENT, E.WITHDRAWN),
    E.DECLINED: (E.REQUESTED,),
    E.WITHDRAWN: (E.REQUESTED, E.WAITING, E.ENROLLED),
    E.ABSENT: (E.COMPLETED,),
    E.COMPLETED: (E.ABSENT,),
}
"""Whoever withdrew can come back; a mistake in the list of who was there can be mended."""

RECORD_STEPS: Final[Steps] = {
    R.SUBMITTED: (R.VERIFIED, R.REJECTED),
    R.VERIFIED: (R.SUBMITTED, R.REJECTED),
    R.REJECTED: (R.SUBMITTED,),
}

YEAR_PLAN_STEPS: Final[Steps] = {
    Y.DRAFT: (Y.SUBMITTED,),
    Y.SUBMITTED: (Y.DRAFT, Y.FIXED),
    Y.FIXED: (Y.DRAFT,),
}

DEVELOPMENT_STEPS: Final[Steps] = {
    D.OFFERED: (D.DRAFT, D.DECLINED),
    D.DECLINED: (D.DRAFT,),
    D.DRAFT: (D.SUBMITTED, D.DECLINED),
    D.SUBMITTED: (D.DRAFT, D.AGREED),
    D.AGREED: (D.DRAFT, D.CLOSED),
}
"""Both sides can go back to the draft; only what nothing demands can be put aside."""

EVENT_STEPS: Final[Steps] = {
    V.DRAFT: (V.ANNOUNCED, V.CANCELLED),
    V.ANNOUNCED: (V.CLOSED, V.CANCELLED),
    V.CLOSED: (V.ANNOUNCED,),
}
"""A closed event can be opened again to mend its list."""

ATTENDANCE_STEPS: Final[Steps] = {
    A.INVITED: (A.EXCUSED, A.PRESENT, A.ABSENT),
    A.EXCUSED: (A.INVITED, A.PRESENT),
    A.ABSENT: (A.PRESENT, A.INVITED, A.EXCUSED),
    A.PRESENT: (A.INVITED, A.EXCUSED, A.ABSENT),
}


def pairs(steps: Steps) -> str:
    """Steps as SQL, for a trigger: ``('a', 'b'), …``."""
    return ", ".join(f"('{old}', '{new}')" for old, after in steps.items() for new in after)
