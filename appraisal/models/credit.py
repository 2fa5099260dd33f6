"""Angka kredit of functional officers: what came by decree, what was converted, what was fixed."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import DecimalField, ExpressionWrapper, F, Q
from django.db.models.functions import ExtractMonth, ExtractYear, Round
from django.utils.translation import gettext_lazy as _

from appraisal.enums import ConversionState, CreditBaseKind, CreditLevel, Predicate
from appraisal.models.evaluations import Evaluation
from appraisal.models.guards import append_only
from appraisal.rules.credit import CREDIT_TABLE, PREDICATE_PERCENT
from personnel.models import Employee
from sabang_kinerja.common.constraints import all_or_none, date_order, no_overlap, one_of
from sabang_kinerja.common.history import tracked


def _follows_the_tables() -> Q:
    """The two tables of the law as a condition: percentage by predicate, coefficient by level."""
    percent, coefficient = Q(), Q()
    for predicate, value in PREDICATE_PERCENT.items():
        percent |= Q(predicate=str(predicate), percent=value)
    for level, row in CREDIT_TABLE.items():
        coefficient |= Q(level=str(level), coefficient=row.coefficient)
    return percent & coefficient


def _follows_the_formula() -> Q:
    """Per cent × coefficient × months ÷ 12, rounded half up to three decimals."""
    product = ExpressionWrapper(
        F("percent") * F("coefficient") * F("months") / Decimal(1200), output_field=DecimalField()
    )
    return Q(points=Round(product, precision=3))


@tracked()
class CreditBase(models.Model):
    """Points given by decree, or those that a promotion in rank used up, each with its paper.

    ``points`` are never negative; those of ``RANK_PROMOTION`` are taken off.
    """

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="credit_bases")
    kind = models.CharField(_("jenis"), max_length=16, choices=CreditBaseKind)
    level = models.CharField(_("jenjang"), max_length=16, choices=CreditLevel)
    points = models.DecimalField(_("angka kredit"), max_digits=9, decimal_places=3)
    effective_on = models.DateField(_("terhitung mulai tanggal"))
    decree_number = models.CharField(_("nomor SK"), max_length=80)
    decree_date = models.DateField(_("tanggal SK"))
    note = models.CharField(_("keterangan"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("dasar angka kredit")
        ordering = ["employee", "effective_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "kind", "decree_number"],
                name="credit_base_once_a_decree",
                violation_error_message=_("Surat keputusan ini sudah dicatat untuk jenis ini."),
            ),
            models.CheckConstraint(
                name="credit_base_has_points",
                condition=Q(points__gt=0),
                violation_error_message=_("Angka kredit harus lebih dari nol."),
            ),
            models.CheckConstraint(
                name="credit_base_names_its_decree",
                condition=~Q(decree_number=""),
                violation_error_message=_("Isi nomor surat keputusan."),
            ),
            one_of("credit_base_kind_known", "kind", CreditBaseKind.values),
            one_of("credit_base_level_known", "level", CreditLevel.values),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.points}"


class ConversionQuerySet(models.QuerySet["CreditConversion"]):
    """Words for sets of conversions."""

    def in_force(self) -> "ConversionQuerySet":
        """Conversions that count."""
        return self.filter(state=ConversionState.IN_FORCE)


def _cancelled_before_it_is_used() -> pgtrigger.Trigger:
    """What a determination counted, or a promotion used, is not cancelled any more."""
    return pgtrigger.Trigger(
        name="cancelled_before_it_is_used",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("NEW.state = 'cancelled'"),
        func="""
            IF EXISTS (SELECT 1 FROM appraisal_creditdetermination
                       WHERE employee_id = OLD.employee_id AND level = OLD.level
                             AND made_at >= OLD.made_at)
               OR EXISTS (SELECT 1 FROM appraisal_creditbase
                          WHERE employee_id = OLD.employee_id AND level = OLD.level
                                AND kind = 'rank_promotion' AND recorded_at >= OLD.made_at) THEN
                RAISE EXCEPTION 'conversion % is counted or used already', OLD.id
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


