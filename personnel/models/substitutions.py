"""Who acts in the application for somebody who is away, and for how long."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from personnel.models.employees import Employee
from sabang_kinerja.common.constraints import all_or_none, date_order, no_overlap
from sabang_kinerja.common.history import tracked


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    """Words for sets of substitutions."""

    def standing(self) -> "SubstitutionQuerySet":
        """Not declined by the person named."""
        return self.filter(declined_at__isnull=True)

    def on(self, day: date) -> "SubstitutionQuerySet":
        """In force on ``day``."""
        return self.standing().filter(effective_from__lte=day, effective_until__gte=day)


@tracked()
class Substitution(models.Model):
    """One person named to agree, return, rate and serve on behalf of another who is away.

    The authority stays with the absent supervisor; what is signed says "a.n.". Both days belong
    to it. Source: house rule; a delegation by decree is a ``SupervisionOverride``.
    """

    absent = models.ForeignKey(
        Employee, models.PROTECT, related_name="substitutions", verbose_name=_("yang digantikan")
    )
    substitute = models.ForeignKey(
        Employee, models.PROTECT, related_name="substitutes_for", verbose_name=_("pengganti")
    )
    effective_from = models.DateField(_("mulai berlaku"))
    effective_until = models.DateField(_("berlaku sampai"))
    reason = models.CharField(_("alasan"), max_length=200)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(_("alasan menolak"), max_length=200, blank=True)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("pengganti sementara")
        ordering = ["-effective_from", "pk"]
        constraints = [
            no_overlap(
                "substitution_one_at_a_time",
                same=["absent"],
                condition=Q(declined_at__isnull=True),
                message=_("Sudah ada pengganti pada tanggal tersebut."),
            ),
            date_order(
                "substitution_dates_in_order",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            models.CheckConstraint(
                name="substitution_by_somebody_else",
                condition=~Q(absent=F("substitute")),
                violation_error_message=_("Pengganti sama dengan yang digantikan."),
            ),
            models.CheckConstraint(
                name="substitution_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Isi alasan."),
            ),
        ]
        indexes = [
            models.Index(fields=["substitute", "effective_from"], name="substitution_by_substitute")
        ]

    def __str__(self) -> str:
        return f"{self.substitute} a.n. {self.absent}"


@tracked()
class SupervisorCase(models.Model):
    """ "Ini bukan pejabat penilai saya": a report, and how it was mended and answered."""

    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="supervisor_cases", verbose_name=_("pegawai")
    )
    supervisor = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("pejabat penilai yang tercatat"),
    )  # fmt: skip
    suggested = models.CharField(_("pejabat penilai yang benar"), max_length=160, blank=True)
    note = models.CharField(_("keterangan"), max_length=400, blank=True)
    opened_at = models.DateTimeField()
    answer = models.CharField(_("jawaban"), max_length=400, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("laporan pejabat penilai")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee"],
                condition=Q(closed_at__isnull=True),
                name="supervisor_case_one_open",
                violation_error_message=_("Laporan Anda sebelumnya masih diperiksa."),
            ),
            all_or_none("supervisor_case_closed_by_somebody", ["closed_at", "closed_by"]),
            models.CheckConstraint(
                name="supervisor_case_closed_has_answer",
                condition=Q(closed_at__isnull=True) | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.suggested}"
