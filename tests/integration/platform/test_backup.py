"""Backup and restore: database and files come back whole, or nothing is touched."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from environ import Env

from sabang_kinerja.embedded.postgres import database_url
from sabang_kinerja.embedded.within import ROOT
from tests.factories.archives import pack, unpack

# The tests' database is the model of every machine here; without the mark none is made.
pytestmark = pytest.mark.django_db

FILE = "bukti/2026/laporan.txt"
WRITE = f"""
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from tests.factories.personnel import make_employee
employee = make_employee(name="Cut Nyak Contoh")
employee.name = "Cut Nyak Contoh, S.Kom."
employee.save()
default_storage.save("{FILE}", ContentFile("isi bukti"))
"""


@dataclass
class Machine:
    """A place where the application is installed: a database and a directory for files."""

    url: str
    state: Path

    def manage(self, *command: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "sabang_kinerja.settings.local",
            "DATABASE_URL": self.url,
            "KINERJA_STATE": str(self.state),
            "PYTHONPATH": str(ROOT),
        }
        return subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *command],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def connect(self) -> psycopg.Connection:
        return connect(Env.db_url_config(self.url))

    @property
    def content(self) -> dict[str, object]:
        """What the database holds: rows of each table, triggers, names of people."""
        with self.connect() as database:
            tables = [
                row[0]
                for row in database.execute(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                )
            ]
            found: dict[str, object] = {
                table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()
                for table in tables
            }
            found["triggers"] = database.execute(
                "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
            ).fetchone()
            found["names"] = database.execute("SELECT name FROM personnel_employee").fetchall()
        return found

    @property
    def files(self) -> dict[str, str]:
        place = self.state / "files"
        return {
            str(path.relative_to(place)): path.read_text()
            for path in sorted(place.rglob("*"))
            if path.is_file()
        }


def connect(settings, name=None):
    return psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"] or None,
        user=settings["USER"],
        password=settings["PASSWORD"] or None,
        dbname=name or settings["NAME"],
        autocommit=True,
    )


@pytest.fixture(scope="module")
def make_machine(django_db_setup, django_db_blocker, tmp_path_factory):
    """Install on a database of its own: empty, or migrated as the tests' database is."""
    settings = connection.settings_dict
    outside = Env.db_url_config(os.environ["DATABASE_URL"])["NAME"]
    made = []

    def make(name, *, migrated=False):
        database = f"{settings['NAME']}_{name}"
        template = f" TEMPLATE {settings['NAME']}" if migrated else ""
        with django_db_blocker.unblock():
            connections.close_all()
        with connect(settings, outside) as server:
            # A template must be alone; the thread of an earlier journey may still be connected.
            server.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
                [settings["NAME"]],
            )
            server.execute(f"DROP DATABASE IF EXISTS {database}")
            server.execute(f"CREATE DATABASE {database}{template}")
        made.append(database)
        login = [settings[key] for key in ("USER", "PASSWORD", "HOST", "PORT")]
        return Machine(database_url(*login, database), tmp_path_factory.mktemp(name))

    yield make
    with connect(settings, outside) as server:
        for database in made:
            server.execute(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture(scope="module")
def office(make_machine):
    """A machine with a person who has a history, and a file. Tests leave it as it is."""
    machine = make_machine("kantor", migrated=True)
    written = machine.manage("shell", "--no-imports", "--command", WRITE)
    assert written.returncode == 0, written.stderr
    return machine


@pytest.fixture(scope="module")
def backup(office, tmp_path_factory):
    archive = tmp_path_factory.mktemp("backup") / "cadangan.tar"
    done = office.manage("backup", str(archive))
    assert done.returncode == 0, done.stderr
    return archive


def test_restore_on_an_empty_machine_brings_back_everything(office, backup, make_machine, tmp_path):
    other = make_machine("baru")

    done = other.manage("restore", str(backup))

    assert done.returncode == 0, done.stderr
    assert other.content == office.content
    assert other.content["names"] == [("Cut Nyak Contoh, S.Kom.",)]
    assert other.files == {FILE: "isi bukti"}
    assert other.manage("migrate", "--check").returncode == 0
    again = tmp_path / "lagi.tar"
    assert other.manage("backup", str(again)).returncode == 0
    assert other.manage("restore", "--replace", str(again)).returncode == 0
    assert other.content == office.content


def test_restore_over_data_needs_replace(office, backup):
    before = office.content
    with office.connect() as database:
        database.execute("UPDATE personnel_employee SET name = 'Salah'")
    (office.state / "files" / FILE).write_text("salah")

    refused = office.manage("restore", str(backup))

    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert office.content["names"] == [("Salah",)]
    assert office.files == {FILE: "salah"}

    done = office.manage("restore", "--replace", str(backup))

    assert done.returncode == 0, done.stderr
    assert office.content == before
    assert office.files == {FILE: "isi bukti"}


def test_restore_that_the_database_refuses_changes_neither_rows_nor_files(office, backup, tmp_path):
    before = office.content

    done = office.manage("restore", "--replace", str(with_half_a_dump(backup, tmp_path)))

    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert office.content == before
    assert office.files == {FILE: "isi bukti"}


def test_restore_of_a_newer_versions_backup_is_refused(office, backup, tmp_path):
    def change(manifest, _):
        manifest["migrations"]["personnel"] = "9999_from_the_future"

    done = office.manage("restore", "--replace", str(changed(backup, tmp_path, change)))

    assert done.returncode == 1
    assert "newer version" in done.stderr


def test_restore_while_the_application_is_connected_is_refused(office, backup):
    with office.connect():
        done = office.manage("restore", "--replace", str(backup))

    assert done.returncode == 1
    assert "Stop the application" in done.stderr


def test_backup_never_overwrites(office, backup):
    before = backup.read_bytes()

    done = office.manage("backup", str(backup))

    assert done.returncode == 1
    assert "exists already" in done.stderr
    assert backup.read_bytes() == before


def with_half_a_dump(backup, scratch):
    """An archive with sound hashes whose dump ends in the middle."""

    def change(manifest, unpacked):
        dump = unpacked / "database.dump"
        dump.write_bytes(dump.read_bytes()[: dump.stat().st_size * 2 // 3])
        manifest["hashes"]["database.dump"] = hashlib.sha256(dump.read_bytes()).hexdigest()

    return changed(backup, scratch, change)


def changed(backup, scratch, change):
    unpacked, target = scratch / "isi", scratch / "diubah.tar"
    unpack(backup, unpacked)
    manifest = json.loads((unpacked / "manifest.json").read_text())
    change(manifest, unpacked)
    (unpacked / "manifest.json").write_text(json.dumps(manifest))
    pack(unpacked, target)
    return target
