"""Decisions on what the law leaves open, each with its first day and its basis."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sabang_kinerja.common.constraints import date_order, no_overlap
from sabang_kinerja.common.history import tracked


@tracked()
class RegulationSetting(models.Model):
    """One value of one setting for a span of days; both days belong to it.

    ``value`` is as ``personnel.rules.regulation.checked_value`` returns it. A value that has
    begun to hold is never edited: a later row follows it (regulation, part 0).
    """

    key = models.CharField(_("ketentuan"), max_length=60)
    value = models.JSONField(_("nilai"))
    legal_basis = models.CharField(_("dasar hukum"), max_length=300)
    valid_from = models.DateField(_("berlaku mulai"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    note = models.TextField(_("catatan"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pengaturan ketentuan")
        ordering = ["key", "-valid_from", "pk"]
        constraints = [
            no_overlap(
                "regulation_setting_one_at_a_time",
                same=["key"],
                start="valid_from",
                end="valid_until",
                message=_("Ketentuan ini sudah memiliki nilai pada tanggal tersebut."),
            ),
            date_order(
                "regulation_setting_dates_in_order",
                start="valid_from",
                end="valid_until",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            models.CheckConstraint(
                name="regulation_setting_has_basis",
                condition=~models.Q(legal_basis=""),
                violation_error_message=_("Isi dasar hukum."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="only_followed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["valid_until"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"