@tracked()
class CreditConversion(models.Model):
    """Months in a row at one level, turned from a predicate into points (form A).

    ``starts`` is the first day of the first month and ``ends`` the last day of the last, both in
    ``year``. Percentage, coefficient and points repeat the law's tables and formula by
    constraint; a month of a person can be in force once only. ``versions`` names the settings
    that applied, ``revision`` the revision of the evaluation. Only a cancelled one has an
    ``end_reason``; its months can be converted again.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="conversions")
    revision = models.PositiveSmallIntegerField(_("revisi hasil"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="conversions")
    year = models.PositiveSmallIntegerField(_("tahun"))
    starts = models.DateField()
    ends = models.DateField()
    months = models.PositiveSmallIntegerField(_("bulan"))
    level = models.CharField(_("jenjang"), max_length=16, choices=CreditLevel)
    predicate = models.CharField(_("predikat"), max_length=20, choices=Predicate)
    percent = models.PositiveSmallIntegerField(_("persentase"))
    coefficient = models.DecimalField(_("koefisien"), max_digits=5, decimal_places=2)
    points = models.DecimalField(_("angka kredit"), max_digits=9, decimal_places=3)
    versions = models.JSONField(default=dict)
    state = models.CharField(
        _("status"), max_length=12, choices=ConversionState, default=ConversionState.IN_FORCE
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(_("alasan pembatalan"), max_length=300, blank=True)

    objects = ConversionQuerySet.as_manager()

    class Meta:
        verbose_name = _("konversi angka kredit")
        ordering = ["employee", "starts", "pk"]
        constraints = [
            no_overlap(
                "credit_conversion_month_once",
                same=["employee"],
                start="starts",
                end="ends",
                condition=Q(state=ConversionState.IN_FORCE),
                message=_("Ada bulan yang sudah dikonversi. Setiap bulan dikonversi satu kali."),
            ),
            date_order(
                "credit_conversion_dates_in_order",
                start="starts",
                end="ends",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            models.CheckConstraint(
                name="credit_conversion_counts_its_months",
                condition=Q(months=ExtractMonth("ends") - ExtractMonth("starts") + 1)
                & Q(year=ExtractYear("starts"))
                & Q(year=ExtractYear("ends"))
                & Q(starts__day=1, ends__day__gte=28),
            ),
            models.CheckConstraint(
                name="credit_conversion_follows_the_tables", condition=_follows_the_tables()
            ),
            models.CheckConstraint(
                name="credit_conversion_follows_the_formula", condition=_follows_the_formula()
            ),
            models.CheckConstraint(
                name="credit_conversion_end_says_when_and_why",
                condition=Q(state=ConversionState.IN_FORCE, ended_at__isnull=True, end_reason="")
                | Q(state=ConversionState.SUPERSEDED, ended_at__isnull=False, end_reason="")
                | (Q(state=ConversionState.CANCELLED, ended_at__isnull=False) & ~Q(end_reason="")),
            ),
            all_or_none("credit_conversion_end_is_complete", ("ended_at", "ended_by")),
        ]
        indexes = [models.Index(fields=["year", "state"], name="conversion_by_year_and_state")]
        triggers = [
            pgtrigger.Protect(
                name="only_ends",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    exclude=["state", "ended_by", "ended_at", "end_reason"]
                ),
            ),
            pgtrigger.Protect(
                name="ends_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state <> 'in_force'"),
            ),
            _cancelled_before_it_is_used(),
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.employee} {self.year}: {self.points}"


class CreditDetermination(models.Model):
    """Penetapan angka kredit: everything the forms B and C say, frozen when it was fixed.

    ``rows`` are the five kinds with what was there and what is new, ``lines`` the conversions
    behind them in order, ``conditions`` the checklist beside the points; amounts are decimal texts
    with three decimals. The newest one of a person speaks; older ones are kept.
    """

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="determinations")
    supervisor = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    level = models.CharField(_("jenjang"), max_length=16, choices=CreditLevel)
    starts = models.DateField(_("masa penilaian mulai"))
    ends = models.DateField(_("masa penilaian sampai"))
    rows = models.JSONField()
    lines = models.JSONField()
    conditions = models.JSONField()
    total = models.DecimalField(_("jumlah kumulatif"), max_digits=9, decimal_places=3)
    rank_minimum = models.DecimalField(max_digits=9, decimal_places=3)
    level_minimum = models.DecimalField(null=True, blank=True, max_digits=9, decimal_places=3)
    versions = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("penetapan angka kredit")
        ordering = ["employee", "-made_at", "-pk"]
        constraints = [
            date_order(
                "determination_dates_in_order",
                start="starts",
                end="ends",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            one_of("determination_level_known", "level", CreditLevel.values),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.employee}: {self.total}"
