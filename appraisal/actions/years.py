"""The end of a year: closed with what is open in view, or a rehearsal thrown away."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pgtrigger
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal.models import Evidence
from appraisal.selectors.unfinished import unfinished
from personnel import permissions, policies
from personnel.actions import years as year_actions
from personnel.models import Notice, PerformanceYear, User
from sabang_kinerja.common.errors import Incomplete, WrongState

_GUARDS = frozenset({"append_only", "frozen_delete"})
_ROOMS = frozenset({"personnel", "feedback", "training", "appraisal"})


@transaction.atomic
def close_year(*, year_id: int, reason: str, by: User, now: datetime) -> PerformanceYear:
    """Close a year. While something is open in it a reason is demanded and kept (nothing is lost:
    what is open stays as it is and can be read).

    Raises: ``Denied``, ``WrongState``; ``Incomplete`` without the reason.
    """
    year = PerformanceYear.objects.select_for_update(of=("self",)).get(pk=year_id)
    open_things = unfinished(year).total
    if open_things and not reason.strip():
        raise Incomplete(
            ngettext(
                "%(n)s hal belum selesai. Tuliskan mengapa tahun ini tetap ditutup.",
                "%(n)s hal belum selesai. Tuliskan mengapa tahun ini tetap ditutup.",
                open_things,
            )
            % {"n": open_things}
        )
    return year_actions.close_year(year_id=year_id, by=by, now=now, reason=reason)


@transaction.atomic
def discard_rehearsal(*, year_id: int, by: User, now: datetime) -> int:
    """Throw a rehearsal away with every row that hangs on it; return how many rows went.

    The guards of finished rows are put aside by name, for these tables and this transaction
    only; the history of what was removed stays. See docs/decisions/0010-rehearsals.md.
    Raises: ``Denied``; ``WrongState`` for any year that is not a rehearsal, or when a room above
    keeps papers of it.
    """
    year = PerformanceYear.objects.select_for_update(of=("self",)).get(pk=year_id)
    (permissions.can_manage_years(by, now) and policies.may_discard_year(year)).require()
    rows = _rows_of(year)
    if any(model._meta.app_label not in _ROOMS for model in rows):
        raise WrongState(_("Masih ada dokumen dari latihan ini. Cabut dokumennya lebih dulu."))
    files = list(
        Evidence.objects.filter(pk__in=rows.get(Evidence, ()))
        .exclude(file="")
        .values_list("file", flat=True)
    )
    with pgtrigger.ignore(*_guards_of(rows)):
        for model, ids in reversed(rows.items()):
            found = model._base_manager.filter(pk__in=ids)
            found._raw_delete(found.db)
    Notice.objects.filter(may_mail=False).delete()
    transaction.on_commit(lambda: _delete_files(files))
    return sum(len(ids) for ids in rows.values())


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _rows_of(year: PerformanceYear) -> dict[type[models.Model], set[Any]]:
    """Ids of everything that cannot stand without the year, by model, the year first."""
    rows: dict[type[models.Model], set[Any]] = {PerformanceYear: {year.pk}}
    queue: list[type[models.Model]] = [PerformanceYear]
    while queue:
        model = queue.pop(0)
        for relation in _dependent(model):
            child = relation.related_model
            ids = child._base_manager.filter(
                **{f"{relation.field.name}__in": rows[model]}
            ).values_list("pk", flat=True)
            new = set(ids) - rows.get(child, set())
            if new:
                rows.setdefault(child, set()).update(new)
                queue.append(child)
    return rows


def _dependent(model: type[models.Model]) -> Iterator[Any]:
    """Relations whose rows go with ``model``: not the history, not links that may be empty."""
    for relation in model._meta.related_objects:
        history = hasattr(relation.related_model, "pgh_tracked_model")
        if not history and not relation.many_to_many and relation.on_delete is not models.SET_NULL:
            yield relation


def _guards_of(rows: dict[type[models.Model], set[Any]]) -> list[str]:
    return [
        f"{model._meta.app_label}.{model.__name__}:{trigger.name}"
        for model in rows
        for trigger in getattr(model._meta, "triggers", [])
        if trigger.name in _GUARDS
    ]
