"""Messages by e-mail."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from personnel.models import User

DAY = 24 * 60 * 60


def send_password_link(account: User) -> None:
    """Send the link with which a person chooses a password; good once and for three days."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(account),
            "key": default_token_generator.make_token(account),
        },
    )
    send_mail(
        subject=_("Kinerja Sabang: buat kata sandi Anda"),
        message=render_to_string(
            "personnel/email/password_link.txt",
            {
                "account": account,
                "link": f"{settings.SITE_URL}{path}",
                "days": settings.PASSWORD_RESET_TIMEOUT // DAY,
            },
        ),
        from_email=None,
        recipient_list=[account.email],
    )
