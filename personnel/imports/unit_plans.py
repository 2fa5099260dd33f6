"""Units of a file beside units of the database."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from personnel.enums import UnitKind
from personnel.imports.match import KnownUnit, name_key
from personnel.imports.plans import FieldChange
from personnel.imports.units import UnitRow, UnitRows, unit_key


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """What happens to one unit. ``parent`` is the key of the parent's row or ``pk:`` and a pk."""

    row: UnitRow
    known: KnownUnit | None
    kind: UnitKind
    parent: str
    changes: tuple[FieldChange, ...] = ()
    is_active: bool = True


@dataclass(slots=True)
class UnitsPlan:
    """Everything that an import of units would do; parents stand before their children."""

    rows: UnitRows
    new: list[UnitPlan] = field(default_factory=list)
    changed: list[UnitPlan] = field(default_factory=list)
    unchanged: list[UnitPlan] = field(default_factory=list)
    gone: list[KnownUnit] = field(default_factory=list)

    @property
    def changes_nothing(self) -> bool:
        """Whether the database already says what the file says."""
        return not (self.new or self.changed)

    @property
    def in_order(self) -> list[UnitPlan]:
        """All plans, parents before children."""
        place = {unit.key: number for number, unit in enumerate(self.rows.units)}
        plans = [*self.new, *self.changed, *self.unchanged]
        return sorted(plans, key=lambda plan: place[plan.row.key])


def known_parents(units: list[KnownUnit]) -> dict[str, str]:
    """Ids of the units that exist, each with the id of its parent."""
    ids = {unit.pk: unit_key(unit.siasn_id) for unit in units if unit.siasn_id}
    return {
        key: ids.get(unit.parent or 0, "") for unit in units if (key := unit_key(unit.siasn_id))
    }


def compare_units(rows: UnitRows, known: list[KnownUnit], occupied: AbstractSet[int]) -> UnitsPlan:
    """Put the units of a file beside those that exist.

    A unit is recognised by its id, or, while it has none yet, by its name below the same parent.
    Units in which people serve (``occupied``) are not taken out of use by a file; units that do
    not stand in it are only listed.
    """
    plan = UnitsPlan(rows)
    matcher = _Matcher(known)
    for row in rows.units:
        unit = matcher.find(row)
        one = _plan_for(row, unit, matcher, occupied)
        if unit is None:
            plan.new.append(one)
        else:
            (plan.changed if one.changes else plan.unchanged).append(one)
    plan.gone = [unit for unit in known if unit.is_active and unit.pk not in matcher.taken]
    return plan


class _Matcher:
    """Finds the existing unit that a row means, row by row from the root down."""

    def __init__(self, known: list[KnownUnit]) -> None:
        self.by_pk = {unit.pk: unit for unit in known}
        self.by_id = {unit_key(unit.siasn_id): unit for unit in known if unit.siasn_id}
        self.below: dict[tuple[int | None, str], KnownUnit] = {
            (unit.parent, name_key(unit.name)): unit for unit in known if not unit.siasn_id
        }
        self.cities = {name_key(unit.name): unit for unit in known if unit.is_city}
        self.matched: dict[str, KnownUnit | None] = {}
        self.names: dict[str, str] = {}
        self.kinds: dict[str, UnitKind] = {}
        self.taken: set[int] = set()

    def find(self, row: UnitRow) -> KnownUnit | None:
        """The unit of the database, each only once."""
        unit = self.by_id.get(row.siasn_id) if row.siasn_id else None
        if unit is None:
            unit = self._by_place(row)
        if unit is not None and unit.pk in self.taken:
            unit = None
        if unit is not None:
            self.taken.add(unit.pk)
        self.matched[row.key] = unit
        self.names[row.key] = row.name
        return unit

    def parent_of(self, row: UnitRow) -> str:
        """Key of the parent's row, ``pk:`` and a pk, or nothing for the root."""
        if not row.parent_key or row.parent_key in self.matched:
            return row.parent_key
        return f"pk:{self.by_id[row.parent_key].pk}"

    def kind_of(self, row: UnitRow) -> UnitKind:
        """City at the root, agencies below it or where the file says so, units elsewhere."""
        parent = self.parent_of(row)
        if not parent:
            kind = UnitKind.CITY
        elif row.is_agency is not None:
            kind = UnitKind.AGENCY if row.is_agency else UnitKind.UNIT
        else:
            kind = UnitKind.AGENCY if self._is_city(parent) else UnitKind.UNIT
        self.kinds[row.key] = kind
        return kind

    def row_name(self, parent: str) -> str:
        """Name of the unit above, as the file or the database calls it."""
        if parent.startswith("pk:"):
            return self.by_pk[int(parent.removeprefix("pk:"))].name
        return self.names.get(parent, "")

    def parent_name(self, unit: KnownUnit) -> str:
        """Name of the unit above an existing one."""
        above = self.by_pk.get(unit.parent or 0)
        return above.name if above else ""

    def is_below(self, unit: KnownUnit, parent: str) -> bool:
        """Whether an existing unit already stands where the file wants it."""
        if parent.startswith("pk:"):
            return unit.parent == int(parent.removeprefix("pk:"))
        above = self.matched.get(parent)
        return unit.parent == above.pk if above else (not parent and unit.parent is None)

    def _is_city(self, parent: str) -> bool:
        if parent.startswith("pk:"):
            return self.by_pk[int(parent.removeprefix("pk:"))].is_city
        return self.kinds.get(parent) is UnitKind.CITY

    def _by_place(self, row: UnitRow) -> KnownUnit | None:
        if not row.parent_key:
            return self.cities.get(name_key(row.name)) or self.below.get((None, name_key(row.name)))
        above = self.matched.get(row.parent_key) or self.by_id.get(row.parent_key)
        return self.below.get((above.pk, name_key(row.name))) if above else None


def _plan_for(
    row: UnitRow, unit: KnownUnit | None, matcher: _Matcher, occupied: AbstractSet[int]
) -> UnitPlan:
    parent = matcher.parent_of(row)
    kind = matcher.kind_of(row)
    if unit is None:
        return UnitPlan(row, None, kind, parent, is_active=row.is_active)
    is_active = row.is_active or unit.pk in occupied
    changes = [
        FieldChange(word, old, new)
        for word, old, new in (
            ("unit_id", unit.siasn_id, row.siasn_id),
            ("unit_name", unit.name, row.name),
            ("echelon", unit.echelon, row.echelon),
            ("head_title", unit.head_title, row.head_title),
            ("code", unit.code, row.code),
        )
        if new and new != old
    ]
    if not matcher.is_below(unit, parent):
        changes.append(
            FieldChange("unit_parent", matcher.parent_name(unit), matcher.row_name(parent))
        )
    if kind is not _kind(unit) and row.is_agency is not None:
        changes.append(FieldChange("unit_kind", _kind(unit).value, kind.value))
    if is_active != unit.is_active:
        changes.append(FieldChange("active", str(unit.is_active), str(is_active)))
    kept = kind if row.is_agency is not None or not parent else _kind(unit)
    return UnitPlan(row, unit, kept, parent, tuple(changes), is_active)


def _kind(unit: KnownUnit) -> UnitKind:
    if unit.is_city:
        return UnitKind.CITY
    return UnitKind.AGENCY if unit.is_agency else UnitKind.UNIT
