"""A server shared by several commands of one machine: the last one to leave stops it."""

import fcntl
import hashlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Self

from sabang_kinerja.embedded.account import Account
from sabang_kinerja.embedded.errors import EmbeddedError

_SOCKET_DIRECTORY_LIMIT = 80
"""Bytes; the kernel takes 107 for the whole path of a socket, its name included."""


class Service(ABC):
    """A server that is started on first use and stopped after the last.

    Every user holds a shared lock on ``lease`` for as long as it lives; the kernel takes it
    back from a killed one. A server whose users were all killed is simply used again.
    """

    home_mode = 0o700

    def __init__(self, home: Path) -> None:
        self.home = home
        self._lease: IO[str] | None = None

    @property
    @abstractmethod
    def url(self) -> str:
        """Where the application finds the server."""

    @abstractmethod
    def is_running(self) -> bool:
        """Whether the server answers."""

    @abstractmethod
    def _start(self) -> None:
        """Start the server and return when it answers."""

    @abstractmethod
    def _stop(self) -> None:
        """Stop the server and return when it has ended."""

    def __enter__(self) -> Self:
        self.home.mkdir(mode=self.home_mode, parents=True, exist_ok=True)
        with self._alone():
            self._lease = (self.home / "lease").open("w")
            fcntl.flock(self._lease, fcntl.LOCK_SH)
            try:
                if not self.is_running():
                    self._start()
            except BaseException:
                self._lease.close()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        lease, self._lease = self._lease, None
        if lease is None:
            return
        with lease, self._alone():
            try:
                fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if self.is_running():
                self._stop()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.home / "mutex").open("w") as mutex:
            fcntl.flock(mutex, fcntl.LOCK_EX)
            yield


def socket_directory(home: Path, account: Account) -> Path:
    """Return a directory for sockets: in ``home``, or in the temporary one when that is too long.

    Raises: EmbeddedError when somebody else holds a directory of that name.
    """
    place = home / "run"
    if len(os.fsencode(place)) > _SOCKET_DIRECTORY_LIMIT:
        digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
        place = Path(tempfile.gettempdir()) / f"kinerja-{digest}"
        if len(os.fsencode(place)) > _SOCKET_DIRECTORY_LIMIT:
            place = Path("/tmp") / place.name  # noqa: S108  owner is checked below
    ours = {os.geteuid(), account.uid}
    if place.is_symlink() or (place.exists() and place.stat().st_uid not in ours):
        raise EmbeddedError(f"{place} belongs to somebody else; remove it and start again.")
    account.own(place, 0o700)
    return place


def launch(command: list[str | Path], log: Path, account: Account) -> int:
    """Start a server that outlives this process, writing to ``log``; return its number."""
    uid, gid, groups = account.identity
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            user=uid,
            group=gid,
            extra_groups=groups,
            start_new_session=True,
        )
    # Somebody must take note of its end for as long as this process lives.
    threading.Thread(target=process.wait, daemon=True).start()
    return process.pid


def wait_for(
    condition: Callable[[], bool], *, seconds: float, still: Callable[[], bool] | None = None
) -> bool:
    """Ask ``condition`` until it holds, ``still`` no longer holds, or the time is over."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end or (still is not None and not still()):
            return False
        time.sleep(0.05)
    return True


def is_alive(pid: int) -> bool:
    """Whether a process of that number runs (one that has ended but lingers does not count)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


def end(pid: int, how: signal.Signals, *, seconds: float) -> bool:
    """Send a signal and wait for the process to end; tell whether it did."""
    try:
        os.kill(pid, how)
    except ProcessLookupError:
        return True
    return wait_for(lambda: not is_alive(pid), seconds=seconds)


def tail(log: Path, lines: int = 15) -> str:
    """Return the last lines of a log, empty when there is none."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
