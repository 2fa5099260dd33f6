"""Tell people: a notice in the application at once, and at most one e-mail a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from personnel import tasks
from personnel.enums import LEGAL_NOTICES, NoticeKind
from personnel.models import Notice, Reminder, Substitution, User

_MAILED_AT_ONCE = {*LEGAL_NOTICES, NoticeKind.REMINDER, NoticeKind.SUBSTITUTION}
"""The others wait for the mail of the next morning."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is told. ``sentence`` is a text of the catalogue that ``details`` fill in.

    ``key`` names the thing (a person hears of it once a day), ``url`` is the page to open.
    """

    kind: NoticeKind
    key: str
    sentence: str
    url: str
    details: dict[str, str | int] = field(default_factory=dict)
    may_mail: bool = True


def notify(
    employees: Iterable[int | None],
    message: Message,
    *,
    now: datetime,
    reminder: Reminder | None = None,
) -> int:
    """Tell the accounts of ``employees``; return how many did not know it yet today.

    People without an account are left out. Needs a transaction around it when it belongs to a
    step; the mail goes after commit.
    """
    wanted = {pk for pk in employees if pk is not None}
    accounts = User.objects.filter(employee__in=wanted, is_active=True)
    return notify_accounts(
        accounts.values_list("pk", flat=True), message, now=now, reminder=reminder
    )


def notify_accounts(
    accounts: Iterable[int],
    message: Message,
    *,
    now: datetime,
    reminder: Reminder | None = None,
) -> int:
    """``notify`` for ids of accounts."""
    day = timezone.localtime(now).date()
    wanted = set(accounts)
    if not wanted:
        return 0
    knowing = Notice.objects.filter(recipient__in=wanted, key=message.key, day=day)
    wanted -= set(knowing.values_list("recipient", flat=True))
    Notice.objects.bulk_create(
        (
            Notice(
                recipient_id=pk,
                kind=message.kind,
                key=message.key,
                sentence=message.sentence,
                details=message.details,
                url=message.url,
                day=day,
                made_at=now,
                may_mail=message.may_mail,
                reminder=reminder,
            )
            for pk in sorted(wanted)
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    if message.may_mail and message.kind in _MAILED_AT_ONCE and wanted:
        wake_mail(sorted(wanted))
    return len(wanted)


def forget_notices(keys: Iterable[str]) -> None:
    """Remove notices of things that are over, and whose recipients nobody should list."""
    Notice.objects.filter(key__in=list(keys)).delete()


def wake_mail(accounts: list[int]) -> None:
    """Have the mail of these accounts sent once the present transaction holds.

    Without a broker nothing is lost: the job of the next morning sends what is left.
    """

    def wake() -> None:
        try:
            tasks.send_daily_mails.delay(accounts)
        except OperationalError:
            tasks.logger.warning("no broker; %s mails wait for the morning", len(accounts))

    transaction.on_commit(wake, robust=True)


def with_substitutes(employees: Iterable[int | None], now: datetime) -> set[int]:
    """The people and whoever acts for them today."""
    wanted = {pk for pk in employees if pk is not None}
    standing = Substitution.objects.on(timezone.localtime(now).date()).filter(absent__in=wanted)
    return wanted | set(standing.values_list("substitute", flat=True))


def mark_read(*, by: User, now: datetime, notice_id: int | None = None) -> int:
    """Put one own notice aside, or all of them; return how many were unread."""
    own = Notice.objects.filter(recipient=by).unread()
    if notice_id is not None:
        own = own.filter(pk=notice_id)
    return own.update(read_at=now)


def choose_mail(*, user: User, wanted: bool) -> User:
    """Subscribe to the daily mail or leave it; what the law demands is sent in any case."""
    user.wants_mail = wanted
    user.save(update_fields=["wants_mail"])
    return user
