"""Who changed what, from what to what, when: read from the rows that the database writes itself.

Any tracked model of any room can be read; a page names the rows that belong to its object::

    read_history(
        [
            Source(Employee, {"id": 7}),
            Source(Assignment, {"employee": 7}, _("Penugasan"), named_by="post"),
        ]
    )
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from django.db.models import BooleanField, Field, ForeignKey, Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from personnel.models import User
from sabang_kinerja.common.numbers import format_decimal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

INSERT: Final = "insert"
UPDATE: Final = "update"
DELETE: Final = "delete"
MOST_EVENTS: Final = 400
"""Of one source; older ones are not shown."""

_SILENT: Final = {"id", "path", "agency", "row_version", "updated_at", "created_at"}
"""Columns that the application keeps for itself."""


@dataclass(frozen=True, slots=True)
class Source:
    """Rows whose history belongs to a page.

    ``rows`` are the values of columns by which they are found, also after their removal.
    ``name`` opens the sentence of each change ("Penugasan"); empty for the page's own object.
    ``named_by`` is the column that tells one such row from another ("post"). ``hidden`` are
    columns that this page does not tell. ``changes_only`` leaves out how the rows came and went.
    ``words`` says the values of a column its own way.
    """

    model: type[Model]
    rows: Mapping[str, object]
    name: StrOrPromise = ""
    named_by: str = ""
    hidden: frozenset[str] = frozenset()
    changes_only: bool = False
    words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one change, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: ``verb`` is insert, update or delete; ``by`` empty when no account did it.

    ``about`` is what the source's ``named_by`` column says of the row.
    """

    at: datetime
    by: str
    verb: str
    name: str
    about: str
    changes: list[Change] = field(default_factory=list)


def read_history(sources: Iterable[Source], limit: int = 100) -> list[Entry]:
    """The latest changes of all sources, newest first.

    One query for each source, one for the accounts, one for each kind of object that a change
    points to.
    """
    raw = [found for source in sources for found in _events(source)]
    raw.sort(key=lambda found: (found.event.pgh_created_at, found.event.pgh_id), reverse=True)
    raw = raw[:limit]
    names = _names_of_references(raw)
    people = _people(raw)
    return [
        Entry(
            at=found.event.pgh_created_at,
            by=people.get(_user_id(found.event), ""),
            verb=found.event.pgh_label,
            name=str(found.source.name),
            about=_about(found, names),
            changes=[
                _in_words(one, before, after, names, found.source.words)
                for one, before, after in found.changes
            ],
        )
        for found in raw
    ]


@dataclass(frozen=True, slots=True)
class _Found:
    source: Source
    event: Any
    changes: list[tuple[Field[Any, Any], Any, Any]]


def _events(source: Source) -> list[_Found]:
    manager = cast("Any", source.model).events
    events = list(
        manager.rel.related_model.objects.filter(**source.rows)
        .select_related("pgh_context")
        .order_by("-pgh_id")[:MOST_EVENTS]
    )
    events.sort(key=lambda event: event.pgh_obj_id)
    fields = [
        one
        for one in source.model._meta.concrete_fields
        if one.name not in _SILENT and one.name not in source.hidden and one.name not in source.rows
    ]
    found: list[_Found] = []
    for _pk, group in groupby(events, key=lambda event: event.pgh_obj_id):
        newest_first: Sequence[Any] = list(group)
        for event, earlier in zip(newest_first, [*newest_first[1:], None], strict=True):
            changes = _differences(fields, event, earlier)
            if changes or event.pgh_label != UPDATE:
                found.append(_Found(source, event, changes))
    if source.changes_only:
        return [one for one in found if one.event.pgh_label == UPDATE]
    return found


def _naming(found: _Found) -> tuple[Field[Any, Any], Any] | None:
    if not found.source.named_by:
        return None
    column = cast("Field[Any, Any]", found.source.model._meta.get_field(found.source.named_by))
    return column, getattr(found.event, column.attname)


def _about(found: _Found, names: Mapping[tuple[type[Model], Any], str]) -> str:
    naming = _naming(found)
    return _in_words(*naming, None, names).before if naming else ""


def _differences(
    fields: Iterable[Field[Any, Any]], event: Any, earlier: Any
) -> list[tuple[Field[Any, Any], Any, Any]]:
    if event.pgh_label == INSERT:
        pairs = [(one, None, getattr(event, one.attname)) for one in fields]
    elif event.pgh_label == DELETE:
        pairs = [(one, getattr(event, one.attname), None) for one in fields]
    elif earlier is None:
        return []
    else:
        pairs = [
            (one, getattr(earlier, one.attname), getattr(event, one.attname)) for one in fields
        ]
    return [pair for pair in pairs if (pair[1] or None) != (pair[2] or None)]


def _names_of_references(found: Iterable[_Found]) -> dict[tuple[type[Model], Any], str]:
    wanted: dict[type[Model], set[Any]] = {}
    for one in found:
        naming = _naming(one)
        for column, before, after in [*one.changes, *([(*naming, None)] if naming else [])]:
            if isinstance(column, ForeignKey):
                wanted.setdefault(column.related_model, set()).update(
                    v for v in (before, after) if v is not None
                )
    return {
        (model, pk): str(row)
        for model, keys in wanted.items()
        for pk, row in model._default_manager.in_bulk(list(keys)).items()
    }


def _people(found: Iterable[_Found]) -> dict[int | None, str]:
    ids = {user for one in found if (user := _user_id(one.event))}
    users = User.objects.select_related("employee").in_bulk(ids)
    return {pk: user.get_short_name() for pk, user in users.items()}


def _user_id(event: Any) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def _in_words(
    column: Field[Any, Any],
    before: Any,
    after: Any,
    names: Mapping[tuple[type[Model], Any], str],
    own_words: Mapping[str, Callable[[Any], str]] = MappingProxyType({}),
) -> Change:
    def words(value: Any) -> str:
        if value is None or value == "":
            return ""
        if column.name in own_words:
            return own_words[column.name](value)
        if isinstance(column, ForeignKey):
            return names.get((column.related_model, value), _("data yang sudah dihapus"))
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        return _plain(value, column)

    return Change(str(capfirst(str(column.verbose_name))), words(before), words(after))


def _plain(value: Any, column: Field[Any, Any]) -> str:
    if isinstance(column, BooleanField):
        return _("ya") if value else _("tidak")
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%d-%m-%Y %H.%M WIB")
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, Decimal):
        return format_decimal(value)
    return str(value)
