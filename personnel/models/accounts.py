"""Accounts and the roles that are granted to them."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.enums import DERIVED_ROLES, Role
from personnel.models.employees import Employee
from personnel.models.units import Unit
from sabang_kinerja.common.constraints import date_order
from sabang_kinerja.common.history import tracked


class User(AbstractUser):
    """An account. ``username`` is the employee number, or a name for an account without one."""

    first_name = None  # type: ignore[assignment]  # names stand with the employee
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("surel"), blank=True)
    wants_mail = models.BooleanField(_("terima surel harian"), default=True)
    employee = models.OneToOneField(
        Employee, models.PROTECT, null=True, blank=True, related_name="user"
    )

    class Meta:
        verbose_name = _("akun")
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                condition=~Q(email=""),
                name="user_email_unique",
                violation_error_message=_("Surel ini sudah dipakai akun lain."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Name with titles, or the account's name when no person stands behind it."""
        return self.employee.full_name if self.employee else self.username

    def get_short_name(self) -> str:
        """Name without titles."""
        return self.employee.name if self.employee else self.username


@tracked()
class RoleGrant(models.Model):
    """A role given to an account by hand, for a span of days, some for one agency only."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants")
    role = models.CharField(
        max_length=24, choices=[c for c in Role.choices if c[0] not in DERIVED_ROLES]
    )
    agency = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    effective_from = models.DateField(_("mulai berlaku"))
    effective_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    decree_number = models.CharField(_("nomor SK"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("pemberian peran")
        ordering = ["user", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                name="role_grant_never_derived", condition=~Q(role__in=list(DERIVED_ROLES))
            ),
            models.CheckConstraint(
                name="role_grant_manager_has_agency",
                condition=~Q(role=Role.PERFORMANCE_MANAGER) | Q(agency__isnull=False),
                violation_error_message=_("Pilih perangkat daerah untuk peran ini."),
            ),
            date_order(
                "role_grant_dates_in_order",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"
