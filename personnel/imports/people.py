"""Rows of people together: who is meant twice, who acts for whom, who appraises whom."""

import datetime as dt
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Final

from personnel.enums import EXEMPT_STATUSES
from personnel.imports import cells
from personnel.imports.columns import Table
from personnel.imports.fields import PersonField
from personnel.imports.judging import ACTING_WORD, Draft, Judge, TableHabits
from personnel.imports.match import UnitIndex, name_key
from personnel.imports.person_rows import (
    ActingRow,
    KnownPerson,
    PeopleRows,
    PersonRow,
    RefusedRow,
)
from personnel.imports.readings import decree_in
from personnel.imports.reasons import RowCode
from personnel.imports.rows import DataRow, DataRows, read_rows
from personnel.rules.posts import PostKind

DECREE_LENGTH: Final = 80
TOLD_EVERY: Final = 250
"""Rows between two words about progress."""
SAME_NAME: Final = 0.9
"""Share of equal letters from which two spellings are taken for one name."""
_CONTRACT_LABELS: Final = frozenset({"NI PPPK", "NIPPPK", "NOMOR INDUK PPPK", "NIP PPPK"})


def read_people(
    tables: list[Table],
    units: UnitIndex,
    known: Mapping[str, KnownPerson],
    today: dt.date,
    progress: Callable[[float], None] = lambda _share: None,
) -> PeopleRows:
    """Read everything that the tables of one file say about people.

    ``known``: people in the database by employee number. Rows may stand in any order.
    ``progress`` is told the share of rows read, from 0 to 1.
    """
    judge = Judge(units, today, known.__contains__)
    found = PeopleRows()
    drafts: list[Draft] = []
    refusable: list[tuple[Table, Draft]] = []
    data_of_tables = [read_rows(table) for table in tables]
    count = sum(len(data.rows) for data in data_of_tables)
    for data in data_of_tables:
        found.skipped += data.skipped
        habits = _habits(data)
        for row in data.rows:
            draft = judge.draft(row, habits)
            drafts.append(draft)
            refusable.append((data.table, draft))
            if len(drafts) % TOLD_EVERY == 0:
                progress(len(drafts) / count)
    found.named = {draft.digits for draft in drafts if draft.digits}
    _Sorting(found, known).sort(drafts)
    found.refused = [
        RefusedRow(draft.row.sheet, draft.row.number, draft.problems, _texts(table, draft.row))
        for table, draft in refusable
        if draft.problems
    ]
    return found


def _habits(data: DataRows) -> TableHabits:
    column = data.table.columns.get(PersonField.NIP)
    label = data.table.headings.labels.get(column, "") if column is not None else ""
    sexes = {row.text(PersonField.SEX) for row in data.rows}
    return TableHabits(
        woman_is_w=cells.calls_women_w(sexes), only_contract=label in _CONTRACT_LABELS
    )


def _texts(table: Table, row: DataRow) -> dict[int, str]:
    return {
        table.columns[meaning]: cells.without_identity(cells.text_of(value))
        for meaning, value in row.cells.items()
    }


