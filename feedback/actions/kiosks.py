"""Tablets at counters: registered, set up once by a secret address, given codes, revoked."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.sealing import code_digest
from feedback.models import Counter, Kiosk, ReceiptToken
from feedback.permissions import can_run_surveys_of
from feedback.rules.codes import new_code
from personnel.models import User
from personnel.permissions import local_day
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences

POOL: Final = 60
"""Codes that a tablet holds when it is connected: so many answers it can take without a network."""

CODE_DAYS: Final = 90
"""How long such a code is good; nobody carries it away, so it may outlast one on paper."""

MOST_UNSPENT: Final = 10 * POOL
"""Of one tablet; one that asks for more has lost its memory too often."""


@dataclass(frozen=True, slots=True)
class KioskKey:
    """A tablet with a key that can be shown this once."""

    kiosk: Kiosk
    key: str


@transaction.atomic
def register_kiosk(*, counter: Counter, name: str, by: User, now: datetime) -> KioskKey:
    """Register a tablet. Raises: ``Denied``, ``Refused``."""
    can_run_surveys_of(by, counter.unit, now).require()
    key = _new_key()
    with refusals_as_sentences(Kiosk):
        kiosk = Kiosk.objects.create(
            counter=counter,
            name=name,
            key_digest=_digest(key),
            registered_by=by,
            registered_at=now,
        )
    return KioskKey(kiosk, key)


@transaction.atomic
def renew_key(*, kiosk: Kiosk, by: User, now: datetime) -> KioskKey:
    """Make another address for a tablet; whatever opened it before is worth nothing.

    Raises: ``Denied``, ``WrongState``.
    """
    row, key = _for_change(kiosk, by, now), _new_key()
    row.key_digest, row.set_up_on = _digest(key), None
    row.save(update_fields=["key_digest", "set_up_on"])
    return KioskKey(row, key)


@transaction.atomic
def revoke_kiosk(*, kiosk: Kiosk, by: User, now: datetime) -> None:
    """End a tablet for ever; what it has not sent is lost. Raises: ``Denied``, ``WrongState``."""
    row = _for_change(kiosk, by, now)
    row.revoked_at = now
    row.save(update_fields=["revoked_at"])


@transaction.atomic
def set_up(key: str, *, now: datetime) -> str | None:
    """Exchange the key of an address for that of the tablet; None when it opens nothing (more)."""
    row = (
        Kiosk.objects.select_for_update()
        .filter(key_digest=_digest(key), set_up_on__isnull=True, revoked_at__isnull=True)
        .first()
    )
    if row is None:
        return None
    own = _new_key()
    row.key_digest, row.set_up_on = _digest(own), local_day(now)
    row.save(update_fields=["key_digest", "set_up_on"])
    return own


def kiosk_of(key: str) -> Kiosk | None:
    """The tablet behind a cookie, if it is set up and not revoked."""
    return (
        Kiosk.objects.select_related("counter__unit")
        .filter(key_digest=_digest(key), set_up_on__isnull=False, revoked_at__isnull=True)
        .first()
    )


@transaction.atomic
def refill(*, kiosk: Kiosk, have: int, now: datetime) -> list[str]:
    """Fill a tablet's pool up; the codes leave as text, this once."""
    Kiosk.objects.select_for_update().get(pk=kiosk.pk)
    day = local_day(now)
    unspent = ReceiptToken.objects.filter(kiosk=kiosk, used=False, expires_on__gte=day).count()
    number = max(0, min(POOL - have, MOST_UNSPENT - unspent))
    codes = [new_code() for _number in range(number)]
    ReceiptToken.objects.bulk_create(
        ReceiptToken(
            digest=digest, kiosk=kiosk, issued_on=day, expires_on=day + timedelta(days=CODE_DAYS)
        )
        for digest in sorted(code_digest(code) for code in codes)
    )
    return codes


def _for_change(kiosk: Kiosk, by: User, now: datetime) -> Kiosk:
    can_run_surveys_of(by, kiosk.counter.unit, now).require()
    row = Kiosk.objects.select_for_update().get(pk=kiosk.pk)
    if row.revoked_at is not None:
        raise WrongState(_("Kios ini sudah dicabut."))
    return row


def _new_key() -> str:
    return secrets.token_urlsafe(32)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
