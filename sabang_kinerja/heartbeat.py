"""The worker's sign of life, which it leaves in the shared cache while it is connected."""

from celery.signals import heartbeat_sent, worker_ready, worker_shutdown
from django.core.cache import cache

_KEY = "worker-lives"
_SECONDS = 30
"""A worker gives a sign every two seconds; after this long without one it counts as gone."""


def connect() -> None:
    """Have this process give signs, if it is a worker."""
    worker_ready.connect(_note_life)
    heartbeat_sent.connect(_note_life)
    worker_shutdown.connect(_note_end)


def worker_lives() -> bool:
    """Whether any worker gave a sign lately."""
    return cache.get(_KEY) is not None


def _note_life(**_: object) -> None:
    cache.set(_KEY, 1, _SECONDS)


def _note_end(**_: object) -> None:
    # Another worker, if there is one, leaves its own sign within seconds.
    cache.delete(_KEY)
