"""The first password: one-time codes on paper, and a link by e-mail.

A code is shown to nobody twice: it leaves an action as text and stays in the database as a digest
that only this server's secret key can check.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from personnel import permissions, tasks
from personnel.actions.accounts import note, open_for
from personnel.enums import AccountEventKind
from personnel.models import LoginCode, Unit, User
from personnel.rules.login_codes import (
    ALPHABET,
    CODE_LENGTH,
    LIFETIME,
    MAXIMUM_ATTEMPTS,
    group_code,
)
from personnel.rules.nip import mask_nip
from personnel.selectors.accounts import account_by_name, people_of_agency


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code on its way to paper."""

    account: User
    code: str
    expires_at: datetime

    @property
    def printed(self) -> str:
        """In groups, as it stands on the slip."""
        return group_code(self.code)

    @property
    def masked_number(self) -> str:
        """The employee number as far as its owner needs it; empty for an account without one."""
        employee = self.account.employee
        return mask_nip(employee.nip) if employee and employee.nip else ""


@transaction.atomic
def issue_code(*, account: User, by: User | None, now: datetime) -> IssuedCode:
    """Give out a new code for one account; an older one is void from now on.

    ``by`` is None only for a command on the server. Raises: ``Denied``, ``WrongState``.
    """
    if by is not None:
        permissions.can_issue_code(by, account, now).require()
    return _issue([account], by, now)[0]


@transaction.atomic
def issue_codes_for_agency(*, agency: Unit, by: User, now: datetime) -> list[IssuedCode]:
    """Give out codes to everybody in an agency who never signed in, opening missing accounts.

    In the order of names. Raises: ``Denied``.
    """
    permissions.can_manage_accounts(by, now).require()
    people = people_of_agency(agency, permissions.local_day(now))
    open_for(people, by=by, now=now)
    accounts = (
        User.objects.filter(employee__in=people, is_active=True, last_login__isnull=True)
        .exclude(pk=by.pk)
        .select_related("employee")
    )
    return _issue(sorted(accounts, key=lambda account: account.get_full_name()), by, now)


def _issue(accounts: Sequence[User], by: User | None, now: datetime) -> list[IssuedCode]:
    ids = [account.pk for account in accounts]
    list(User.objects.select_for_update().filter(pk__in=ids).order_by("pk").values("pk"))
    LoginCode.objects.live().filter(user__in=ids).update(voided_at=now)
    issued = [
        IssuedCode(
            account=account,
            code="".join(secrets.choice(ALPHABET) for _sign in range(CODE_LENGTH)),
            expires_at=now + LIFETIME,
        )
        for account in accounts
    ]
    LoginCode.objects.bulk_create(
        LoginCode(
            user=one.account,
            digest=_digest(one.account.pk, one.code),
            issued_by=by,
            issued_at=now,
            expires_at=one.expires_at,
        )
        for one in issued
    )
    note(accounts, AccountEventKind.CODE_ISSUED, by=by, now=now)
    return issued


@transaction.atomic
def redeem_code(*, login: str, code: str, password: str, now: datetime) -> User | None:
    """Exchange a code for a password of one's own choice.

    None when account and code do not belong together, whatever the reason; a wrong entry counts
    against the code, and the fifth ends it. Raises: ``ValidationError`` for a password that does
    not suit this person; the code is then still good.
    """
    account = account_by_name(login)
    if account is not None and not account.is_active:
        account = None
    found = (
        LoginCode.objects.live()
        .select_for_update(of=("self",))
        .filter(user=account.pk if account else None)
        .first()
    )
    digest = _digest(account.pk if account else 0, code)
    if account is None or found is None or found.expires_at <= now:
        return None
    if not constant_time_compare(found.digest, digest):
        _count_wrong_entry(found, account, now)
        return None
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    found.used_at = now
    found.save(update_fields=["used_at"])
    note([account], AccountEventKind.CODE_USED, by=account, now=now)
    return account


def _count_wrong_entry(found: LoginCode, account: User, now: datetime) -> None:
    found.attempts += 1
    if found.attempts >= MAXIMUM_ATTEMPTS:
        found.voided_at = now
        note([account], AccountEventKind.CODE_SPENT, by=None, now=now)
    found.save(update_fields=["attempts", "voided_at"])


@transaction.atomic
def send_first_link(*, account: User, by: User, now: datetime) -> None:
    """Send a link with which the person chooses a password, to the account's own address.

    Raises: ``Denied``, ``WrongState``.
    """
    permissions.can_send_link(by, account, now).require()
    note([account], AccountEventKind.LINK_SENT, by=by, now=now)
    transaction.on_commit(lambda: tasks.send_password_link.delay(account.pk))


def _digest(account_id: int, code: str) -> str:
    return salted_hmac(
        "personnel.login_code", f"{account_id}:{code}", algorithm="sha256"
    ).hexdigest()
