"""What every report of a year is made of: columns, rows of words, who owes a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from personnel.enums import EXEMPT_STATUSES, EmployeeKind
from personnel.models import Assignment, Unit

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, width in characters, whether figures stand in it."""

    label: "StrOrPromise"
    width: int
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A table with its sentence (``%(n)s`` rows, ``%(year)s``) and, where needed, a note.

    ``by_person``: each row begins with a name and a number.
    """

    sentence: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""
    by_person: bool = False


def owing(agencies: "QuerySet[Unit]", day: date) -> "QuerySet[Assignment]":
    """Own posts on a day of everybody who owes a plan, by agency and name."""
    return (
        Assignment.objects.on(day)
        .definitive()
        .filter(post__unit__agency__in=agencies)
        .exclude(employee__legal_status__in=EXEMPT_STATUSES)
        .exclude(employee__kind=EmployeeKind.STATE_OFFICIAL)
        .select_related("employee", "post__unit__agency")
        .order_by("post__unit__agency__name", "employee__name", "pk")
    )
