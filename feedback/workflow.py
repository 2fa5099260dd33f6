"""Which step follows which."""

from typing import Final

from feedback.enums import ComplaintState, RoundState

COMPLAINT_NEXT: Final = {
    ComplaintState.RECEIVED: ComplaintState.FORWARDED,
    ComplaintState.FORWARDED: ComplaintState.ANSWERED,
    ComplaintState.ANSWERED: ComplaintState.CLOSED,
}
"""A case goes forward one step at a time, and one step back when that was a mistake."""

COMPLAINT_BEFORE: Final = {after: before for before, after in COMPLAINT_NEXT.items()}

ROUND_NEXT: Final = {
    RoundState.DRAFT: RoundState.NOMINATION,
    RoundState.NOMINATION: RoundState.APPROVAL,
    RoundState.APPROVAL: RoundState.COLLECTION,
    RoundState.COLLECTION: RoundState.CLOSED,
    RoundState.CLOSED: RoundState.RELEASED,
}
"""A 360 round goes forward one step at a time; what is released stays (statistics C2)."""
