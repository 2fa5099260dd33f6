"""What django-allauth asks of this application."""

import logging
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from personnel.models import User

logger = logging.getLogger(__name__)

_MISMATCH = _("NIP, surel, atau kata sandi tidak cocok. Periksa lalu coba lagi.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """No sign-up; sentences that say what to do and never whether an account exists."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _MISMATCH,
        "email_password_mismatch": _MISMATCH,
        "too_many_login_attempts": _(
            "Terlalu banyak percobaan masuk. Tunggu lima menit, lalu coba lagi."
        ),
        "account_inactive": _("Akun ini tidak aktif. Hubungi BKPSDM."),
        "enter_current_password": _("Kata sandi saat ini tidak cocok."),
        "incorrect_password": _("Kata sandi tidak cocok."),
        "incorrect_code": _("Kode tidak cocok atau sudah lewat. Masukkan kode terbaru."),
        "invalid_password_reset": _(
            "Tautan ini sudah dipakai atau sudah lewat. Minta tautan baru."
        ),
        "rate_limited": _("Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send, and go on when the mail server is away: the page says the same either way."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("mail %s was not sent", template_prefix)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by BKPSDM only."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in a moment ago need not do so twice."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm, unless the address became another account's in the meantime."""
        taken = User.objects.exclude(pk=email_address.user_id).filter(
            email__iexact=email_address.email
        )
        if taken.exists():
            messages.error(request, _("Surel ini tidak dapat dipakai. Gunakan surel lain."))
            return False
        return bool(super().confirm_email(request, email_address))


def user_display(user: User) -> str:
    """How an account is called in pages and e-mails."""
    return user.get_full_name()
