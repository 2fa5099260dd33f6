"""The application's own processes, kept by one parent: web, worker, scheduler."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_LOG_LIMIT = 5 * 1024 * 1024
"""Bytes after which a log is put aside at the next start; one old log is kept."""


@dataclass(slots=True)
class Process:
    """A process with a log of its own, which does not outlive its parent.

    It has its own session, so that Ctrl-C reaches the parent only, which then stops in order.
    """

    name: str
    command: list[str]
    log: Path
    environment: Mapping[str, str]
    _running: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it, its output going to the log."""
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                [*_tie(), *self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=dict(self.environment),
                start_new_session=True,
            )

    @property
    def exit_code(self) -> int | None:
        """How it ended; ``None`` while it runs."""
        return self._running.poll() if self._running else 0

    def ask_to_stop(self) -> None:
        """Ask it to finish what it does and end."""
        if self._running and self._running.poll() is None:
            self._running.terminate()

    def stop(self, deadline: float) -> None:
        """Wait until ``deadline`` (monotonic seconds), then kill it and its children."""
        if self._running is None:
            return
        try:
            self._running.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()


@cache
def _tie() -> list[str]:
    """Words before a command that end it with its parent; none where the machine has no such."""
    words = [shutil.which("setpriv") or "setpriv", "--pdeathsig", "TERM"]
    try:
        known = subprocess.run([*words, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        return []
    return words if known.returncode == 0 else []


def stop_all(processes: list[Process], *, seconds: float) -> None:
    """Stop all of them at the same time, giving them ``seconds`` together."""
    for process in processes:
        process.ask_to_stop()
    deadline = time.monotonic() + seconds
    for process in processes:
        process.stop(deadline)
