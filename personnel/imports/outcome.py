"""What is kept of an import: counts, lists and reasons as plain JSON values."""

import datetime as dt
import hashlib
import json
from typing import Any, Final

from personnel.imports.cells import without_identity
from personnel.imports.columns import Table
from personnel.imports.person_rows import KnownPerson
from personnel.imports.plans import ActingPlan, FieldChange, PeoplePlan, PersonPlan
from personnel.imports.unit_plans import UnitPlan, UnitsPlan
from personnel.imports.units import Finding

Json = dict[str, Any]
_COMPARED: Final = ("new", "changed", "acting", "refused")


def people_outcome(plan: PeoplePlan, tables: list[Table]) -> Json:
    """Outcome of an import of people, before or after it was applied."""
    rows = plan.rows
    acting = [one for one in plan.acting if one.known is None or one.is_changed]
    outcome: Json = {
        "counts": {
            "new": len(plan.new),
            "changed": len(plan.changed),
            "unchanged": len(plan.unchanged),
            "gone": len(plan.gone),
            "acting": len(acting),
            "refused": len(rows.refused),
            "warnings": len(rows.warnings),
            "notes": len(rows.notes),
            "skipped": rows.skipped,
        },
        "new": [_person(one) for one in plan.new],
        "changed": [_person(one) for one in plan.changed],
        "gone": [_gone(person) for person in plan.gone],
        "acting": [_acting(one) for one in acting],
        "refused": [
            {
                "sheet": row.sheet,
                "row": row.row,
                "cells": {str(column): text for column, text in sorted(row.cells.items())},
                "problems": [_finding(problem) for problem in row.problems],
            }
            for row in rows.refused
        ],
        "warnings": [_finding(finding) for finding in rows.warnings],
        "notes": [_finding(finding) for finding in rows.notes],
        "headings": _headings(tables),
    }
    return outcome | {"fingerprint": _fingerprint(outcome)}


def units_outcome(plan: UnitsPlan, tables: list[Table]) -> Json:
    """Outcome of an import of units, before or after it was applied."""
    rows = plan.rows
    outcome: Json = {
        "counts": {
            "new": len(plan.new),
            "changed": len(plan.changed),
            "unchanged": len(plan.unchanged),
            "gone": len(plan.gone),
            "acting": 0,
            "refused": len(rows.errors),
            "warnings": 0,
            "notes": 0,
            "skipped": rows.skipped,
        },
        "new": [_unit(one) for one in plan.new],
        "changed": [_unit(one) for one in plan.changed],
        "gone": [{"name": unit.name, "unit_id": unit.siasn_id} for unit in plan.gone],
        "acting": [],
        "refused": [
            {
                "sheet": finding.sheet,
                "row": finding.row,
                "cells": {
                    str(column): text
                    for column, text in sorted(rows.cells.get(finding.row, {}).items())
                },
                "problems": [_finding(finding)],
            }
            for finding in rows.errors
        ],
        "warnings": [],
        "notes": [],
        "headings": _headings(tables),
    }
    return outcome | {"fingerprint": _fingerprint(outcome)}


def _person(plan: PersonPlan) -> Json:
    row = plan.row
    return {
        "sheet": row.sheet,
        "row": row.row,
        "nip": row.nip,
        "name": row.name.name,
        "post": row.post.title if row.post else "",
        "unit": row.unit.name if row.unit else "",
        "changes": [_change(change) for change in plan.changes],
    }


def _acting(plan: ActingPlan) -> Json:
    row = plan.row
    return {
        "sheet": row.sheet,
        "row": row.row,
        "nip": row.nip,
        "kind": row.kind.value,
        "post": row.post.title,
        "unit": row.unit.name,
        "since": plan.since.isoformat(),
        "until": row.until.isoformat() if row.until else "",
    }


def _gone(person: KnownPerson) -> Json:
    position = person.position
    return {
        "nip": person.nip,
        "name": person.name.name,
        "post": position.post.title if position else "",
        "unit": position.unit_name if position else "",
    }


def _unit(plan: UnitPlan) -> Json:
    row = plan.row
    return {
        "sheet": "",
        "row": row.row,
        "name": row.name,
        "unit_id": row.siasn_id,
        "is_active": plan.is_active,
        "changes": [_change(change) for change in plan.changes],
    }


def _change(change: FieldChange) -> Json:
    return {"field": change.field, "old": _plain(change.old), "new": _plain(change.new)}


def _finding(finding: Finding) -> Json:
    return {
        "sheet": finding.sheet,
        "row": finding.row,
        "code": finding.code.value,
        "field": str(finding.field),
        "value": without_identity(finding.value),
        "other": finding.other,
        "name": finding.name,
    }


def _headings(tables: list[Table]) -> Json:
    """Headings of the mapped columns, by sheet; no other column is kept."""
    return {
        table.sheet.name: {
            str(column): {"text": table.headings.texts.get(column, ""), "field": str(meaning)}
            for column, meaning in sorted(table.by_column.items())
        }
        for table in tables
    }


def _plain(value: str | dt.date | None) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value or ""


def _fingerprint(outcome: Json) -> str:
    """Stands for everything that would be written; differs as soon as one fact differs."""
    compared = {key: outcome[key] for key in _COMPARED}
    return hashlib.sha256(json.dumps(compared, sort_keys=True).encode()).hexdigest()
