"""Read a released report, speak about it, answer it; hide an insult before the release."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from feedback import permissions
from feedback.enums import RoundState
from feedback.models import Reviewee, SheetText
from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind
from personnel.models import User
from personnel.permissions import local_day
from sabang_kinerja.common.errors import Incomplete, WrongState


@transaction.atomic
def note_reading(*, review_id: int, by: User, now: datetime) -> Reviewee:
    """Put on record when the superior and when the person first read. Raises: ``Denied``."""
    review = _locked(review_id)
    permissions.can_read_report(by, review, now).require()
    field = "employee_read_at" if by.employee_id == review.employee_id else "superior_read_at"
    if getattr(review, field) is None:
        setattr(review, field, now)
        review.save(update_fields=[field])
    return review


@transaction.atomic
def record_dialogue(
    *, review_id: int, held_on: date, note: str, by: User, now: datetime
) -> Reviewee:
    """Put the dialogue on record; the person's copy opens.

    Raises: ``Denied``, ``WrongState``; ``Incomplete`` for a day before the release or to come, or
    without a note.
    """
    review = _locked(review_id)
    permissions.can_record_dialogue(by, review, now).require()
    released = review.round.released_at
    if held_on > local_day(now) or (released and held_on < local_day(released)):
        raise Incomplete(_("Tanggal dialog antara hari rilis dan hari ini."))
    if not note.strip():
        raise Incomplete(_("Tuliskan pokok pembicaraan."))
    review.dialogue_on, review.dialogue_note = held_on, note.strip()
    review.save(update_fields=["dialogue_on", "dialogue_note"])
    notify(
        [review.employee_id],
        Message(
            NoticeKind.TASK,
            f"review:{review.pk}:open",
            gettext_noop("Laporan 360 Anda terbuka: %(round)s."),
            reverse("feedback:report-detail", args=[review.pk]),
            {"round": review.round.name},
        ),
        now=now,
    )
    return review


@transaction.atomic
def respond(*, review_id: int, text: str, by: User, now: datetime) -> Reviewee:
    """Write an answer that stays with the report. Raises: ``Denied``, ``WrongState``,
    ``Incomplete`` without words."""
    review = _locked(review_id)
    permissions.can_respond(by, review, now).require()
    if not text.strip():
        raise Incomplete(_("Tuliskan tanggapan."))
    review.employee_read_at = review.employee_read_at or now
    review.response, review.responded_at = text.strip(), now
    review.save(update_fields=["employee_read_at", "response", "responded_at"])
    return review


@transaction.atomic
def hide_text(*, text_id: str, reason: str, by: User, now: datetime) -> SheetText:
    """Keep an insult from the report, with the reason on record; before the release only.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` without a reason.
    """
    permissions.can_run_rounds(by, now).require()
    row = (
        SheetText.objects.select_for_update(of=("self",))
        .select_related("reviewee__round")
        .get(pk=text_id)
    )
    if row.reviewee.round.state != RoundState.CLOSED:
        raise WrongState(_("Catatan ditinjau di antara penutupan dan rilis."))
    if not row.is_hidden and not reason.strip():
        raise Incomplete(_("Tuliskan alasan."))
    row.is_hidden = not row.is_hidden
    row.hidden_reason = reason.strip() if row.is_hidden else ""
    row.save(update_fields=["is_hidden", "hidden_reason"])
    return row


def _locked(review_id: int) -> Reviewee:
    return (
        Reviewee.objects.select_for_update(of=("self",)).select_related("round").get(pk=review_id)
    )
