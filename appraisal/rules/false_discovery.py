"""False-discovery control over a family of tests. Source: Benjamini and Hochberg 1995."""

from collections.abc import Sequence


def adjusted(p_values: Sequence[float]) -> tuple[float, ...]:
    """The q of each p, in the order given: the least rate at which that test would be found."""
    count = len(p_values)
    found = [1.0] * count
    least = 1.0
    for rank, place in enumerate(sorted(range(count), key=lambda at: -p_values[at])):
        least = min(least, p_values[place] * (count / (count - rank)))
        found[place] = least
    return tuple(found)
