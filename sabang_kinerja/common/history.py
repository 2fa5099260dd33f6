"""History by database triggers: every insert, update and delete leaves a row nobody can rewrite."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pghistory
from django.db.models import Model

M = TypeVar("M", bound=type[Model])


def tracked(exclude: Sequence[str] = ()) -> Callable[[M], M]:
    """Decorate a model whose every change must be readable for ever.

    ``exclude`` names columns that bear on nobody, or that the database never lets change.
    """
    track: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude) or None,
    )
    return track
