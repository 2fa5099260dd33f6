"""Run one command with a database and a broker around it.

    python -m sabang_kinerja.embedded.within [--throw-away] COMMAND…

Servers that run already are used and left running. ``--throw-away`` takes new ones in a
temporary directory, fast and without durability, and removes them afterwards: the test suite.
The exit code is the command's.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sabang_kinerja.embedded.broker import Broker
from sabang_kinerja.embedded.errors import EmbeddedError
from sabang_kinerja.embedded.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]


def state_directory() -> Path:
    """Where this machine keeps its data (``KINERJA_STATE``, else ``.state`` beside the code)."""
    return ROOT / (os.environ.get("KINERJA_STATE") or ".state")


@contextmanager
def services(state: Path, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """Have database and broker for as long as the block lasts.

    Yields the environment that the application needs. A server whose address stands in the
    environment already is taken as it is.
    """
    state.mkdir(mode=0o711, parents=True, exist_ok=True)
    environment = {**os.environ, "KINERJA_STATE": str(state)}
    with ExitStack() as stack:
        if not environment.get("DATABASE_URL"):
            postgres = Postgres(state / "postgres", durable=durable)
            environment["DATABASE_URL"] = stack.enter_context(postgres).url
        if not environment.get("REDIS_URL"):
            environment["REDIS_URL"] = stack.enter_context(Broker(state / "broker")).url
        yield environment


@contextmanager
def throw_away_services() -> Iterator[dict[str, str]]:
    """As ``services``, on new data that is gone afterwards."""
    state = Path(tempfile.mkdtemp(prefix="kinerja-"))
    state.chmod(0o711)  # the database's account must get in
    try:
        with services(state, durable=False) as environment:
            yield environment
    finally:
        if (state / "postgres").exists():
            Postgres(state / "postgres").destroy()
        shutil.rmtree(state, ignore_errors=True)


def run(command: list[str], environment: Mapping[str, str]) -> int:
    """Run ``command`` to its end, whatever signals come; return its exit code.

    Ctrl-C reaches the command by the terminal; other wishes to stop are passed on to it.
    """
    process = subprocess.Popen(command, env=dict(environment))
    signal.signal(signal.SIGINT, lambda *_: None)
    for passed_on in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(passed_on, lambda number, _: process.send_signal(number))
    code = process.wait()
    return code if code >= 0 else 128 - code


def main(arguments: list[str]) -> int:
    """Run the command that ``arguments`` name; exit code 1 when the servers do not start."""
    throw_away = arguments[:1] == ["--throw-away"]
    command = arguments[1:] if throw_away else arguments
    around = throw_away_services() if throw_away else services(state_directory())
    try:
        with around as environment:
            return run(command, environment)
    except (EmbeddedError, PermissionError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
