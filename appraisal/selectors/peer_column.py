"""The second column of a calibration meeting: colleagues' means made comparable (statistics C4)."""

from dataclasses import dataclass
from decimal import Decimal

from appraisal.selectors.calibration import Room
from feedback.selectors.peer_reports import fair_means


@dataclass(frozen=True, slots=True)
class PeerLine:
    """One person: the mean as it is, and adjusted for the severity of those who were asked."""

    name: str
    raw: Decimal
    adjusted: Decimal | None


def peer_column(room: Room, reader: int | None) -> list[PeerLine]:
    """People of the room of whom colleagues' means may be shown: one query."""
    names = {
        one.evaluation.plan.employee_id: one.row.name for one in room.people if not one.is_hidden
    }
    means = fair_means(names, reader, room.period.ends)
    lines = [PeerLine(names[pk], raw, adjusted) for pk, (raw, adjusted) in means.items()]
    return sorted(lines, key=lambda line: line.name)
