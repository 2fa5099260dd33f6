"""The embedded PostgreSQL: own data directory, own socket, no network."""

import os
import secrets
import shutil
import signal
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg

from sabang_kinerja.embedded import binaries
from sabang_kinerja.embedded.account import NAME, Account, database_account
from sabang_kinerja.embedded.errors import EmbeddedError
from sabang_kinerja.embedded.service import (
    Service,
    end,
    is_alive,
    launch,
    socket_directory,
    tail,
    wait_for,
)

ROLE = DATABASE = "kinerja"
OWNER = "postgres"
"""Superuser of the cluster; nobody can sign in as it but tests on a throw-away one."""
_SHARED_PLACE = Path("/var/lib") / NAME
_START_SECONDS = 120
_STOP_SECONDS = 60
_BUILTIN_LOCALE_SINCE = 17
_THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # What it learns in the middle of a test that is rolled back misleads the planner afterwards.
    "autovacuum": "off",
}
_SETTINGS = {
    "log_destination": "stderr",
    # Statements and details of errors hold names and numbers of people.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    # A restore drops and makes every table, index and trigger in one transaction.
    "max_locks_per_transaction": "256",
}


def database_url(user: str, password: str, host: str, port: int | str | None, name: str) -> str:
    """Return a ``DATABASE_URL``; a ``host`` that begins with a slash is a socket's directory."""
    place = f"/{host}" if host.startswith("/") else host + (f":{port}" if port else "")
    return f"postgres://{quote(user)}:{quote(password)}@{place}/{name}"


