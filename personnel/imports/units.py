"""Rows of a unit file: the tree that they describe, and which of them do not fit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from personnel.imports.cells import text_of
from personnel.imports.columns import Table
from personnel.imports.fields import UnitField
from personnel.imports.reasons import RowCode
from personnel.imports.rows import DataRow, read_rows
from personnel.rules.posts import InvalidEchelon, parse_echelon

NAME_LENGTH: Final = 200
_DASHES: Final = re.compile(r"^[-–—•>\s]+")
_UUID: Final = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_INACTIVE: Final = frozenset({"0", "false", "tidak", "tidak aktif", "nonaktif", "non aktif", "n"})


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as a file describes it. ``key`` is its id, or a word for its row without one."""

    row: int
    key: str
    siasn_id: str
    name: str
    parent_key: str
    echelon: str
    head_title: str
    code: str
    is_agency: bool | None
    is_active: bool
    position: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said about one row; ``other`` is the row it collides with, ``name`` whose it is."""

    row: int
    code: RowCode
    field: str = ""
    value: str = ""
    other: int = 0
    sheet: str = ""
    name: str = ""


@dataclass(slots=True)
class UnitRows:
    """Units that can be taken in, parents before children, and the rows that cannot."""

    units: list[UnitRow] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    skipped: int = 0
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    """Mapped cells of each row as text, for the error file."""


def read_units(tables: list[Table], known_parents: Mapping[str, str]) -> UnitRows:
    """Read a unit file. ``known_parents``: units that exist already, id → id of the parent.

    The order of rows does not matter. A unit whose parent's row is refused is refused too, unless
    that parent exists already.
    """
    found = UnitRows()
    rows: list[DataRow] = []
    for table in tables:
        data = read_rows(table)
        rows += data.rows
        found.skipped += data.skipped
        for row in data.rows:
            found.cells[row.number] = {
                table.columns[meaning]: text_of(value) for meaning, value in row.cells.items()
            }
    accepted = _without_spoilt(rows, found)
    _place(accepted, found, known_parents)
    found.errors.sort(key=lambda finding: finding.row)
    return found


def unit_key(text: str) -> str:
    """An id as it is compared: capitals, no blanks or apostrophes, a UUID without its dashes."""
    key = re.sub(r"[\s'’]", "", text).upper()
    return key.replace("-", "") if _UUID.fullmatch(key) else key


def _without_spoilt(rows: list[DataRow], found: UnitRows) -> dict[str, UnitRow]:
    accepted: dict[str, UnitRow] = {}
    first_rows: dict[str, int] = {}
    ancestors: list[str] = []
    for position, row in enumerate(rows, start=1):
        identity = unit_key(row.text(UnitField.ID))
        raw_name = row.text(UnitField.NAME)
        key = identity or f"row:{row.number}"
        depth = _depth(raw_name)
        del ancestors[depth:]
        if identity in first_rows:
            other = first_rows[identity]
            found.errors.append(
                Finding(row.number, RowCode.UNIT_DUPLICATE, UnitField.ID, identity, other)
            )
            continue
        if identity:
            first_rows[identity] = row.number
        name = _DASHES.sub("", raw_name)
        problem = _problem(row, name)
        if problem is not None:
            found.errors.append(problem)
            ancestors.append(f"refused:{row.number}")
            continue
        parent = _parent_key(row, rows, ancestors)
        ancestors.append(key)
        accepted[key] = _unit(row, key, identity, name, parent, position)
    return accepted


def _problem(row: DataRow, name: str) -> Finding | None:
    if not name:
        return Finding(row.number, RowCode.UNIT_NAME_MISSING, UnitField.NAME)
    try:
        _echelon(row)
    except InvalidEchelon:
        shown = row.text(UnitField.ECHELON) or row.text(UnitField.ECHELON_CODE)
        return Finding(row.number, RowCode.UNIT_ECHELON_INVALID, UnitField.ECHELON, shown)
    return None


def _echelon(row: DataRow) -> str:
    named = row.text(UnitField.ECHELON)
    echelon = parse_echelon(named or row.text(UnitField.ECHELON_CODE))
    return echelon.value if echelon else ""


def _depth(name: str) -> int:
    found = _DASHES.match(name)
    return sum(sign in "-–—•>" for sign in found[0]) if found else 0


def _parent_key(row: DataRow, rows: list[DataRow], ancestors: list[str]) -> str:
    """By id; without a column of parent ids by name, else by the dashes of the rows above."""
    given = unit_key(row.text(UnitField.PARENT_ID))
    if given:
        return given
    wanted = _DASHES.sub("", row.text(UnitField.PARENT_NAME)).casefold()
    if wanted:
        same = [
            other
            for other in rows
            if _DASHES.sub("", other.text(UnitField.NAME)).casefold() == wanted
        ]
        if len(same) == 1:
            return unit_key(same[0].text(UnitField.ID)) or f"row:{same[0].number}"
        return f"name:{wanted}"
    has_parents = UnitField.PARENT_ID in row.mapped or UnitField.PARENT_NAME in row.mapped
    return "" if has_parents or not ancestors else ancestors[-1]


def _unit(row: DataRow, key: str, identity: str, name: str, parent: str, position: int) -> UnitRow:
    agency = unit_key(row.text(UnitField.AGENCY_ID))
    return UnitRow(
        row=row.number,
        key=key,
        siasn_id=identity,
        name=name[:NAME_LENGTH],
        parent_key=parent,
        echelon=_echelon(row),
        head_title=row.text(UnitField.HEAD_TITLE)[:NAME_LENGTH],
        code=row.text(UnitField.CODE)[:40],
        is_agency=(agency == identity) if agency and identity else None,
        is_active=text_of(row.cells.get(UnitField.ACTIVE)).lower() not in _INACTIVE,
        position=position,
    )


def _place(accepted: dict[str, UnitRow], found: UnitRows, known: Mapping[str, str]) -> None:
    """Order parents before children; refuse circles and what hangs on nothing."""
    parents = dict(known) | {unit.key: unit.parent_key for unit in accepted.values()}
    circles = {key for key in accepted if _in_circle(key, parents)}
    waiting = {key: unit for key, unit in accepted.items() if key not in circles}
    placed = {"", *(known.keys() - accepted.keys())}
    while ready := [unit for unit in waiting.values() if unit.parent_key in placed]:
        for unit in ready:
            found.units.append(unit)
            placed.add(unit.key)
            del waiting[unit.key]
    for unit in accepted.values():
        if unit.key in circles or unit.key in waiting:
            code = RowCode.UNIT_CYCLE if unit.key in circles else RowCode.UNIT_PARENT_UNKNOWN
            shown = unit.parent_key.partition(":")[2] or unit.parent_key
            found.errors.append(Finding(unit.row, code, UnitField.PARENT_ID, shown))


def _in_circle(start: str, parents: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    current = parents.get(start, "")
    while current and current not in seen:
        if current == start:
            return True
        seen.add(current)
        current = parents.get(current, "")
    return False
