"""Which counts of a table may be published without telling of single people.

Row and column totals are published with the table, and counts of nobody are: so everybody knows
that a hidden count is of somebody. It is safe if another table with the same totals has another
number there: if people can be moved in thought along a circle of hidden counts, one more here, one
fewer there, and none below one. Source: statistics D4 (counts below five are hidden); the criterion
is that of flows in a network: Gusfield, A graph theoretic approach to statistical data security,
SIAM Journal on Computing 17 (1988) 552-571.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, TypeVar

LEAST: Final = 5
"""The smallest count of people that is published; zero is published, too."""

STANDS_ALONE: Final = 2 * LEAST
"""People from which on a row is shown by itself."""

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def merge_small(rows: Mapping[Row, Sequence[int]], least: int) -> tuple[list[Row], list[Row]]:
    """Part rows into those that stand alone and those that are shown only together.

    A row stands alone with ``least`` people or more. If what is left has people, but fewer than
    ``least``, or is a single row, the smallest of the others join it, so that neither the group
    nor a row of it can be worked out. Order within both parts is that of ``rows``.
    """
    size = {row: sum(counts) for row, counts in rows.items()}
    together = {row for row, n in size.items() if n < least}
    others = sorted((row for row in rows if row not in together), key=lambda row: size[row])
    for row in others:
        n = sum(size[one] for one in together)
        if not n or (n >= least and len(together) > 1):
            break
        together.add(row)
    return [row for row in rows if row not in together], [row for row in rows if row in together]


def merge_columns(totals: Sequence[int], least: int = LEAST) -> list[tuple[int, ...]]:
    """Group neighbouring columns until each group has nobody or ``least`` people or more.

    Columns are places in ``totals``, best first; groups grow from the worst upwards. Only when
    there are fewer than ``least`` people in all does a group stay smaller.
    """
    groups: list[tuple[int, ...]] = []
    waiting: tuple[int, ...] = ()
    for place in reversed(range(len(totals))):
        waiting = (place, *waiting)
        n = sum(totals[one] for one in waiting)
        if n == 0 or n >= least:
            groups.insert(0, waiting)
            waiting = ()
    if waiting and groups:
        groups[0] = (*waiting, *groups[0])
        while sum(totals[one] for one in groups[0]) < least and len(groups) > 1:
            groups[:2] = [(*groups[0], *groups[1])]
    elif waiting:
        groups.append(waiting)
    return groups


def safe_rows(
    rows: Mapping[Row, Sequence[int]], together: Row
) -> tuple[list[Row], list[Row], dict[Row, list[int | None]]]:
    """Merge rows until small counts can be hidden; ``together`` names the row of the merged ones.

    Returns the rows that stand alone, those that were merged, and the counts of each row that is
    shown, ``None`` for one that is hidden. Columns are those of ``merge_columns``. With fewer than
    ``LEAST`` people in all, everything is hidden but nobody.
    """
    least = STANDS_ALONE
    while True:
        alone, merged = merge_small(rows, least)
        shown = {row: list(rows[row]) for row in alone}
        if merged:
            shown[together] = [sum(column) for column in zip(*map(rows.get, merged), strict=True)]
        hidden = hidden_cells({row: dict(enumerate(counts)) for row, counts in shown.items()})
        if hidden is not None or not alone:
            break
        least = min(sum(rows[row]) for row in alone) + 1

    def count(row: Row, place: int, n: int) -> int | None:
        is_hidden = bool(n) if hidden is None else (row, place) in hidden
        return None if is_hidden else n

    return (
        alone,
        merged,
        {row: [count(row, place, n) for place, n in enumerate(shown[row])] for row in shown},
    )


def hidden_cells(
    table: Mapping[Row, Mapping[Column, int]], least: int = LEAST
) -> frozenset[tuple[Row, Column]] | None:
    """Name the counts that stay hidden: the small ones, and others so that none can be worked out.

    Of the counts that may be hidden beside a small one the smallest is taken, never one of nobody.
    ``None``: all counts hidden would not do, the rows must be merged further.
    """
    small = {
        (row, column)
        for row, counts in table.items()
        for column, n in counts.items()
        if 0 < n < least
    }
    hidden = set(small)
    while exposed := small & _known(table, hidden):
        more = _beside(table, hidden, exposed)
        if more is None:
            return None
        hidden.add(more)
    # What follows from the totals anyway hides nothing.
    return frozenset(hidden - (_known(table, hidden) - small))


def _beside(
    table: Mapping[Row, Mapping[Column, int]],
    hidden: AbstractSet[tuple[Row, Column]],
    exposed: Iterable[tuple[Row, Column]],
) -> tuple[Row, Column] | None:
    """The next count to hide: in the row or column of an exposed one where there is one."""
    rows, columns = map(set, zip(*exposed, strict=True))
    open_ones = [
        (row, column)
        for row, counts in table.items()
        for column, n in counts.items()
        if n and (row, column) not in hidden
    ]
    near = [cell for cell in open_ones if cell[0] in rows or cell[1] in columns]

    def cost(cell: tuple[Row, Column]) -> tuple[int, str]:
        return table[cell[0]][cell[1]], str(cell)

    return min(near or open_ones, key=cost, default=None)


def _known(
    table: Mapping[Row, Mapping[Column, int]], hidden: AbstractSet[tuple[Row, Column]]
) -> set[tuple[Row, Column]]:
    """Hidden counts to which the totals leave one value."""
    found = set()
    for row, column in hidden:
        others = hidden - {(row, column)}
        one_more = row in _reached(table, others, set(), {column})[0]
        one_fewer = table[row][column] > 1 and column in _reached(table, others, {row}, set())[1]
        if not one_more and not one_fewer:
            found.add((row, column))
    return found


def _reached(
    table: Mapping[Row, Mapping[Column, int]],
    cells: AbstractSet[tuple[Row, Column]],
    rows: set[Row],
    columns: set[Column],
) -> tuple[set[Row], set[Column]]:
    """Where a person can be moved to and from: into any count, out of one of more than one."""
    while True:
        more_columns = {column for row, column in cells if row in rows} - columns
        columns |= more_columns
        more_rows = {row for row, column in cells if column in columns and table[row][column] > 1}
        if more_rows <= rows and not more_columns:
            return rows, columns
        rows |= more_rows
