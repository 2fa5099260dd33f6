"""Take in what operators type and files hold, in batches that can be undone."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from feedback import permissions
from feedback.enums import Channel, CommentState
from feedback.models import CitizenSurvey, Comment, EntryBatch, Response
from feedback.rules.sheets import FilledSheet
from personnel.models import User
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences

Written = tuple[UUID, UUID | None]
"""Ids of an answer and of its comment, if it has one."""


@transaction.atomic
def start_batch(*, survey: CitizenSurvey, by: User, now: datetime) -> EntryBatch:
    """Begin a batch of paper sheets. Raises: ``Denied``, ``WrongState``."""
    permissions.can_enter_answers(by, survey, now).require()
    return EntryBatch.objects.create(
        survey=survey, channel=Channel.PAPER, entered_by=by, entered_at=now
    )


@transaction.atomic
def add_sheets(
    *, batch_id: int, sheets: Sequence[FilledSheet], by: User, now: datetime
) -> list[Written]:
    """Write typed sheets, all or none; what was written, in the order given.

    Raises: ``Denied``, ``WrongState``.
    """
    batch = _open_batch(batch_id, by, now)
    written = _write(batch, sheets)
    EntryBatch.objects.filter(pk=batch.pk).update(rows=F("rows") + len(sheets))
    return written


@transaction.atomic
def undo_sheets(*, batch_id: int, written: Iterable[Written], by: User, now: datetime) -> int:
    """Take sheets of a batch back; how many. Raises: ``Denied``, ``WrongState``."""
    batch = _open_batch(batch_id, by, now)
    pairs = list(written)
    comments = [comment for _answer, comment in pairs if comment]
    batch.comments.filter(pk__in=comments).delete()
    gone, _models = batch.responses.filter(pk__in=[answer for answer, _c in pairs]).delete()
    EntryBatch.objects.filter(pk=batch.pk).update(rows=F("rows") - gone)
    return gone


@transaction.atomic
def undo_batch(*, batch_id: int, by: User, now: datetime) -> int:
    """Take a whole batch back while its survey runs; how many sheets it held.

    Raises: ``Denied``, ``WrongState``.
    """
    batch = _open_batch(batch_id, by, now)
    batch.comments.all().delete()
    gone, _models = batch.responses.all().delete()
    batch.undone_at = now
    batch.save(update_fields=["undone_at"])
    return gone


@transaction.atomic
def import_sheets(
    *,
    survey: CitizenSurvey,
    sheets: Sequence[FilledSheet],
    refused: int,
    file_name: str,
    sha256: str,
    by: User,
    now: datetime,
) -> EntryBatch:
    """Write the good rows of a file; ``refused`` rows stay countable.

    Raises: ``Denied``, ``WrongState``; ``Refused`` when the survey has this file already.
    """
    permissions.can_enter_answers(by, survey, now).require()
    with refusals_as_sentences(EntryBatch):
        batch = EntryBatch.objects.create(
            survey=survey,
            channel=Channel.IMPORT,
            entered_by=by,
            entered_at=now,
            file_name=file_name[:200],
            sha256=sha256,
            rows=len(sheets),
            refused=refused,
        )
    _write(batch, sheets)
    return batch


def _open_batch(batch_id: int, by: User, now: datetime) -> EntryBatch:
    batch = (
        EntryBatch.objects.select_for_update(of=("self",))
        .select_related("survey__unit")
        .get(pk=batch_id)
    )
    permissions.can_enter_answers(by, batch.survey, now).require()
    if batch.undone_at is not None:
        raise WrongState(_("Berkas jawaban ini sudah dibatalkan."))
    return batch


def _write(batch: EntryBatch, sheets: Sequence[FilledSheet]) -> list[Written]:
    """Comments wait for a reader, because an operator copies what somebody wrote by hand."""
    responses, comments, written = [], [], []
    for sheet in sheets:
        response = Response(
            survey=batch.survey,
            service_id=sheet.service_id,
            batch=batch,
            channel=batch.channel,
            standing=sheet.standing,
            day=sheet.day,
            ratings=list(sheet.ratings),
            sex=sheet.sex,
            age_group=sheet.age_group,
            sub_district=sheet.sub_district,
            education=sheet.education,
            occupation=sheet.occupation,
            visit_time=sheet.visit_time,
        )
        responses.append(response)
        comment = None
        if sheet.comment:
            comment = Comment(
                survey=batch.survey,
                service_id=sheet.service_id,
                batch=batch,
                text=sheet.comment,
                state=CommentState.WAITING,
            )
            comments.append(comment)
        written.append((response.pk, comment.pk if comment else None))
    Response.objects.bulk_create(responses, batch_size=500)
    Comment.objects.bulk_create(comments, batch_size=500)
    return written
