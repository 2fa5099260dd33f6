"""Accounts: opened, disabled, given an address, freed from a lost second factor."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from personnel import permissions
from personnel.enums import AccountEventKind
from personnel.models import AccountEvent, Employee, User
from personnel.models.employees import EmployeeQuerySet
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences


def note(
    accounts: Iterable[User],
    kind: AccountEventKind,
    *,
    by: User | None,
    now: datetime,
    reason: str = "",
) -> None:
    """Write one line into the history of each account. ``by`` is None for the system."""
    AccountEvent.objects.bulk_create(
        AccountEvent(user=account, kind=kind, by=by, at=now, reason=reason) for account in accounts
    )


def open_for(people: EmployeeQuerySet, *, by: User | None, now: datetime) -> int:
    """Open an account, without a password, for each of ``people`` who has a number but none.

    Returns how many were opened. Asks nobody: callers do.
    """
    missing = people.filter(nip__isnull=False, user__isnull=True)
    numbers = [(pk, str(nip)) for pk, nip in missing.values_list("pk", "nip")]
    User.objects.bulk_create(
        (User(username=nip, employee_id=pk, password=make_password(None)) for pk, nip in numbers),
        ignore_conflicts=True,
    )
    opened = list(
        User.objects.filter(employee__in=[pk for pk, _nip in numbers], account_events__isnull=True)
    )
    note(opened, AccountEventKind.OPENED, by=by, now=now)
    return len(opened)


@transaction.atomic
def open_missing_accounts(*, by: User, now: datetime) -> int:
    """Open accounts for all civil servants in service who have none; returns how many.

    Raises: ``Denied``.
    """
    permissions.can_manage_accounts(by, now).require()
    return open_for(Employee.objects.serving(), by=by, now=now)


@transaction.atomic
def open_account(*, username: str, email: str, by: User | None, now: datetime) -> User:
    """Open an account behind which no employee stands, such as an external auditor's.

    ``by`` is None only for a command on the server.
    Raises: ``Denied``; ``WrongState`` when the name is taken; ``Refused`` when the address is.
    """
    if by is not None:
        permissions.can_manage_accounts(by, now).require()
    if User.objects.filter(username__iexact=username).exists():
        raise WrongState(_("Nama akun ini sudah dipakai. Pilih nama lain."))
    with refusals_as_sentences(User):
        account = User.objects.create(
            username=username, email=email.lower(), password=make_password(None)
        )
    _vouch_for(account)
    note([account], AccountEventKind.OPENED, by=by, now=now)
    return account


@transaction.atomic
def disable_account(*, account: User, reason: str, by: User, now: datetime) -> None:
    """Keep an account from signing in and end its sessions.

    Raises: ``Denied``, ``WrongState``; ``Incomplete`` without a reason.
    """
    account = _locked(account)
    permissions.can_disable_account(by, account, now).require()
    _demand(reason)
    account.is_active = False
    account.save(update_fields=["is_active"])
    account.login_codes.live().update(voided_at=now)
    note([account], AccountEventKind.DISABLED, by=by, now=now, reason=reason)
    _end_sessions(account)


@transaction.atomic
def enable_account(*, account: User, by: User, now: datetime) -> None:
    """Let an account sign in again. Raises: ``Denied``, ``WrongState``."""
    account = _locked(account)
    permissions.can_enable_account(by, account, now).require()
    account.is_active = True
    account.save(update_fields=["is_active"])
    note([account], AccountEventKind.ENABLED, by=by, now=now)


@transaction.atomic
def set_email(*, account: User, email: str, by: User, now: datetime) -> None:
    """Set or clear the address of an account. BKPSDM vouches for it, so it counts at once.

    Raises: ``Denied``; ``Refused`` when another account has the address.
    """
    permissions.can_manage_accounts(by, now).require()
    account = _locked(account)
    if account.email == email.lower():
        return
    account.email = email.lower()
    with refusals_as_sentences(User):
        account.save(update_fields=["email"])
    _vouch_for(account)
    note([account], AccountEventKind.EMAIL_SET, by=by, now=now)


@transaction.atomic
def reset_second_factor(*, account: User, reason: str, by: User | None, now: datetime) -> None:
    """Remove authenticator app, passkeys and recovery codes, and end the account's sessions.

    ``by`` is None only for a command on the server.
    Raises: ``Denied``, ``WrongState``; ``Incomplete`` without a reason.
    """
    account = _locked(account)
    if by is not None:
        permissions.can_reset_second_factor(by, account, now).require()
        _demand(reason)
    Authenticator.objects.filter(user=account).delete()
    note([account], AccountEventKind.SECOND_FACTOR_RESET, by=by, now=now, reason=reason)
    _end_sessions(account)


def ensure_totp(user: User, secret: str) -> None:
    """Give an account an authenticator app with a known secret (demo accounts only)."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, secret)


def _locked(account: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=account.pk)


def _demand(reason: str) -> None:
    if not reason.strip():
        raise Incomplete(_("Isi kolom ini."))


def _vouch_for(account: User) -> None:
    """Keep allauth's list of addresses equal to the account's one confirmed address."""
    EmailAddress.objects.filter(user=account).delete()
    if account.email:
        EmailAddress.objects.filter(email=account.email).delete()
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)


def _end_sessions(account: User) -> None:
    for session in UserSession.objects.filter(user=account):
        session.end()
