"""One row of a people file: what it says and everything that is wrong with it."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from personnel.enums import AssignmentKind, Sex
from personnel.imports import cells
from personnel.imports.fields import PersonField
from personnel.imports.match import KnownUnit, UnitIndex, UnitNotFound, WantedUnit
from personnel.imports.names import (
    NAME_LENGTH,
    TITLE_AFTER_LENGTH,
    TITLE_BEFORE_LENGTH,
    PersonName,
    is_strange,
    split_name,
)
from personnel.imports.person_rows import PostDescription
from personnel.imports.readings import (
    describe_post,
    kind_by_number,
    name_and_number,
    raw_name,
    read_kind,
    read_rank,
    until_in,
)
from personnel.imports.reasons import RowCode
from personnel.imports.rows import DataRow
from personnel.imports.sheets import Unknown, Value
from personnel.imports.units import Finding
from personnel.rules.kinds import EmployeeKind
from personnel.rules.nip import InvalidNip, Nip, NipProblem, parse_nip
from personnel.rules.ranks import InvalidRank

TITLE_LENGTH: Final = 200
_CODE_OF_PROBLEM: Final = {
    NipProblem.FORMAT: RowCode.NIP_FORMAT,
    NipProblem.BIRTH: RowCode.NIP_BIRTH,
    NipProblem.AGE: RowCode.NIP_AGE,
    NipProblem.YEAR: RowCode.NIP_YEAR,
    NipProblem.TYPE: RowCode.NIP_TYPE,
    NipProblem.SEX: RowCode.NIP_SEX,
    NipProblem.SEQUENCE: RowCode.NIP_SEQ,
}
ACTING_TITLE: Final = re.compile(
    r"^(?:(?P<acting>plt|p\.l\.t|pelaksana tugas)|(?P<daily>plh|p\.l\.h|pelaksana harian))\b[. ]*",
    re.I,
)
ACTING_WORD: Final = re.compile(r"\b(plt|plh|pelaksana tugas|pelaksana harian)\b", re.I)
_ORDER: Final = {code: place for place, code in enumerate(RowCode)}


@dataclass(slots=True)
class Draft:
    """What one row says as far as it can be read; refused when ``problems`` is not empty."""

    row: DataRow
    problems: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    digits: str = ""
    nip: Nip | None = None
    name: PersonName = field(default_factory=lambda: PersonName(""))
    kind: EmployeeKind = EmployeeKind.PNS
    kind_is_certain: bool = True
    birth_date: dt.date | None = None
    sex: Sex | None = None
    rank: str = ""
    unit: KnownUnit | None = None
    post: PostDescription | None = None
    acting_kind: AssignmentKind | None = None
    dates: dict[PersonField, dt.date | None] = field(default_factory=dict)

    def refuse(self, code: RowCode, meaning: PersonField | str = "", other: int = 0) -> None:
        """Add a reason; reasons stay in the order of ``RowCode``, each once."""
        if all(finding.code is not code for finding in self.problems):
            self.problems.append(self.finding(code, meaning, other))
            self.problems.sort(key=lambda finding: _ORDER[finding.code])

    def doubt(self, code: RowCode, meaning: PersonField) -> None:
        """Add a warning."""
        self.doubts.append(self.finding(code, meaning))

    def finding(self, code: RowCode, meaning: PersonField | str = "", other: int = 0) -> Finding:
        """A word about a cell of this row; identity numbers of other kinds are blotted out."""
        value = self.row.text(meaning) if isinstance(meaning, PersonField) else ""
        shown = cells.without_identity(value)[:120]
        name = cells.without_identity(self.name.name)
        return Finding(self.row.number, code, meaning, shown, other, self.row.sheet, name)


@dataclass(frozen=True, slots=True)
class TableHabits:
    """How one table writes things that a single cell cannot tell."""

    woman_is_w: bool = False
    only_contract: bool = False


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges rows against the units of the city on one day."""

    units: UnitIndex
    today: dt.date
    is_known: Callable[[str], bool]

    def draft(self, row: DataRow, habits: TableHabits) -> Draft:
        """Read one row completely, so that all its faults are told at once."""
        draft = Draft(row)
        for meaning, value in row.cells.items():
            if value is Unknown.FORMULA:
                draft.refuse(RowCode.FORMULA_NO_VALUE, meaning)
        name_text, number = name_and_number(row)
        self._kind_and_number(draft, number, habits)
        self._unit(draft)
        self._post(draft)
        self._name(draft, name_text)
        self._dates(draft)
        self._birth(draft)
        draft.sex = cells.read_sex(row.text(PersonField.SEX), habits.woman_is_w)
        if draft.nip and draft.sex and draft.sex.value != draft.nip.sex.value:
            draft.doubt(RowCode.SEX_MISMATCH, PersonField.SEX)
        self._rank(draft)
        return draft

    def _kind_and_number(self, draft: Draft, number: Value | None, habits: TableHabits) -> None:
        reading = cells.read_number(number)
        draft.digits = reading.digits
        kind, draft.kind_is_certain = read_kind(draft.row, reading.digits, habits.only_contract)
        if kind is None:
            draft.refuse(RowCode.KIND_UNKNOWN, PersonField.KIND)
            kind = kind_by_number(reading.digits)
        draft.kind = kind
        if reading.problem is not None:
            draft.refuse(reading.problem, PersonField.NIP)
            return
        try:
            draft.nip = parse_nip(reading.digits, kind, self.today)
            draft.digits = draft.nip.digits
        except InvalidNip as error:
            draft.refuse(_CODE_OF_PROBLEM[error.problem], PersonField.NIP)

    def _unit(self, draft: Draft) -> None:
        row = draft.row
        told = {PersonField.UNIT_ID, PersonField.UNIT_NAME, PersonField.AGENCY} & row.mapped
        if not told and self.is_known(draft.digits):
            return
        if any(row.cells.get(meaning) is Unknown.FORMULA for meaning in told):
            return
        wanted = WantedUnit(
            siasn_id=row.text(PersonField.UNIT_ID),
            name=row.text(PersonField.UNIT_NAME),
            parent=row.text(PersonField.UNIT_PARENT),
            agency=row.text(PersonField.AGENCY),
        )
        try:
            draft.unit = self.units.find(wanted)
        except UnitNotFound as error:
            draft.refuse(error.code, PersonField.UNIT_NAME)

    def _post(self, draft: Draft) -> None:
        row = draft.row
        title = row.text(PersonField.POST_TITLE)[:TITLE_LENGTH]
        if row.cells.get(PersonField.POST_TITLE) is Unknown.FORMULA:
            return
        acting = ACTING_TITLE.match(title)
        if acting:
            daily = acting["daily"] is not None
            draft.acting_kind = AssignmentKind.DAILY_ACTING if daily else AssignmentKind.ACTING
            title = title[acting.end() :].strip()
        if not title:
            if PersonField.POST_TITLE in row.mapped or not self.is_known(draft.digits):
                draft.refuse(RowCode.POST_MISSING, PersonField.POST_TITLE)
            return
        draft.post = describe_post(row, title, draft.unit)

    def _name(self, draft: Draft, text: str) -> None:
        row = draft.row
        if Unknown.FORMULA in {
            row.cells.get(PersonField.NAME),
            row.cells.get(PersonField.NAME_AND_NIP),
        }:
            return
        if not text:
            draft.refuse(RowCode.NAME_MISSING, PersonField.NAME)
            return
        before, after = row.text(PersonField.TITLE_BEFORE), row.text(PersonField.TITLE_AFTER)
        draft.name = split_name(text, before, after, row.text(PersonField.POST_TITLE))
        if (
            any(is_strange(part) for part in (raw_name(row, text), before, after))
            or len(draft.name.name) > NAME_LENGTH
            or len(draft.name.before) > TITLE_BEFORE_LENGTH
            or len(draft.name.after) > TITLE_AFTER_LENGTH
            or not any(character.isalpha() for character in draft.name.name)
        ):
            draft.refuse(RowCode.NAME_INVALID, PersonField.NAME)

    def _dates(self, draft: Draft) -> None:
        for meaning in (PersonField.RANK_SINCE, PersonField.POST_SINCE, PersonField.POST_UNTIL):
            try:
                draft.dates[meaning] = cells.read_date(draft.row.cells.get(meaning))
            except cells.UnreadableDate:
                draft.refuse(RowCode.DATE_INVALID, meaning)
        if draft.acting_kind is not None and draft.dates.get(PersonField.POST_UNTIL) is None:
            draft.dates[PersonField.POST_UNTIL] = until_in(draft.row.text(PersonField.NOTE))

    def _birth(self, draft: Draft) -> None:
        value = draft.row.cells.get(PersonField.BIRTH_DATE)
        born = draft.nip.born if draft.nip else None
        swapped = born is not None and cells.exchanged(value) == born
        try:
            draft.birth_date = cells.read_birth_date(value)
        except cells.UnreadableDate:
            if not swapped:
                draft.refuse(RowCode.DATE_INVALID, PersonField.BIRTH_DATE)
                return
            draft.doubt(RowCode.DATE_SWAPPED, PersonField.BIRTH_DATE)
            return
        if draft.birth_date and born and draft.birth_date != born:
            code = RowCode.DATE_SWAPPED if swapped else RowCode.BIRTH_MISMATCH
            draft.doubt(code, PersonField.BIRTH_DATE)

    def _rank(self, draft: Draft) -> None:
        text = draft.row.text(PersonField.RANK) or draft.row.text(PersonField.RANK_CODE)
        if not text:
            return
        try:
            draft.rank = read_rank(text, draft.kind)
        except InvalidRank:
            draft.refuse(RowCode.RANK_INVALID, PersonField.RANK)
