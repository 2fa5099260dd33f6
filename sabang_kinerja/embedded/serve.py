"""``script/serve``: the whole application on one machine, in the foreground, until Ctrl-C."""

import argparse
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sabang_kinerja.embedded.errors import EmbeddedError
from sabang_kinerja.embedded.probe import probe
from sabang_kinerja.embedded.processes import Process, stop_all
from sabang_kinerja.embedded.service import tail, wait_for
from sabang_kinerja.embedded.within import ROOT, services, state_directory

HOST = "127.0.0.1"
_HEALTH_SECONDS = 60
_STOP_SECONDS = 20
"""A worker that is in the middle of a letter gets this long; after it the letter is redone."""


class Stopped(Exception):
    """Somebody asked this command to end."""


def main(arguments: list[str]) -> int:
    """Serve until a signal comes; exit code 0 when it came, 1 when something failed."""
    options = _parse(arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop_asked)
    state = state_directory()
    try:
        with _only_one(state) as lock:
            _let_killed_one_end(lock.read(), options.port)
            address = f"http://{HOST}:{_free_port(options.port)}"
            lock.truncate(0)
            print(f"{address} (process {os.getpid()})", file=lock, flush=True)
            with services(state) as environment:
                _serve(address, _application(environment, address), state, options)
    except Stopped:
        print("Stopped; everything is kept.")
        return 0
    except (EmbeddedError, PermissionError) as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped at once.", file=sys.stderr)
    return 1


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/serve",
        description="Set up and run the application on this machine, with a demo city in it.",
        epilog="DATABASE_URL and REDIS_URL switch to real servers; KINERJA_STATE names the "
        "directory for data (.state).",
    )
    parser.add_argument("--port", type=int, default=8000, help="port of the web server (8000)")
    parser.add_argument(
        "--employees", type=int, default=3000, help="size of the demo city at its first start"
    )
    return parser.parse_args(arguments)


def _stop_asked(*_: object) -> None:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    # Another Ctrl-C ends at once; what is running then is done again at the next start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    raise Stopped


@contextmanager
def _only_one(state: Path) -> Iterator[IO[str]]:
    """Hold the state directory; refuse when another ``script/serve`` does.

    What is written to the yielded file is what the refusal tells; what stands in it is left from
    one that was killed.
    """
    state.mkdir(mode=0o711, parents=True, exist_ok=True)
    with (state / "serve.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise EmbeddedError(f"Already running: {lock.read()}") from None
        lock.seek(0)
        try:
            yield lock
        finally:
            lock.truncate(0)


def _let_killed_one_end(left: str, port: int) -> None:
    """Wait for the processes of a killed ``script/serve``, which end by themselves."""
    if f":{port} " in left:
        wait_for(lambda: _is_free(port), seconds=_STOP_SECONDS)


def _free_port(wanted: int) -> int:
    """Return ``wanted``, or the next free port if the person at the terminal agrees.

    Raises: EmbeddedError when it is taken and nobody agrees.
    """
    if _is_free(wanted):
        return wanted
    near = range(wanted + 1, min(wanted + 100, 65536))
    other = next((port for port in near if _is_free(port)), 0)
    taken = f"Port {wanted} is in use by another program."
    if not other:
        raise EmbeddedError(f"{taken} Name a free one: script/serve --port N")
    if sys.stdin.isatty():
        answer = input(f"{taken} Use {other} instead? [Y/n] ")
        if answer.strip().lower() in {"", "y", "yes"}:
            return other
    raise EmbeddedError(f"{taken} This one is free: script/serve --port {other}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _application(environment: Mapping[str, str], address: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "sabang_kinerja.settings.local",
        "SITE_URL": address,
        "C_FORCE_ROOT": "1",
        **environment,
        "BIND": address.removeprefix("http://"),
        "PYTHONUNBUFFERED": "1",
    }


def _serve(
    address: str, environment: Mapping[str, str], state: Path, options: argparse.Namespace
) -> None:
    """Prepare the data, start the processes, tell the user, and watch."""
    _manage(environment, "prepare", f"--demo={options.employees}")
    web, worker, scheduler = processes = [
        Process(name, [str(ROOT / "script" / name)], state / f"logs/{name}.log", environment)
        for name in ("web", "worker", "scheduler")
    ]
    try:
        web.start()
        worker.start()
        accounts = _manage(environment, "demo_accounts", capture=True)
        _wait_until_healthy(address, [web, worker])
        # The user waits for the pages, not for the first periodic job.
        scheduler.start()
        print(f"\nsabang-kinerja is at {address}\n\n{accounts}", flush=True)
        print(f"\nLogs: {state / 'logs'}\nCtrl-C stops; everything is kept.", flush=True)
        while True:
            _complain_about_ended(processes)
            time.sleep(1)
    finally:
        print("\nStopping …", flush=True)
        stop_all(processes, seconds=_STOP_SECONDS)


def _manage(environment: Mapping[str, str], *command: str, capture: bool = False) -> str:
    """Run a management command; return what it printed, if that is asked for.

    Raises: EmbeddedError when it fails.
    """
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *command, "--skip-checks"],
        env=dict(environment),
        check=False,
        stdout=subprocess.PIPE if capture else None,
        text=True,
        start_new_session=True,  # Ctrl-C is for this command alone
    )
    if done.returncode:
        raise EmbeddedError(f"'script/manage {' '.join(command)}' failed; see above.")
    return done.stdout or ""


def _wait_until_healthy(address: str, processes: list[Process]) -> None:
    end = time.monotonic() + _HEALTH_SECONDS
    health: dict[str, bool] = {}
    while not all(health.get(part) for part in ("database", "broker", "worker")):
        _complain_about_ended(processes)
        if time.monotonic() > end:
            logs = "\n".join(f"{one.log}:\n{tail(one.log)}" for one in processes)
            raise EmbeddedError(f"Not healthy after {_HEALTH_SECONDS} s: {health}\n{logs}")
        time.sleep(0.1)
        health = probe(address)


def _complain_about_ended(processes: list[Process]) -> None:
    for process in processes:
        if process.exit_code is not None:
            raise EmbeddedError(
                f"{process.name} ended (exit code {process.exit_code}); "
                f"{process.log} ends:\n{tail(process.log)}"
            )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
