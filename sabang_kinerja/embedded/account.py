"""Who runs the database server: PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sabang_kinerja.embedded.errors import EmbeddedError

NAME = "sabang-kinerja"
"""System account that owns the embedded database when the application is started by root."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the machine that a server runs as."""

    uid: int
    gid: int

    @classmethod
    def present(cls) -> Self:
        """Return the account that this process runs as."""
        return cls(os.geteuid(), os.getegid())

    @property
    def is_me(self) -> bool:
        """Whether this process runs as that account already."""
        return os.geteuid() == self.uid

    def may_enter(self, directory: Path) -> bool:
        """Whether the account reaches ``directory``, every parent included."""
        return self.succeeds(["test", "-x", str(directory)])

    def succeeds(self, command: list[str]) -> bool:
        """Run ``command`` as the account; tell whether it ended well."""
        try:
            done = self.run(command)
        except (PermissionError, FileNotFoundError):
            return False
        return done.returncode == 0

    def run(self, command: list[str], *, text: str = "") -> subprocess.CompletedProcess[str]:
        """Run ``command`` as the account with ``text`` on its standard input."""
        uid, gid, groups = self.identity
        return subprocess.run(
            command,
            input=text,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            user=uid,
            group=gid,
            extra_groups=groups,
        )

    @property
    def identity(self) -> tuple[int | None, int | None, list[int] | None]:
        """User, group and further groups for ``subprocess``; all ``None`` for the present one."""
        return (None, None, None) if self.is_me else (self.uid, self.gid, [])

    def own(self, directory: Path, mode: int) -> None:
        """Make ``directory`` when missing and give it to the account with ``mode``."""
        directory.mkdir(parents=True, exist_ok=True)
        if not self.is_me:
            os.chown(directory, self.uid, self.gid)
        directory.chmod(mode)


def database_account() -> Account:
    """Return the account for the database server: the present one, unless that is root."""
    if os.geteuid() != 0:
        return Account.present()
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = _create()
    return Account(entry.pw_uid, entry.pw_gid)


def _create() -> pwd.struct_passwd:
    useradd = shutil.which("useradd")
    if useradd is None:
        raise EmbeddedError(
            f"PostgreSQL does not run as root and there is no useradd to create the account "
            f"'{NAME}'. Create it, or start as an ordinary user, or set DATABASE_URL."
        )
    command = [useradd, "--system", "--user-group", "--no-create-home", "--home-dir"]
    done = subprocess.run(
        [*command, "/nonexistent", "--shell", "/usr/sbin/nologin", NAME],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        raise EmbeddedError(f"Cannot create the account '{NAME}': {done.stderr}") from None
