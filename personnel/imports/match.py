"""Finding the unit that a row means, by id or by name within an agency."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from personnel.imports.reasons import RowCode
from personnel.imports.units import unit_key

_SEPARATORS: Final = re.compile(r"\s+[-–—|]\s+|\s*[/|;>]\s*|\s+pada\s+|,\s+", re.I)
_APOSTROPHES: Final = re.compile(r"['’‘`´]")
_WRITTEN_OUT: Final = (
    (re.compile(r"\bsub\s?bag(ian)?\b"), "sub bagian"),
    (re.compile(r"\bsub\s?bid(ang)?\b"), "sub bidang"),
    (re.compile(r"\bkasubbag\b"), "sub bagian"),
    (re.compile(r"\bbid\b"), "bidang"),
    (re.compile(r"\bbag\b"), "bagian"),
    (re.compile(r"\bkec\b"), "kecamatan"),
    (re.compile(r"\bsekret\b"), "sekretariat"),
    (re.compile(r"\b(sd|smp|tk)n\b"), r"\1 negeri"),
    (re.compile(r"\bpkm\b"), "puskesmas"),
    (re.compile(r"\brumah sakit umum daerah\b"), "rsud"),
    (re.compile(r"&"), " dan "),
)
_FEWEST_WORDS: Final = 3
_TECHNICAL_UNIT: Final = re.compile(r"^uptd?\s+")


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit to which people can be assigned."""

    pk: int
    siasn_id: str
    code: str
    name: str
    parent: int | None
    head_title: str = ""
    echelon: str = ""
    is_active: bool = True
    is_agency: bool = False
    is_city: bool = False


@dataclass(frozen=True, slots=True)
class WantedUnit:
    """What a row tells about the unit; each part may be empty."""

    siasn_id: str = ""
    name: str = ""
    parent: str = ""
    agency: str = ""


class UnitNotFound(ValueError):
    """No unit, or several, fit; ``code`` says which."""

    def __init__(self, code: RowCode) -> None:
        super().__init__(code.value)
        self.code = code


def name_key(name: str) -> str:
    """A name as it is compared: small letters, no punctuation, usual abbreviations written out."""
    words = _APOSTROPHES.sub("", name.casefold())
    for pattern, full in _WRITTEN_OUT:
        words = pattern.sub(full, words)
    return " ".join(re.sub(r"[^\w]+", " ", words).split())


def _initials(key: str) -> str:
    """First letters of the words of a name, but for "dan"; empty for one or two words."""
    words = [word for word in key.split() if word != "dan"]
    return "".join(word[0] for word in words) if len(words) >= _FEWEST_WORDS else ""


class UnitIndex:
    """Units by id and by name, with the line of names above each."""

    def __init__(self, units: Iterable[KnownUnit]) -> None:
        self.units = {unit.pk: unit for unit in units}
        self.by_id: dict[str, int] = {}
        self.by_name: dict[str, list[int]] = {}
        self.lines: dict[int, frozenset[str]] = {}
        self.by_initials: dict[str, set[str]] = {}
        for unit in self.units.values():
            if not unit.is_active:
                continue
            for identity in (unit.code, unit.siasn_id):
                if identity:
                    self.by_id[unit_key(identity)] = unit.pk
            key = name_key(unit.name)
            self.by_name.setdefault(key, []).append(unit.pk)
            self.by_initials.setdefault(_initials(key), set()).add(key)
        self._found: dict[WantedUnit, KnownUnit | RowCode] = {}

    def find(self, wanted: WantedUnit) -> KnownUnit:
        """The one unit that is meant.

        An id that is known decides; else the name, among units in the line of the named agency.
        Raises: UnitNotFound (``unit_unknown``, ``unit_ambiguous``).
        """
        if wanted not in self._found:
            self._found[wanted] = self._search(wanted)
        found = self._found[wanted]
        if isinstance(found, RowCode):
            raise UnitNotFound(found)
        return found

    def _search(self, wanted: WantedUnit) -> KnownUnit | RowCode:
        by_id = self.by_id.get(unit_key(wanted.siasn_id)) if wanted.siasn_id else None
        if by_id is not None:
            return self.units[by_id]
        above = [self._key(part) for part in (wanted.agency, wanted.parent) if part]
        if not wanted.name:
            return self._pick(wanted.agency or wanted.parent, [])
        whole = self._pick(wanted.name, above)
        if whole is not RowCode.UNIT_UNKNOWN:
            return whole
        parts = [part for part in _SEPARATORS.split(wanted.name) if part and part.strip()]
        for cut in range(1, len(parts)):
            found = self._pick(parts[0], [*map(self._key, parts[cut:]), *above])
            if found is not RowCode.UNIT_UNKNOWN:
                return found
        return self._run_together(name_key(wanted.name).split(), above)

    def _run_together(self, words: list[str], above: list[str]) -> KnownUnit | RowCode:
        """ "Sekretariat Dinas Pariwisata": the name of a unit and of one above it in one."""
        for cut in range(len(words) - 1, 0, -1):
            unit, higher = " ".join(words[:cut]), " ".join(words[cut:])
            if unit in self.by_name and higher in self.by_name:
                return self._pick(unit, [higher, *above])
        return RowCode.UNIT_UNKNOWN

    def _pick(self, name: str, above: list[str]) -> KnownUnit | RowCode:
        key = self._key(name)
        candidates = self.by_name.get(key) or self.by_name.get(_TECHNICAL_UNIT.sub("", key), [])
        for restriction in above:
            fitting = [pk for pk in candidates if restriction in self._line(pk)]
            if fitting:
                candidates = fitting
            elif restriction in self.by_name:
                return RowCode.UNIT_UNKNOWN
        if len(candidates) == 1:
            return self.units[candidates[0]]
        return RowCode.UNIT_AMBIGUOUS if candidates else RowCode.UNIT_UNKNOWN

    def _key(self, name: str) -> str:
        """The name as it is compared; initials that mean one name stand for it ("BKPSDM")."""
        key = name_key(name)
        meant = self.by_initials.get(key, set())
        return next(iter(meant)) if key not in self.by_name and len(meant) == 1 else key

    def _line(self, pk: int) -> frozenset[str]:
        """Names of a unit and of everything above it."""
        if pk not in self.lines:
            names: set[str] = set()
            current: int | None = pk
            while current is not None and current in self.units and len(names) < 50:
                names.add(name_key(self.units[current].name))
                current = self.units[current].parent
            self.lines[pk] = frozenset(names)
        return self.lines[pk]
