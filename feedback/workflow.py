"""Which step follows which."""

from typing import Final

from feedback.enums import ComplaintState

COMPLAINT_NEXT: Final = {
    ComplaintState.RECEIVED: ComplaintState.FORWARDED,
    ComplaintState.FORWARDED: ComplaintState.ANSWERED,
    ComplaintState.ANSWERED: ComplaintState.CLOSED,
}
"""A case goes forward one step at a time, and one step back when that was a mistake."""

COMPLAINT_BEFORE: Final = {after: before for before, after in COMPLAINT_NEXT.items()}
