"""Codes on receipts, and tablets that spend them: who may answer, never who answered what.

Nothing here has a history: a row of history with its moment would tell when a code was spent.
"""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.models.services import Counter, Service
from feedback.models.surveys import CitizenSurvey
from sabang_kinerja.common.history import tracked


@tracked()
class Kiosk(models.Model):
    """A tablet at a counter.

    ``key_digest`` is the SHA-256 of its key. Until the tablet is set up that is the key of the
    address; then ``set_up_on`` is filled, the key is that of a cookie, the address worth nothing.
    """

    counter = models.ForeignKey(
        Counter, models.PROTECT, related_name="kiosks", verbose_name=_("loket")
    )
    name = models.CharField(_("nama perangkat"), max_length=80)
    key_digest = models.CharField(max_length=64, unique=True)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    set_up_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kios")
        ordering = ["counter", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["counter", "name"],
                condition=Q(revoked_at__isnull=True),
                name="kiosk_name_once_at_a_counter",
                violation_error_message=_("Nama ini sudah dipakai perangkat lain di loket itu."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.counter} {self.name}"


class ReceiptToken(models.Model):
    """A code that may be spent once (statistics B1).

    ``digest`` is an HMAC-SHA256 of the code under the server's key; the code itself is nowhere.
    ``used`` carries no time. Spending re-writes all spent codes of the service, so that no row
    keeps a trace of the transaction that spent it (decision 0013).
    """

    digest = models.CharField(primary_key=True, max_length=64)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, blank=True, related_name="+")
    kiosk = models.ForeignKey(Kiosk, models.PROTECT, null=True, blank=True, related_name="+")
    issued_on = models.DateField()
    expires_on = models.DateField()
    used = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("kode tanda terima")
        constraints = [
            models.CheckConstraint(
                name="receipt_expires_after_issue", condition=Q(expires_on__gte=F("issued_on"))
            ),
            models.CheckConstraint(
                name="receipt_of_service_or_kiosk",
                condition=Q(service__isnull=False) | Q(kiosk__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["service", "issued_on"], name="receipt_by_service"),
            models.Index(fields=["counter", "issued_on"], name="receipt_by_counter"),
            models.Index(fields=["expires_on"], name="receipt_by_expiry"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="never_unspent",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.used AND NOT NEW.used"),
                func="""
                    RAISE EXCEPTION 'a spent code stays spent'
                        USING ERRCODE = 'check_violation';
                """,
            )
        ]

    def __str__(self) -> str:
        return "kode tanda terima"


class HeldAnswer(models.Model):
    """An answer that waits until it can be mixed with others (decision 0013).

    ``sealed`` is encrypted with a key that the database does not have. The table is unlogged:
    nothing of it reaches the database's log. Rows leave it in groups.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    survey = models.ForeignKey(CitizenSurvey, models.PROTECT, related_name="held", db_index=True)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("jawaban yang menunggu")

    def __str__(self) -> str:
        return "jawaban yang menunggu"