class Postgres(Service):
    """One cluster with one database, reached by one role with a generated password.

    ``port``: also listen there on the loopback address; without it only a socket is open.
    ``durable``: survive a crash of the machine; off for throw-away clusters.
    ``server``: directory of the server programs, when it shall not be found.
    """

    home_mode = 0o711

    def __init__(
        self,
        home: Path,
        *,
        port: int | None = None,
        durable: bool = True,
        server: Path | None = None,
    ) -> None:
        super().__init__(home)
        self.port = port
        self.durable = durable
        self._server = server
        self.log = home / "postgres.log"

    @property
    def url(self) -> str:
        """``DATABASE_URL`` of the cluster; over the socket unless it has a port."""
        host = "127.0.0.1" if self.port else str(self.sockets)
        return database_url(ROLE, self.password, host, self.port, DATABASE)

    @property
    def password(self) -> str:
        """The role's password, kept beside the data and readable by its owner only."""
        return (self.home / "password").read_text()

    @property
    def place(self) -> Path:
        """Directory that holds the data; ``home``, or one that the server's account can enter."""
        pointer = self.home / "place"
        return Path(pointer.read_text()) if pointer.exists() else self.home

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.place / "data"

    @property
    def sockets(self) -> Path:
        """Directory of the socket."""
        return socket_directory(self.place, database_account())

    def is_running(self) -> bool:
        """Whether the server takes connections."""
        if not self.data.exists() or self._pid() is None:
            return False
        try:
            with psycopg.connect(
                host="127.0.0.1" if self.port else str(self.sockets),
                port=self.port or 5432,
                user=ROLE,
                password=self.password,
                dbname=DATABASE,
                connect_timeout=5,
            ):
                return True
        except psycopg.OperationalError:
            return False

    def destroy(self) -> None:
        """Remove the data for good, wherever it is. The server must be stopped."""
        sockets = self.sockets
        for directory in (self.place, sockets, self.home):
            shutil.rmtree(directory, ignore_errors=True)

    def _start(self) -> None:
        account = database_account()
        self._settle(account)
        server = self._programs(account)
        if not self.data.exists():
            self._initialise(server, account)
        if (pid := self._pid()) is None:
            # Left by a killed server; PostgreSQL refuses it if the number was given out again.
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            pid = self._launch(server, account)
        answers = wait_for(self.is_running, seconds=_START_SECONDS, still=lambda: is_alive(pid))
        if not answers:
            raise EmbeddedError(f"PostgreSQL does not start; {self.log} ends:\n{tail(self.log)}")

    def _stop(self) -> None:
        pid = self._pid()
        if pid and not end(pid, signal.SIGINT, seconds=_STOP_SECONDS):
            end(pid, signal.SIGQUIT, seconds=_STOP_SECONDS)

    def _pid(self) -> int | None:
        """Number of the process that serves this data directory, if one does."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            directory = Path(f"/proc/{pid}/cwd").readlink()
        except (OSError, ValueError, IndexError):
            return None
        return pid if directory == self.data.resolve() and is_alive(pid) else None

    def _settle(self, account: Account) -> None:
        """Choose where the data lives, once: below a closed directory another place is needed."""
        if account.may_enter(self.home) or self.place != self.home:
            return
        place = _SHARED_PLACE / secrets.token_hex(4)
        place.mkdir(parents=True)
        (self.home / "place").write_text(str(place))

    def _programs(self, account: Account) -> Path:
        """Directory of server programs that fit the data and that the account may run."""
        version = self.data / "PG_VERSION"
        major = int(version.read_text()) if version.exists() else None
        server = self._server or binaries.postgres_server(major)
        if account.succeeds([str(server / "postgres"), "--version"]):
            return server
        return _copy_for(account, server)

    def _initialise(self, server: Path, account: Account) -> None:
        """Make cluster, role and database beside their final place, then move them there."""
        password = secrets.token_urlsafe(24)
        secret = self.home / "password"
        secret.touch(mode=0o600)
        secret.write_text(password)
        fresh = self.place / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        account.own(fresh, 0o700)
        locale = ["--locale=C.UTF-8"]
        if binaries.major_version(server / "initdb") >= _BUILTIN_LOCALE_SINCE:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        options = [f"--username={OWNER}", "--encoding=UTF8", "--data-checksums", *locale]
        options += [] if self.durable else ["--no-sync"]
        made = account.run([str(server / "initdb"), "-D", str(fresh), *options])
        if made.returncode:
            raise EmbeddedError(f"Cannot make the database: {made.stderr or made.stdout}")
        statements = (
            f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'\n"
            f"CREATE DATABASE {DATABASE} OWNER {ROLE}\n"
        )
        hosts = f"local all {ROLE} scram-sha-256\nhost all {ROLE} 127.0.0.1/32 scram-sha-256\n"
        if not self.durable:
            # A test may look at the cluster as its owner does.
            statements += f"ALTER ROLE {OWNER} PASSWORD '{password}'\n"
            hosts += f"local all {OWNER} scram-sha-256\n"
        single = [str(server / "postgres"), "--single", "-D", str(fresh), "postgres"]
        made = account.run(single, text=statements)
        if made.returncode or "ERROR" in made.stderr:
            raise EmbeddedError(f"Cannot make the database: {made.stderr}")
        (fresh / "pg_hba.conf").write_text(hosts)
        fresh.rename(self.data)

    def _launch(self, server: Path, account: Account) -> int:
        settings = _SETTINGS | ({} if self.durable else _THROW_AWAY)
        settings["listen_addresses"] = "127.0.0.1" if self.port else ""
        settings["port"] = str(self.port or 5432)
        settings["unix_socket_directories"] = str(self.sockets)
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return launch([server / "postgres", "-D", self.data, *options], self.log, account)


def _copy_for(account: Account, server: Path) -> Path:
    """Copy the server programs to where the account may run them; once for each version."""
    major = binaries.major_version(server / "postgres")
    install = server.parent
    libraries = install.parent.with_name(f"{install.parent.name}.libs")
    digest = f"{major}-{int((server / 'postgres').stat().st_mtime)}"
    place = _SHARED_PLACE / f"postgres-{digest}"
    copied = place / install.parent.name / install.name
    if not copied.exists():
        _SHARED_PLACE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_SHARED_PLACE) as scratch:
            fresh = Path(scratch) / "copy"
            shutil.copytree(install, fresh / install.parent.name / install.name, symlinks=True)
            if libraries.exists():
                shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
            for path in [fresh, *fresh.rglob("*")]:
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            fresh.rename(place)
    if not account.succeeds([str(copied / "bin/postgres"), "--version"]):
        raise EmbeddedError(f"PostgreSQL's programs do not run from {copied}.")
    return copied / "bin"
