"""Continuous feedback: as what somebody speaks, and how long a remark can be taken back.

Source: regulation 3.13; the day of grace is ours. See docs/legal.md#feedback-and-guidance.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

GRACE: Final = timedelta(days=1)
"""How long a remark can be withdrawn after it was given."""


class GiverRole(StrEnum):
    """Prefix of a remark on the printed form."""

    LEADER = "leader"
    TEAM_LEADER = "team_leader"
    COLLEAGUE = "colleague"
    SUBORDINATE = "subordinate"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Line:
    """One person with both superiors; None where there is none."""

    person: int
    supervisor: int | None
    reviewing_superior: int | None

    @property
    def above(self) -> set[int]:
        """Both superiors."""
        return {pk for pk in (self.supervisor, self.reviewing_superior) if pk is not None}


def giver_role(
    giver: Line, receiver: Line, *, leads: bool = False, about_team: bool = False
) -> GiverRole:
    """What ``giver`` is to ``receiver``: one of the two superiors, one of those below, somebody
    with the same supervisor, or somebody else.

    ``leads`` says that the giver leads a team of the receiver, ``about_team`` that the remark is
    about the work of that team: then the leader of the team speaks, unless it is a superior.
    """
    if giver.person in receiver.above:
        return GiverRole.LEADER
    if about_team:
        return GiverRole.TEAM_LEADER
    if receiver.person in giver.above:
        return GiverRole.SUBORDINATE
    if giver.supervisor is not None and giver.supervisor == receiver.supervisor:
        return GiverRole.COLLEAGUE
    return GiverRole.TEAM_LEADER if leads else GiverRole.OTHER


def can_be_withdrawn(given_at: datetime, now: datetime) -> bool:
    """Whether a remark is still within its day of grace."""
    return now <= given_at + GRACE
