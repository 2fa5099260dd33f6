"""Which things hang together: groups of a graph, by union and find."""

from collections.abc import Iterable


def roots_of(size: int, edges: Iterable[tuple[int, int]]) -> list[int]:
    """The root of each of ``size`` nodes; nodes have the same root where edges connect them."""
    parents = list(range(size))

    def root(one: int) -> int:
        while parents[one] != one:
            parents[one] = one = parents[parents[one]]
        return one

    for one, other in edges:
        parents[root(one)] = root(other)
    return [root(one) for one in range(size)]
