"""Let held answers leave in groups: opened, judged, written in random order, torn from their codes.

Source: statistics B1, B4; decision 0013.
"""

import logging
import secrets
from collections.abc import Iterable, Sequence
from typing import Final

from django.db import connection, transaction

from feedback.actions.answers import SPENDING_LOCK
from feedback.actions.kiosk_answers import KIOSK_LOCK
from feedback.actions.leaving import OpenedAnswer, Rows, rows_of
from feedback.actions.sealing import CannotOpen, open_sealed, seal
from feedback.enums import SurveyState
from feedback.models import CitizenSurvey, Comment, Contact, HeldAnswer, Response
from feedback.rules.mixing import Group, Place, groups_that_leave
from feedback.tasks import sweep_codes

logger: Final = logging.getLogger(__name__)

_chance: Final = secrets.SystemRandom()


def leave_in_groups() -> int:
    """Let every group of five or more leave; returns how many answers left.

    Looks first without keeping anybody waiting. A survey that is closed keeps nothing back.
    """
    held, _shut = _opened()
    if not _groups([one.place for one in held], _closed_ones(held)):
        return 0
    return _leave(closed_too=())


def leave_at_closing(surveys: Sequence[CitizenSurvey]) -> int:
    """Let all answers of surveys leave; call it in the transaction that closes them.

    Returns how many left. Afterwards nothing is held of the surveys and nothing can come.
    """
    return _leave(closed_too=[survey.pk for survey in surveys])


@transaction.atomic
def _leave(*, closed_too: Iterable[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE feedback_heldanswer IN ACCESS EXCLUSIVE MODE")
        # A caller may have written to the table in this transaction.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    held, shut = _opened()
    closed = _closed_ones(held) | set(closed_too)
    groups = _groups([one.place for one in held], closed)
    gone = {member for group in groups for member in group.members}
    staying = [one for member, one in enumerate(held) if member not in gone]
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE feedback_heldanswer")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    _hold_again(staying, shut)
    _write(rows_of(groups, held))
    leaving = [held[member].content for member in gone]
    _tear_from_codes(SPENDING_LOCK, _SERVICE_ANEW, {one["service"] for one in leaving})
    _tear_from_codes(KIOSK_LOCK, _KIOSK_ANEW, {one["kiosk"] for one in leaving if one["kiosk"]})
    transaction.on_commit(sweep_codes.delay)
    return len(gone)


def _opened() -> tuple[list[OpenedAnswer], list[HeldAnswer]]:
    """Held answers, and those that another key sealed."""
    held: list[OpenedAnswer] = []
    shut: list[HeldAnswer] = []
    for row in HeldAnswer.objects.all():
        try:
            held.append(OpenedAnswer(row.survey_id, open_sealed(bytes(row.sealed))))
        except CannotOpen:
            shut.append(row)
    if shut:
        logger.error("%d held answers were sealed with another key and wait for it", len(shut))
    _chance.shuffle(held)
    return held, shut


def _closed_ones(held: Iterable[OpenedAnswer]) -> set[int]:
    ids = {one.survey for one in held}
    closed = CitizenSurvey.objects.filter(pk__in=ids, state=SurveyState.CLOSED)
    return set(closed.values_list("pk", flat=True))


def _groups(places: Sequence[Place], closed: set[int]) -> list[Group]:
    """Groups of running surveys and of those that close, by position in ``places``."""
    groups: list[Group] = []
    for closing in (False, True):
        mine = [n for n, place in enumerate(places) if (place.survey in closed) == closing]
        groups += [
            Group(group.place, tuple(mine[member] for member in group.members))
            for group in groups_that_leave([places[n] for n in mine], closing=closing)
        ]
    return groups


def _hold_again(staying: Sequence[OpenedAnswer], shut: Sequence[HeldAnswer]) -> None:
    """Seal anew what stays, in another order and under other ids."""
    again = [HeldAnswer(survey_id=one.survey, sealed=seal(one.content)) for one in staying]
    again += [HeldAnswer(survey_id=row.survey_id, sealed=row.sealed) for row in shut]
    _chance.shuffle(again)
    HeldAnswer.objects.bulk_create(again)


def _write(rows: Rows) -> None:
    """Answers, comments and contacts go three ways, each in an order of its own."""
    for one in (rows.responses, rows.comments, rows.contacts):
        _chance.shuffle(one)
    Response.objects.bulk_create(rows.responses)
    Comment.objects.bulk_create(rows.comments)
    Contact.objects.bulk_create(rows.contacts)


def _tear_from_codes(lock: int, statement: str, ids: Iterable[int]) -> None:
    """Write all spent codes anew, in random order: none keeps its place or time."""
    with connection.cursor() as cursor:
        for pk in sorted(ids):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [lock, pk])
            cursor.execute(statement, [pk])


_SERVICE_ANEW: Final = """
    WITH gone AS (
        DELETE FROM feedback_receipttoken WHERE service_id = %s AND used RETURNING *
    )
    INSERT INTO feedback_receipttoken SELECT * FROM gone ORDER BY gen_random_uuid()
"""
_KIOSK_ANEW: Final = """
    WITH gone AS (
        DELETE FROM feedback_receipttoken WHERE kiosk_id = %s AND used RETURNING *
    )
    INSERT INTO feedback_receipttoken SELECT * FROM gone ORDER BY gen_random_uuid()
"""
