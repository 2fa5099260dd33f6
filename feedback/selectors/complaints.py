"""The register of complaints with its deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.enums import ComplaintState
from feedback.models import Complaint
from feedback.rules.complaints import QUIET_DAYS, days_left, due_on
from personnel.selectors.calendar import holidays_between

_AHEAD = timedelta(days=4 * QUIET_DAYS)
"""Far enough for ten working days around any holiday."""


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """A case with the last day of its next step and the working days left (negative: late)."""

    complaint: Complaint
    due: date | None
    left: int | None

    @property
    def is_late(self) -> bool:
        """Whether the step should have been taken; a quiet answer is never late."""
        answered = self.complaint.state == ComplaintState.ANSWERED
        return self.left is not None and self.left < 0 and not answered

    @property
    def mark(self) -> str:
        """Kind of mark for its state."""
        if self.complaint.state == ComplaintState.CLOSED:
            return "done"
        return "late" if self.is_late else "wait"

    @property
    def words(self) -> str:
        """What is due, in a few words."""
        if self.left is None:
            return ""
        if self.complaint.state == ComplaintState.ANSWERED:
            return (
                _("dapat ditutup bila pelapor tidak menanggapi")
                if self.left > 0
                else _("boleh ditutup")
            )
        if self.left < 0:
            return ngettext(
                "terlambat %(n)s hari kerja", "terlambat %(n)s hari kerja", -self.left
            ) % {"n": -self.left}
        return ngettext("%(n)s hari kerja lagi", "%(n)s hari kerja lagi", self.left) % {
            "n": self.left
        }


def complaint_rows(complaints: Sequence[Complaint], today: date) -> list[ComplaintRow]:
    """Cases with their deadlines; one query for the holidays of all."""
    if not complaints:
        return []
    first = min(one.received_on for one in complaints)
    holidays = holidays_between(first, today + _AHEAD)
    rows = []
    for one in complaints:
        due = due_on(
            ComplaintState(one.state),
            received_on=one.received_on,
            forwarded_on=one.forwarded_on,
            answered_on=one.answered_on,
            holidays=holidays,
        )
        left = days_left(today, due, holidays) if due else None
        rows.append(ComplaintRow(one, due, left))
    return rows
