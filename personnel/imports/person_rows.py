"""What a row of a people file says, and what the database already knows of a person."""

import datetime as dt
from dataclasses import dataclass, field

from personnel.enums import AssignmentKind, LegalStatus, Sex
from personnel.imports.match import KnownUnit, name_key
from personnel.imports.names import PersonName
from personnel.imports.reasons import RowCode
from personnel.imports.units import Finding
from personnel.rules.kinds import EmployeeKind
from personnel.rules.posts import PostKind, PostLevel


@dataclass(frozen=True, slots=True)
class PostDescription:
    """A post as a file or the database names it.

    ``is_certain``: kind and level were told, not concluded from the title.
    """

    title: str
    kind: PostKind
    level: PostLevel
    echelon: str = ""
    post_class: int | None = None
    is_certain: bool = True

    def is_same(self, other: "PostDescription") -> bool:
        """Whether both mean one post of the same unit."""
        if name_key(self.title) != name_key(other.title):
            return False
        vague = not (self.is_certain and other.is_certain)
        return vague or self.level is other.level or PostLevel.NONE in {self.level, other.level}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a row describes them. ``None`` and an empty text: the file says nothing.

    ``nip`` is valid for ``kind`` unless the row is refused.
    """

    row: int
    sheet: str
    nip: str
    name: PersonName
    kind: EmployeeKind
    kind_is_certain: bool = True
    birth_date: dt.date | None = None
    sex: Sex | None = None
    rank: str = ""
    rank_since: dt.date | None = None
    education: str = ""
    legal_status: LegalStatus | None = None
    unit: KnownUnit | None = None
    post: PostDescription | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    decree: str = ""
    supervisor: str = ""


@dataclass(frozen=True, slots=True)
class ActingRow:
    """An acting post of somebody who is known or stands in another row."""

    row: int
    sheet: str
    nip: str
    kind: AssignmentKind
    unit: KnownUnit
    post: PostDescription
    since: dt.date | None
    until: dt.date | None = None
    decree: str = ""


@dataclass(frozen=True, slots=True)
class KnownActing:
    """An acting assignment in the database."""

    pk: int
    unit: int
    title: str
    kind: AssignmentKind
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class KnownPosition:
    """The last own post of a person in the database.

    ``free_from`` is the day after the own post before it ended.
    """

    assignment: int
    unit: int
    unit_name: str
    post_id: int
    post: PostDescription
    since: dt.date
    until: dt.date | None = None
    free_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class KnownSupervisor:
    """The last supervisor that was named for a person, by decree or by an earlier import."""

    override: int
    nip: str
    is_decreed: bool
    since: dt.date
    until: dt.date | None = None
    free_from: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Whether the naming has not ended before ``day``."""
        return self.until is None or self.until >= day


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person in the database."""

    pk: int
    nip: str
    name: PersonName
    kind: EmployeeKind
    birth_date: dt.date | None = None
    sex: str = ""
    rank: str = ""
    rank_since: dt.date | None = None
    education: str = ""
    legal_status: str = LegalStatus.ACTIVE
    position: KnownPosition | None = None
    supervisor: KnownSupervisor | None = None
    acting: tuple[KnownActing, ...] = ()


@dataclass(slots=True)
class RefusedRow:
    """A row that is not taken in: why, and its mapped cells as text for the error file."""

    sheet: str
    row: int
    problems: list[Finding]
    cells: dict[int, str] = field(default_factory=dict)

    @property
    def code(self) -> RowCode:
        """The first reason, in the order of ``RowCode``."""
        return self.problems[0].code


@dataclass(slots=True)
class PeopleRows:
    """Everything that one file says about people."""

    people: list[PersonRow] = field(default_factory=list)
    acting: list[ActingRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    skipped: int = 0
    named: set[str] = field(default_factory=set)
    """Every employee number that stands in the file, also in refused rows."""
