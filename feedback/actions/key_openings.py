"""Learn who wrote one text, by two offices and on record: for threats and crimes only."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback import permissions
from feedback.actions.round_closing import read_key
from feedback.models import KeyOpening, SheetText
from personnel.models import Employee, User
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences


@transaction.atomic
def ask_for_key(*, text_id: str, reason: str, by: User, now: datetime) -> KeyOpening:
    """Ask to learn who wrote a text, with the reason.

    Raises: ``Denied``, ``WrongState`` once the key is gone, ``Incomplete``, ``Refused``.
    """
    permissions.can_ask_for_key(by, now).require()
    text = SheetText.objects.select_related("reviewee__round").get(pk=text_id)
    if not hasattr(text.reviewee.round, "key"):
        raise WrongState(_("Kunci putaran ini sudah dimusnahkan."))
    if len(reason.strip()) < 20:
        raise Incomplete(_("Tuliskan ancaman atau dugaan tindak pidananya, sedikitnya 20 huruf."))
    with refusals_as_sentences(KeyOpening):
        return KeyOpening.objects.create(
            text=text, reason=reason.strip(), asked_by=by, asked_at=now
        )


@transaction.atomic
def decide_key(*, opening_id: int, allow: bool, reason: str, by: User, now: datetime) -> KeyOpening:
    """Agree or refuse, with the ground. Raises: ``Denied``, ``WrongState``, ``Incomplete``."""
    opening = _locked(opening_id)
    permissions.can_decide_key(by, opening, now).require()
    if not reason.strip():
        raise Incomplete(_("Tuliskan pertimbangan."))
    opening.decided_by, opening.decided_at = by, now
    opening.is_allowed, opening.decision_reason = allow, reason.strip()
    opening.save(update_fields=["decided_by", "decided_at", "is_allowed", "decision_reason"])
    return opening


@transaction.atomic
def read_writer(*, opening_id: int, by: User, now: datetime) -> Employee:
    """Read the name; the moment of the first reading stays on record.

    Raises: ``Denied``; ``WrongState`` before it was allowed or once the key is gone.
    """
    opening = _locked(opening_id)
    permissions.can_read_key(by, opening, now).require()
    key = read_key(opening.text.reviewee.round)
    writer = key.texts.get(str(opening.text_id)) if key is not None else None
    if writer is None:
        raise WrongState(_("Kunci putaran ini sudah dimusnahkan."))
    if opening.read_at is None:
        opening.read_at = now
        opening.save(update_fields=["read_at"])
    return Employee.objects.get(pk=writer)


def _locked(opening_id: int) -> KeyOpening:
    return (
        KeyOpening.objects.select_for_update(of=("self",))
        .select_related("text__reviewee__round")
        .get(pk=opening_id)
    )
