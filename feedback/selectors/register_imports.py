"""A file of margins beside what is kept already: which registers are new, changed, the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from feedback.enums import Dimension, Frame
from feedback.imports.registers import RegisterGroup, RowProblem, read_registers
from feedback.models import Register, Service
from feedback.selectors.registers import RegisterFacts
from personnel.enums import UnitKind
from personnel.imports.reading import read_sheets
from personnel.imports.tables import same_words
from personnel.models import Unit
from personnel.models.units import UnitQuerySet
from sabang_kinerja.common.numbers import format_decimal


@dataclass(frozen=True, slots=True)
class PlannedRegister:
    """One register of a file: what it would write, over which one, and what is odd about it."""

    unit: Unit
    group: RegisterGroup
    existing: Register | None
    changes: bool
    notes: list[str]

    @property
    def frame_label(self) -> str:
        """The frame in words."""
        return str(self.group.frame.label)

    def facts(self) -> RegisterFacts:
        """What the action takes."""
        group = self.group
        return RegisterFacts(
            frame=group.frame,
            unit=self.unit,
            service=None,
            starts=group.starts,
            ends=group.ends,
            population=group.population,
            source=group.source,
            dated=group.dated,
        )


@dataclass(frozen=True, slots=True)
class RegisterPreview:
    """What a file would write, and what is left out with its reason."""

    registers: list[PlannedRegister]
    refused: list[tuple[int, str]]

    @property
    def changing(self) -> list[PlannedRegister]:
        """Registers that the file would add or replace."""
        return [one for one in self.registers if one.changes]


def preview_registers(source: BinaryIO, units: UnitQuerySet, *, city: bool) -> RegisterPreview:
    """Read a file for somebody who keeps registers of ``units``, of residents too when ``city``.

    Raises: ``NoTable``, ``FileRefused``.
    """
    found = read_registers(read_sheets(source))
    refused = [(row, _words(problem, value)) for row, problem, value in found.refused]
    named = _by_name(units)
    registers = []
    for group in found.groups:
        unit, reason = _unit_of(group, named, city)
        if unit is None:
            refused.append((group.first_row, reason))
            continue
        unknown = _match_services(group, unit)
        refused += [
            (
                group.first_row,
                _("layanan %(name)s tidak ada pada unit ini; tambahkan lebih dulu")
                % {"name": name},
            )
            for name in unknown
        ]
        if not unknown:
            registers.append(_planned(group, unit))
    return RegisterPreview(registers, sorted(refused))


def _words(problem: RowProblem, value: str) -> str:
    sentences = {
        RowProblem.FRAME: _("kerangka tidak dikenal"),
        RowProblem.UNIT: _("unit kosong"),
        RowProblem.PERIOD: _("periode tidak dikenal; tulis seperti Triwulan III 2026"),
        RowProblem.DIMENSION: _("dimensi tidak dikenal"),
        RowProblem.CATEGORY: _("kategori tidak dikenal"),
        RowProblem.COUNT: _("jumlah bukan angka bulat"),
        RowProblem.DATE: _("tanggal data tidak benar"),
        RowProblem.SOURCE: _("sumber kosong"),
        RowProblem.TWICE: _("kategori ini sudah ada"),
        RowProblem.MIXED: _("kerangka layanan dan penduduk tidak boleh dicampur pada satu unit"),
        RowProblem.RESIDENTS_SERVICE: _("register penduduk tidak memuat layanan"),
    }
    return f"{sentences[problem]} ({value[:60]})" if value else sentences[problem]


def _by_name(units: UnitQuerySet) -> dict[str, list[Unit]]:
    named: dict[str, list[Unit]] = {}
    for unit in units.active():
        named.setdefault(same_words(unit.name), []).append(unit)
        if unit.kind == UnitKind.CITY:
            named.setdefault(same_words(unit.name).removeprefix("pemerintah "), []).append(unit)
    return named


def _unit_of(
    group: RegisterGroup, named: dict[str, list[Unit]], city: bool
) -> tuple[Unit | None, str]:
    if group.frame is Frame.RESIDENTS and not city:
        return None, _("register penduduk dijaga oleh petugas survei tingkat kota")
    found = named.get(same_words(group.unit), [])
    if len(found) == 1:
        return found[0], ""
    if found:
        return None, _("ada beberapa unit bernama %(name)s") % {"name": group.unit}
    return None, _("unit %(name)s tidak ada atau di luar perangkat daerah Anda") % {
        "name": group.unit
    }


def _match_services(group: RegisterGroup, unit: Unit) -> list[str]:
    """Turn names of services into codes; names that the unit does not have."""
    counts = group.margins.get(Dimension.SERVICE)
    if counts is None:
        return []
    codes = {
        same_words(name): code
        for code, name in Service.objects.within(unit).values_list("code", "name")
    }
    unknown = [name for name in counts if same_words(name) not in codes]
    if not unknown:
        group.margins[Dimension.SERVICE] = {
            codes[same_words(name)]: n for name, n in counts.items()
        }
    return unknown


def _planned(group: RegisterGroup, unit: Unit) -> PlannedRegister:
    existing = Register.objects.filter(
        frame=group.frame,
        unit=unit,
        service__isnull=True,
        starts=group.starts,
        ends=group.ends,
    ).first()
    notes = [
        _("%(name)s berjumlah %(n)s, bukan %(total)s; disesuaikan saat survei ditutup.")
        % {
            "name": dimension.label,
            "n": format_decimal(Decimal(total)),
            "total": format_decimal(Decimal(group.population)),
        }
        for dimension, counts in group.margins.items()
        if (total := sum(counts.values())) != group.population
    ]
    return PlannedRegister(
        unit, group, existing, existing is None or _differs(existing, group), notes
    )


def _differs(register: Register, group: RegisterGroup) -> bool:
    kept: dict[str, dict[str, int]] = {}
    for dimension, category, count in register.counts.values_list("dimension", "category", "count"):
        kept.setdefault(dimension, {})[category] = count
    facts = (register.population, register.source, register.dated)
    return kept != group.margins or facts != (group.population, group.source, group.dated)


def sealable(registers: Iterable[PlannedRegister]) -> list[Any]:
    """Registers as plain values, to travel in the page until they are confirmed."""
    return [
        [
            one.unit.pk,
            one.existing.pk if one.existing else None,
            one.group.frame.value,
            one.group.starts.isoformat(),
            one.group.ends.isoformat(),
            one.group.source,
            one.group.dated.isoformat(),
            {key.value: counts for key, counts in one.group.margins.items()},
        ]
        for one in registers
    ]


def unsealed(
    rows: Iterable[Any],
) -> list[tuple[RegisterFacts, dict[Dimension, dict[str, int]], int | None]]:
    """Facts, margins and the id of the register to replace, from what travelled in the page."""
    found = []
    units = Unit.objects.in_bulk([row[0] for row in rows])
    for unit_id, existing, frame, starts, ends, source, dated, margins in rows:
        group = RegisterGroup(
            Frame(frame),
            units[unit_id].name,
            date.fromisoformat(starts),
            date.fromisoformat(ends),
            0,
            source,
            date.fromisoformat(dated),
            {Dimension(key): counts for key, counts in margins.items()},
        )
        planned = PlannedRegister(units[unit_id], group, None, True, [])
        found.append((planned.facts(), group.margins, existing))
    return found
