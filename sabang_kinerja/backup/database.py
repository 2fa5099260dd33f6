"""Dump and restore of the database with PostgreSQL's own tools."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from sabang_kinerja.embedded.binaries import major_version, postgres_client

_EMPTY = ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
_UNKNOWN_BEFORE_17 = "SET transaction_timeout = 0;\n"
_HEADER_LINES = 60


class ToolFailed(Exception):
    """A tool of PostgreSQL refused; the message is its own."""


def server_major(connection: BaseDatabaseWrapper) -> int:
    """Return the major version of the server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database has no table."""
    return not connection.introspection.table_names()


def others_connected(connection: BaseDatabaseWrapper) -> int:
    """Return how many other sessions use the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


def dump(connection: BaseDatabaseWrapper, target: Path) -> int:
    """Write a consistent dump in the custom format; return the major version of the tool.

    Unlogged tables stay empty in it: what citizens' answers wait in leaves no copy (decision 0013).
    """
    tool = postgres_client("pg_dump", at_least=server_major(connection))
    shape = ["--format=custom", "--no-owner", "--no-privileges", "--no-unlogged-table-data"]
    _run([tool, *shape, f"--file={target}"], connection)
    return major_version(tool)


def restore(connection: BaseDatabaseWrapper, source: Path, *, written_by: int) -> None:
    """Put the dump in place of all that is in the database: whole, or not at all.

    ``written_by``: major version of the tool that wrote it.
    Raises: ToolFailed; the database is then as it was.
    """
    server = server_major(connection)
    at_least = max(server, written_by)
    connection.close()
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        reader = postgres_client("pg_restore", at_least=at_least)
        command: list[str | Path] = [
            reader,
            "--no-owner",
            "--no-privileges",
            "--no-comments",
            "--file=-",
            source,
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            for number, line in enumerate(process.stdout or ()):
                if line == _UNKNOWN_BEFORE_17 and number < _HEADER_LINES and server < 17:
                    continue
                script.write(line)
        if process.returncode:
            raise ToolFailed("pg_restore cannot read the dump.")
        script.flush()
        psql = postgres_client("psql", at_least=at_least)
        before = [part for statement in _EMPTY for part in ("--command", statement)]
        options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        _run([psql, *options, *before, f"--file={script.name}"], connection)


def _run(command: list[str | Path], connection: BaseDatabaseWrapper) -> None:
    environment = {**os.environ, **_login(connection.settings_dict)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ToolFailed(f"{Path(command[0]).name}: {done.stderr.strip()}")


def _login(settings: Mapping[str, Any]) -> dict[str, str]:
    """Environment by which PostgreSQL's tools reach the database; a password is never an option."""
    options = settings.get("OPTIONS", {})
    values = {
        "PGDATABASE": settings["NAME"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGHOST": settings["HOST"] or options.get("host"),
        "PGPORT": settings["PORT"],
        "PGSSLMODE": options.get("sslmode"),
        "PGSSLROOTCERT": options.get("sslrootcert"),
    }
    return {name: str(value) for name, value in values.items() if value}
