"""An import as its pages show it: tabs, rows, reasons and values in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.enums import (
    AssignmentKind,
    EmployeeKind,
    ImportSubject,
    LegalStatus,
    PostLevel,
    Sex,
    UnitKind,
)
from personnel.imports.fields import PERSON_LABELS, UNIT_LABELS, PersonField, UnitField
from personnel.imports.writing import reason_of
from personnel.models import ImportRun
from personnel.rules.nip import group_nip
from sabang_kinerja.common.numbers import format_decimal

TABS: Mapping[str, Promise] = {
    "refused": gettext_lazy("Ditolak"),
    "warnings": gettext_lazy("Perlu diperiksa"),
    "new": gettext_lazy("Baru"),
    "changed": gettext_lazy("Diperbarui"),
    "acting": gettext_lazy("Plt. dan Plh."),
    "gone": gettext_lazy("Tidak ada di berkas"),
    "notes": gettext_lazy("Catatan"),
}
"""In the order in which an operator needs them."""

_PERSON_FACTS: Mapping[str, Promise] = {
    **{meaning.value: label for meaning, label in PERSON_LABELS.items()},
    "unit": PERSON_LABELS[PersonField.UNIT_NAME],
    "post": PERSON_LABELS[PersonField.POST_TITLE],
    "effective_from": gettext_lazy("Mulai berlaku"),
    "effective_until": gettext_lazy("Berlaku sampai"),
    "supervisor": gettext_lazy("Pejabat penilai"),
}
_UNIT_FACTS: Mapping[str, Promise] = {
    **{meaning.value: label for meaning, label in UNIT_LABELS.items()},
    "unit_id": UNIT_LABELS[UnitField.ID],
    "unit_name": UNIT_LABELS[UnitField.NAME],
    "unit_parent": UNIT_LABELS[UnitField.PARENT_NAME],
    "unit_kind": gettext_lazy("Jenis unit"),
}
_WORDS: Mapping[str, Mapping[str, Any]] = {
    "kind": dict(EmployeeKind.choices),
    "sex": dict(Sex.choices),
    "legal_status": dict(LegalStatus.choices),
    "post_level": dict(PostLevel.choices),
    "unit_kind": dict(UnitKind.choices),
    "active": {"True": gettext_lazy("Aktif"), "False": gettext_lazy("Tidak aktif")},
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One list of an import with its size."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One fact: what it was and what it becomes, in words; empty where there was nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One line of a list. ``place`` says where in the file; ``lines`` are reasons or details."""

    title: str
    nip: str = ""
    place: str = ""
    lines: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    changes: list[ChangeShown] = field(default_factory=list)


def tabs_of(run: ImportRun) -> list[Tab]:
    """Lists that are not empty; the refused rows always."""
    return [
        Tab(key, str(label), run.counts.get(key, 0))
        for key, label in TABS.items()
        if run.counts.get(key) or key == "refused"
    ]


def matching_rows(run: ImportRun, tab: str, text: str) -> list[dict[str, Any]]:
    """Rows of a list that hold every word of ``text``, in the order of the file."""
    rows: list[dict[str, Any]] = run.outcome.get(tab, []) if tab in TABS else []
    words = text.casefold().split()
    if not words:
        return rows
    return [row for row in rows if _holds(row, words)]


def shown(run: ImportRun, tab: str, row: Mapping[str, Any]) -> RowShown:
    """One row of a list in words."""
    if tab == "refused":
        return _refused(run, row)
    if tab in {"warnings", "notes"}:
        return _finding(run, row)
    if tab == "acting":
        return _acting(row)
    details = [detail for detail in (row.get("post"), row.get("unit")) if detail]
    return RowShown(
        title=row["name"],
        nip=row.get("nip", ""),
        place=_place(row) if "row" in row else "",
        lines=details if tab != "changed" else [],
        changes=[_change(run, change) for change in row.get("changes", [])],
    )


def summary_of(run: ImportRun) -> str:
    """The sentence about what an import does or did."""
    if run.changes_nothing:
        return _("Isi berkas sama dengan data yang ada. Tidak ada yang diubah.")
    counted = {"n": "new", "m": "changed", "k": "refused"}
    numbers = {sign: format_decimal(Decimal(run.counts[kind])) for sign, kind in counted.items()}
    if run.subject == ImportSubject.UNITS:
        return _("%(n)s unit baru, %(m)s diperbarui, %(k)s baris ditolak.") % numbers
    return _("%(n)s pegawai baru, %(m)s diperbarui, %(k)s baris ditolak.") % numbers


def _holds(row: Mapping[str, Any], words: list[str]) -> bool:
    kept = " ".join(_texts(row)).casefold()
    return all(word in kept for word in words)


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [str(value)]


def _refused(run: ImportRun, row: Mapping[str, Any]) -> RowShown:
    headings = run.outcome["headings"].get(row["sheet"], {})
    by_field = {entry["field"]: column for column, entry in headings.items()}
    name_field = UnitField.NAME if run.subject == ImportSubject.UNITS else PersonField.NAME
    name = row["cells"].get(by_field.get(name_field.value, ""), "")
    problems = row["problems"]
    return RowShown(
        title=name or _("(tanpa nama)"),
        place=_place(row),
        lines=[_sentence(run, row["sheet"], problem) for problem in problems],
        values=[problem["value"] for problem in problems if problem["value"]],
    )


def _finding(run: ImportRun, row: Mapping[str, Any]) -> RowShown:
    return RowShown(
        title=row["name"],
        place=_place(row),
        lines=[_sentence(run, row["sheet"], row)],
        values=[_value(row["field"], row["value"])] if row["value"] else [],
    )


def _acting(row: Mapping[str, Any]) -> RowShown:
    kind = AssignmentKind(row["kind"]).label
    span = _day(row["since"]) + (f" – {_day(row['until'])}" if row["until"] else "")
    return RowShown(
        title=f"{kind} {row['post']}",
        nip=row["nip"],
        place=_place(row),
        lines=[row["unit"], span],
    )


def _sentence(run: ImportRun, sheet: str, problem: Mapping[str, Any]) -> str:
    """ "Kolom NAMA: Nama kosong."; the row stands beside it already."""
    heading = _heading(run, sheet, problem["field"])
    reason = reason_of(problem)
    return _("Kolom %(column)s: %(reason)s") % {"column": heading, "reason": reason}


def _heading(run: ImportRun, sheet: str, meaning: str) -> str:
    """The heading as it stands in the file, else the name of the fact."""
    headings = run.outcome["headings"].get(sheet, {})
    for entry in headings.values():
        if entry["field"] == meaning and entry["text"]:
            return str(entry["text"])
    return _fact(run, meaning)


def _fact(run: ImportRun, word: str) -> str:
    facts = _UNIT_FACTS if run.subject == ImportSubject.UNITS else _PERSON_FACTS
    return str(facts.get(word, word))


def _place(row: Mapping[str, Any]) -> str:
    place = _("baris %(row)s") % {"row": row["row"]}
    return f"{row['sheet']}, {place}" if row.get("sheet") else place


def _change(run: ImportRun, change: Mapping[str, str]) -> ChangeShown:
    word = change["field"]
    return ChangeShown(_fact(run, word), _value(word, change["old"]), _value(word, change["new"]))


def _value(word: str, value: str) -> str:
    if word == "supervisor" and value:
        return group_nip(value)
    if word in _WORDS:
        return str(_WORDS[word].get(value, value))
    return _day(value)


def _day(value: str) -> str:
    """An ISO date as tables show it; anything else as it is."""
    try:
        return date.fromisoformat(value).strftime("%d-%m-%Y")
    except ValueError:
        return value
