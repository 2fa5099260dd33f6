"""Tests: loaded, begun, answered, scored."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from personnel.models import User
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from training.enums import TestKind
from training.models import KnowledgeTest, SocialisationEvent, TestAttempt, TestItem
from training.rules.knowledge import RETAKES, score_of


@transaction.atomic
def load_test(*, title: str, pass_mark: int, items: Sequence[Mapping[str, Any]]) -> KnowledgeTest:
    """Put a delivered test in place where none of its title stands yet."""
    test, made = KnowledgeTest.objects.get_or_create(title=title, defaults={"pass_mark": pass_mark})
    if made:
        TestItem.objects.bulk_create(
            TestItem(
                test=test,
                number=row["number"],
                question=row["question"],
                options=row["options"],
                correct=row["correct_option"],
                explanation=row["explanation"],
            )
            for row in items
        )
    return test


@transaction.atomic
def begin_test(
    *,
    test: KnowledgeTest,
    kind: TestKind,
    by: User,
    now: datetime,
    event: SocialisationEvent | None = None,
) -> TestAttempt:
    """Begin a sitting, or go on with the one that was begun.

    The last test may be repeated once by who has not passed. Raises: ``Denied`` for an account
    without a person, ``WrongState`` where it was passed or repeated already.
    """
    if by.employee_id is None:
        raise Denied(_("Akun ini tidak terhubung dengan pegawai."))
    earlier = list(
        TestAttempt.objects.select_for_update()
        .filter(test=test, event=event, employee_id=by.employee_id, kind=kind)
        .order_by("number")
    )
    if earlier and earlier[-1].finished_at is None:
        return earlier[-1]
    if any(one.score is not None and one.score >= test.pass_mark for one in earlier):
        raise WrongState(_("Anda sudah lulus tes ini."))
    if len(earlier) > (RETAKES if kind == TestKind.AFTER else 0):
        raise WrongState(_("Tes ini sudah Anda kerjakan; kesempatan mengulang sudah dipakai."))
    attempt, _made = TestAttempt.objects.get_or_create(
        test=test,
        event=event,
        employee_id=by.employee_id,
        kind=kind,
        number=len(earlier) + 1,
        defaults={"seed": secrets.randbelow(2_000_000_000), "started_at": now},
    )
    return attempt


def _own(attempt_id: int, by: User) -> TestAttempt:
    attempt = (
        TestAttempt.objects.select_for_update(of=("self",))
        .select_related("test")
        .get(pk=attempt_id)
    )
    if attempt.employee_id != by.employee_id:
        raise Denied(_("Tes ini dikerjakan oleh orang lain."))
    if attempt.finished_at is not None:
        raise WrongState(_("Tes ini sudah selesai."))
    return attempt


@transaction.atomic
def keep_answers(*, attempt_id: int, answers: Mapping[int, str], by: User) -> TestAttempt:
    """Keep answers as they are given; keys that no option has are left out.

    Raises: ``Denied``, ``WrongState`` after the end.
    """
    attempt = _own(attempt_id, by)
    options = {
        item.pk: {option["key"] for option in item.options} for item in attempt.test.items.all()
    }
    attempt.answers = attempt.answers | {
        str(item): key for item, key in answers.items() if key in options.get(item, ())
    }
    attempt.save(update_fields=["answers"])
    return attempt


@transaction.atomic
def finish_test(
    *, attempt_id: int, answers: Mapping[int, str], by: User, now: datetime
) -> TestAttempt:
    """End a sitting and score it.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` while questions are open.
    """
    attempt = keep_answers(attempt_id=attempt_id, answers=answers, by=by)
    correct = dict(attempt.test.items.values_list("pk", "correct"))
    given = {int(item): key for item, key in attempt.answers.items()}
    left = len(correct) - len(given.keys() & correct.keys())
    if left:
        raise Incomplete(_("Masih ada %(n)s pertanyaan yang belum dijawab.") % {"n": left})
    attempt.score = score_of(correct, given)
    attempt.finished_at = now
    attempt.save(update_fields=["score", "finished_at"])
    return attempt


def has_passed(attempt: TestAttempt) -> bool:
    """Whether a finished sitting reached the mark."""
    return (attempt.score or Decimal(0)) >= attempt.test.pass_mark
