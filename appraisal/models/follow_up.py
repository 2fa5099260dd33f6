"""What follows a result: awards, and what comes from outside beside it.

Potential, attendance and disciplinary measures are measured elsewhere; they are kept as context
and never move a rating (regulation 6.3, 6.4, 6.6, 6.7).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import AwardKind, MeasureLevel, Potential
from personnel.models import Employee, PerformanceYear
from sabang_kinerja.common.constraints import date_order, one_of
from sabang_kinerja.common.history import tracked


@tracked()
class Award(models.Model):
    """An award decided by decree for the result of a year."""

    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="awards", verbose_name=_("pegawai")
    )
    year = models.ForeignKey(PerformanceYear, models.PROTECT, related_name="awards")
    kind = models.CharField(_("jenis penghargaan"), max_length=12, choices=AwardKind)
    decree_number = models.CharField(_("nomor SK"), max_length=80)
    decree_date = models.DateField(_("tanggal SK"))
    note = models.TextField(_("catatan"), blank=True)
    versions = models.JSONField(default=dict, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("penghargaan")
        ordering = ["-decree_date", "employee", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "year", "kind"],
                name="award_once_a_year",
                violation_error_message=_("Penghargaan ini sudah tercatat untuk tahun tersebut."),
            ),
            models.CheckConstraint(
                name="award_has_decree",
                condition=~Q(decree_number=""),
                violation_error_message=_("Isi nomor surat keputusan."),
            ),
            one_of("award_kind_known", "kind", AwardKind.values),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.get_kind_display()}"


@tracked()
class PotentialAssessment(models.Model):
    """A person's potential as another instrument measured it."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="potential_assessments")
    potential = models.CharField(_("potensi"), max_length=6, choices=Potential)
    assessed_on = models.DateField(_("tanggal penilaian"))
    source = models.CharField(_("sumber"), max_length=200)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("penilaian potensi")
        ordering = ["employee", "-assessed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "assessed_on"], name="potential_once_a_day"
            ),
            models.CheckConstraint(name="potential_has_source", condition=~Q(source="")),
            one_of("potential_known", "potential", Potential.values),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.potential}"


@tracked()
class DisciplinaryMeasure(models.Model):
    """A measure under PP 94/2021: context for behaviour and for the allowance, never computed."""

    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="disciplinary_measures", verbose_name=_("pegawai")
    )
    level = models.CharField(_("tingkat"), max_length=6, choices=MeasureLevel)
    decree_number = models.CharField(_("nomor SK"), max_length=80)
    effective_from = models.DateField(_("mulai berlaku"))
    effective_until = models.DateField(_("berlaku sampai"))
    note = models.TextField(_("catatan"), blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("hukuman disiplin")
        ordering = ["-effective_until", "employee", "pk"]
        constraints = [
            date_order(
                "measure_dates_in_order",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            models.UniqueConstraint(
                fields=["employee", "decree_number"],
                name="measure_once_a_decree",
                violation_error_message=_("Surat keputusan ini sudah tercatat untuk pegawai itu."),
            ),
            models.CheckConstraint(
                name="measure_has_decree",
                condition=~Q(decree_number=""),
                violation_error_message=_("Isi nomor surat keputusan."),
            ),
            one_of("measure_level_known", "level", MeasureLevel.values),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.get_level_display()}"


@tracked()
class AttendanceFactor(models.Model):
    """How present a person was in a month, 0 to 1, as the attendance system counted it."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="attendance_factors")
    month = models.DateField(_("bulan"))
    factor = models.DecimalField(_("faktor kehadiran"), max_digits=5, decimal_places=4)
    source = models.CharField(_("sumber"), max_length=200, blank=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("faktor kehadiran")
        ordering = ["month", "employee"]
        constraints = [
            models.UniqueConstraint(fields=["employee", "month"], name="attendance_once_a_month"),
            models.CheckConstraint(
                name="attendance_from_0_to_1", condition=Q(factor__gte=0, factor__lte=1)
            ),
            models.CheckConstraint(
                name="attendance_month_begins_on_day_1", condition=Q(month__day=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.month}: {self.factor}"
