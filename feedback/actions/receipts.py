"""Give out codes for receipts: in batches for printed sheets, singly for a queue machine.

A code leaves this module once as text; the database keeps a digest that only the server's key can
check (statistics B1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.sealing import code_digest
from feedback.models import Counter, ReceiptToken, Service
from feedback.permissions import can_run_surveys_of
from feedback.regulation import CODE_DAYS
from feedback.rules.codes import new_code
from feedback.rules.policy import DEFAULT_POLICY
from personnel.models import User
from personnel.permissions import local_day
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.errors import Incomplete

MOST_CODES: Final = 480
"""In one batch: twenty sheets of twenty-four."""


@dataclass(frozen=True, slots=True)
class IssuedCodes:
    """Codes on their way to paper; ``expires_on`` is the last day on which they are good."""

    service: Service
    counter: Counter | None
    codes: Sequence[str]
    expires_on: date


@transaction.atomic
def issue_codes(
    *, service: Service, counter: Counter, number: int, by: User, now: datetime
) -> IssuedCodes:
    """Draw ``number`` codes (1 to ``MOST_CODES``) for a service at a counter of the same agency.

    Raises: ``Denied``, ``Incomplete``.
    """
    can_run_surveys_of(by, service.unit, now).require()
    if counter.unit.agency_id != service.unit.agency_id:
        raise Incomplete(_("Loket ini milik perangkat daerah lain."))
    if not 1 <= number <= MOST_CODES:
        raise Incomplete(_("Cetak 1 sampai %(most)s kode sekaligus.") % {"most": MOST_CODES})
    return draw_codes(service=service, counter=counter, number=number, now=now)


@transaction.atomic
def draw_codes(
    *, service: Service, counter: Counter | None, number: int, now: datetime
) -> IssuedCodes:
    """The same for a caller whose right was checked at its door.

    A queue machine may serve many counters and name none. That a code is fresh is known for a
    minute, outside the database (statistics B3, sign 8).
    """
    day = local_day(now)
    expires = day + timedelta(days=regulation_on(day).whole(CODE_DAYS))
    codes = [new_code() for _ in range(number)]
    digests = [code_digest(code) for code in codes]
    ReceiptToken.objects.bulk_create(
        ReceiptToken(
            digest=digest, service=service, counter=counter, issued_on=day, expires_on=expires
        )
        # Not in the order of the sheet: a row's place says nothing of its neighbours on paper.
        for digest in sorted(digests)
    )
    fresh = {fresh_key(digest): 1 for digest in digests}
    transaction.on_commit(lambda: cache.set_many(fresh, int(DEFAULT_POLICY.quick_seconds)))
    return IssuedCodes(service, counter, codes, expires)


def fresh_key(digest: str) -> str:
    """Where a code's youth is remembered for a minute."""
    return f"survey-fresh:{digest}"
