"""Imports of units and people: upload, mapping, preview, one transaction, or nothing at all."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, BinaryIO

from django.core.files.base import File
from django.db import connection, transaction
from django.utils.translation import gettext as _

from personnel import permissions, policies
from personnel.actions.import_people import write_people
from personnel.actions.import_units import write_units
from personnel.enums import ImportState, ImportSubject
from personnel.imports.columns import Table
from personnel.imports.fields import PersonField, UnitField
from personnel.imports.outcome import people_outcome, units_outcome
from personnel.imports.plans import PeoplePlan
from personnel.imports.reasons import FileRefused
from personnel.imports.unit_plans import UnitsPlan
from personnel.imports.writing import error_file_signature
from personnel.models import Assignment, ColumnMapping, Employee, ImportRun, Unit, User
from personnel.selectors.import_plans import open_tables, people_plan, tables_of, units_plan
from personnel.tasks import read_import
from personnel.workflow import ENDED_IMPORTS
from sabang_kinerja.common.errors import ChangedMeanwhile, Incomplete, WrongState

FILE_NAME_LENGTH = 200
KEPT_WAITING = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """What the columns (0-based) of one sheet mean, as an operator decided."""

    sheet: str
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FilesImported:
    """What an import from the shell did, or would do; ``units`` is None without a unit file."""

    people: PeoplePlan
    units: UnitsPlan | None


@transaction.atomic
def start_import(
    *, subject: str, source: BinaryIO, file_name: str, by: User, now: datetime
) -> ImportRun:
    """Take in a file and propose what its columns mean. Nothing of its contents is written.

    Raises: ``Denied``; ``FileRefused`` for a file that cannot be read or is of another shape.
    """
    permissions.can_manage_people(by, now).require()
    tables = open_tables(source, subject)
    source.seek(0)
    run = ImportRun(
        subject=ImportSubject(subject),
        file_name=file_name[-FILE_NAME_LENGTH:],
        columns={"tables": [_proposal(table) for table in tables]},
        started_by=by,
    )
    run.file.save(uuid.uuid4().hex, File(source), save=False)
    run.save()
    return run


@transaction.atomic
def choose_columns(
    *,
    run_id: int,
    row_version: int,
    sheets: Sequence[SheetColumns],
    by: User,
    now: datetime,
) -> ImportRun:
    """Settle what the columns mean, remember it for such headings, and begin to read.

    Raises: ``Denied``, ``WrongState``, ``ChangedMeanwhile``; ``Incomplete`` without a column for
    the employee number (people) or the name (units).
    """
    permissions.can_manage_people(by, now).require()
    run = _locked(run_id)
    policies.may_move_import(run, ImportState.READING).require()
    _check_version(run, row_version)
    known = {entry["sheet"]: entry for entry in run.columns["tables"]}
    chosen = [
        known[one.sheet] | {"columns": dict(one.columns)} for one in sheets if one.sheet in known
    ]
    if not any(_key_words(run.subject) & entry["columns"].keys() for entry in chosen):
        raise Incomplete(
            _("Pilih kolom yang berisi NIP.")
            if run.subject == ImportSubject.PEOPLE
            else _("Pilih kolom yang berisi nama unit.")
        )
    run.columns = {"tables": chosen}
    for entry in chosen:
        _remember(run.subject, entry)
    return _read(run)


@transaction.atomic
def read_again(*, run_id: int, by: User, now: datetime) -> ImportRun:
    """Make the preview anew, because the data changed or a worker was lost.

    Raises: ``Denied``, ``WrongState``.
    """
    permissions.can_manage_people(by, now).require()
    run = _locked(run_id)
    policies.may_move_import(run, ImportState.READING).require()
    return _read(run)


@transaction.atomic
def reopen_mapping(*, run_id: int, by: User, now: datetime) -> ImportRun:
    """Go back to the mapping of columns.

    Raises: ``Denied``, ``WrongState``.
    """
    permissions.can_manage_people(by, now).require()
    run = _locked(run_id)
    policies.may_move_import(run, ImportState.MAPPING).require()
    _move(run, ImportState.MAPPING)
    run.save()
    return run


@transaction.atomic
def discard_import(*, run_id: int, by: User, now: datetime) -> ImportRun:
    """Give up an import; its file is removed.

    Raises: ``Denied``, ``WrongState``.
    """
    permissions.can_manage_people(by, now).require()
    run = _locked(run_id)
    policies.may_move_import(run, ImportState.DISCARDED).require()
    _move(run, ImportState.DISCARDED)
    _end(run)
    return run


@transaction.atomic
def apply_import(*, run_id: int, fingerprint: str, by: User, now: datetime) -> ImportRun:
    """Write everything that the preview showed, all at once.

    ``fingerprint`` stands for the preview that the person saw. What would be written is worked
    out once more while nobody else can change people or units.
    Raises: ``Denied``, ``WrongState``; ``ChangedMeanwhile`` when it would no longer be the same.
    """
    permissions.can_manage_people(by, now).require()
    run = _locked(run_id)
    policies.may_apply_import(run).require()
    _hold_still()
    outcome, write = _planned(run, now)
    if outcome["fingerprint"] != fingerprint:
        raise ChangedMeanwhile(
            _("Data kepegawaian berubah sejak pratinjau ini dibuat. Buat pratinjau baru.")
        )
    write()
    _move(run, ImportState.APPLIED)
    run.outcome, run.applied_at = outcome, now
    _end(run)
    return run


@transaction.atomic
def discard_forgotten(*, now: datetime) -> int:
    """Give up imports that nobody finished, because their files hold more than is needed.

    The calendar does this, no person. Returns how many.
    """
    forgotten = (
        ImportRun.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(created_at__lt=now - KEPT_WAITING)
        .exclude(state__in=ENDED_IMPORTS)
    )
    for run in forgotten:
        _move(run, ImportState.DISCARDED)
        _end(run)
    return len(forgotten)


def import_files(
    *, people: BinaryIO, units: BinaryIO | None, now: datetime, write: bool = True
) -> FilesImported:
    """Import from the shell: units first when given, then people, in one transaction.

    Whoever may run commands on the server may do this. With ``write=False`` everything is worked
    out, units included, and taken back.
    Raises: ``FileRefused``; then nothing is written.
    """
    today = permissions.local_day(now)
    with transaction.atomic():
        _hold_still()
        units_done = None
        if units is not None:
            units_done = units_plan(open_tables(units, ImportSubject.UNITS), today)
            write_units(units_done)
        done = people_plan(open_tables(people, ImportSubject.PEOPLE), today)
        if write:
            write_people(done)
        else:
            transaction.set_rollback(True)
    return FilesImported(done, units_done)


def _planned(run: ImportRun, now: datetime) -> tuple[dict[str, Any], Callable[[], None]]:
    """What the import would do now, and the step that does it."""
    today = permissions.local_day(now)
    try:
        tables = tables_of(run)
        if run.subject == ImportSubject.UNITS:
            units = units_plan(tables, today)
            return units_outcome(units, tables), partial(write_units, units)
        people = people_plan(tables, today)
        return people_outcome(people, tables), partial(write_people, people)
    except (FileRefused, FileNotFoundError) as error:
        raise WrongState(
            _("Berkas impor ini tidak tersedia lagi. Unggah berkasnya sekali lagi.")
        ) from error


def _hold_still() -> None:
    """Let readers pass and other writers of people, units and assignments wait."""
    tables = ", ".join(
        connection.ops.quote_name(model._meta.db_table) for model in (Unit, Employee, Assignment)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def _proposal(table: Table) -> dict[str, object]:
    return {
        "sheet": table.sheet.name,
        "signature": table.signature,
        "remembered": table.is_remembered,
        "columns": {meaning.value: column for meaning, column in table.columns.items()},
        "headings": {str(column): text for column, text in table.headings.texts.items()},
    }


def _key_words(subject: str) -> set[str]:
    if subject == ImportSubject.UNITS:
        return {UnitField.NAME.value}
    return {PersonField.NIP.value, PersonField.NAME_AND_NIP.value}


def _remember(subject: str, entry: Mapping[str, Any]) -> None:
    """Keep a mapping for these headings, and for those of the error file that may come of it."""
    columns: dict[str, int] = entry["columns"]
    mapped = sorted(columns.values())
    places = {word: mapped.index(column) for word, column in columns.items()}
    error_file = error_file_signature(entry["headings"], mapped)
    for signature, kept in ((entry["signature"], columns), (error_file, places)):
        ColumnMapping.objects.update_or_create(
            subject=subject, signature=signature, defaults={"columns": kept}
        )


def _read(run: ImportRun) -> ImportRun:
    _move(run, ImportState.READING)
    run.outcome, run.progress = {}, 0
    run.save()

    def wake() -> None:
        read_import.delay(run.pk)

    # robust: without a broker the run waits, and the page offers to read once more
    transaction.on_commit(wake, robust=True)
    return run


def _move(run: ImportRun, state: ImportState) -> None:
    run.state = state
    run.row_version += 1


def _end(run: ImportRun) -> None:
    """Forget the file; it goes when the transaction holds."""
    storage, name = run.file.storage, run.file.name
    run.file = ""
    run.save()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def _locked(run_id: int) -> ImportRun:
    return ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)


def _check_version(run: ImportRun, row_version: int) -> None:
    if run.row_version != row_version:
        raise ChangedMeanwhile(_("Impor ini baru saja diubah. Muat ulang halaman ini."))
