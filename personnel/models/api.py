"""Keys with which other programs ask this one, and how often each was used."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.enums import ApiScope
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked

MOST_PER_MINUTE = 600


@tracked(exclude=["digest"])
class ApiClient(models.Model):
    """A program that may ask for what its ``scopes`` name, within one agency or the whole city.

    The key itself is shown once. ``digest`` is its SHA-256, which is enough for 256 random bits;
    ``prefix`` are the signs by which people recognise it.
    """

    name = models.CharField(_("nama program"), max_length=80)
    agency = models.ForeignKey(
        "personnel.Unit", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("perangkat daerah"),
    )  # fmt: skip
    scopes = ArrayField(models.CharField(max_length=24, choices=ApiScope))
    per_minute = models.PositiveSmallIntegerField(_("permintaan per menit"), default=60)
    prefix = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_on = models.DateField(_("berlaku sampai"))
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kunci API")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(revoked_at__isnull=True),
                name="api_client_name_once",
                violation_error_message=_("Nama ini sudah dipakai kunci lain yang masih berlaku."),
            ),
            models.CheckConstraint(
                name="api_client_scopes_known",
                condition=Q(scopes__contained_by=ApiScope.values) & Q(scopes__len__gte=1),
            ),
            models.CheckConstraint(
                name="api_client_pace_bounded",
                condition=Q(per_minute__gte=1, per_minute__lte=MOST_PER_MINUTE),
            ),
            models.CheckConstraint(
                name="api_client_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name


class ApiUse(models.Model):
    """Answered requests of a client in a day: how many, never when or about what."""

    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="uses")
    day = models.DateField()
    scope = models.CharField(max_length=24, choices=ApiScope)
    requests = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("pemakaian kunci API")
        ordering = ["client", "-day", "scope"]
        constraints = [
            models.UniqueConstraint(fields=["client", "day", "scope"], name="api_use_once_a_day"),
            one_of("api_use_scope_known", "scope", ApiScope.values),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.day}"
