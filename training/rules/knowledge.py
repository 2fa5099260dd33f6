"""Tests of knowledge: the same items for everybody, in an order of one's own, scored in percent.

Source: feedback and training C.4, C.5.
"""

import random
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeVar

T = TypeVar("T")

RETAKES: Final = 1
"""How often the last test may be repeated."""


def shuffled(things: Sequence[T], seed: int, salt: str = "") -> list[T]:
    """The same things in the order of one sitting; the same seed gives the same order."""
    ordered = list(things)
    random.Random(f"{seed}:{salt}").shuffle(ordered)  # noqa: S311  an order, no secret
    return ordered


def score_of(correct: Mapping[int, str], answers: Mapping[int, str]) -> Decimal:
    """Right answers in percent (0 to 100, two decimals); an item without an answer is wrong.

    ``correct`` gives the key of the right option by item. Raises: ``ValueError`` without items.
    """
    if not correct:
        raise ValueError
    right = sum(answers.get(item) == key for item, key in correct.items())
    share = Decimal(100) * right / len(correct)
    return share.quantize(Decimal("0.01"), ROUND_HALF_UP)
