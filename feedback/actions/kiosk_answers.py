"""Take an answer that a tablet kept: once, on the day on which it was given (decision 0014)."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Q

from feedback.actions.answers import (
    CodeRefused,
    GivenAnswer,
    Opened,
    Refusal,
    hold,
    is_asked,
    wait_for_mixing,
)
from feedback.actions.sealing import code_digest
from feedback.enums import Channel
from feedback.models import Kiosk, ReceiptToken, Service
from feedback.rules.abuse import speed_flag
from feedback.rules.codes import normalise_code
from feedback.rules.kiosks import day_given
from feedback.rules.policy import DEFAULT_POLICY
from feedback.selectors.asking import MONTH, elements_of, running_survey
from personnel.permissions import local_day

KIOSK_LOCK: Final = 0x5B2
"""Class of the advisory locks by which codes of one tablet are spent one after another."""


def open_kiosk_code(
    *, kiosk: Kiosk, code: str, service: Service, age: timedelta, now: datetime
) -> tuple[Opened, date]:
    """What a code of the tablet opens for a service, and the day on which the answer was given.

    Raises: ``CodeRefused``; ``USED`` means that the answer is here already.
    """
    token = ReceiptToken.objects.filter(
        digest=code_digest(normalise_code(code)), kiosk=kiosk
    ).first()
    if token is None:
        raise CodeRefused(Refusal.UNKNOWN)
    if token.used:
        raise CodeRefused(Refusal.USED)
    day = day_given(now, age, token.issued_on)
    if token.expires_on < day:
        raise CodeRefused(Refusal.EXPIRED)
    survey = running_survey(service, day)
    if survey is None:
        raise CodeRefused(Refusal.CLOSED)
    return Opened(survey, service, kiosk.counter if _is_told(kiosk, day) else None), day


@transaction.atomic
def answer_at_kiosk(
    *,
    kiosk: Kiosk,
    code: str,
    service: Service,
    answer: GivenAnswer,
    seconds: float,
    age: timedelta,
    now: datetime,
) -> None:
    """Spend a code of the tablet and hold the answer. Raises: ``CodeRefused``.

    ``seconds`` is the time on the page and ``age`` the time since it was sent off, both as the
    tablet measured them. Of the signs at arrival only speed is looked for: a tablet is one device
    for many, and its answers arrive together when its network returns.
    """
    wait_for_mixing()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [KIOSK_LOCK, kiosk.pk])
    opened, day = open_kiosk_code(kiosk=kiosk, code=code, service=service, age=age, now=now)
    today = local_day(now)
    ReceiptToken.objects.filter(kiosk=kiosk).filter(
        Q(digest=code_digest(normalise_code(code))) | Q(used=True, expires_on__gte=today)
    ).update(used=True)
    asked = sum(is_asked(one, service) for one in elements_of(opened.survey))
    quick = speed_flag(seconds, asked)
    hold(
        opened,
        Channel.KIOSK,
        answer,
        day=day,
        seconds=seconds,
        flags=[quick] if quick else [],
        kiosk=kiosk.pk,
    )


def _is_told(kiosk: Kiosk, day: date) -> bool:
    """Whether so many answered there in a month that an answer may keep its counter."""
    spent = ReceiptToken.objects.filter(kiosk=kiosk, used=True, issued_on__gt=day - MONTH)
    return spent.count() >= DEFAULT_POLICY.counter_month_tokens
