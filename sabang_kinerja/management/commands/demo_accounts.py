"""``script/manage demo_accounts``: with whom one may sign in to the demo city."""

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from personnel.models import User
from sabang_kinerja.demo.accounts import DEMO_ACCOUNTS


class Command(BaseCommand):
    """One account for each role, with the password and, where needed, the present code."""

    help = "Print the accounts of the demo city."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table of the accounts that the database has."""
        there = {
            user.username: user
            for user in User.objects.filter(
                username__in=[account.username for account in DEMO_ACCOUNTS]
            ).select_related("employee")
        }
        accounts = [account for account in DEMO_ACCOUNTS if account.username in there]
        if not accounts:
            self.stdout.write(_("Basis data ini tidak berisi kota peraga."))
            return
        self.stdout.write(
            _("Akun peraga; kata sandi semuanya: %(password)s")
            % {"password": settings.DEMO_PASSWORD}
        )
        for account in accounts:
            name = there[account.username].get_full_name()
            self.stdout.write(f"  {account.username:<10} {account.label} – {name}")
            if account.totp_secret:
                self.stdout.write(
                    " " * 13
                    + _("verifikasi dua langkah: kunci %(secret)s, kode saat ini %(code)s")
                    % {"secret": account.totp_secret, "code": present_code(account.totp_secret)}
                )


def present_code(secret: str) -> str:
    """The six digits that an authenticator app with this key shows now."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return str(format_hotp_value(hotp_value(secret, counter)))
