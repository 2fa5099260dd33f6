"""Rows with the same keys gathered into groups, in the order of the keys."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from feedback.rules.raking import Codes


def grouped(keys: Sequence[NDArray[np.generic]]) -> tuple[Codes, Codes]:
    """Tell one row of each group, and the group of each row; the first key orders first.

    ``numpy.unique`` by rows answers the same and takes many times as long.
    """
    order = np.lexsort(keys[::-1])
    new = np.zeros(len(order), dtype=bool)
    new[:1] = True
    for key in keys:
        sorted_key = key[order]
        new[1:] |= sorted_key[1:] != sorted_key[:-1]
    groups = np.empty(len(order), dtype=np.intp)
    groups[order] = np.cumsum(new) - 1
    return order[new], groups
