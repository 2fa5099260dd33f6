"""Take an answer: spend its code and hold the answer, sealed, until it can leave with others.

One transaction spends and holds. It writes every spent code of the service anew in one statement,
so that neither transaction, command nor place of a row tells which code it was (decision 0013).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db import connection, transaction

from feedback.actions.sealing import code_digest, seal
from feedback.actions.signs import Circumstances, signs_of
from feedback.enums import Channel
from feedback.models import CitizenSurvey, Counter, HeldAnswer, ReceiptToken, Service
from feedback.rules.abuse import Flag
from feedback.rules.codes import normalise_code
from feedback.rules.flags import flag_bits
from feedback.rules.index import FREE_COST
from feedback.selectors.asking import counter_is_told, elements_of, running_survey
from personnel.permissions import local_day

CONSENT: Final = "2026-1"
"""Version of the sentence by which somebody asks to be contacted."""

SPENDING_LOCK: Final = 0x5B1
"""Class of the advisory locks by which codes of one service are spent one after another."""

_COST: Final = "cost"


class Refusal(StrEnum):
    """Why a code opens nothing."""

    MISTYPED = "mistyped"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    CLOSED = "closed"


class CodeRefused(Exception):
    """The code opens nothing; ``refusal`` says why, for the page's own words."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class GivenContact:
    """Where somebody wants to be answered, having ticked the sentence of ``CONSENT``."""

    kind: str
    value: str
    wish: str = ""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What somebody filled in: ratings by element code, the rest as the form has it."""

    ratings: Mapping[str, int | None]
    further: Mapping[str, str] = field(default_factory=dict)
    profile: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    contact: GivenContact | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What a good code opens."""

    survey: CitizenSurvey
    service: Service
    counter: Counter | None


def open_code(code: str, *, now: datetime) -> Opened:
    """What a typed code opens today; nothing is written. Raises: ``CodeRefused``."""
    bare = normalise_code(code)
    if not bare:
        raise CodeRefused(Refusal.MISTYPED)
    day = local_day(now)
    token = _good_token(code_digest(bare), day)
    survey = running_survey(token.service, day) if token.service else None
    if survey is None or token.service is None:
        raise CodeRefused(Refusal.CLOSED)
    return Opened(survey, token.service, token.counter)


@transaction.atomic
def answer_with_code(*, code: str, answer: GivenAnswer, how: Circumstances, now: datetime) -> None:
    """Spend a code and hold the answer. Raises: ``CodeRefused``; the code is then as it was."""
    wait_for_mixing()
    opened = open_code(code, now=now)
    digest, day = code_digest(normalise_code(code)), local_day(now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SPENDING_LOCK, opened.service.pk])
    _good_token(digest, day)
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [opened.service.pk, digest, day])
    _hold(opened, Channel.RECEIPT, digest, answer, how, now)


@transaction.atomic
def answer_openly(
    *, service: Service, answer: GivenAnswer, how: Circumstances, now: datetime
) -> None:
    """Hold an answer of the open channel, which never enters the index. Raises: ``CodeRefused``."""
    wait_for_mixing()
    survey = running_survey(service, local_day(now))
    if survey is None:
        raise CodeRefused(Refusal.CLOSED)
    _hold(Opened(survey, service, None), Channel.OPEN, "", answer, how, now)


def _good_token(digest: str, day: date) -> ReceiptToken:
    token = (
        ReceiptToken.objects.filter(digest=digest)
        .select_related("service__unit", "counter")
        .first()
    )
    if token is None:
        raise CodeRefused(Refusal.UNKNOWN)
    if token.used:
        raise CodeRefused(Refusal.USED)
    if token.expires_on < day:
        raise CodeRefused(Refusal.EXPIRED)
    return token


def wait_for_mixing() -> None:
    """Let answers leave that are leaving; a survey that closes with them is then seen closed."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE feedback_heldanswer IN ROW EXCLUSIVE MODE")


def _hold(
    opened: Opened,
    channel: Channel,
    digest: str,
    answer: GivenAnswer,
    how: Circumstances,
    now: datetime,
) -> None:
    day = local_day(now)
    asked = sum(is_asked(code, opened.service) for code in elements_of(opened.survey))
    flags = signs_of(
        survey=opened.survey, counter=opened.counter, digest=digest, asked=asked, how=how, now=now
    )
    if opened.counter is not None and not counter_is_told(opened.counter, day):
        opened = replace(opened, counter=None)
    hold(opened, channel, answer, day=day, seconds=how.seconds, flags=flags)


def hold(
    opened: Opened,
    channel: Channel,
    answer: GivenAnswer,
    *,
    day: date,
    seconds: float | None,
    flags: Sequence[Flag],
    kiosk: int | None = None,
) -> None:
    """Seal an answer until it can leave; in the transaction that spent its code.

    The counter is kept as it is; whoever calls leaves out one that must not be told. ``kiosk`` is
    the tablet whose codes are written anew when the answer leaves.
    """
    service, elements = opened.service, elements_of(opened.survey)
    content: dict[str, Any] = {
        "service": service.pk,
        "counter": opened.counter.pk if opened.counter else None,
        "kiosk": kiosk,
        "channel": channel.value,
        "day": day.isoformat(),
        "ratings": _ratings(elements, answer, service),
        "asked": [answer.ratings.get(code) for code in elements if is_asked(code, service)],
        "further": dict(answer.further),
        "profile": dict(answer.profile),
        "duration": duration_bucket(seconds),
        "flags": flag_bits(flags),
        "comment": answer.comment,
        "contact": None,
    }
    if answer.contact is not None:
        content["contact"] = {
            "kind": answer.contact.kind,
            "value": answer.contact.value,
            "wish": answer.contact.wish,
            "consent": CONSENT,
        }
    HeldAnswer.objects.create(survey=opened.survey, sealed=seal(content))


def is_asked(code: str, service: Service) -> bool:
    """Whether an element is asked of a service: the cost of a free one is not."""
    return code != _COST or service.has_fee


def duration_bucket(seconds: float | None) -> str:
    """What is kept of the time on the page: under a minute, to three minutes, longer."""
    if seconds is None:
        return ""
    if seconds < 60:
        return "<60"
    return "60-180" if seconds < 180 else ">180"


def _ratings(elements: Sequence[str], answer: GivenAnswer, service: Service) -> list[int | None]:
    return [answer.ratings.get(code) if is_asked(code, service) else FREE_COST for code in elements]


_SPEND: Final = """
    UPDATE feedback_receipttoken SET used = true
    WHERE service_id = %s AND (digest = %s OR (used AND expires_on >= %s))
"""
