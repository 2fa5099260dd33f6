"""What tests of letters and jobs share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from reports import tasks
from sabang_kinerja.celery import app


@pytest.fixture(autouse=True)
def endless_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task that a test calls prints to the end, however slow the machine is."""
    monkeypatch.setattr(tasks, "TURN", timedelta(hours=1))


@pytest.fixture(autouse=True)
def own_files(settings: object, tmp_path: Path) -> Path:
    """Files of one test, where no other test finds them."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@contextmanager
def celery_told(**told: object) -> Iterator[None]:
    """Celery with other settings for a while, and with new connections."""
    before = {name: app.conf[name] for name in told}
    app.conf.update(told)
    app._after_fork()
    yield
    app.conf.update(before)
    app._after_fork()


@pytest.fixture
def tasks_at_once() -> Iterator[None]:
    """Whoever wakes a worker does its work himself, at once."""
    with celery_told(task_always_eager=True, task_eager_propagates=True):
        yield


@pytest.fixture
def no_broker() -> Iterator[None]:
    """The queue cannot be reached."""
    away = "redis://127.0.0.1:1/0"
    with celery_told(broker_url=away, broker_write_url=away):
        yield
