"""Withdraw a letter that should not have gone out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from personnel.models import User
from reports import permissions
from reports.enums import LetterState
from reports.models import Letter
from sabang_kinerja.common.errors import Incomplete


@transaction.atomic
def withdraw_letter(*, letter: Letter, reason: str, by: User, now: datetime) -> Letter:
    """Let a letter hold no longer; its number, content and file are kept, its page says so.

    Raises ``Incomplete`` without a reason, ``Denied`` or ``WrongState``.
    """
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    permissions.can_withdraw(by, letter, now).require()
    if not reason.strip():
        raise Incomplete(_("Tuliskan alasan pencabutan."))
    letter.state = LetterState.WITHDRAWN
    letter.ended_at = now
    letter.ended_by = by
    letter.ending_reason = reason.strip()
    letter.save(update_fields=["state", "ended_at", "ended_by", "ending_reason"])
    return letter
