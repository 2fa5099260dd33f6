"""Messages by e-mail."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from personnel.enums import LEGAL_NOTICES, NoticeKind
from personnel.models import Notice, User

DAY = 24 * 60 * 60
_UNSUBSCRIBE: Final = Signer(salt="personnel.mail")


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


def send_daily_mail(account: User, notices: Sequence[Notice]) -> None:
    """Tell of ``notices`` by kind and number only: no name of anybody stands in a mail."""
    kinds = Counter(NoticeKind(row.kind) for row in notices)
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "account": account,
            "lines": [(kind.label, number) for kind, number in kinds.items()],
            "legal": any(kind in LEGAL_NOTICES for kind in kinds),
            "link": f"{settings.SITE_URL}{reverse('personnel:notice-list')}",
            "unsubscribe": unsubscribe_address(account),
        }
        number = len(notices)
        subject = ngettext(
            "Kinerja Sabang: %(n)s pesan untuk Anda",
            "Kinerja Sabang: %(n)s pesan untuk Anda",
            number,
        ) % {"n": number}
        mail = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("personnel/email/daily_mail.txt", context),
            to=[account.email],
            headers={
                "List-Unsubscribe": f"<{context['unsubscribe']}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
        mail.attach_alternative(
            render_to_string("personnel/email/daily_mail.html", context), "text/html"
        )
    mail.send()


def unsubscribe_address(account: User) -> str:
    """The signed address under which the account leaves the daily mail without signing in."""
    signed = _UNSUBSCRIBE.sign(str(account.pk))
    return f"{settings.SITE_URL}{reverse('personnel:mail-unsubscribe', args=[signed])}"


def account_of(signed: str) -> User | None:
    """The account of a signed address, or ``None`` for one that is not ours."""
    try:
        return User.objects.filter(pk=int(_UNSUBSCRIBE.unsign(signed))).first()
    except (BadSignature, ValueError):
        return None
