"""What hangs on a rehearsal, and how it goes: the one place where guards of rows are put aside."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import Any, Final

import pgtrigger
from django.core.files.storage import default_storage
from django.db import models, transaction

from appraisal.models.evaluation_content import Evidence

Rows = dict[type[models.Model], set[Any]]
ROOMS: Final = frozenset({"personnel", "feedback", "training", "appraisal"})
"""Rooms whose rows may go; a room above keeps papers."""
_GUARDS: Final = frozenset({"append_only", "frozen_delete"})


class PapersRemain(RuntimeError):
    """A room above keeps papers of what should go; named so far down that no page shows it."""


def rows_with(model: type[models.Model], ids: Iterable[Any]) -> Rows:
    """Ids of everything that cannot stand without these rows, by model, those rows first."""
    rows: Rows = {model: set(ids)}
    queue: list[type[models.Model]] = [model]
    while queue:
        parent = queue.pop(0)
        for relation in dependent(parent):
            child = relation.related_model
            found = child._base_manager.filter(
                **{f"{relation.field.name}__in": rows[parent]}
            ).values_list("pk", flat=True)
            new = set(found) - rows.get(child, set())
            if new:
                rows.setdefault(child, set()).update(new)
                queue.append(child)
    return rows


def remove(rows: Rows) -> int:
    """Delete what ``rows_with`` found, in a transaction that is open; return how many rows went.

    The guards of finished rows are put aside by name, for these tables and this transaction only;
    the history of what was removed stays. Links from elsewhere that may be empty become empty.
    Raises: ``PapersRemain``.
    """
    if any(model._meta.app_label not in ROOMS for model in rows):
        raise PapersRemain
    files = list(
        Evidence.objects.filter(pk__in=rows.get(Evidence, ()))
        .exclude(file="")
        .values_list("file", flat=True)
    )
    for model, ids in rows.items():
        for relation in _loose(model):
            links = relation.related_model._base_manager.filter(
                **{f"{relation.field.name}__in": ids}
            )
            links.exclude(pk__in=rows.get(relation.related_model, ())).update(
                **{relation.field.name: None}
            )
    guards = _guards_of(rows)
    # without a name it would put every trigger aside, the history too
    with pgtrigger.ignore(*guards) if guards else nullcontext():
        for model, ids in reversed(rows.items()):
            found = model._base_manager.filter(pk__in=ids)
            found._raw_delete(found.db)
    transaction.on_commit(lambda: _delete_files(files))
    return sum(len(ids) for ids in rows.values())


def dependent(model: type[models.Model]) -> Iterator[Any]:
    """Relations whose rows go with ``model``: not the history, not links that may be empty."""
    return (one for one in _relations(model) if one.on_delete is not models.SET_NULL)


def _loose(model: type[models.Model]) -> Iterator[Any]:
    return (one for one in _relations(model) if one.on_delete is models.SET_NULL)


def _relations(model: type[models.Model]) -> Iterator[Any]:
    for relation in model._meta.related_objects:
        history = hasattr(relation.related_model, "pgh_tracked_model")
        if not history and not relation.many_to_many:
            yield relation


def _guards_of(rows: Rows) -> list[str]:
    return [
        f"{model._meta.app_label}.{model.__name__}:{trigger.name}"
        for model in rows
        for trigger in getattr(model._meta, "triggers", [])
        if trigger.name in _GUARDS
    ]


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
