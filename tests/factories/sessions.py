"""Signed-in browsers for tests."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from personnel.models import User

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Of every second factor made here."""


def give_totp(user: User) -> None:
    """Set up an authenticator app for the account, once."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, TOTP_SECRET)


def totp_code(secret: str = TOTP_SECRET, *, at: float | None = None) -> str:
    """The six digits that the app shows at a moment (now, unless named)."""
    return format_hotp_value(hotp_value(secret, int(at or time.time()) // 30))


def sign_in(client: Client, user: User, *, second_factor: bool = True) -> Client:
    """Sign an account in without the pages, as after password and second factor."""
    client.force_login(user)
    methods = [{"method": "password", "at": time.time()}]
    if second_factor:
        give_totp(user)
        methods.append({"method": "mfa", "at": time.time(), "type": "totp"})
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = methods
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
