"""Who appraises whom, read from the tree (regulation 2.1).

The supervisor is the head of the nearest unit upwards that has a head other than the person; for
the head of a unit the search begins one unit higher. The reviewing superior is found the same
way from the unit where the supervisor was found. At the top the mayor is both: above the mayor
there is nobody (regulation 2.1, row JPT Pratama).
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tree:
    """Units by id: the unit above each (``None`` at the root) and the head of each, if any."""

    parents: Mapping[int, int | None]
    heads: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class NamedSupervisor:
    """A supervisor named by decree or import; the reviewing superior may be left to the tree."""

    supervisor: int
    reviewing_superior: int | None = None


@dataclass(frozen=True, slots=True)
class Supervision:
    """Ids of the two superiors; ``None`` where the tree has nobody. ``named``: not by the tree."""

    supervisor: int | None
    reviewing_superior: int | None
    named: bool = False


def _head_from(tree: Tree, unit: int | None, *, other_than: set[int]) -> tuple[int, int] | None:
    """Climb from ``unit`` to the first head not in ``other_than``; return (head, unit)."""
    seen: set[int] = set()
    while unit is not None and unit not in seen:
        seen.add(unit)
        head = tree.heads.get(unit)
        if head is not None and head not in other_than:
            return head, unit
        unit = tree.parents.get(unit)
    return None


def supervision_of(
    tree: Tree,
    *,
    person: int,
    unit: int,
    person_units: Mapping[int, int],
    named: NamedSupervisor | None = None,
) -> Supervision:
    """Find both superiors of ``person`` who serves in ``unit``.

    ``person_units`` tells in which unit each possible supervisor serves; it is read only for a
    named supervisor, whose own superior continues the line.
    """
    if named is not None:
        if named.reviewing_superior is not None:
            return Supervision(named.supervisor, named.reviewing_superior, named=True)
        above = _above(tree, named.supervisor, person_units.get(named.supervisor), person)
        return Supervision(named.supervisor, above, named=True)
    start = tree.parents.get(unit) if tree.heads.get(unit) == person else unit
    found = _head_from(tree, start, other_than={person})
    if found is None:
        return Supervision(None, None)
    supervisor, found_in = found
    higher = _head_from(tree, tree.parents.get(found_in), other_than={person, supervisor})
    return Supervision(supervisor, higher[0] if higher else supervisor)


def _above(tree: Tree, supervisor: int, unit: int | None, person: int) -> int:
    """The superior of a named supervisor; the supervisor itself where nobody stands above."""
    start = tree.parents.get(unit) if unit and tree.heads.get(unit) == supervisor else unit
    found = _head_from(tree, start, other_than={person, supervisor})
    return found[0] if found else supervisor
