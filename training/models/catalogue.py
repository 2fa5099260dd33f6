"""What can be learnt, and what each form of learning counts."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked
from training.enums import HoursMeasure, Scope, TrainingForm


@tracked()
class HoursVersion(models.Model):
    """One version of the table of hours, valid from a day until the next one.

    Before the first one the table of ``rules.hours`` holds. Once published it stays as it is:
    what was counted by it can be counted again.
    """

    valid_from = models.DateField(_("berlaku sejak"), unique=True)
    basis = models.CharField(_("dasar"), max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("versi tabel JP")
        ordering = ["-valid_from"]
        triggers = [
            pgtrigger.Protect(
                name="published_version_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.published_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return self.basis


@tracked()
class HoursCell(models.Model):
    """One cell of a version: ``rate`` JP per day, per session or in all; a factor on a programme's.

    A form and scope without a cell has no hours: the training officer decides them.
    """

    version = models.ForeignKey(HoursVersion, models.CASCADE, related_name="cells")
    form = models.CharField(_("bentuk"), max_length=5, choices=TrainingForm)
    scope = models.CharField(_("tingkat"), max_length=13, choices=Scope)
    measure = models.CharField(_("dihitung dari"), max_length=17, choices=HoursMeasure)
    rate = models.DecimalField(_("JP"), max_digits=6, decimal_places=2)
    a_month = models.PositiveSmallIntegerField(
        _("sesi sebulan paling banyak"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("baris tabel JP")
        ordering = ["version", "form", "-scope"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "form", "scope"],
                name="hours_cell_once",
                violation_error_message=_("Bentuk ini sudah mempunyai nilai untuk tingkat ini."),
            ),
            models.CheckConstraint(
                name="hours_rate_believable",
                condition=Q(rate__gt=0) & Q(rate__lte=100),
                violation_error_message=_("JP lebih dari 0 dan paling banyak 100."),
            ),
            models.CheckConstraint(
                name="hours_month_only_for_sessions",
                condition=Q(a_month__isnull=True) | Q(measure=HoursMeasure.SESSIONS),
                violation_error_message=_("Batas sebulan hanya untuk yang dihitung per sesi."),
            ),
            one_of("hours_form_known", "form", TrainingForm.values),
            one_of("hours_measure_known", "measure", HoursMeasure.values),
            one_of("hours_scope_known", "scope", Scope.values),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="cell_of_a_published_version_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("kept", "timestamptz")],
                func="""
                    SELECT published_at INTO kept FROM training_hoursversion
                        WHERE id = COALESCE(NEW.version_id, OLD.version_id);
                    IF kept IS NOT NULL THEN
                        RAISE EXCEPTION 'a published table of hours stays as it is'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.scope}"


@tracked()
class Competence(models.Model):
    """Kompetensi that posts demand and trainings build; its name is unique in the city."""

    name = models.CharField(_("kompetensi"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("kompetensi")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked()
class Training(models.Model):
    """An entry of the catalogue.

    ``days`` and ``programme_hours`` are the facts from which hours are counted. ``measure``,
    ``measure_target`` and ``measure_unit`` say how the result that it teaches is measured, so
    that who learnt it can take the measure into the plan.
    """

    code = models.CharField(_("kode"), max_length=12, unique=True)
    title = models.CharField(_("judul"), max_length=200)
    form = models.CharField(_("bentuk"), max_length=5, choices=TrainingForm)
    scope = models.CharField(_("tingkat"), max_length=13, choices=Scope, default=Scope.NATIONAL)
    days = models.PositiveSmallIntegerField(_("hari"), null=True, blank=True)
    programme_hours = models.DecimalField(
        _("JP program"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    provider = models.CharField(_("penyelenggara"), max_length=120, blank=True)
    competence = models.ForeignKey(
        Competence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="trainings",
        verbose_name=_("kompetensi"),
    )
    aim = models.TextField(_("yang dipelajari"), blank=True)
    audience = models.JSONField(_("sasaran jabatan"), default=list, blank=True)
    result = models.CharField(_("hasil kerja yang dilatih"), max_length=300, blank=True)
    measure = models.CharField(_("cara mengukur"), max_length=300, blank=True)
    measure_target = models.CharField(_("contoh target"), max_length=40, blank=True)
    measure_unit = models.CharField(_("satuan"), max_length=60, blank=True)
    needs_approval = models.BooleanField(_("perlu persetujuan atasan"), default=True)
    cost = models.PositiveIntegerField(_("biaya per peserta (Rp)"), null=True, blank=True)
    note = models.TextField(_("catatan"), blank=True)
    is_active = models.BooleanField(_("ditawarkan"), default=True)

    class Meta:
        verbose_name = _("pelatihan")
        ordering = ["title", "pk"]
        constraints = [
            one_of("training_form_known", "form", TrainingForm.values),
            one_of("training_scope_known", "scope", Scope.values),
            models.CheckConstraint(
                name="training_hours_believable",
                condition=Q(programme_hours__isnull=True)
                | Q(programme_hours__gt=0, programme_hours__lte=1500),
                violation_error_message=_("JP program lebih dari 0 dan paling banyak 1.500."),
            ),
            models.CheckConstraint(
                name="training_days_believable",
                condition=Q(days__isnull=True) | Q(days__gte=1, days__lte=400),
                violation_error_message=_("Jumlah hari dari 1 sampai 400."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