@dataclass(slots=True)
class _Sorting:
    """Sorts drafts into people, acting posts and collisions."""

    found: PeopleRows
    known: Mapping[str, KnownPerson]
    firsts: dict[str, Draft] = field(default_factory=dict)
    acting: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def sort(self, drafts: list[Draft]) -> None:
        """Own posts first, so that an acting row may stand above its person."""
        for draft in drafts:
            if draft.acting_kind is None:
                self._take_own(draft)
        for draft in drafts:
            if draft.acting_kind is not None:
                self._take_acting(draft)
        self._take_people([draft for draft in drafts if self.firsts.get(draft.digits) is draft])

    def _take_own(self, draft: Draft) -> None:
        first = self.firsts.get(draft.digits)
        if first is not None:
            same = _same_person(draft, first)
            code = RowCode.NIP_DUPLICATE if same else RowCode.NIP_CONFLICT
            draft.refuse(code, PersonField.NIP, other=first.row.number)
        elif not draft.problems:
            self.firsts[draft.digits] = draft

    def _take_acting(self, draft: Draft) -> None:
        first = self.firsts.get(draft.digits)
        if first is not None and not _same_person(draft, first):
            draft.refuse(RowCode.NIP_CONFLICT, PersonField.NIP, other=first.row.number)
        if draft.unit is None and not draft.problems:
            draft.refuse(RowCode.UNIT_UNKNOWN, PersonField.UNIT_NAME)
        if draft.problems or draft.unit is None or draft.post is None or draft.acting_kind is None:
            return
        key = (draft.digits, draft.unit.pk, name_key(draft.post.title))
        if key in self.acting:
            draft.refuse(RowCode.NIP_DUPLICATE, PersonField.NIP, other=self.acting[key])
            return
        self.acting[key] = draft.row.number
        note = draft.row.text(PersonField.NOTE)
        since = draft.dates.get(PersonField.POST_SINCE)
        until = draft.dates.get(PersonField.POST_UNTIL)
        self.found.acting.append(
            ActingRow(
                row=draft.row.number,
                sheet=draft.row.sheet,
                nip=draft.digits,
                kind=draft.acting_kind,
                unit=draft.unit,
                post=draft.post,
                since=since,
                until=until if since is None or until is None or until >= since else None,
                decree=(draft.row.text(PersonField.DECREE) or decree_in(note))[:DECREE_LENGTH],
            )
        )
        if first is None and draft.digits not in self.known:
            self.firsts[draft.digits] = draft

    def _take_people(self, drafts: list[Draft]) -> None:
        accepted = self.firsts.keys() | self.known.keys()
        for draft in drafts:
            person = _person(draft)
            self.found.warnings += draft.doubts
            if person.legal_status in EXEMPT_STATUSES:
                code = RowCode.STATUS_EXEMPT
                self.found.warnings.append(draft.finding(code, PersonField.LEGAL_STATUS))
            doubt = self._supervisor_doubt(draft, person, accepted)
            if doubt is not None:
                self.found.warnings.append(draft.finding(doubt, PersonField.SUPERVISOR))
                person = replace(person, supervisor="")
            note = draft.row.text(PersonField.NOTE)
            if draft.acting_kind is None and ACTING_WORD.search(note):
                self.found.notes.append(draft.finding(RowCode.ACTING_NOTE, PersonField.NOTE))
            self.found.people.append(person)

    def _supervisor_doubt(
        self, draft: Draft, person: PersonRow, accepted: AbstractSet[str]
    ) -> RowCode | None:
        if PersonField.SUPERVISOR not in draft.row.mapped or draft.acting_kind is not None:
            return None
        if not draft.row.text(PersonField.SUPERVISOR):
            known = self.known.get(person.nip)
            position = known.position if known else None
            post = person.post or (position.post if position else None)
            below_the_mayor = post is not None and post.kind is PostKind.JPT
            return None if below_the_mayor else RowCode.SUPERVISOR_MISSING
        if person.supervisor == person.nip:
            return RowCode.SUPERVISOR_SELF
        return None if person.supervisor in accepted else RowCode.SUPERVISOR_UNKNOWN


def _same_person(one: Draft, other: Draft) -> bool:
    first, second = one.name.name.casefold(), other.name.name.casefold()
    return not first or SequenceMatcher(None, first, second).ratio() >= SAME_NAME


def _person(draft: Draft) -> PersonRow:
    row = draft.row
    own_post = draft.acting_kind is None
    status = row.text(PersonField.LEGAL_STATUS)
    return PersonRow(
        row=row.number,
        sheet=row.sheet,
        nip=draft.digits,
        name=draft.name,
        kind=draft.kind,
        kind_is_certain=draft.kind_is_certain,
        birth_date=draft.birth_date,
        sex=draft.sex,
        rank=draft.rank,
        rank_since=draft.dates.get(PersonField.RANK_SINCE),
        education=cells.read_education(
            row.text(PersonField.EDUCATION), row.text(PersonField.EDUCATION_CODE)
        ),
        legal_status=cells.read_status(status) if status else None,
        unit=draft.unit if own_post else None,
        post=draft.post if own_post else None,
        since=draft.dates.get(PersonField.POST_SINCE) if own_post else None,
        until=draft.dates.get(PersonField.POST_UNTIL) if own_post else None,
        decree=row.text(PersonField.DECREE)[:DECREE_LENGTH] if own_post else "",
        supervisor=cells.read_number(row.cells.get(PersonField.SUPERVISOR)).digits,
    )
