"""Reading many things as they were at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Let all statements see the same rows, whoever writes meanwhile; also as a decorator.

    Else each statement sees what was committed before it, and figures that are read one after the
    other need not agree. Which rows are seen is chosen by the first statement that reads. Within a
    transaction of the caller, rows are seen as that one sees them.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
