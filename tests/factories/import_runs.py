"""Imports walked to a state through their own steps."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from personnel.actions import imports as actions
from personnel.enums import ImportSubject, Role
from personnel.models import ImportRun, User
from personnel.permissions import local_day
from personnel.tasks import read_run
from tests.factories.personnel import make_user
from tests.factories.spreadsheets import UNITS

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def make_admin() -> User:
    """An account of BKPSDM without a person, so that no unit or post is in the way."""
    return make_user(Role.BKPSDM_ADMIN, with_employee=False)


def uploaded(
    source: BytesIO | Path, by: User, subject: str = ImportSubject.PEOPLE, name: str = "data.xlsx"
) -> ImportRun:
    """A file that waits for its mapping."""
    content = BytesIO(source.read_bytes()) if isinstance(source, Path) else source
    return actions.start_import(subject=subject, source=content, file_name=name, by=by, now=NOW)


def mapped(run: ImportRun, by: User) -> ImportRun:
    """The proposed mapping agreed to."""
    sheets = [
        actions.SheetColumns(entry["sheet"], entry["columns"]) for entry in run.columns["tables"]
    ]
    return actions.choose_columns(
        run_id=run.pk, row_version=run.row_version, sheets=sheets, by=by, now=NOW
    )


def previewed(source: BytesIO | Path, by: User, subject: str = ImportSubject.PEOPLE) -> ImportRun:
    """A file that was read, on the day of ``NOW``."""
    run = mapped(uploaded(source, by, subject), by)
    read_run(run.pk, local_day(NOW))
    run.refresh_from_db()
    return run


def applied(source: BytesIO | Path, by: User, subject: str = ImportSubject.PEOPLE) -> ImportRun:
    """A file that was imported."""
    run = previewed(source, by, subject)
    return actions.apply_import(
        run_id=run.pk, fingerprint=run.outcome["fingerprint"], by=by, now=NOW
    )


def with_units(by: User) -> None:
    """The sample tree in the database."""
    applied(UNITS, by, ImportSubject.UNITS)
