"""Which counts of a table may be published without telling of single people.

Row and column totals are published with the table, so a hidden count must not be what is left
when the others are taken off. Draw rows and columns as points and each hidden count as a line
between its row and its column: a hidden count can be worked out exactly if and only if its line
is a bridge, that is, if it lies on no circle of hidden counts. Source: statistics D4 (cells below
five are hidden); the criterion is that of Gusfield, A graph theoretic approach to statistical
data security, SIAM Journal on Computing 17 (1988) 552-571.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

LEAST: Final = 5
"""The smallest count of people that is published; zero is published, too."""

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


def hidden_cells(
    table: Mapping[Row, Mapping[Column, int]], least: int = LEAST
) -> frozenset[tuple[Row, Column]]:
    """Name the counts that stay hidden: the small ones, and others so that none can be worked out.

    Of the counts that may be hidden beside a small one the smallest is taken; a count of nobody
    only where nothing else is left, because it adds little doubt.
    """
    hidden = {
        (row, column)
        for row, counts in table.items()
        for column, n in counts.items()
        if 0 < n < least
    }
    while bridges := _bridges(hidden):
        more = _beside(table, hidden, bridges)
        if more is None:
            return frozenset(_everything(table))
        hidden.add(more)
    return frozenset(hidden)


def _everything(table: Mapping[Row, Mapping[Column, int]]) -> Iterator[tuple[Row, Column]]:
    for row, counts in table.items():
        for column in counts:
            yield row, column


def _beside(
    table: Mapping[Row, Mapping[Column, int]],
    hidden: set[tuple[Row, Column]],
    bridges: Iterable[tuple[Row, Column]],
) -> tuple[Row, Column] | None:
    """The next count to hide: in the row or column of a bridge, smallest first, nobody last."""
    bridges = list(bridges)
    rows, columns = {row for row, _column in bridges}, {column for _row, column in bridges}
    open_ones = [cell for cell in _everything(table) if cell not in hidden]
    near = [cell for cell in open_ones if cell[0] in rows or cell[1] in columns]
    return min(
        near or open_ones,
        key=lambda cell: (table[cell[0]][cell[1]] == 0, table[cell[0]][cell[1]], str(cell)),
        default=None,
    )


def _bridges(hidden: Iterable[tuple[Row, Column]]) -> list[tuple[Row, Column]]:
    """Hidden counts that lie on no circle; in their order."""
    cells = sorted(hidden, key=str)
    return [cell for cell in cells if not _joined(cell, [one for one in cells if one != cell])]


def _joined(cell: tuple[Row, Column], others: Sequence[tuple[Row, Column]]) -> bool:
    """Whether the row of ``cell`` reaches its column over ``others``."""
    rows, columns = {cell[0]}, set[Column]()
    while True:
        more_columns = {column for row, column in others if row in rows} - columns
        more_rows = {row for row, column in others if column in columns | more_columns} - rows
        if not more_columns and not more_rows:
            return cell[1] in columns
        columns |= more_columns
        rows |= more_rows
