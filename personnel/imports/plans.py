"""What an import would do, written down before it is done."""

import datetime as dt
from dataclasses import dataclass, field

from personnel.imports.person_rows import (
    ActingRow,
    KnownActing,
    KnownPerson,
    PeopleRows,
    PersonRow,
    PostDescription,
)

Shown = str | dt.date | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One fact that differs; ``field`` is its word in the glossary."""

    field: str
    old: Shown
    new: Shown


@dataclass(frozen=True, slots=True)
class Placement:
    """An own post as it should be.

    ``correct`` is the assignment to be corrected in place; else a new one begins on ``since``
    and ``close`` (if any) ends the day before.
    """

    unit: int
    post: PostDescription
    since: dt.date
    until: dt.date | None = None
    correct: int | None = None
    close: int | None = None
    decree: str = ""


@dataclass(frozen=True, slots=True)
class Supervision:
    """A supervisor to be named, with the naming to be corrected or closed, as for placements."""

    supervisor: str
    since: dt.date
    correct: int | None = None
    close: int | None = None


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """What happens to one person; nothing when ``changes`` is empty and ``known`` is not."""

    row: PersonRow
    known: KnownPerson | None
    changes: tuple[FieldChange, ...] = ()
    placement: Placement | None = None
    post_facts: PostDescription | None = None
    """Facts that the post in the database lacks."""
    supervision: Supervision | None = None


@dataclass(frozen=True, slots=True)
class ActingPlan:
    """What happens to one acting post: made, its end corrected, or nothing.

    ``close`` is another acting assignment to the same post, which ends the day before.
    """

    row: ActingRow
    since: dt.date
    known: KnownActing | None = None
    is_changed: bool = False
    close: int | None = None


@dataclass(slots=True)
class PeoplePlan:
    """Everything that an import of people would do."""

    rows: PeopleRows
    new: list[PersonPlan] = field(default_factory=list)
    changed: list[PersonPlan] = field(default_factory=list)
    unchanged: list[PersonPlan] = field(default_factory=list)
    gone: list[KnownPerson] = field(default_factory=list)
    acting: list[ActingPlan] = field(default_factory=list)

    @property
    def changes_nothing(self) -> bool:
        """Whether the database already says what the file says."""
        acting = any(plan.known is None or plan.is_changed for plan in self.acting)
        return not (self.new or self.changed or acting)
