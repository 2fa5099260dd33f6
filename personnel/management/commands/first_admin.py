"""Open the door of a new installation, or of one whose admins lost their second factor."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from personnel.actions.accounts import open_account, reset_second_factor
from personnel.actions.login_codes import issue_code
from personnel.actions.roles import give_role
from personnel.enums import Role
from personnel.models import User
from personnel.selectors.accounts import account_by_name, grants_on
from sabang_kinerja.common.errors import DomainError


class Command(BaseCommand):
    help = (
        "Makes an account a BKPSDM admin, opening it when it is missing, and prints a one-time "
        "code for its first password. Needs access to the server, so it asks for no role."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whose account, and whether a lost second factor is removed."""
        parser.add_argument("name", help="employee number or name of the account")
        parser.add_argument("--reset-second-factor", action="store_true")

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        """Open, grant, reset on demand, print the code."""
        now = timezone.now()
        try:
            account = account_by_name(options["name"]) or open_account(
                username=options["name"], email="", by=None, now=now
            )
            self._make_admin(account)
            if options["reset_second_factor"]:
                reset_second_factor(account=account, reason="", by=None, now=now)
            issued = issue_code(account=account, by=None, now=now)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Sign in at /masuk/kode/ as {account.username}")
        self.stdout.write(
            f"One-time code {issued.printed}, good until {issued.expires_at:%d-%m-%Y}"
        )

    @staticmethod
    def _make_admin(account: User) -> None:
        now = timezone.now()
        today = timezone.localtime(now).date()
        if not grants_on(today).filter(user=account, role=Role.BKPSDM_ADMIN).exists():
            give_role(
                account=account,
                role=Role.BKPSDM_ADMIN,
                agency=None,
                effective_from=today,
                effective_until=None,
                decree_number="",
                by=None,
                now=now,
            )
