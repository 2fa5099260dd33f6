"""Many rows at once: COPY into a table, and their history in one statement a table.

The triggers that defend finished rows are off while rows are copied, because a finished plan
arrives together with its parts. Check constraints, foreign keys and the rules against overlapping
hold as always.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

import pghistory.models
from django.db import connection, models
from psycopg.types.json import Jsonb

CHUNK = 20_000
"""Rows kept in memory before they are sent."""


class Table:
    """Rows of one model on their way into the database, with ids given out in order."""

    def __init__(self, model: type[models.Model], made_at: datetime) -> None:
        self.model = model
        self._meta = model._meta
        fields = [field for field in self._meta.concrete_fields if not field.primary_key]
        self._defaults = [(field.attname, _default(field, made_at)) for field in fields]
        self._known = frozenset(name for name, _value in self._defaults)
        columns = ", ".join(_quoted(str(field.column)) for field in fields)
        self._copy = f"COPY {_quoted(self._meta.db_table)} (id, {columns}) FROM STDIN"
        self._pending: list[tuple[Any, ...]] = []
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {_quoted(self._meta.db_table)}")  # noqa: S608  a table of ours
            self.first_free = int(cursor.fetchone()[0]) + 1
        self._next: int = self.first_free
        self.set_triggers(on=False)

    @property
    def next_id(self) -> int:
        """The id that the next row will have."""
        return self._next

    @property
    def count(self) -> int:
        """Rows added so far."""
        return self._next - self.first_free

    def add(self, **values: Any) -> int:
        """Keep one row for the next COPY and return its id; absent fields take their default.

        A value of a JSON column comes as ``Jsonb``.
        Raises: ``KeyError`` for a field that the model does not have.
        """
        if not values.keys() <= self._known:
            raise KeyError(values.keys() - self._known)
        row_id = self._next
        self._next += 1
        get = values.get
        self._pending.append((row_id, *(get(name, value) for name, value in self._defaults)))
        if len(self._pending) >= CHUNK:
            self.flush()
        return row_id

    def flush(self) -> None:
        """Send what is kept and move the table's sequence on."""
        if not self._pending:
            return
        with connection.cursor() as cursor:
            with cursor.copy(self._copy) as copy:
                for row in self._pending:
                    copy.write_row(row)
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
                [self._meta.db_table, self._next - 1],
            )
        self._pending.clear()

    def set_triggers(self, *, on: bool) -> None:
        """Switch the table's own triggers, foreign keys excepted.

        They are switched off, not told to look away: asking each time would cost a tenth of a
        millisecond a row. A transaction that fails brings them back.
        """
        _set_triggers(self.model, on=on)

    def write_history(self, context: Any) -> None:
        """Leave one event "insert" for every copied row, as its trigger would have done."""
        _write_events(self.model, context, "id >= %s", [self.first_free])


class Tables:
    """The tables of one load, made on first use. Needs a transaction around it."""

    def __init__(self, made_at: datetime) -> None:
        self._made_at = made_at
        connection.check_constraints()  # a table with checks still to come cannot be altered
        self._tables: dict[type[models.Model], Table] = {}

    def __getitem__(self, model: type[models.Model]) -> Table:
        if model not in self._tables:
            self._tables[model] = Table(model, self._made_at)
        return self._tables[model]

    def flush(self) -> None:
        """Send every pending row, and check foreign keys now instead of all at the end."""
        for table in self._tables.values():
            table.flush()
        connection.check_constraints()

    def finish(self, **metadata: str) -> None:
        """Write the history of everything under one context, then switch the triggers on again.

        ``metadata`` says in the history where the rows came from.
        """
        self.flush()
        context = pghistory.models.Context.objects.create(id=uuid4(), metadata=metadata)
        for table in self._tables.values():
            table.write_history(context.pk)
            table.set_triggers(on=True)

    def counts(self) -> dict[str, int]:
        """Rows by name of the model."""
        return {model.__name__: table.count for model, table in self._tables.items()}


def copy_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """COPY rows of a table without a serial number, and write their history if it has one.

    ``fields`` name the values of each row; every column without a default is among them. The
    table's own triggers are off meanwhile; foreign keys are checked before they come back.
    """
    meta = model._meta
    columns = ", ".join(_quoted(str(meta.get_field(name).column)) for name in fields)  # type: ignore[union-attr]
    statement = f"COPY {_quoted(meta.db_table)} ({columns}) FROM STDIN"
    _set_triggers(model, on=False)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
    connection.check_constraints()
    _set_triggers(model, on=True)
    without = f"id NOT IN (SELECT pgh_obj_id FROM {_events(model)})"  # noqa: S608  a table of ours
    _write_events(model, None, without, [])


def _events(model: type[models.Model]) -> str:
    event = getattr(model, "pgh_event_models", {}).get("insert")
    return _quoted(event._meta.db_table) if event else ""


def _write_events(
    model: type[models.Model], context: Any, condition: str, parameters: list[Any]
) -> None:
    event = getattr(model, "pgh_event_models", {}).get("insert")
    if event is None:
        return
    tracked = [f.column for f in event._meta.concrete_fields if not _of_history(f.column)]
    columns = ", ".join(_quoted(column) for column in tracked)
    moment = '"created_at"' if "created_at" in tracked else "NOW()"
    statement = (
        f"INSERT INTO {_events(model)} "  # noqa: S608  names of tables of ours
        f"(pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id, {columns}) "
        f"SELECT {moment}, 'insert', id, %s, {columns} "
        f"FROM {_quoted(model._meta.db_table)} WHERE {condition} ORDER BY id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [context, *parameters])


def _set_triggers(model: type[models.Model], *, on: bool) -> None:
    switch = "ENABLE" if on else "DISABLE"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {_quoted(model._meta.db_table)} {switch} TRIGGER USER")


def _default(field: "models.Field[Any, Any]", made_at: datetime) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return made_at
    if isinstance(field, models.JSONField):
        return Jsonb(field.get_default())
    if field.has_default():
        return field.get_default()
    if field.null:
        return None
    return "" if field.empty_strings_allowed else None


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _of_history(column: str) -> bool:
    return column.startswith("pgh_")
