"""People of a file beside people of the database."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from personnel.enums import LegalStatus
from personnel.imports.match import KnownUnit, name_key
from personnel.imports.person_rows import (
    ActingRow,
    KnownPerson,
    KnownPosition,
    PeopleRows,
    PersonRow,
    PostDescription,
)
from personnel.imports.plans import (
    ActingPlan,
    FieldChange,
    PeoplePlan,
    PersonPlan,
    Placement,
    Shown,
    Supervision,
)
from personnel.rules.posts import PostLevel

ONE_DAY: Final = dt.timedelta(days=1)


def compare_people(
    rows: PeopleRows, known: Mapping[str, KnownPerson], today: dt.date
) -> PeoplePlan:
    """Put the rows of a file beside the people that are known.

    People who do not stand in the file are listed as gone unless they left before; nothing
    happens to them.
    """
    plan = PeoplePlan(rows)
    for row in rows.people:
        person = known.get(row.nip)
        if person is None:
            plan.new.append(_new(row, today))
            continue
        one = _plan_for(row, person, today)
        (plan.changed if one.changes else plan.unchanged).append(one)
    plan.acting = [_acting_plan(row, known.get(row.nip), today) for row in rows.acting]
    plan.gone = [
        person
        for nip, person in known.items()
        if nip not in rows.named and person.legal_status != LegalStatus.LEFT
    ]
    plan.gone.sort(key=lambda person: (person.name.name.casefold(), person.nip))
    return plan


def _new(row: PersonRow, today: dt.date) -> PersonPlan:
    since = row.since or _appointed(row.nip, today)
    placement = None
    if row.unit is not None and row.post is not None:
        until = _end(row.until, since)
        placement = Placement(row.unit.pk, row.post, since, until, decree=row.decree)
    named = Supervision(row.supervisor, since) if row.supervisor else None
    return PersonPlan(row, None, placement=placement, supervision=named)


def _appointed(nip: str, today: dt.date) -> dt.date:
    """First day of service by the employee number, for rows that date no post."""
    year, month = int(nip[8:12]), int(nip[12:14])
    return min(dt.date(year, month if 1 <= month <= 12 else 1, 1), today)


def _plan_for(row: PersonRow, person: KnownPerson, today: dt.date) -> PersonPlan:
    changes = [
        FieldChange(word, old, new) for word, old, new in _facts(row, person) if new and new != old
    ]
    placement, moves = _placement(row, person.position, today)
    post_facts, gains = (None, []) if placement else _gained(row, person.position)
    supervision, named = _supervision(row, person, placement, today)
    return PersonPlan(
        row,
        person,
        (*changes, *moves, *gains, *named),
        placement=placement,
        post_facts=post_facts,
        supervision=supervision,
    )


def _facts(row: PersonRow, person: KnownPerson) -> list[tuple[str, Shown, Shown]]:
    same_name = row.name.name.casefold() == person.name.name.casefold()
    kind_is_told = row.kind_is_certain or row.kind.is_contract is not person.kind.is_contract
    return [
        ("name", person.name.name, None if same_name else row.name.name),
        ("title_before", person.name.before, row.name.before),
        ("title_after", person.name.after, row.name.after),
        ("kind", person.kind.value, row.kind.value if kind_is_told else None),
        ("birth_date", person.birth_date, row.birth_date),
        ("sex", person.sex, row.sex.value if row.sex else None),
        ("rank", person.rank, row.rank),
        ("rank_since", person.rank_since, row.rank_since),
        ("education", person.education, row.education),
        (
            "legal_status",
            str(person.legal_status),
            row.legal_status.value if row.legal_status else None,
        ),
    ]


def _placement(
    row: PersonRow, position: KnownPosition | None, today: dt.date
) -> tuple[Placement | None, list[FieldChange]]:
    """A new own post, or the known one corrected."""
    if position is None:
        if row.unit is None or row.post is None:
            return None, []
        since = row.since or _appointed(row.nip, today)
        until = _end(row.until, since)
        placed = Placement(row.unit.pk, row.post, since, until, decree=row.decree)
        return placed, _moves(row.unit, row.post, since, None)
    unit = row.unit.pk if row.unit else position.unit
    post = row.post or position.post
    is_same = unit == position.unit and post.is_same(position.post)
    has_ended = position.until is not None and position.until < today and row.until is None
    if is_same and not has_ended:
        return _corrected(row, position)
    if row.unit is None and row.post is None:
        return None, []
    since = row.since or today
    earliest = position.until + ONE_DAY if has_ended and position.until else position.since
    if has_ended or since > position.since:
        since = max(since, earliest)
        close = None if has_ended else position.assignment
        until = _end(row.until, since)
        placed = Placement(unit, post, since, until, close=close, decree=row.decree)
    else:
        since = max(since, position.free_from or since)
        until = _end(row.until, since)
        placed = Placement(unit, post, since, until, correct=position.assignment)
    return placed, _moves(row.unit, post, since, position)


def _corrected(
    row: PersonRow, position: KnownPosition
) -> tuple[Placement | None, list[FieldChange]]:
    since = row.since or position.since
    since = max(since, position.free_from or since)
    until = row.until or position.until
    if until is not None and until < since:
        until = position.until if position.until and position.until >= since else None
    changes = [
        FieldChange(word, old, new)
        for word, old, new in (
            ("effective_from", position.since, since),
            ("effective_until", position.until, until),
        )
        if new != old
    ]
    if not changes:
        return None, []
    placed = Placement(position.unit, position.post, since, until, correct=position.assignment)
    return placed, changes


def _moves(
    unit: KnownUnit | None, post: PostDescription, since: dt.date, position: KnownPosition | None
) -> list[FieldChange]:
    shown = [
        ("unit", position.unit_name if position else None, unit.name if unit else None),
        ("post", position.post.title if position else None, post.title),
        ("effective_from", position.since if position else None, since),
    ]
    return [FieldChange(word, old, new) for word, old, new in shown if new and new != old]


def _gained(
    row: PersonRow, position: KnownPosition | None
) -> tuple[PostDescription | None, list[FieldChange]]:
    """Class, echelon and level that the file knows and the post in the database lacks."""
    if position is None or row.post is None:
        return None, []
    told, held = row.post, position.post
    changes = []
    if told.post_class is not None and held.post_class is None:
        changes.append(FieldChange("post_class", None, str(told.post_class)))
    if told.echelon and not held.echelon:
        changes.append(FieldChange("echelon", None, told.echelon))
    if told.is_certain and told.level is not PostLevel.NONE and held.level is PostLevel.NONE:
        changes.append(FieldChange("post_level", None, told.level.value))
    return (told if changes else None), changes


def _supervision(
    row: PersonRow, person: KnownPerson, placement: Placement | None, today: dt.date
) -> tuple[Supervision | None, list[FieldChange]]:
    """A supervisor named by the file; a decree that holds goes before the file."""
    held = person.supervisor
    if not row.supervisor:
        return None, []
    if held is not None and held.holds_on(today):
        if held.is_decreed or held.nip == row.supervisor:
            return None, []
        begins = placement.since if placement and placement.correct is None else today
        change = [FieldChange("supervisor", held.nip, row.supervisor)]
        if begins <= held.since:
            return Supervision(row.supervisor, held.since, correct=held.override), change
        return Supervision(row.supervisor, begins, close=held.override), change
    begins = placement.since if placement and placement.correct is None else today
    if held is not None and held.until is not None:
        begins = max(begins, held.until + ONE_DAY)
    return Supervision(row.supervisor, begins), [FieldChange("supervisor", None, row.supervisor)]


def _acting_plan(row: ActingRow, person: KnownPerson | None, today: dt.date) -> ActingPlan:
    since = row.since or today
    for known in person.acting if person else ():
        same_post = known.unit == row.unit.pk and name_key(known.title) == name_key(row.post.title)
        over_before = known.until is not None and known.until < since
        begins_after = row.until is not None and row.until < known.since
        if not same_post or over_before or begins_after:
            continue
        if known.kind is not row.kind and known.since < since:
            return ActingPlan(row, since, close=known.pk)
        until = _end(row.until, known.since)
        return ActingPlan(row, known.since, known, until not in {None, known.until})
    return ActingPlan(row, since)


def _end(until: dt.date | None, since: dt.date) -> dt.date | None:
    """An end that lies before its beginning says nothing."""
    return until if until is None or until >= since else None
