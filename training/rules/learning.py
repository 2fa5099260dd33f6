"""What a training changed in what its participants know.

A gain is an association of a test before with a test after, no proof that the training caused it.
Source: feedback and training C.4; see docs/legal.md#training.
"""

from fractions import Fraction
from typing import Final

FULL_SCORE: Final = 100


def normalised_gain(before: Fraction, after: Fraction) -> Fraction | None:
    """Share of what was still to be learnt that was learnt: (after − before) / (100 − before).

    Both scores 0 to 100. Negative when the second score is lower; None when the first is full,
    since nothing was left to gain. Raises: ``ValueError`` for a score outside 0 to 100.
    """
    for score in (before, after):
        if not 0 <= score <= FULL_SCORE:
            raise ValueError(score)
    if before == FULL_SCORE:
        return None
    return (after - before) / (FULL_SCORE - before)
