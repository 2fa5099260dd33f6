"""One-time codes for a first password, and what happened to accounts."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.enums import AccountEventKind
from personnel.rules.login_codes import MAXIMUM_ATTEMPTS
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked


class LoginCodeQuerySet(models.QuerySet["LoginCode"]):
    """Words for sets of codes."""

    def live(self) -> "LoginCodeQuerySet":
        """Neither used nor void; whether one has run out depends on the moment."""
        return self.filter(used_at__isnull=True, voided_at__isnull=True)


@tracked()
class LoginCode(models.Model):
    """A code on paper with which a person sets a password once.

    Only ``digest`` is kept, which cannot be turned back into the code. ``issued_by`` is empty
    when a command on the server issued it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="login_codes")
    digest = models.CharField(max_length=64)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("berlaku sampai"))
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)

    objects = LoginCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("kode masuk")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, voided_at__isnull=True),
                name="login_code_one_live",
            ),
            models.CheckConstraint(
                name="login_code_expires_after_issue",
                condition=Q(expires_at__gt=models.F("issued_at")),
            ),
            models.CheckConstraint(
                name="login_code_used_or_void",
                condition=Q(used_at__isnull=True) | Q(voided_at__isnull=True),
            ),
            models.CheckConstraint(
                name="login_code_attempts_bounded", condition=Q(attempts__lte=MAXIMUM_ATTEMPTS)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.issued_at:%Y-%m-%d}"


class AccountEvent(models.Model):
    """One line of an account's history: what, by whom, when, why. Never changed or removed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="account_events"
    )
    kind = models.CharField(max_length=24, choices=AccountEventKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("alasan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("riwayat akun")
        ordering = ["-at", "-pk"]
        constraints = [one_of("account_event_kind_known", "kind", AccountEventKind.values)]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
