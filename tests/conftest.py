"""Services around the tests: a broker, a browser, and the processes of production."""

import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import Error, connection
from hypothesis import HealthCheck, settings

from sabang_kinerja.embedded.broker import Broker
from sabang_kinerja.embedded.postgres import database_url
from sabang_kinerja.embedded.processes import Process, stop_all
from sabang_kinerja.embedded.within import ROOT

Start = Callable[..., Process]

# A machine that does something else beside the tests is no failure of a property.
settings.register_profile(
    "any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any_machine")


@pytest.fixture(scope="session")
def broker_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """``REDIS_URL`` of the run's broker; one is started where the run has none."""
    if url := os.environ.get("REDIS_URL"):
        yield url
        return
    with Broker(tmp_path_factory.mktemp("broker")) as broker:
        yield broker.url


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of the browser; fails the test, never skips it, when there is none."""
    names = [os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    for name in filter(None, names):
        if path := shutil.which(name):
            return path
    pytest.fail("No Chromium on PATH. Install it, or name one by CHROMIUM.")


@pytest.fixture
def start_process(tmp_path: Path, broker_url: str) -> Iterator[Start]:
    """Start ``web``, ``worker`` or ``scheduler`` on the test's database, as production does.

    What they see must be committed: ``@pytest.mark.django_db(transaction=True)``. Their data is
    in ``tmp_path`` (files in ``tmp_path / "files"``). Keyword arguments go to the environment.
    """
    started: list[Process] = []

    def start(name: str, **environment: str) -> Process:
        settings = connection.settings_dict
        login = [settings[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
        process = Process(
            name,
            [str(ROOT / "script" / name)],
            tmp_path / f"{name}.log",
            {
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "sabang_kinerja.settings.local",
                "DATABASE_URL": database_url(*login),
                "REDIS_URL": broker_url,
                "KINERJA_STATE": str(tmp_path),
                "C_FORCE_ROOT": "1",
                **environment,
            },
        )
        process.start()
        started.append(process)
        return process

    yield start
    stop_all(started, seconds=15)


@pytest.fixture(scope="session")
def make_port() -> Callable[[], int]:
    """Find a port of this machine that nobody listens on; another at each call."""
    given: set[int] = set()

    def find() -> int:
        while True:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = int(probe.getsockname()[1])
            if port not in given:
                given.add(port)
                return port

    return find


@pytest.fixture
def free_port(make_port: Callable[[], int]) -> int:
    """A port of this machine that nobody listens on."""
    return make_port()


@pytest.fixture
def eventually() -> Callable[..., None]:
    """Wait until a condition holds; fail with its last answer when it does not in time."""

    def wait(condition: Callable[[], object], *, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not (answer := condition()):
            if time.monotonic() > end:
                pytest.fail(f"not within {seconds} s: {answer!r}", pytrace=False)
            time.sleep(0.1)

    return wait


MANY_DEAD_ROWS = 20_000


@pytest.fixture(autouse=True, scope="module")
def _no_bloat(django_db_blocker) -> Iterator[None]:
    """Sweep up after a module that wrote a whole city and rolled it back.

    Its dead rows would make the planner's picture of the tables wrong for every later test.
    """
    yield
    if connection.connection is None or connection.connection.closed:
        return
    # A test may have taken the database away: then there is nothing to sweep.
    with django_db_blocker.unblock(), suppress(Error), connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT sum(n_dead_tup) FROM pg_stat_user_tables")
        if (cursor.fetchone()[0] or 0) > MANY_DEAD_ROWS:
            cursor.execute("VACUUM ANALYZE")
