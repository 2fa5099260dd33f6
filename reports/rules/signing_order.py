"""In which order a paper is signed, which ways go together, what an uploaded file is.

Source: feedback-and-training D.3: a signature in the file is broken by any change after it, and
cannot be checked on a print; so ink and signatures in the file never mix on one paper.
"""

from collections.abc import Sequence
from enum import StrEnum

from reports.enums import (
    IN_THE_FILE,
    SignatureState,
    SignatureWay,
    SignerRole,
    SigningOrder,
)


def order_of(
    order: SigningOrder, *, employee_signs: bool, superior_signs: bool
) -> tuple[SignerRole, ...]:
    """Roles in the order in which they sign.

    The employee's place is empty after a lapsed deadline or a decided objection. The reviewing
    superior, who decided it or wants to see the paper, is always last.
    """
    pair = [SignerRole.SUPERVISOR, SignerRole.EMPLOYEE]
    if order == SigningOrder.EMPLOYEE_FIRST:
        pair.reverse()
    if not employee_signs:
        pair.remove(SignerRole.EMPLOYEE)
    return (*pair, SignerRole.REVIEWING_SUPERIOR) if superior_signs else tuple(pair)


def next_place(states: Sequence[SignatureState]) -> int | None:
    """Index of the signature that is to be asked for now; None when one is asked for, or all given.

    ``states`` stand in the order of signing.
    """
    for place, state in enumerate(states):
        if state == SignatureState.ASKED:
            return None
        if state == SignatureState.WAITING:
            return place
    return None


def ways_together(
    given: Sequence[SignatureWay], offered: Sequence[SignatureWay]
) -> tuple[SignatureWay, ...]:
    """Ways of ``offered`` that may follow those already ``given`` on the same paper."""
    if not given:
        return tuple(offered)
    in_file = given[-1] in IN_THE_FILE
    return tuple(way for way in offered if (way in IN_THE_FILE) == in_file)


class Comparison(StrEnum):
    """What a file that somebody holds is, beside the files of one paper."""

    SIGNED = "signed"
    SIGNED_EARLIER = "signed_earlier"
    ISSUED = "issued"
    ISSUED_UNSIGNED = "issued_unsigned"
    DIFFERENT = "different"


def compare(digest: str, issued: str, signed: Sequence[str]) -> Comparison:
    """Compare the SHA-256 of a file with that of the issued file and of the signed ones.

    ``signed`` are those of each signature in turn, the last one is the paper as it stands.
    """
    if signed and digest == signed[-1]:
        return Comparison.SIGNED
    if digest in signed:
        return Comparison.SIGNED_EARLIER
    if digest and digest == issued:
        return Comparison.ISSUED_UNSIGNED if signed else Comparison.ISSUED
    return Comparison.DIFFERENT
