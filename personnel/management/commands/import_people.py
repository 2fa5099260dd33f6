"""People and units from spreadsheets, from the shell; answers with one JSON object."""

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import pghistory
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from personnel.actions.imports import FilesImported, import_files
from personnel.imports.reasons import REASONS, UNREADABLE, FileCode, FileRefused
from personnel.imports.units import Finding

BAD_INPUT = 2
"""Exit code when a whole file is refused."""


class Command(BaseCommand):
    """``import_people FILE [--units FILE] [--dry-run]``.

    Standard output holds one object: ``people`` (accepted), ``acting``, ``skipped`` and lists of
    ``errors``, ``warnings`` and ``notes``, each ``{"row", "code", "message"}``; or
    ``{"error": {"code", "message"}}`` with exit code 2. Where a workbook has several tables, or
    the row belongs to the unit file, ``sheet`` or ``file`` says so.
    """

    help = "Import people (and units) from spreadsheets; print one JSON object."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the files."""
        parser.add_argument("file", type=Path, help="XLSX or CSV with people")
        parser.add_argument("--units", type=Path, help="XLSX or CSV with units, imported first")
        parser.add_argument("--dry-run", action="store_true", help="leave the database as it was")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, then say what happened."""
        try:
            done = self._import(options["file"], options["units"], write=not options["dry_run"])
        except FileRefused as refusal:
            self._say({"error": {"code": refusal.code.value, "message": str(refusal)}})
            sys.exit(BAD_INPUT)
        self._say(_answer(done))

    def _import(self, people: Path, units: Path | None, *, write: bool) -> FilesImported:
        with ExitStack() as stack:
            stack.enter_context(pghistory.context(command="import_people"))
            opened = stack.enter_context(_open(people))
            opened_units = stack.enter_context(_open(units)) if units else None
            return import_files(people=opened, units=opened_units, now=timezone.now(), write=write)

    def _say(self, answer: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise FileRefused(FileCode.UNREADABLE, UNREADABLE) from error


def _answer(done: FilesImported) -> dict[str, Any]:
    rows = done.people.rows
    sheets = {row.sheet for row in rows.people} | {row.sheet for row in rows.refused}
    several = len(sheets) > 1
    errors = [
        _said(finding) | {"file": "units"}
        for finding in (done.units.rows.errors if done.units else [])
    ]
    errors += [_said(row.problems[0], several) for row in _in_order(rows.refused)]
    return {
        "people": len(rows.people),
        "acting": len(rows.acting),
        "skipped": rows.skipped,
        "errors": errors,
        "warnings": [_said(finding, several) for finding in _in_order(rows.warnings)],
        "notes": [_said(finding, several) for finding in _in_order(rows.notes)],
    }


def _in_order(found: list[Any]) -> list[Any]:
    """By row within each sheet; sheets as they follow in the file."""
    sheets = list(dict.fromkeys(one.sheet for one in found))
    return sorted(found, key=lambda one: (sheets.index(one.sheet), one.row))


def _said(finding: Finding, several: bool = False) -> dict[str, Any]:
    message = str(REASONS[finding.code]) % {"other": finding.other}
    said: dict[str, Any] = {"row": finding.row, "code": finding.code.value, "message": message}
    return said | {"sheet": finding.sheet} if several else said
