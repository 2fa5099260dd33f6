"""History by database triggers: every insert, update and delete leaves a row nobody can rewrite."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db.models import Model

M = TypeVar("M", bound=type[Model])


def tracked() -> Callable[[M], M]:
    """Decorate a model whose every change must be readable for ever."""
    track: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
    )
    return track
