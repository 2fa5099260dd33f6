"""The performance year, its periods, its deadlines, and the days that do not count."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from personnel.enums import HolidayKind, PeriodKind, YearMode, YearState
from sabang_kinerja.common.constraints import date_order, no_overlap, one_of
from sabang_kinerja.common.history import tracked


class YearQuerySet(models.QuerySet["PerformanceYear"]):
    """Words for sets of years."""

    def counting(self) -> "YearQuerySet":
        """Years that have effects: neither rehearsal nor shadow."""
        return self.filter(mode=YearMode.REAL)

    def without_rehearsal(self) -> "YearQuerySet":
        """Years of which there is one a number: real and shadow."""
        return self.exclude(mode=YearMode.REHEARSAL)


@tracked()
class PerformanceYear(models.Model):
    """1 January to 31 December with its rhythm of periodic evaluations (regulation 2.3).

    A rehearsal may stand beside the real or shadow year of the same number. ``close_reason`` says
    why a year was closed although evaluations were not final.
    """

    year = models.PositiveSmallIntegerField(_("tahun"))
    mode = models.CharField(_("sifat"), max_length=10, choices=YearMode, default=YearMode.REAL)
    state = models.CharField(
        _("status"), max_length=10, choices=YearState, default=YearState.PREPARING
    )
    rhythm = models.CharField(
        _("irama evaluasi periodik"),
        max_length=10,
        choices=[c for c in PeriodKind.choices if c[0] != PeriodKind.ANNUAL],
        default=PeriodKind.QUARTER,
    )
    opened_at = models.DateTimeField(_("dibuka"), null=True, blank=True)
    closed_at = models.DateTimeField(_("ditutup"), null=True, blank=True)
    close_reason = models.TextField(_("alasan ditutup sebelum tuntas"), blank=True)

    objects = YearQuerySet.as_manager()

    class Meta:
        verbose_name = _("tahun kinerja")
        ordering = ["-year", "mode"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=~models.Q(mode=YearMode.REHEARSAL),
                name="year_once",
                violation_error_message=_("Tahun kinerja ini sudah ada."),
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(mode=YearMode.REHEARSAL),
                name="year_rehearsed_once",
                violation_error_message=_("Latihan untuk tahun ini sudah ada."),
            ),
            one_of("year_mode_known", "mode", YearMode.values),
            models.CheckConstraint(
                name="year_plausible", condition=models.Q(year__gte=2020, year__lte=2100)
            ),
        ]

    def __str__(self) -> str:
        if self.mode == YearMode.REAL:
            return str(self.year)
        return f"{self.year} ({self.get_mode_display().lower()})"

    @property
    def is_rehearsal(self) -> bool:
        """Whether nothing of it counts and everything may be thrown away."""
        return self.mode == YearMode.REHEARSAL

    @property
    def has_effects(self) -> bool:
        """Whether letters, exports and what follows from a result may come from it."""
        return self.mode == YearMode.REAL


@tracked()
class Period(models.Model):
    """A part of a year that is evaluated, or the whole year (``ANNUAL``, sequence 1)."""

    year = models.ForeignKey(PerformanceYear, models.PROTECT, related_name="periods")
    kind = models.CharField(max_length=10, choices=PeriodKind)
    sequence = models.PositiveSmallIntegerField()
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        verbose_name = _("periode")
        ordering = ["year", "starts", "-ends", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind", "sequence"], name="period_unique_in_year"
            ),
            date_order(
                "period_dates_in_order",
                start="starts",
                end="ends",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            no_overlap(
                "period_no_overlap",
                same=["year", "kind"],
                start="starts",
                end="ends",
                message=_("Periode ini tumpang tindih dengan periode lain."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Name on screen: "Triwulan II 2026", "Tahun 2026"."""
        if self.kind == PeriodKind.ANNUAL:
            return _("Tahun %(year)s") % {"year": self.year}
        roman = ("I", "II", "III", "IV")
        number = roman[self.sequence - 1] if self.kind != PeriodKind.MONTH else self.sequence
        return f"{self.get_kind_display()} {number} {self.year}"


@tracked()
class Deadline(models.Model):
    """Last day (until 23.59 WIB) of a step of a year, with its legal basis (regulation 2.3)."""

    year = models.ForeignKey(PerformanceYear, models.CASCADE, related_name="deadlines")
    key = models.CharField(max_length=40)
    due = models.DateField(_("batas waktu"))
    legal_basis = models.CharField(_("dasar hukum"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("batas waktu")
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "key"], name="deadline_unique_in_year"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.due}"


class Holiday(models.Model):
    """A day that is no working day. Uncertain ones move no deadline until BKPSDM confirms them."""

    day = models.DateField(_("tanggal"))
    name = models.CharField(_("nama"), max_length=160)
    kind = models.CharField(max_length=10, choices=HolidayKind)
    certain = models.BooleanField(_("sudah pasti"), default=True)
    legal_basis = models.CharField(_("dasar hukum"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("hari libur")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["day", "kind", "name"], name="holiday_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
