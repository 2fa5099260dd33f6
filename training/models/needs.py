"""What posts demand of their holders, and what was measured."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.enums import PostLevel
from personnel.models import Employee
from sabang_kinerja.common.constraints import date_order, no_overlap, one_of
from sabang_kinerja.common.history import tracked
from training.enums import Criticality, MeasureSource
from training.models.catalogue import Competence


@tracked()
class PostFamily(models.Model):
    """Posts that demand the same competences.

    A post belongs to the family that names its code of the library (``post_codes``), or else to
    the one of its ``level``.
    """

    code = models.SlugField(_("kode"), max_length=40, unique=True)
    name = models.CharField(_("kelompok jabatan"), max_length=160)
    post_codes = models.JSONField(_("kode jabatan"), default=list, blank=True)
    level = models.CharField(_("jenjang"), max_length=16, choices=PostLevel, blank=True)

    class Meta:
        verbose_name = _("kelompok jabatan")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["level"],
                condition=~Q(level=""),
                name="post_family_once_a_level",
                violation_error_message=_("Jenjang ini sudah dipakai kelompok jabatan lain."),
            ),
            one_of("post_family_level_known", "level", ["", *PostLevel.values]),
        ]

    def __str__(self) -> str:
        return self.name


class StandardQuerySet(models.QuerySet["CompetenceStandard"]):
    """Words for sets of standards."""

    def on(self, day: date) -> "StandardQuerySet":
        """Standards in force on ``day``."""
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day
        )


@tracked()
class CompetenceStandard(models.Model):
    """Level (1 to 5) that a family of posts demands in a competence, for a span of days.

    ``weight`` is the criticality by which a gap is multiplied (feedback and training C.3).
    """

    family = models.ForeignKey(PostFamily, models.PROTECT, related_name="standards")
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="standards", verbose_name=_("kompetensi")
    )
    required_level = models.PositiveSmallIntegerField(_("tingkat yang dituntut"))
    weight = models.PositiveSmallIntegerField(
        _("bobot kekritisan"), choices=Criticality, default=Criticality.USUAL
    )
    description = models.CharField(_("wujudnya dalam pekerjaan"), max_length=400, blank=True)
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("standar kompetensi")
        ordering = ["family", "competence__name", "-valid_from"]
        constraints = [
            no_overlap(
                "standard_once_a_day",
                same=["family", "competence"],
                start="valid_from",
                end="valid_until",
                message=_("Kompetensi ini sudah mempunyai standar pada tanggal tersebut."),
            ),
            date_order(
                "standard_dates_in_order",
                start="valid_from",
                end="valid_until",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            models.CheckConstraint(
                name="standard_level_exists",
                condition=Q(required_level__gte=1, required_level__lte=5),
                violation_error_message=_("Tingkat dari 1 sampai 5."),
            ),
            models.CheckConstraint(
                name="standard_weight_known", condition=Q(weight__in=Criticality.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competence}: {self.required_level}"


@tracked()
class CompetenceMeasurement(models.Model):
    """A level of one person in one competence, as somebody measured it on a day.

    The latest day holds. ``origin`` names the test behind an assessment, ``note`` what the
    superior saw.
    """

    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="competence_measurements", verbose_name=_("pegawai")
    )
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="measurements", verbose_name=_("kompetensi")
    )
    level = models.PositiveSmallIntegerField(_("tingkat"))
    measured_on = models.DateField(_("tanggal ukur"))
    source = models.CharField(_("sumber"), max_length=10, choices=MeasureSource)
    origin = models.CharField(_("nama uji"), max_length=120, blank=True)
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    measured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("hasil ukur kompetensi")
        ordering = ["employee", "competence__name", "-measured_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "competence", "measured_on", "source"],
                name="measured_once_a_day",
                violation_error_message=_("Kompetensi ini sudah diukur pada tanggal itu."),
            ),
            models.CheckConstraint(
                name="measured_level_exists",
                condition=Q(level__gte=0, level__lte=5),
                violation_error_message=_("Tingkat dari 0 sampai 5."),
            ),
            one_of("measured_source_known", "source", MeasureSource.values),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.competence} {self.level}"
